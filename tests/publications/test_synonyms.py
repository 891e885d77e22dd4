"""A clerk says what words mean: by permission, for the own agency, logged, and used by the search at once."""

from __future__ import annotations

from datetime import date

import pytest
from django.test.utils import CaptureQueriesContext

from gongkai.apps.audit.models import Entry
from gongkai.apps.publications import actions
from gongkai.apps.publications.actions import synonyms as steps
from gongkai.apps.publications.queries import knowledge as queries
from gongkai.apps.search.actions import note_vain
from gongkai.apps.search.models import VainQuestion, WordGroup
from gongkai.law.refusals import Refused

LIST = "/office/items/synonyms/"
SEARCH = "/a/ceshi-yj/search/?q=消竣备案"


@pytest.fixture
def public(reviewed, clerk, website, django_capture_on_commit_callbacks):
    """《关于2026年第四季度重大事故隐患挂牌督办情况的公告》, found by the search."""
    with django_capture_on_commit_callbacks(execute=True):
        return actions.publish(clerk, reviewed, [website])


@pytest.fixture
def administrator(make_post):
    return make_post("system_admin", name="系统管理员")


def groups() -> list[tuple[str, str]]:
    return sorted(WordGroup.objects.values_list("agency", "words"))


def test_a_group_is_used_by_the_next_search_and_no_more_once_it_is_removed(agency, clerk, public, client):
    title = "重大事故隐患挂牌督办情况的公告"
    assert title not in client.get(SEARCH).content.decode()
    row = steps.add_synonyms(clerk, agency, "消竣备案 挂牌督办")
    assert title in client.get(SEARCH).content.decode().replace("<mark>", "").replace("</mark>", "")
    steps.remove_synonyms(clerk, row)
    assert title not in client.get(SEARCH).content.decode()


def test_the_search_page_asks_no_question_more_for_the_groups(agency, clerk, public, client, connection_of):
    first = connection_of(SEARCH)
    steps.add_synonyms(clerk, agency, "消防竣工 竣工备案")
    connection_of(SEARCH)  # reads anew whatever hangs on the end of the log
    assert connection_of(SEARCH) == first


