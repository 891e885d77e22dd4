"""The text check beside the editor, explanations, and remarks on words, as people use them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from tests.web.browser import Browser

pytestmark = [pytest.mark.browser, pytest.mark.long]
TODAY = date.today()
TITLE = "关于冬季山洪隐患排查的通告"
FIRST = "截止目前，已排查隐患点12处。"
SECOND = "发现险情请拨打值班手机13800138000，值班人员核实后处置。"
SELECT = """
const words = arguments[0], root = document.querySelector('.item-paper .document');
const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const at = walker.currentNode.data.indexOf(words);
  if (at < 0) continue;
  const range = document.createRange();
  range.setStart(walker.currentNode, at);
  range.setEnd(walker.currentNode, at + words.length);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  return;
}
"""


def finding(words: str) -> str:
    return f"[data-check-result] [data-words='{words}']"


def gone(browser: Browser, selector: str) -> None:
    WebDriverWait(browser.driver, 20).until(lambda driver: not browser.has(selector))


def written(browser: Browser, first: str, second: str) -> None:
    """Fills in the form of a new item, the two paragraphs in the editor."""
    browser.log_in("zhangfan")
    browser.open("/office/items/new/")
    option = browser.script(
        "return [...document.querySelectorAll('main select[name=column] option')].find(o => o.text.includes('通知公告')).value"
    )
    browser.choose("column", option)
    browser.type("title", TITLE)
    WebDriverWait(browser.driver, 20).until(lambda driver: browser.has(".editor [contenteditable=true]"))
    text = browser.driver.find_element(By.CSS_SELECTOR, ".editor [contenteditable=true]")
    text.send_keys(f"{first}\n{second}")
    browser.type("formed_on", (TODAY - timedelta(days=1)).isoformat())
    browser.choose("disclosure_attribute", "proactive")


def test_findings_stand_beside_the_text_and_go_by_one_press(browser: Browser):
    written(browser, FIRST, SECOND)
    browser.wait_for("手机号码")
    browser.touch(f"{finding('截止目前')} [data-put]")
    gone(browser, finding("截止目前"))
    browser.touch(f"{finding('13800138000')} [data-put]:not([data-put=''])")
    gone(browser, finding("13800138000"))
    browser.touch("[data-fill='genre']")
    assert browser.field("genre").get_attribute("value") == "通告"
    browser.width(375)
    browser.wait_for("可以填入")
    browser.picture("check-panel")
    browser.width(1280)
    browser.wait_for("可以填入")
    browser.picture("check-panel")
    browser.press("保存草稿")
    assert "截至目前，已排查隐患点12处。" in browser.text
    assert "138****8000" in browser.text
    assert "13800138000" not in browser.driver.page_source


def test_what_must_be_explained_is_explained_and_read_by_the_reviewer_who_pins_a_remark(browser: Browser):
    written(browser, "已排查隐患点12处。", SECOND)
    browser.press("保存草稿")
    item = browser.path
    browser.press("送保密审查")
    assert browser.path == f"{item}check/"
    browser.picture("check-explain")
    for place in browser.driver.find_elements(By.CSS_SELECTOR, ".check-why textarea"):
        place.send_keys("值班手机，专用于接报险情")
    browser.press_at(".check-page .button-primary")
    assert browser.path == item

    browser.log_in("limin")
    browser.width(375)
    browser.open(item)
    assert "值班手机，专用于接报险情" in browser.text
    browser.script(SELECT, "值班人员核实后处置")
    browser.driver.find_element(By.CSS_SELECTOR, "[data-remark-bar] button").click()
    assert browser.field("quote").get_attribute("value") == "值班人员核实后处置"
    browser.type_at("[data-remark] [name=text]", "请写明多久之内处置。")
    browser.press("写下批注")
    browser.picture("check-remark")
    browser.press("退回修改")
    assert "见批注，共1处。" in browser.text

    browser.log_in("zhangfan")
    browser.width(1280)
    browser.open(f"{item}edit/")
    browser.wait_for("请写明多久之内处置。")
    browser.picture("check-author")
    browser.touch("[data-check-result] [data-level='remark'] [data-go]")
    assert browser.script("return getSelection().toString()") == "值班人员核实后处置"
    browser.touch("[data-check-result] form[action*='/remarks/'] button")
    browser.wait_for("恢复为未处理")


def test_without_script_the_button_shows_the_same_findings_and_loses_nothing(browser: Browser):
    written(browser, FIRST, SECOND)
    browser.wait_for("手机号码")
    # The form as it is sent where nothing listens to the button.
    browser.script(
        "const form = document.getElementById('item-form'); form.action = document.querySelector('[data-check-now]').formAction; form.submit()"
    )
    browser.wait_for("没有保存为草稿")
    assert "手机号码" in browser.text
    browser.press("回去接着写")
    browser.wait_for("13800138000")
    assert browser.field("title").get_attribute("value") == TITLE


def test_the_own_lists_are_read_at_both_widths(browser: Browser):
    browser.log_in("chenyu")
    for width in (1280, 375):
        browser.width(width)
        for path in ("", "words/import/", "leaders/import/"):
            browser.open(f"/office/items/word-lists/{path}")
        browser.open("/office/items/word-lists/")
        browser.picture("word-lists")
