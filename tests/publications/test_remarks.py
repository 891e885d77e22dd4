"""A remark is pinned to words, finds them again after edits, and says so when they are gone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.apps.publications import actions
from gongkai.apps.publications.actions.remark import texts_of
from gongkai.apps.publications.checking.anchors import Anchor, Place, anchor, find
from gongkai.apps.publications.models import Item, Remark
from gongkai.apps.publications.queries import checking as reads
from gongkai.law.refusals import Refused

TEXT = "截至11月底，全市挂牌督办重大隐患6处。\n已整改3处，正在整改3处。\n发现新的隐患，可拨打12350举报。"
WORDS = "已整改3处"
FETCH = {"HTTP_X_REQUESTED_WITH": "fetch"}


def pin(text: str, words: str) -> Anchor:
    start = text.index(words)
    return anchor(text, start, start + len(words))


@given(before=st.text(max_size=80), after=st.text(max_size=80))
def test_whatever_is_written_before_and_after_the_words_they_are_found(before, after):
    at = TEXT.index(WORDS)
    changed = TEXT[:at] + before + WORDS + after + TEXT[at + len(WORDS) :]
    place = find(changed, pin(TEXT, WORDS))
    assert place is not None
    assert place.exact
    assert "".join(changed[place.start : place.end].split()) == WORDS


@given(at=st.integers(0, len(TEXT)), said=st.text("甲乙丙丁，。\n 0123", max_size=60))
def test_text_put_in_anywhere_outside_the_words_moves_the_place_with_them(at, said):
    start = TEXT.index(WORDS)
    if start < at < start + len(WORDS):
        return
    changed = TEXT[:at] + said + TEXT[at:]
    moved = start + len(said) if at <= start else start
    assert find(changed, pin(TEXT, WORDS)) == Place(moved, moved + len(WORDS), True)


def test_of_the_same_words_twice_those_with_the_same_surroundings_are_meant():
    text = "甲县整改3处。乙县整改3处。丙县整改3处。"
    wanted = anchor(text, text.index("整改3处", 8), text.index("整改3处", 8) + 4)
    changed = "说明。甲县整改3处。乙县整改3处。丙县整改3处。"
    assert find(changed, wanted) == Place(12, 16, True)


def test_words_that_were_edited_are_found_between_their_surroundings():
    place = find(TEXT.replace("已整改3处", "已整改完毕3处"), pin(TEXT, WORDS))
    assert place == Place(21, 28, False)


def test_edited_words_at_the_end_and_the_beginning_of_a_text_are_found():
    place = find(
        "发现新的隐患，拨打12350，市应急局安排专人在两小时内核查。",
        Anchor("安排专人核查", "拨打12350，市应急局", "。"),
    )
    assert place == Place(19, 30, False)
    place = find("两局联合整改3处，正在整改3处。", Anchor("两局整改3处", "", "，正在整改3处。"))
    assert place == Place(0, 8, False)


def test_words_that_are_gone_are_not_found_elsewhere():
    assert find("全文改写，另作安排。", pin(TEXT, WORDS)) is None
    assert find(TEXT.replace("已整改3处，正在整改3处。\n", ""), pin(TEXT, WORDS)) is None
    assert find(TEXT, Anchor("  ")) is None


@pytest.fixture
def judged(item, clerk) -> Item:
    return actions.submit(clerk, actions.revise(clerk, item, body=TEXT))


def test_who_judges_pins_a_remark_and_the_author_finds_it_beside_the_words(judged, clerk, reviewers):
    actions.remark(reviewers[0], judged, text="与台账不一致", quote="重大隐患6处")
    row = actions.send_back(reviewers[0], judged)
    assert row.reviews.get().opinion == "见批注，共1处。"
    row = actions.revise(clerk, row, body="新的开头。\n" + TEXT)
    (one,) = reads.pinned(reads.remarks_of(row), texts_of(row))
    assert (one.state, one.words, one.nth, one.remark.text) == ("here", "重大隐患6处", 0, "与台账不一致")
    row = actions.revise(clerk, row, body="另行公告。")
    (one,) = reads.pinned(reads.remarks_of(row), texts_of(row))
    assert one.state == "gone"


def test_the_author_ticks_a_remark_off_and_takes_the_tick_back(judged, clerk, reviewers):
    made = actions.remark(reviewers[0], judged, text="请核", quote="已整改3处")
    with pytest.raises(Refused, match="本件不在起草中"):
        actions.tick_remark(clerk, made)
    actions.send_back(reviewers[0], judged)
    assert actions.tick_remark(clerk, made).ticked_by == clerk
    assert actions.tick_remark(clerk, made).ticked_at is None


def test_only_who_judges_the_awaited_step_pins_remarks(judged, clerk, reviewers):
    for nobody in (clerk, reviewers[1]):
        with pytest.raises(Refused):
            actions.remark(nobody, judged, text="请核", quote="已整改3处")
    assert not Remark.objects.exists()


def test_another_agency_neither_pins_nor_ticks(judged, reviewers, make_post, other_agency):
    stranger = make_post("secrecy_reviewer", "clerk", agency=other_agency)
    with pytest.raises(Refused, match="其他机关"):
        actions.remark(stranger, judged, text="请核", quote="已整改3处")
    made = actions.remark(reviewers[0], judged, text="请核", quote="已整改3处")
    with pytest.raises(Refused, match="其他机关"):
        actions.tick_remark(stranger, made)
    assert reads.remark_for(stranger, made.pk) is None


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"quote": " "}, "quote", "请先选中"),
        ({"quote": "没有这些字"}, "quote", "没有这些文字"),
        ({"quote": "字" * 301}, "quote", "不超过300字"),
        ({"text": " "}, "text", "请写明要改什么"),
        ({"field": "payload"}, "quote", "请选择标题"),
    ],
)
def test_a_remark_without_words_or_place_is_refused_at_its_field(judged, reviewers, changes, field, says):
    with pytest.raises(Refused, match=says) as refused:
        actions.remark(reviewers[0], judged, **({"text": "请核", "quote": "已整改3处"} | changes))
    assert refused.value.field == field


def test_a_remark_is_taken_back_by_its_writer_until_the_step_is_judged(judged, reviewers):
    made = actions.remark(reviewers[0], judged, text="请核", quote="已整改3处")
    with pytest.raises(Refused, match="只有写批注的人"):
        actions.drop_remark(reviewers[1], made)
    actions.drop_remark(reviewers[0], made)
    with pytest.raises(Refused, match="请写明退回意见"):
        actions.send_back(reviewers[0], judged)
    other = actions.remark(reviewers[0], judged, text="请核", quote="已整改3处")
    actions.send_back(reviewers[0], judged)
    with pytest.raises(Refused, match="已经作出结论"):
        actions.drop_remark(reviewers[0], other)


def test_the_pages_pin_show_and_tick(judged, clerk, reviewers, client_of):
    reviewer, author = client_of(reviewers[0]), client_of(clerk)
    address = f"/office/items/{judged.pk}/"
    bad = reviewer.post(f"{address}remarks/", {"quote": "没有这些字", "text": "请核"})
    assert bad.status_code == 422
    assert "没有这些文字" in bad.content.decode()
    assert (
        reviewer.post(f"{address}remarks/", {"quote": "已整改3处", "text": "<b>请核</b>"}).status_code == 302
    )
    html = reviewer.get(address).content.decode()
    assert "&lt;b&gt;请核&lt;/b&gt;" in html
    assert "收回" in html
    assert (
        reviewer.post(f"{address}review/", {"send_back": "1", "version": judged.version}).status_code == 302
    )
    html = author.get(address).content.decode()
    assert "批注 1处" in html
    made = Remark.objects.get()
    assert author.post(f"/office/items/remarks/{made.pk}/tick/").status_code == 302
    assert Remark.objects.get().ticked_at


def test_the_editor_of_a_returned_item_says_why_and_each_remark_says_whose_and_where(
    judged, clerk, reviewers, client_of
):
    actions.remark(reviewers[0], judged, text="请核", quote="已整改3处")
    actions.send_back(reviewers[0], judged, opinion="请按批注修改")
    office, address = client_of(clerk), f"/office/items/{judged.pk}/"
    html = office.get(f"{address}edit/").content.decode()
    assert "第1稿在保密审查环节退回。</b>赵国庆的意见：“请按批注修改”" in html
    item = Item.objects.get(pk=judged.pk)
    panel = office.post(f"{address}check/typed/", {"title": item.title, "body_html": item.body}, **FETCH)
    assert '<b>赵国庆</b><span>保密审查</span><span class="where">正文</span>' in panel.content.decode()
    row = actions.submit(clerk, item)
    assert "退回。</b>" not in office.get(f"{address}edit/").content.decode()
    assert row.state == "in_review"
