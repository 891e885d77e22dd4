"""The main paths, walked as people walk them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.web.browser import Browser

pytestmark = [pytest.mark.browser, pytest.mark.long]
TODAY = date.today()
YEAR = TODAY.year
TITLE = "关于加强冬季用火用电安全检查的通告"


def test_a_draft_passes_four_people_and_the_door_and_the_public_reads_it(browser: Browser):
    browser.log_in("zhangfan")
    browser.open("/office/items/new/")
    option = browser.script(
        "return [...document.querySelectorAll('main select[name=column] option')].find(o => o.text.includes('通知公告')).value"
    )
    browser.choose("column", option)
    browser.type("title", TITLE)
    browser.write("为做好冬季安全生产工作，现就用火用电安全检查事项通告如下。")
    browser.type("formed_on", (TODAY - timedelta(days=1)).isoformat())
    browser.choose("disclosure_attribute", "proactive")
    browser.press("保存草稿")
    item = browser.path
    browser.press("送保密审查")
    assert "保密审查" in browser.text

    for reviewer in ("limin", "wangjian", "zhaoqing", "sunlei"):
        browser.log_in(reviewer)
        browser.open("/office/")
        browser.press(TITLE)
        assert browser.path == item
        browser.press("通过")
    browser.picture("item-approved")

    browser.log_in("chenyu")
    browser.open(item)
    browser.press("发布")
    browser.press("发布")  # the website is ticked to begin with
    assert browser.path == item
    assert "已发布" in browser.text

    browser.fresh()
    browser.open("/a/lps-yj/")
    browser.press(TITLE)
    assert "现就用火用电安全检查事项通告如下" in browser.text
    assert "索引号" in browser.text


def test_the_author_is_not_offered_the_review_of_the_own_draft(browser: Browser):
    browser.log_in("wangjian")
    browser.open("/office/items/new/")
    option = browser.script(
        "return [...document.querySelectorAll('main select[name=column] option')].find(o => o.text.includes('通知公告')).value"
    )
    browser.choose("column", option)
    browser.type("title", "由科室负责人自己起草的通知")
    browser.write("正文。")
    browser.type("formed_on", TODAY.isoformat())
    browser.choose("disclosure_attribute", "proactive")
    browser.press("保存草稿")
    item = browser.path
    browser.press("送保密审查")
    browser.log_in("limin")
    browser.open(item)
    browser.press("通过")
    browser.log_in("wangjian")
    browser.open(item)
    assert "不能审查自己的稿件" in browser.text


def test_a_request_becomes_a_figure_of_the_report_that_opens_it(browser: Browser):
    browser.log_in("chenyu")
    browser.open("/office/requests/new/")
    browser.choose("channel", "in_person")
    browser.wait_for("以提交之日为收到之日")
    browser.type("submitted_on", TODAY.isoformat())
    browser.choose("applicant_type", "charity")
    browser.type("applicant_name", "演示公益服务中心")
    browser.type("content", "申请公开本年度救灾物资储备的品种和数量。")
    browser.press("登记")
    case = browser.path
    assert "救灾物资储备" in browser.text
    browser.picture("case-new")

    browser.press("作出处理决定")
    browser.choose("outcome", "granted")
    browser.wait_for("条例第三十六条第（二）项")
    browser.choose("articles", "36(2)")
    browser.press("填写答复书")
    browser.type("findings", "该信息由本机关制作并保存")
    browser.type("item", "本年度救灾物资储备目录，2页")
    browser.type("form", "纸质复制件")
    browser.type("delivery", "当面领取")
    browser.press("拟出全文")
    letter = browser.path
    browser.picture("letter-draft")
    browser.press("送审")
    browser.log_in("zhaoqing")
    browser.open(letter)
    browser.press("通过")
    browser.log_in("sunlei")
    browser.width(375)
    browser.open(letter)
    browser.press("签发")
    browser.picture("letter-signed")
    browser.width(1280)
    browser.log_in("chenyu")
    browser.open(case)
    assert browser.path == case
    assert "予以公开" in browser.text

    browser.open(f"/office/filings/{YEAR}/")
    browser.touch(f"a[href*='/{YEAR}/figures/t3.granted.charity']")
    browser.wait_for("救灾物资储备")
    browser.picture("figure-and-record")
    browser.press("申〔")
    assert browser.path == case


def write_passages(browser: Browser, year: int) -> None:
    """Every required passage: the proposed sentences where there are any, else a sentence of one's own."""
    for tab in ("overview", "problems", "other"):
        browser.open(f"/office/filings/{year}/?tab={tab}")
        passages = browser.script("return [...document.querySelectorAll('.filing-passage')].map(s => s.id)")
        for passage in passages:
            inside = f"section[id='{passage}']"
            if browser.has(f"{inside} button[value=adopt]"):
                browser.press_at(f"{inside} button[value=adopt]")
            elif browser.has(f"{inside} textarea[placeholder^=必备]"):
                browser.type_at(f"{inside} textarea", "按规定落实各项工作，本年度没有责任追究情形。")
                browser.press_at(f"{inside} button[value=save]")


