"""An agency's own lists: two people, all rows or none, kept for ever; names that are let pass."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.apps.publications import actions
from gongkai.apps.publications.checking import sheets
from gongkai.apps.publications.checking.lists import lists_of
from gongkai.apps.publications.models import AllowedName, ListEdition
from gongkai.law.refusals import Refused
from gongkai.textcheck.check import Context, check

ROWS = [
    {
        "类别": "不用",
        "用语": "旧平台",
        "应为": "新平台",
        "级别": "禁止发布",
        "说明": "已经改名",
        "启用日期": "",
    },
    {"类别": "放行", "用语": "环保局小区", "应为": "", "级别": "", "说明": "", "启用日期": ""},
]
LEADERS = [
    {"姓名": "示例甲", "职务": "局长、党组书记", "排序": "1", "常见误写": "示例钾"},
    {"姓名": "示例乙", "职务": "副局长", "排序": "2", "常见误写": ""},
]


def said(agency, text):
    lists = lists_of(agency.pk)
    return [
        (one.level, text[one.start : one.end])
        for one in check(text, lists.lexicon, context=Context(leaders=lists.leaders))
    ]


def in_force(clerk, head, kind="words", rows=ROWS):
    return actions.consent_list(
        head, actions.propose_list(clerk, clerk.agency, kind, rows, reason="新的规定")
    )


def test_a_list_is_in_force_once_a_second_person_consents(clerk, agency, reviewers):
    edition = actions.propose_list(clerk, agency, "words", ROWS, reason="新的规定")
    assert said(agency, "请登录旧平台。") == []
    actions.consent_list(reviewers[3], edition)
    assert said(agency, "请登录旧平台。") == [("block", "旧平台")]
    assert said(agency, "环保局小区已整改。") == []


def test_who_proposed_a_list_does_not_consent_to_it(agency, make_post):
    both = make_post("clerk", "final_reviewer", name="两职")
    edition = actions.propose_list(both, agency, "words", ROWS, reason="新的规定")
    with pytest.raises(Refused, match="不能自己同意"):
        actions.consent_list(both, edition)


def test_leaders_are_checked_by_name_post_and_order(clerk, agency, reviewers):
    in_force(clerk, reviewers[3], "leaders", LEADERS)
    assert said(agency, "示例钾出席。") == [("block", "示例钾")]
    assert said(agency, "示例乙局长出席。") == [("block", "局长")]
    assert said(agency, "示例乙、示例甲出席。") == [("must_explain", "示例甲")]


def test_an_edition_replaces_the_whole_list_and_the_old_one_is_kept(clerk, agency, reviewers):
    first = in_force(clerk, reviewers[3])
    before = lists_of(agency.pk)
    second = in_force(clerk, reviewers[3], rows=ROWS[1:])
    after = lists_of(agency.pk)
    assert said(agency, "请登录旧平台。") == []
    assert (first.number, second.number) == (1, 2)
    assert before.told["words"] == {"number": 1, "digest": first.digest}
    assert after.told["words"]["number"] == 2
    assert before.digest != after.digest
    assert ListEdition.objects.get(number=1).rows == ROWS


def test_one_wrong_row_and_nothing_is_taken(clerk, agency):
    rows = [*ROWS, {"类别": "不用", "用语": "错", "级别": "提示"}]
    with pytest.raises(Refused, match="第4行：用语应为2至50个字，现为1个字") as refused:
        actions.propose_list(clerk, agency, "words", rows, reason="新的规定")
    assert refused.value.field == "file"
    assert not ListEdition.objects.exists()


def test_one_edition_waits_at_a_time_and_may_be_given_up(clerk, agency, reviewers):
    edition = actions.propose_list(clerk, agency, "words", ROWS, reason="新的规定")
    with pytest.raises(Refused, match="上一版还在等待同意"):
        actions.propose_list(clerk, agency, "words", ROWS, reason="再来")
    actions.drop_list(clerk, edition)
    with pytest.raises(Refused, match="已经同意或者放弃"):
        actions.consent_list(reviewers[3], edition)


def test_lists_need_their_permissions_and_the_own_agency(clerk, agency, make_post, other_agency):
    contributor = make_post("contributor")
    stranger = make_post("clerk", "final_reviewer", agency=other_agency)
    for nobody in (contributor, stranger):
        with pytest.raises(Refused):
            actions.propose_list(nobody, agency, "words", ROWS, reason="新的规定")
        with pytest.raises(Refused):
            actions.allow_name(nobody, agency, "环保局小区")
    edition = actions.propose_list(clerk, agency, "words", ROWS, reason="新的规定")
    for nobody in (contributor, stranger):
        with pytest.raises(Refused):
            actions.consent_list(nobody, edition)
        with pytest.raises(Refused):
            actions.drop_list(nobody, edition)


def test_one_agencys_lists_are_not_anothers(clerk, agency, other_agency, reviewers):
    in_force(clerk, reviewers[3])
    assert said(other_agency, "请登录旧平台。") == []


@pytest.mark.parametrize("words", ["台湾总统小区", "520203198504120419", "旧平台小区", "字", "多" * 51])
def test_what_must_not_be_published_is_not_let_pass_as_a_name(clerk, agency, reviewers, words):
    in_force(clerk, reviewers[3])
    with pytest.raises(Refused):
        actions.allow_name(clerk, agency, words)
    assert not AllowedName.objects.exists()


def test_a_name_is_asked_about_again_once_that_is_ended(clerk, agency):
    assert said(agency, "民政局宿舍，截止目前。")[-1] == ("hint", "截止目前")
    row = actions.allow_name(clerk, agency, "截止目前小区")
    assert said(agency, "截止目前小区。") == []
    actions.end_name(clerk, row)
    assert said(agency, "截止目前小区。") == [("hint", "截止目前")]


def workbook(head, *rows) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in (head, *rows):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def test_what_is_exported_can_be_read_in_again():
    assert sheets.read("words", sheets.write("words", ROWS)) == ROWS
    assert sheets.read("leaders", sheets.write("leaders", LEADERS)) == LEADERS


def test_words_that_look_like_formulas_stay_words():
    rows = [ROWS[0] | {"用语": "=1+1"}]
    assert sheets.read("words", sheets.write("words", rows))[0]["用语"] == "=1+1"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"no workbook", "不是Excel工作簿"),
        (workbook(["用语"], ["x"]), "表头应为“类别、用语、应为、级别、说明、启用日期”"),
        (workbook(list(ROWS[0])), "只有表头"),
        (workbook(list(ROWS[0]), ["不用", "旧平台"], [], ["不用", "另一个"]), "第3行是空行"),
    ],
)
def test_a_spreadsheet_that_cannot_be_read_is_refused_with_what_to_do(content, says):
    with pytest.raises(Refused, match=says):
        sheets.read("words", content)


def test_a_list_comes_in_by_preview_and_two_people(clerk, agency, reviewers, client_of):
    client, head = client_of(clerk), client_of(reviewers[3])
    bad = workbook(list(ROWS[0]), ["不用", "旧平台", "旧平台", "提示"])
    answer = client.post(
        "/office/items/word-lists/words/import/", {"file": SimpleUploadedFile("词库.xlsx", bad)}
    )
    assert answer.status_code == 422
    assert "第2行：“应为”与“用语”相同，请核对（应为列）" in answer.content.decode()
    good = SimpleUploadedFile("词库.xlsx", sheets.write("words", ROWS))
    answer = client.post("/office/items/word-lists/words/import/", {"file": good})
    assert "新增2条，改动0条，去掉0条" in answer.content.decode()
    assert not ListEdition.objects.exists()
    digest = answer.context["reason_form"].initial["digest"]
    data = {"digest": digest, "reason": "新的规定"}
    assert client.post("/office/items/word-lists/words/import/", data).status_code == 302
    edition = ListEdition.objects.get()
    assert head.post(f"/office/items/word-lists/editions/{edition.pk}/consent/").status_code == 302
    html = client.get("/office/items/word-lists/").content.decode()
    assert "现用" in html
    assert "吴江" in html
    assert client.get("/office/items/word-lists/words.xlsx").content.startswith(b"PK")
    assert client.get(f"/office/items/word-lists/editions/{edition.pk}/").status_code == 200


def test_pages_of_another_agencys_lists_are_not_found(clerk, agency, make_post, other_agency, client_of):
    edition = actions.propose_list(clerk, agency, "words", ROWS, reason="新的规定")
    name = actions.allow_name(clerk, agency, "环保局小区")
    stranger = client_of(make_post("clerk", "final_reviewer", agency=other_agency))
    assert stranger.get(f"/office/items/word-lists/editions/{edition.pk}/").status_code == 404
    for path in (f"editions/{edition.pk}/consent/", f"editions/{edition.pk}/drop/", f"names/{name.pk}/end/"):
        assert stranger.post(f"/office/items/word-lists/{path}").status_code == 404
