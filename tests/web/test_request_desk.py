"""One request from the citizen's form to the sealed file: correction, consultation, partial disclosure, delivery."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import docx
import pytest
from selenium.webdriver.common.by import By

from tests.web.browser import Browser

pytestmark = [pytest.mark.browser, pytest.mark.long]
SITE = "/a/lps-yj/"
TODAY = date.today().isoformat()
LATER = (date.today() + timedelta(days=20)).isoformat()
SECRET = "13900001234"


def test_a_request_goes_from_the_citizen_over_the_desk_and_back(browser: Browser, tmp_path: Path):
    number, code = apply(browser)
    case = confirm(browser, number)
    ask_for_a_correction(browser, case)
    correct(browser, number, code)
    consult_a_third_party(browser, case)
    withhold(browser, case, tmp_path)
    send(browser, case, decide_in_part(browser, case))
    read_the_answer(browser, number, code)
    archive(browser, case)


def apply(browser: Browser) -> tuple[str, str]:
    """The number and the query code."""
    browser.open(f"{SITE}requests/")
    browser.press("网上申请")
    browser.type("content", "某储罐区验收资料")
    for name, value in {
        "form_wanted": "电子文本",
        "delivery_wanted": "网上查看",
        "applicant_type": "natural_person",
        "identity_kind": "id_card",
    }.items():
        browser.choose(name, value)
    for name, value in {
        "applicant_name": "王小明",
        "identity_number": "11010519491231002X",
        "contact": "13800005678",
    }.items():
        browser.type(name, value)
    browser.press("下一步：核对")
    browser.press("提交申请")
    number, code = (one.text for one in browser.driver.find_elements(By.CSS_SELECTOR, ".receipt dd"))
    return number, code


def confirm(browser: Browser, number: str) -> str:
    """The address of the case."""
    browser.log_in("chenyu")
    browser.open("/office/requests/")
    browser.press(number)
    case = browser.path
    browser.press("登记确认收到")
    browser.type("date", TODAY)
    browser.press("登记确认收到")
    return case


def ask_for_a_correction(browser: Browser, case: str) -> None:
    """The letter, issued by the clerk, is the event."""
    browser.open(f"{case}letters/new/correction/")
    browser.type("matters", "请写明储罐区所在企业的名称和验收年度。")
    browser.type("reason", "仅凭现有描述无法确定所指的是哪一处储罐区。")
    browser.type("until", LATER)
    browser.press("拟出全文")
    browser.picture("desk-letter-draft")
    browser.press("签发并登记")
    assert "已签发" in browser.text
    deliver(browser)
    browser.open(case)
    assert "待补正" in browser.text


def deliver(browser: Browser) -> None:
    """The letter that is open goes out electronically."""
    browser.press("登记送达")
    browser.choose("by", "electronic")
    browser.type("date", TODAY)
    browser.type("evidence", "电子邮件发送记录")
    browser.press("登记送达")
    assert "已送出" in browser.text


def correct(browser: Browser, number: str, code: str) -> None:
    follow(browser, number, code)
    assert "补正" in browser.text
    browser.picture("citizen-correction-asked")
    browser.press("提交补正")
    browser.type("content", "演示化工有限公司2025年储罐区安全设施竣工验收报告。")
    browser.press("提交补正")


def consult_a_third_party(browser: Browser, case: str) -> None:
    browser.log_in("chenyu")
    browser.open(case)
    assert "2025年储罐区安全设施竣工验收报告" in browser.text
    browser.open(f"{case}letters/new/consult_third_party/")
    browser.type("party", "演示化工有限公司")
    browser.type("information", "2025年储罐区安全设施竣工验收报告")
    browser.type("harm", "报告中的工艺参数可能属于商业秘密。")
    browser.press("拟出全文")
    browser.press("签发并登记")
    deliver(browser)
    browser.open(case)
    assert "征求意见中" in browser.text
    browser.press("登记意见")
    browser.type("date", TODAY)
    browser.choose("consents", "no")
    browser.type("opinion", "联系人电话不同意公开，其余内容可以公开。")
    browser.press("登记意见")


def withhold(browser: Browser, case: str, folder: Path) -> None:
    paper = folder / "验收报告.docx"
    document = docx.Document()
    document.add_paragraph("储罐区安全设施竣工验收报告。验收结论：合格。")
    document.add_paragraph(f"企业联系人电话{SECRET}，节假日有效。")
    document.save(str(paper))
    browser.open(f"{case}papers/")
    browser.choose("kind", "source")
    browser.field("file").send_keys(str(paper))
    browser.press("加入")
    browser.press("遮蔽")
    browser.type("text", SECRET)
    browser.script("document.querySelector('main [name=article]').click()")
    browser.choose("article", "15")
    browser.type("reason", "涉及个人隐私")
    browser.press("标注")
    browser.picture("desk-marking")
    browser.press("生成遮蔽后的文件")
    assert "遮蔽后的信息" in browser.text
    browser.picture("desk-papers")


def decide_in_part(browser: Browser, case: str) -> str:
    """The address of the signed letter."""
    browser.open(f"{case}decide/")
    browser.choose("outcome", "granted_in_part")
    browser.wait_for("条例第三十七条")
    for article in ("37", "15"):
        browser.choose("articles", article)
    browser.wait_for("应当先申请行政复议")
    browser.press("填写答复书")
    for name, value in {
        "findings": "本机关保存有该项目2025年的竣工验收报告，其中一处涉及个人隐私",
        "disclosed": "竣工验收报告，遮盖一处后提供",
        "withheld": "报告第2段中的企业联系人电话",
        "reason": "该号码属于个人隐私，第三方不同意公开，不公开对公共利益没有重大影响",
        "delivery": "遮盖后的电子文档，在查询页面下载",
    }.items():
        browser.type(name, value)
    browser.picture("desk-decision")
    browser.press("拟出全文")
    browser.picture("desk-decision-letter")
    if browser.has("input[name=warnings_read]"):
        browser.choose("warnings_read", "on")
    browser.press("送审")
    letter = browser.path
    for reviewer, does in (("zhaoqing", "通过"), ("qianlv", "通过"), ("sunlei", "签发")):
        browser.log_in(reviewer)
        browser.open(letter)
        browser.press(does)
    assert "已签发" in browser.text
    browser.picture("desk-letter-signed")
    return letter


def send(browser: Browser, case: str, letter: str) -> None:
    browser.log_in("chenyu")
    browser.open(letter)
    browser.press("登记送达")
    assert "验收报告" in browser.text
    browser.choose("by", "electronic")
    browser.type("date", TODAY)
    browser.type("evidence", "查询页面可供下载")
    choose_papers(browser, "拟提供的信息", "遮蔽后的信息")
    browser.press("登记送达")
    assert "只能送出遮蔽后的文件" in browser.text  # the paper with the marks stays inside
    choose_papers(browser, "遮蔽后的信息")
    browser.picture("desk-send")
    browser.press("登记送达")
    assert "已送出" in browser.text, browser.text
    browser.open(case)
    browser.picture("desk-case-closed")


def choose_papers(browser: Browser, *kinds: str) -> None:
    """Ticks the papers of these kinds and no others."""
    script = """for (const box of document.querySelectorAll('main [name=attachments]'))
        box.checked = arguments[0].some(kind => box.closest('label').textContent.includes(kind))"""
    browser.script(script, kinds)


def read_the_answer(browser: Browser, number: str, code: str) -> None:
    follow(browser, number, code)
    browser.picture("citizen-answered")
    assert "部分公开" in browser.text
    assert SECRET not in browser.text


def archive(browser: Browser, case: str) -> None:
    browser.log_in("chenyu")
    browser.open(f"{case}casefile/")
    browser.press("归档")
    assert "已归档" in browser.text
    browser.picture("desk-archived")


def follow(browser: Browser, number: str, code: str) -> None:
    """The citizen's own page of the case."""
    browser.fresh()
    browser.open(f"{SITE}requests/track/")
    browser.type("number", number)
    browser.type("code", code)
    browser.press("查询")