@pytest.fixture
def connection_of(client):
    """How often a page asks the database once it is warm."""
    from django.db import connection  # noqa: PLC0415

    def count(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len([one for one in asked if "search_vainquestion" not in one["sql"]])

    return count


def test_whoever_may_draft_adds_for_the_own_agency_and_administrators_for_all(
    agency, clerk, administrator, make_post
):
    steps.add_synonyms(make_post("contributor"), agency, "消竣备案 消防验收")
    steps.add_synonyms(administrator, None, "人防易地 防空地下室易地")
    assert groups() == [("", "人防易地 防空地下室易地"), ("ceshi-yj", "消竣备案 消防验收")]
    for actor, whose in [(clerk, None), (administrator, agency), (make_post("final_reviewer"), agency)]:
        with pytest.raises(Refused, match="您的岗位没有办理此事的权限"):
            steps.add_synonyms(actor, whose, "甲类仓库 一类仓库")


def test_another_agencys_groups_can_neither_be_added_nor_removed_nor_seen(
    agency, other_agency, clerk, make_post, client_of
):
    row = steps.add_synonyms(clerk, agency, "消竣备案 消防验收")
    stranger = make_post("clerk", name="外人", agency=other_agency)
    with pytest.raises(Refused, match="属于其他机关"):
        steps.add_synonyms(stranger, agency, "甲类仓库 一类仓库")
    with pytest.raises(Refused, match="属于其他机关"):
        steps.remove_synonyms(stranger, row)
    office = client_of(stranger)
    assert office.post(f"{LIST}{row.pk}/remove/").status_code == 404
    assert "消竣备案" not in office.get(LIST).content.decode()
    assert groups() == [("ceshi-yj", "消竣备案 消防验收")]


def test_a_clerk_sees_the_groups_of_the_platform_and_cannot_remove_them(
    agency, clerk, administrator, client_of
):
    row = steps.add_synonyms(administrator, None, "人防易地 防空地下室易地")
    page = client_of(clerk).get(LIST).content.decode()
    assert "人防易地 防空地下室易地" in page
    assert f"{LIST}{row.pk}/remove/" not in page
    client_of(clerk).post(f"{LIST}{row.pk}/remove/")
    assert groups() == [("", "人防易地 防空地下室易地")]


def test_both_are_in_the_log_with_their_words(agency, clerk):
    row = steps.add_synonyms(clerk, agency, "消竣备案 消防验收")
    steps.remove_synonyms(clerk, row)
    told = Entry.objects.filter(event__startswith="synonyms.").order_by("seq")
    assert [(one.event, one.agency_id, one.data) for one in told] == [
        ("synonyms.added", agency.pk, {"words": "消竣备案 消防验收", "platform": False}),
        ("synonyms.removed", agency.pk, {"words": "消竣备案 消防验收", "platform": False}),
    ]


def test_what_the_platform_has_need_not_be_added_again_by_an_agency(agency, clerk, administrator):
    steps.add_synonyms(administrator, None, "人防易地 防空地下室易地")
    with pytest.raises(Refused, match="同义词里已有“人防易地 防空地下室易地”，不必重复添加"):
        steps.add_synonyms(clerk, agency, "防空地下室易地 人防易地")


def test_an_agency_has_at_most_five_hundred(agency, clerk):
    WordGroup.objects.bulk_create(
        WordGroup(agency=agency.code, words=f"词甲{number} 词乙{number}") for number in range(500)
    )
    with pytest.raises(Refused, match="同义词最多500组，请先删除不用的"):
        steps.add_synonyms(clerk, agency, "消竣备案 消防验收")


def test_the_page_adds_and_a_refusal_loses_nothing_that_was_typed(agency, clerk, client_of):
    office = client_of(clerk)
    refused = office.post(LIST, {"words": "消竣备案、消防验收"})
    assert (refused.status_code, groups()) == (422, [])
    assert 'value="消竣备案、消防验收"' in refused.content.decode()
    assert "词与词之间用空格分开" in refused.content.decode()
    assert office.post(LIST, {"words": "消竣备案 消防验收"}).url == LIST
    assert groups() == [("ceshi-yj", "消竣备案 消防验收")]


def test_a_word_is_looked_up_among_those_added_and_those_that_ship(agency, clerk, client_of):
    steps.add_synonyms(clerk, agency, "消竣备案 消防验收")
    office = client_of(clerk)
    assert "消竣备案 消防验收" in office.get(f"{LIST}?word=验收").content.decode()
    page = office.get(f"{LIST}?word=年报").content.decode()
    assert "消竣备案" not in page
    assert "年度报告 年报" in page


def test_for_words_sought_in_vain_a_group_is_added_and_they_leave_the_list(agency, clerk, public, client_of):
    note_vain("消竣备案", agency.code, date(2026, 12, 1))
    row = VainQuestion.objects.get()
    office = client_of(clerk)
    assert f"/office/items/vain/{row.pk}/synonyms/" in office.get("/office/items/vain/").content.decode()
    assert 'value="消竣备案 "' in office.get(f"/office/items/vain/{row.pk}/synonyms/").content.decode()
    page = office.post(f"/office/items/vain/{row.pk}/synonyms/", {"words": "消竣备案 挂牌督办"}, follow=True)
    assert "公众检索“消竣备案”现在可以找到1条" in page.content.decode()
    assert list(queries.vain(clerk)) == []
    assert [(one.outcome, one.note) for one in queries.handlings(clerk)] == [("synonym", "消竣备案 挂牌督办")]


def test_a_group_with_which_they_are_still_not_found_says_so(agency, clerk, public, client_of):
    note_vain("消竣备案", agency.code, date(2026, 12, 1))
    address = f"/office/items/vain/{VainQuestion.objects.get().pk}/synonyms/"
    page = client_of(clerk).post(address, {"words": "消竣备案 危险废物"}, follow=True)
    assert "检索“消竣备案”仍没有结果，请核对同义词" in page.content.decode()


def test_another_agencys_words_sought_in_vain_are_not_there(agency, other_agency, make_post, client_of):
    note_vain("消竣备案", agency.code, date(2026, 12, 1))
    stranger = client_of(make_post("clerk", name="外人", agency=other_agency))
    address = f"/office/items/vain/{VainQuestion.objects.get().pk}/synonyms/"
    assert stranger.get(address).status_code == 404
    assert stranger.post(address, {"words": "消竣备案 消防验收"}).status_code == 404


def test_the_list_asks_few_questions_with_two_hundred_groups(
    agency, clerk, client_of, django_assert_max_num_queries
):
    WordGroup.objects.bulk_create(
        WordGroup(agency=agency.code, words=f"词甲{number} 词乙{number}") for number in range(200)
    )
    office = client_of(clerk)
    with django_assert_max_num_queries(12):
        assert office.get(LIST).status_code == 200