def test_a_report_is_written_from_the_records_approved_by_others_and_published(browser: Browser):
    year = YEAR - 1
    browser.log_in("chenyu")
    browser.open(f"/office/filings/{year}/")
    browser.press("开始编报")
    write_passages(browser, year)
    browser.open(f"/office/filings/{year}/?tab=submission")
    browser.picture("filing-submission")
    browser.press("送审")

    for reviewer in ("limin", "wangjian", "zhaoqing", "sunlei"):
        browser.log_in(reviewer)
        browser.open(f"/office/filings/{year}/?tab=submission")
        browser.press("通过")

    browser.log_in("chenyu")
    browser.open(f"/office/filings/{year}/?tab=submission")
    browser.press("公布年报")
    assert "已公布" in browser.text

    browser.fresh()
    browser.open("/a/lps-yj/reports/")
    browser.press(f"六盘水市应急管理局{year}年政府信息公开工作年度报告")
    assert "表三" in browser.text
    assert "政府信息公开平台建设" in browser.text


def test_the_published_report_stands_on_the_portal_with_its_downloads(browser: Browser):
    browser.open("/")
    browser.press("六盘水市应急管理局")
    browser.press("公开年报")
    browser.press("2024")
    assert "1057" in browser.text.replace(",", "")
    for ending in ("html", "docx", "xlsx", "pdf", "json"):
        size = browser.script(
            "const r = new XMLHttpRequest(); r.open('GET', arguments[0], false); r.overrideMimeType('text/plain; charset=x-user-defined'); r.send(); return r.status === 200 ? r.responseText.length : -r.status",
            f"/a/lps-yj/reports/2024.{ending}",
        )
        assert size > 1000, ending


PUBLIC = [
    "/",
    "/a/lps-yj/",
    "/a/lps-yj/guide/",
    "/a/lps-yj/columns/",
    "/a/lps-yj/columns/news/",
    "/a/lps-yj/reports/",
    "/a/lps-yj/reports/2024/",
    "/a/dwk-sw/reports/2018/",
    "/a/lps-yj/requests/",
    "/a/lps-yj/letters/",
    "/search/?q=烟花爆竹",
]
OFFICE = [
    "/office/",
    "/office/?scope=agency",
    "/office/items/",
    "/office/items/new/",
    "/office/requests/",
    "/office/requests/new/",
    "/office/disputes/",
    "/office/letters/",
    "/office/registers/",
    "/office/registers/licence/",
    "/office/registers/licence/import/",
    "/office/filings/",
    f"/office/filings/{YEAR}/",
    "/office/filings/2024/",
    "/office/agencies/",
    "/office/agencies/describe/",
]


@pytest.mark.parametrize("width", [1280, 375])
def test_every_public_page_keeps_access_policy_and_width(browser: Browser, width: int):
    browser.width(width)
    for path in PUBLIC:
        browser.open(path)
        browser.picture("public" + path.split("?")[0].replace("/", "-").rstrip("-"))


@pytest.mark.parametrize("width", [1280, 375])
def test_every_office_page_keeps_access_policy_and_width(browser: Browser, width: int):
    browser.log_in("chenyu")
    browser.width(width)
    for path in OFFICE:
        browser.open(path)
        browser.picture(
            "office" + path.replace("/office", "").replace("/", "-").replace("?", "-").rstrip("-")
        )


@pytest.mark.parametrize("width", [1280, 375])
def test_the_audit_room_keeps_access_policy_and_width(browser: Browser, width: int):
    browser.log_in("jiandu")
    browser.width(width)
    browser.open("/office/auditroom/")
    browser.picture("auditroom-rounds")
    browser.open("/office/auditroom/1/")
    browser.picture("auditroom-matrix")
    assert "大武口区商务和经济技术合作局" in browser.text
    documents = browser.script(
        "return [...new Set([...document.querySelectorAll('main a[href*=\"/documents/\"]')].map(a => a.pathname))]"
    )
    assert documents
    for document in documents[:4]:
        browser.open(document)
        browser.picture("auditroom" + document.replace("/office/auditroom", "").replace("/", "-").rstrip("-"))
    browser.open("/office/auditroom/1/rollup/")
    browser.picture("auditroom-rollup")
