"""Feeds: valid, stable, and silent to a reader who has seen everything."""

from __future__ import annotations

import pytest
from django.utils.dateparse import parse_datetime
from lxml import etree

from gongkai.apps.portal.feeds import clean
from gongkai.apps.publications import actions

from .conftest import HOME

ATOM = {"a": "http://www.w3.org/2005/Atom"}
PLACES = [HOME, f"{HOME}columns/inspection/", "/"]


def tree(client, address: str):
    response = client.get(address)
    assert response.status_code == 200
    return etree.fromstring(response.content)


def ids(feed) -> list[str]:
    return feed.xpath("//a:entry/a:id/text()", namespaces=ATOM)


@pytest.mark.parametrize("place", PLACES)
def test_an_atom_feed_has_every_element_that_the_format_requires(client, publish, place):
    publish("inspection", "隐患公告")
    feed = tree(client, f"{place}feed.xml")
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    for node in (feed, *feed.xpath("a:entry", namespaces=ATOM)):
        for name in ("id", "title", "updated", "author/a:name"):
            assert len(node.xpath(f"a:{name}", namespaces=ATOM)) == 1, name
        assert parse_datetime(node.xpath("string(a:updated)", namespaces=ATOM))
        assert node.xpath("a:link[@rel='alternate']/@href", namespaces=ATOM)
    assert feed.xpath("a:link[@rel='self']/@href", namespaces=ATOM)[0].endswith(f"{place}feed.xml")


@pytest.mark.parametrize("place", PLACES)
def test_an_rss_feed_has_every_element_that_the_format_requires(client, publish, place):
    publish("inspection", "隐患公告")
    feed = tree(client, f"{place}rss.xml")
    assert (feed.tag, feed.get("version")) == ("rss", "2.0")
    for name in ("title", "link", "description", "lastBuildDate"):
        assert len(feed.xpath(f"channel/{name}")) == 1, name
    (item,) = feed.xpath("channel/item")
    assert item.findtext("title") == "隐患公告"
    assert item.find("guid").get("isPermaLink") == "false"
    assert item.findtext("pubDate") == "Tue, 08 Dec 2026 10:00:00 +0800"


def test_an_entry_keeps_its_number_when_it_is_corrected_and_when_the_site_moves(
    client, publish, clerk, settings
):
    item = publish("inspection", "隐患公告")
    feed = tree(client, f"{HOME}feed.xml")
    before = ids(feed)
    assert feed.xpath("string(//a:entry/a:updated)", namespaces=ATOM) == "2026-12-08T10:00:00+08:00"
    settings.GONGKAI_SITE = "https://www.example.gov.cn"
    actions.change_validity(clerk, item, "repealed", since=item.first_public_on, basis="另行规定")
    after = tree(client, f"{HOME}feed.xml")
    assert ids(after) == before
    assert after.xpath("//a:entry/a:link/@href", namespaces=ATOM) == [
        f"https://www.example.gov.cn/a/ceshi-yj/items/{item.pk}/"
    ]


def test_a_reader_who_has_seen_everything_gets_304_and_no_new_number(client, publish, draft):
    publish("inspection", "隐患公告")
    first = client.get(f"{HOME}feed.xml")
    again = client.get(f"{HOME}feed.xml", HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    draft("inspection", "与公众无关的草稿")
    assert client.get(f"{HOME}feed.xml").content == first.content


def test_a_feed_without_entries_is_the_same_at_every_reading(client, columns):
    first = client.get(f"{HOME}feed.xml").content
    assert first == client.get(f"{HOME}feed.xml").content
    assert b"2008-05-01" in first


def test_a_column_has_its_own_entries_and_those_below_it(client, publish):
    publish("inspection", "隐患公告")
    publish("penalties", "处罚决定")
    assert "处罚决定" not in client.get(f"{HOME}columns/inspection/feed.xml").content.decode()
    assert len(ids(tree(client, f"{HOME}columns/statutory/feed.xml"))) == 2


def test_a_search_is_a_feed_of_what_it_finds_and_answers_304_until_it_finds_more(client, publish):
    publish("inspection", "危险化学品检查通报")
    publish("inspection", "森林防火公告")
    actions.index_changes()
    address = f"{HOME}search/feed.xml?q=危险化学品"
    first = client.get(address)
    assert "危险化学品检查通报" in first.content.decode()
    assert "森林防火公告" not in first.content.decode()
    assert client.get(address, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304
    publish("inspection", "危险化学品企业名单")
    actions.index_changes()
    assert len(ids(tree(client, address))) == 2


@pytest.mark.parametrize("address", [f"{HOME}search/feed.xml", "/search/rss.xml?q=%20"])
def test_a_search_feed_without_a_question_is_not_found(client, agency, address):
    assert client.get(address).status_code == 404


def test_what_was_withdrawn_is_in_no_feed(client, publish, clerk):
    actions.withdraw(clerk, publish("inspection", "误发的公告"), "信息有误")
    for place in PLACES:
        assert "误发的公告" not in client.get(f"{place}feed.xml").content.decode()


def test_characters_that_xml_cannot_hold_leave_the_feed_readable(client, publish):
    publish("inspection", "甲\x0b乙\x01丙\ufffe<&]]>丁", summary="一\x1f二")
    for form in ("feed", "rss"):
        feed = tree(client, f"{HOME}{form}.xml")
        assert "甲乙丙<&]]>丁" in [one.strip() for one in feed.itertext()]
    assert clean("𠮷\ud800\t") == "𠮷\t"


@pytest.mark.parametrize(("form", "path"), [("feed", "//a:entry/a:summary"), ("rss", "//item/description")])
def test_an_entry_tells_its_summary_as_text_that_no_reader_takes_for_markup(client, publish, form, path):
    publish("inspection", "限值公告", summary="当 x<y 且 <b>y</b>>3 时适用")
    feed = tree(client, f"{HOME}{form}.xml")
    assert feed.xpath(f"string({path})", namespaces=ATOM) == "当 x&lt;y 且 &lt;b&gt;y&lt;/b&gt;&gt;3 时适用"


def test_an_entry_without_a_summary_tells_how_its_text_begins(client, publish):
    publish("inspection", "短的", body="检查了三家企业。\n\n发现隐患两处。")
    publish("inspection", "长的", body="检查" * 150)
    told = tree(client, f"{HOME}columns/inspection/feed.xml").xpath("//a:summary/text()", namespaces=ATOM)
    assert told == ["检查" * 100 + "…", "检查了三家企业。 发现隐患两处。"]
