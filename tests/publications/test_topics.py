"""A topic is public exactly while its reviewed lead is, and shows only what is public."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.publications import actions
from gongkai.apps.publications.actions import topic as topics
from gongkai.apps.publications.models import Topic
from gongkai.apps.publications.queries import topic as queries
from gongkai.law.refusals import Refused

TODAY = date(2026, 12, 8)


def through(row, clerk, reviewers, website):
    row = actions.submit(clerk, row)
    for reviewer in reviewers:
        row = actions.approve(reviewer, row)
    return actions.publish(clerk, row, [website])


@pytest.fixture
def topic(agency, clerk, columns) -> Topic:
    return topics.open_topic(
        clerk, agency, code="flood", title="防汛专题", text="汇集防汛预警和应急预案。", today=TODAY
    )


@pytest.fixture
def public(topic, clerk, reviewers, website) -> Topic:
    through(topic.lead, clerk, reviewers, website)
    topic.lead.refresh_from_db()
    return topic


def test_a_topic_is_not_public_before_its_lead_went_through_the_whole_review(
    topic, agency, clerk, reviewers, website, client
):
    assert (topic.lead.state, topic.lead.column.code, queries.public_topics(agency)) == (
        "draft",
        "topics",
        [],
    )
    assert client.get("/a/ceshi-yj/topics/flood/").status_code == 404
    through(topic.lead, clerk, reviewers, website)
    page = client.get("/a/ceshi-yj/topics/flood/")
    assert (page.status_code, "汇集防汛预警和应急预案。" in page.content.decode()) == (200, True)
    assert "防汛专题" in client.get("/a/ceshi-yj/topics/").content.decode()


def test_a_topic_whose_lead_was_withdrawn_is_gone(public, agency, clerk, client):
    actions.withdraw(clerk, public.lead, "专题结束")
    assert client.get("/a/ceshi-yj/topics/flood/").status_code == 404


def test_a_heading_is_words_of_the_lead_so_that_it_was_reviewed(topic, clerk, columns):
    with pytest.raises(Refused, match="栏目标题也是公开的文字"):
        topics.add_block(clerk, topic, rule="matching", heading="最新消息", column=columns["news"])
    block = topics.add_block(clerk, topic, rule="matching", heading="应急预案", column=columns["emergency"])
    assert block.heading == "应急预案"


def test_a_heading_that_the_lead_no_longer_says_gives_way_to_the_name_of_the_column(
    public, clerk, columns, reviewers, website
):
    topics.add_block(clerk, public, rule="matching", heading="应急预案", column=columns["inspection"])
    assert [block.heading for block in queries.blocks_of(public)] == ["应急预案"]
    draft = actions.revise(clerk, actions.amend(clerk, public.lead, "改写导语"), body="汇集防汛信息。")
    through(draft, clerk, reviewers, website)
    public.lead.refresh_from_db()
    assert [block.heading for block in queries.blocks_of(public)] == ["监督检查"]


def test_a_block_by_rule_takes_what_is_public_by_column_word_and_year(
    public, clerk, reviewed, website, columns
):
    topics.add_block(clerk, public, rule="matching", column=columns["statutory"], keyword="隐患", year=2026)
    assert queries.blocks_of(public)[0].items == []
    row = actions.publish(clerk, reviewed, [website])
    assert queries.blocks_of(public)[0].items == [row]
    actions.withdraw(clerk, row, "撤下")
    assert queries.blocks_of(public)[0].items == []


def test_only_what_is_public_and_ones_own_is_chosen(public, clerk, item):
    block = topics.add_block(clerk, public, rule="chosen")
    with pytest.raises(Refused, match="尚未公开或者不是本机关的信息"):
        topics.choose(clerk, block, [item])


def test_chosen_items_stand_in_the_order_chosen(public, clerk, reviewed, website, reviewers, columns):
    first = actions.publish(clerk, reviewed, [website])
    second = actions.draft(
        clerk, columns["news"], title="动态", body="x", formed_on=TODAY, disclosure_attribute="proactive"
    )
    second = through(second, clerk, reviewers, website)
    block = topics.add_block(clerk, public, rule="chosen")
    topics.choose(clerk, block, [second, first])
    assert queries.blocks_of(public)[0].items == [second, first]


def test_a_block_by_rule_needs_a_column_or_a_word(topic, clerk):
    with pytest.raises(Refused, match="请至少选择栏目或者填写关键词"):
        topics.add_block(clerk, topic, rule="matching")


def test_a_closed_topic_keeps_its_page_and_takes_no_more_blocks(public, clerk, columns, client):
    topics.close_topic(clerk, public)
    with pytest.raises(Refused, match="本专题已经结束"):
        topics.add_block(clerk, public, rule="matching", column=columns["news"])
    assert "本专题已于2026年12月8日结束" in client.get("/a/ceshi-yj/topics/flood/").content.decode()


def test_the_same_code_twice_and_another_agencys_hand_are_refused(
    topic, agency, clerk, other_agency, make_post
):
    with pytest.raises(Refused, match="专题代码“flood”已被使用"):
        topics.open_topic(clerk, agency, code="flood", title="又一", text="x", today=TODAY)
    stranger = make_post("clerk", name="外人", agency=other_agency)
    with pytest.raises(Refused, match="这条记录属于其他机关"):
        topics.close_topic(stranger, topic)


def test_the_page_of_a_topic_asks_few_questions(
    public, clerk, columns, client_of, django_assert_max_num_queries
):
    for code in ("news", "notices", "rules", "emergency"):
        topics.add_block(clerk, public, rule="matching", column=columns[code])
    client = client_of(clerk)
    with django_assert_max_num_queries(12):
        assert client.get(f"/office/items/topics/{public.pk}/").status_code == 200
    with django_assert_max_num_queries(12):
        assert client.get("/a/ceshi-yj/topics/flood/").status_code == 200
