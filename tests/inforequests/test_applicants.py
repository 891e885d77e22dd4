"""The same applicant found again, and applications of near-identical content."""

from __future__ import annotations

import re
from datetime import date

import pytest

from gongkai.apps.inforequests import actions, queries
from gongkai.apps.inforequests.codes import applicant_keys, new_query_code
from gongkai.apps.inforequests.models import Request
from gongkai.textcheck.likeness import likeness, marks, runs

DAY = date(2026, 3, 2)


def test_a_query_code_has_eight_characters_that_cannot_be_mistaken():
    codes = {new_query_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(re.fullmatch("[2-9A-HJKMNP-Z]{8}", code) for code in codes)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (("natural_person", "王晓明", "52990019900101 0017", ""), True),
        (("natural_person", "王小明", "５２９９００１９９００１０１００１７", "13900000000"), True),
        (("natural_person", "王小明", "529900199001010025", "13800001234"), False),
    ],
)
def test_a_person_is_known_by_the_identity_number_however_it_is_written(other, same):
    known = applicant_keys("natural_person", "王小明", "529900199001010017", "13800001234")
    assert [len(key) for key in known] == [64]
    assert (applicant_keys(*other) == known) is same


def test_without_a_number_a_person_is_known_by_name_and_contact_and_by_nothing_less():
    known = applicant_keys("natural_person", "王小明", "", "138-0000-1234")
    assert applicant_keys("natural_person", " 王小明", "", "13800001234") == known
    assert applicant_keys("natural_person", "王小明", "", "13800005678") != known
    assert applicant_keys("natural_person", "王小明", "", "") == []


def test_an_organisation_without_a_number_is_known_by_its_name():
    assert applicant_keys("business", "某矿业有限公司", "", "甲") == applicant_keys(
        "business", "某 矿业有限公司", "", "乙"
    )


def test_an_applicant_is_looked_for_under_every_field_key_the_newest_first(settings):
    before = applicant_keys("natural_person", "王小明", "529900199001010017")
    settings.GONGKAI_FIELD_KEYS = ["new" * 10, *settings.GONGKAI_FIELD_KEYS]
    newest, *older = applicant_keys("natural_person", "王小明", "529900199001010017")
    assert older == before
    assert newest not in older


def test_registration_gives_a_code_and_a_key_and_a_mended_identity_another_key(register, clerk):
    request = register(DAY)
    assert len(request.query_code) == 8
    assert request.applicant_key == register(DAY, applicant_name="王晓明").applicant_key
    assert "529900199001010017" not in request.applicant_key
    before = request.applicant_key
    mended = actions.change(clerk, request, identity_kind="", identity_number="529900199001010025")
    assert mended.applicant_key not in ("", before)
    assert Request.objects.get(pk=request.pk).query_code == request.query_code


def test_blanks_and_punctuation_do_not_make_a_text_another_one():
    one, other = runs("申请公开：2025年度 公用经费！"), runs("申请公开2025年度公用经费")
    assert likeness(one, other) == 1.0
    assert marks("申请公开：2025年度 公用经费！") == marks("申请公开2025年度公用经费")


def test_likeness_is_the_share_of_common_runs_of_three_characters():
    # 甲乙丙 乙丙丁 丙丁戊 beside 甲乙丙 乙丙丁 丙丁己: two of four.
    assert likeness(runs("甲乙丙丁戊"), runs("甲乙丙丁己")) == 0.5
    assert likeness(runs(""), runs("")) == 0.0
    assert marks("……") == []


def told(request: Request, today: date = date(2026, 11, 22)) -> list[str]:
    return [article for _, article in queries.beside(request, today).hints]


def test_a_hundred_from_one_person_in_a_month_are_counted_and_pointed_at(register):
    for n in range(100):
        request = register(DAY, content=f"第{n}号文件")
    found = queries.beside(request, DAY)
    assert (found.total, found.in_month, found.in_year) == (99, 100, 100)
    assert len(found.earlier) == 10
    assert found.hints[0] == (
        "同一申请人本月已有100件：数量、频次明显超过合理范围的，可以要求说明理由，也可以收取信息处理费",
        "条例第三十五条、第四十二条",
    )


def test_the_eleventh_of_a_calendar_month_is_pointed_at_and_the_tenth_is_not(register):
    for day in range(2, 12):
        request = register(date(2026, 3, day), content=f"{day}日会议纪要")
    assert told(request) == []
    assert told(register(date(2026, 3, 31), content="月末会议纪要")) == ["条例第三十五条、第四十二条"]
    assert told(register(date(2026, 4, 1), content="次月会议纪要")) == []


def test_a_request_that_repeats_an_answered_one_is_shown_beside_its_outcome(register, clerk):
    first = register(DAY)
    actions.decide(clerk, first, day=DAY, outcome="granted", articles=["36(2)"], today=DAY)
    again = register(date(2026, 5, 6), content="某煤矿重大隐患挂牌督办通知书及验收意见。")
    found = queries.beside(again, DAY)
    assert [(one.case, one.percent, one.same) for one in found.alike] == [(first, 100, True)]
    assert told(again) == ["条例第三十六条第（六）项"]


def test_an_open_request_for_the_same_may_be_joined(register):
    first, second = register(DAY), register(DAY)
    [(sentence, article)] = queries.beside(second, DAY).hints
    assert first.label in sentence and "可以并案" in sentence
    assert article == "条例第三十六条"


def test_a_withdrawn_or_joined_request_is_no_answer_that_could_be_repeated(register, clerk):
    first, second = register(DAY), register(DAY)
    actions.join(clerk, second, first, day=DAY, today=DAY)
    actions.decide(clerk, first, day=DAY, outcome="closed_other", articles=["申请人撤回"], today=DAY)
    assert told(register(DAY)) == []


def test_three_applicants_for_the_same_information_point_to_publication(register):
    for number in ("529900199001010017", "529900199001010025"):
        request = register(DAY, identity_number=number)
    assert told(request) == []
    firm = {"applicant_type": "business", "applicant_name": "某矿业公司", "identity_number": ""}
    third = register(DAY, **firm)
    assert queries.beside(third, DAY).asked_by == 3
    assert told(third) == ["条例第四十四条"]


def test_another_agency_s_applications_are_not_beside(register, make_post, other_agency):
    register(DAY, actor=make_post("clerk", name="外人", agency=other_agency))
    found = queries.beside(register(DAY), DAY)
    assert (found.total, found.alike) == (0, [])


def test_what_stands_beside_takes_three_queries_however_many_there_are(
    register, django_assert_max_num_queries
):
    for n in range(200):
        request = register(DAY, content=f"某煤矿重大隐患挂牌督办通知书及验收意见{n}")
    with django_assert_max_num_queries(3):
        assert len(queries.beside(request, DAY).alike) == 10


def test_a_corrected_wording_is_found_by_its_new_marks(register, clerk):
    one = register(DAY, content="甲矿的处罚决定书")
    actions.change(clerk, one, content="某煤矿重大隐患挂牌督办通知书及验收意见")
    assert [found.case for found in queries.beside(register(DAY), DAY).alike] == [one]


def test_typing_shows_what_stands_beside_without_an_identity_in_the_address(register, clerk, client_of):
    first = register(DAY)
    typed = {
        "applicant_type": "natural_person",
        "applicant_name": "王小明",
        "identity_number": "529900199001010017",
        "content": "某煤矿重大隐患挂牌督办通知书",
    }
    client = client_of(clerk)
    assert client.get("/office/requests/new/beside/", typed)["Location"] == "/office/requests/new/"
    assert first.label in client.post("/office/requests/new/beside/", typed).content.decode()
