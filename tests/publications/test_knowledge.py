"""Questions with answers go through the same door; what the public searched for in vain is not forgotten."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongkai.apps.publications import actions
from gongkai.apps.publications.actions import knowledge as steps
from gongkai.apps.publications.models import Item, KnowledgeEntry
from gongkai.apps.publications.queries import knowledge as queries
from gongkai.apps.search.actions import note_vain
from gongkai.apps.search.models import VainQuestion
from gongkai.law.refusals import Refused

TODAY = date(2026, 12, 8)


def asked(agency, clerk, **fields):
    told = {"question": "烟花爆竹零售许可证怎么办理", "answer": "向市应急局提出申请。", "today": TODAY}
    return steps.draft_knowledge(clerk, agency, **(told | fields))


@pytest.fixture
def public(agency, clerk, columns, reviewers, website) -> Item:
    row = actions.submit(clerk, asked(agency, clerk, valid_until=date(2026, 12, 31)))
    for reviewer in reviewers:
        row = actions.approve(reviewer, row)
    return actions.publish(clerk, row, [website])


def test_a_question_is_public_only_after_the_whole_review(agency, clerk, columns, client):
    item = asked(agency, clerk)
    assert (item.state, item.column.code, queries.public_knowledge(agency, TODAY).count()) == (
        "draft",
        "knowledge",
        0,
    )
    assert "烟花爆竹" not in client.get("/a/ceshi-yj/questions/").content.decode()


def test_an_answer_is_offered_until_its_last_day_and_not_after(agency, public):
    assert queries.public_knowledge(agency, date(2026, 12, 31)).count() == 1
    assert queries.public_knowledge(agency, date(2027, 1, 1)).count() == 0


def test_the_public_finds_it_by_its_words(public, client):
    assert "烟花爆竹零售许可证怎么办理" in client.get("/a/ceshi-yj/questions/?q=零售 申请").content.decode()
    assert "没有找到相关问答" in client.get("/a/ceshi-yj/questions/?q=危险化学品").content.decode()


def test_personal_data_of_a_letter_does_not_come_along(agency, clerk, columns):
    with pytest.raises(Refused, match=r"含有.*等个人信息，公开之前请删去或者改写"):
        asked(agency, clerk, answer="请拨打13812345678联系张先生。")


def test_what_it_rests_on_is_public_and_ones_own(agency, clerk, item):
    with pytest.raises(Refused, match="尚未公开或者不是本机关的信息"):
        asked(agency, clerk, sources=[item])


def test_a_letter_is_offered_the_answers_that_share_its_words(agency, public):
    (offer,) = queries.offers(agency, "您好，我想咨询烟花爆竹零售许可证的办理时间。", TODAY)
    assert (offer.entry.item, offer.words.split("、")[0]) == (public, "烟花爆竹零售许可证")
    assert queries.offers(agency, "路灯坏了请修理", TODAY) == []


def test_the_offers_come_by_post_and_not_by_the_address(public, clerk, client_of):
    client = client_of(clerk)
    assert client.get("/office/items/knowledge/offers/")["Location"] == "/office/items/knowledge/"
    page = client.post("/office/items/knowledge/offers/", {"text": "烟花爆竹零售许可证"})
    assert "烟花爆竹零售许可证怎么办理" in page.content.decode()


def test_an_answered_letter_fills_in_the_form_and_saves_nothing(clerk, columns, client_of):
    told = {"start": "1", "question": "来信标题", "answer": "答复内容", "letter_number": "XJ2026-001"}
    page = client_of(clerk).post("/office/items/knowledge/new/", told)
    assert (page.status_code, KnowledgeEntry.objects.count()) == (200, 0)
    assert "答复内容" in page.content.decode()
    told = {"question": "来信标题", "answer": "答复内容", "letter_number": "XJ2026-001", "sources": ""}
    client_of(clerk).post("/office/items/knowledge/new/", told)
    assert KnowledgeEntry.objects.get().letter_number == "XJ2026-001"


def vain(agency, *days):
    for day in days:
        note_vain("消防验收", agency.code, day)
    return VainQuestion.objects.get()


def test_words_searched_in_vain_keep_their_number_first_and_last_day(agency):
    row = vain(agency, date(2026, 11, 3), date(2026, 11, 20), date(2026, 12, 1))
    assert (row.times, row.first_on, row.last_on) == (3, date(2026, 11, 3), date(2026, 12, 1))


def test_words_dealt_with_leave_the_list_until_they_are_searched_in_vain_again(agency, clerk):
    row = vain(agency, date(2026, 11, 3))
    steps.handle_vain(
        clerk, agency, words=row.words, times=row.times, outcome="synonym", note="同“消防设计审查”"
    )
    assert list(queries.vain(clerk)) == []
    vain(agency, date(2026, 12, 1))
    (again,) = queries.vain(clerk)
    assert (again.times, again.handled) == (2, "synonym")


def test_one_press_begins_a_draft_about_the_words(agency, clerk, columns, client_of):
    row = vain(agency, date(2026, 11, 3))
    page = client_of(clerk).post(f"/office/items/vain/{row.pk}/draft/")
    item = Item.objects.get()
    assert (page.url, item.title, item.keywords, item.state) == (
        f"/office/items/{item.pk}/edit/", "消防验收", "消防验收", "draft",
    )  # fmt: skip
    assert list(queries.vain(clerk)) == []


def test_another_agencys_words_are_not_there(agency, other_agency, make_post, client_of):
    row = vain(agency, date(2026, 11, 3))
    stranger = client_of(make_post("clerk", name="外人", agency=other_agency))
    assert stranger.get(f"/office/items/vain/{row.pk}/").status_code == 404


def test_the_pages_ask_few_questions_with_two_hundred_rows(
    agency, clerk, public, client_of, client, django_assert_max_num_queries
):
    rows = Item.objects.bulk_create(
        Item(agency=agency, column=public.column, author=clerk, title=f"问{number}", body="答")
        for number in range(200)
    )
    KnowledgeEntry.objects.bulk_create(KnowledgeEntry(agency=agency, item=row, made_by=clerk) for row in rows)
    VainQuestion.objects.bulk_create(
        VainQuestion(agency=agency.code, words=f"词{number}", last_on=TODAY - timedelta(days=number))
        for number in range(200)
    )
    office = client_of(clerk)
    for address in ("/office/items/knowledge/", "/office/items/vain/"):
        with django_assert_max_num_queries(12):
            assert office.get(address).status_code == 200
    with django_assert_max_num_queries(12):
        assert client.get("/a/ceshi-yj/questions/").status_code == 200
