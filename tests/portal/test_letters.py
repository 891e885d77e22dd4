"""The mailbox: a letter goes in, its number and query code open the answer, and nobody else's."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.engagement import actions as engagement
from gongkai.apps.engagement.models import Letter

from .conftest import HOME

LETTERS = f"{HOME}letters/"
TRACK = f"{HOME}letters/track/"
LETTER = {
    "kind": "enquiry",
    "title": "零售点怎样办证",
    "content": "我想开一家烟花爆竹零售点，需要哪些材料？",
    "writer": "王小明",
    "contact": "13800005678",
}


@pytest.fixture
def letter(agency) -> Letter:
    return engagement.receive_letter(agency, **LETTER, today=date(2026, 12, 7))


def test_a_letter_is_received_and_its_receipt_names_number_code_and_term(client, agency):
    response = client.post(LETTERS, LETTER, follow=True)
    letter = Letter.objects.get()
    assert (letter.writer, letter.contact, letter.received_on) == ("王小明", "13800005678", date(2026, 12, 8))
    html = response.content.decode()
    assert "部门信箱〔2026〕1号" in html
    assert letter.code in html
    assert "2026年12月15日前" in html
    assert "13800005678" not in html


def test_neither_the_code_nor_the_number_stands_in_an_address(client, agency):
    address = client.post(LETTERS, LETTER).url
    letter = Letter.objects.get()
    assert letter.code not in address
    assert letter.code.lower() not in address
    assert client.get(address).headers["Cache-Control"].count("no-store") == 1


def test_a_receipt_opens_only_with_its_own_address(client, agency, other_agency):
    address = client.post(LETTERS, LETTER).url
    assert client.get(address.replace("ceshi-yj", "ceshi-sw")).status_code == 404
    assert client.get(f"{LETTERS}receipt/geraten/").status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("kind", "", "请选择类别"),
        ("kind", "praise", "请从列表中选择类别"),
        ("title", "", "请填写标题"),
        ("content", "  ", "请填写内容"),
        ("contact", "", "请填写联系方式"),
        ("homepage", "http://spam", "“此处请留空”一栏有内容，请清空后重新提交"),
    ],
)
def test_what_is_refused_keeps_every_word_that_was_typed(client, agency, field, value, sentence):
    response = client.post(LETTERS, LETTER | {field: value})
    html = response.content.decode()
    assert response.status_code == 422
    assert sentence in html
    for name, typed in LETTER.items():
        if name not in (field, "kind"):
            assert typed in html
    assert Letter.objects.count() == 0


def test_too_long_a_text_is_refused_with_its_length(client, agency):
    response = client.post(LETTERS, LETTER | {"content": "字" * 5001})
    assert response.status_code == 422
    assert "5000" in response.content.decode()
    assert Letter.objects.count() == 0


def test_one_address_sends_five_letters_an_hour_and_the_sixth_keeps_what_was_typed(client, agency):
    for _ in range(5):
        assert client.post(LETTERS, LETTER).status_code == 302
    response = client.post(LETTERS, LETTER)
    assert response.status_code == 422
    assert "同一网络地址每小时最多提交5封来信" in response.content.decode()
    assert "零售点怎样办证" in response.content.decode()
    assert Letter.objects.count() == 5
    assert client.post(LETTERS, LETTER, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_behind_our_own_proxy_the_address_that_the_proxy_saw_counts(client, agency, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    for guess in range(5):  # what the caller claims stands before what the proxy saw
        seen = {"X-Forwarded-For": f"198.51.100.{guess}, 192.0.2.7"}
        assert client.post(LETTERS, LETTER, headers=seen).status_code == 302
    seen = {"X-Forwarded-For": "198.51.100.9, 192.0.2.7"}
    assert client.post(LETTERS, LETTER, headers=seen).status_code == 422


def test_number_and_code_show_the_state_while_it_is_open(client, letter):
    html = client.post(TRACK, {"number": letter.number, "code": letter.code.lower()}).content.decode()
    assert "正在办理" in html
    assert "应于2026年12月14日前答复" in html
    assert "王小明" not in html
    assert "13800005678" not in html


def test_number_and_code_show_the_answer_as_text(client, clerk, letter):
    engagement.answer_letter(
        clerk,
        letter.pk,
        letter.version,
        answer="请带营业执照。<script>alert(1)</script>",
        answered_on=date(2026, 12, 8),
        today=date(2026, 12, 8),
    )
    html = client.post(TRACK, {"number": letter.number, "code": letter.code}).content.decode()
    assert "已答复" in html
    assert "请带营业执照。&lt;script&gt;" in html


@pytest.mark.parametrize(
    ("number", "code"), [("部门信箱〔2026〕1号", "AAAAAAAAAA"), ("部门信箱〔2026〕2号", "")]
)
def test_a_wrong_code_or_number_shows_nothing_and_keeps_what_was_typed(client, letter, number, code):
    response = client.post(TRACK, {"number": number, "code": code or letter.code})
    html = response.content.decode()
    assert response.status_code == 422
    assert "编号与查询码不相符" in html
    assert f'value="{number}"' in html
    assert "零售点怎样办证" not in html


def test_another_agency_does_not_show_the_letter(client, letter, other_agency):
    response = client.post("/a/ceshi-sw/letters/track/", {"number": letter.number, "code": letter.code})
    assert response.status_code == 422


def test_one_address_looks_up_twenty_times_an_hour(client, letter):
    for _ in range(20):
        client.post(TRACK, {"number": letter.number, "code": "AAAAAAAAAA"})
    response = client.post(TRACK, {"number": letter.number, "code": letter.code})
    assert response.status_code == 422
    assert "同一网络地址每小时最多查询20次" in response.content.decode()


def test_letters_and_answers_stand_on_no_public_page(client, clerk, letter):
    engagement.answer_letter(
        clerk,
        letter.pk,
        letter.version,
        answer="请带营业执照。",
        answered_on=date(2026, 12, 8),
        publish=True,
        today=date(2026, 12, 8),
    )
    for page in ("", "letters/", "search/?q=零售点", "feed.xml"):
        assert "怎样办证" not in client.get(HOME + page).content.decode()
