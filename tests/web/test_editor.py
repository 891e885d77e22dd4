"""Writing with the editor in a real browser: marks, table, picture, footnote, Word's clipboard, autosave, preview, differences."""

from __future__ import annotations

import re
import time

import pytest
from PIL import Image

from tests.web.browser import Browser

pytestmark = [pytest.mark.browser, pytest.mark.long]

TEXT = ".ProseMirror"
WORD = """
<html xmlns:o='urn:schemas-microsoft-com:office:office'><body><!--StartFragment-->
<h1>一、检查范围<o:p></o:p></h1>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span><![endif]>煤矿</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>2.<span>&nbsp; </span></span><![endif]>烟花爆竹</p>
<p class=MsoNormal style='color:red' onclick='x()'>共3处<a style='mso-footnote-id:ftn1' href='#_ftn1' name='_ftnref1'><span class=MsoFootnoteReference>[1]</span></a>。<img src='file:///C:/a.png'></p>
<table class=MsoTableGrid style='width:300pt'><tr><td style='border:solid'><p>县区</p></td><td><p>数</p></td></tr><tr><td colspan=2><p>合计3</p></td></tr></table>
<div style='mso-element:footnote-list'><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a href='#_ftnref1'>[1]</a> 截至11月30日</p></div></div>
<script>alert(1)</script>
<!--EndFragment--></body></html>
"""
PASTE = """
const data = new DataTransfer(); data.setData('text/html', arguments[0]); data.setData('text/plain', 'x');
document.querySelector('.ProseMirror').dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
"""


def wait(condition, what: str) -> None:
    for _ in range(100):
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError(f"waited in vain: {what}")


def open_editor(browser: Browser, path: str = "/office/items/new/") -> None:
    browser.open(path)
    wait(lambda: browser.has(TEXT), "the editor")


def body(browser: Browser) -> str:
    return browser.script("return document.querySelector('[name=body_html]').value")


def do(browser: Browser, name: str) -> None:
    browser.touch(f"[data-do={name}]")


def ask(browser: Browser, name: str) -> None:
    browser.touch(f"[data-ask={name}]")


def write(browser: Browser, text: str) -> None:
    browser.driver.switch_to.active_element.send_keys(text)


def test_an_author_writes_with_marks_table_picture_and_footnote_and_finds_it_again(browser, tmp_path):
    browser.log_in("chenyu")
    open_editor(browser)
    browser.script("document.querySelector('.ProseMirror').focus()")
    write(browser, "普通文字")
    do(browser, "bold")
    write(browser, "加粗文字")
    do(browser, "bold")
    ask(browser, "note")
    browser.type_at("#ask-note-text", "截至11月30日")
    browser.touch("#ask-note [value=yes]")
    wait(lambda: "<small>截至11月30日</small>" in body(browser), "the footnote")
    browser.script("arguments[0].click()", browser.driver.find_element("css selector", "[data-ask=table]"))
    browser.check()
    browser.touch("#ask-table [value=yes]")
    wait(lambda: "<table>" in body(browser), "the table")
    write(browser, "县区")
    Image.new("RGB", (60, 40), "red").save(tmp_path / "现场.png")
    ask(browser, "picture")
    browser.driver.find_element("css selector", "#ask-file").send_keys(str(tmp_path / "现场.png"))
    browser.touch("#ask-picture [value=yes]")
    wait(lambda: "请填写替代文字" in browser.text, "the alternative text is asked for")
    browser.check()
    browser.type_at("#ask-alt", "检查现场")
    browser.touch("#ask-picture [value=yes]")
    wait(lambda: 'alt="检查现场"' in body(browser), "the picture")
    browser.choose(
        "column", browser.script("return document.querySelector('[name=column]').options[1].value")
    )
    browser.type("title", "编辑器走查的公告")
    browser.wait_for("已自动保存")
    browser.picture("editor")
    browser.width(375)
    browser.check()
    browser.picture("editor")
    browser.width(1280)

    browser.driver.execute_script("window.onbeforeunload = null")
    open_editor(browser)  # as after a crash
    assert "您写了内容，没有保存" in browser.text
    browser.press("接着写")
    wait(lambda: browser.has(TEXT), "the editor")
    assert "加粗文字" in browser.text
    browser.press("保存草稿")
    assert "草稿已保存" in browser.text
    number = int(re.search(r"/items/(\d+)/", browser.path)[1])
    shown = browser.script("return document.querySelector('.document').innerHTML")
    assert "<strong>加粗文字</strong>" in shown
    assert 'alt="检查现场"' in shown
    assert browser.script("return document.querySelector('.document img').naturalWidth") == 60
    assert "〔1〕" in browser.text

    _preview(browser, number)
    _difference(browser, number)


def _preview(browser: Browser, number: int) -> None:
    for width, name in ((1280, "wide"), (375, "phone")):
        browser.width(width)
        browser.open(f"/office/items/preview/{number}/?size={name}")
        browser.picture(f"preview-{name}")
        browser.open(f"/office/items/preview/{number}/page/")
        assert "本页尚未公开" in browser.text
        assert browser.script("return document.querySelector('.document img').naturalWidth") == 60
        browser.picture("preview-page")
    browser.width(1280)


def _difference(browser: Browser, number: int) -> None:
    open_editor(browser, f"/office/items/{number}/edit/")
    browser.script("document.querySelector('.ProseMirror p').textContent = '普通的文字，又改了加粗文字'")
    wait(lambda: "又改了" in body(browser), "the change")
    browser.press("保存草稿")
    browser.open(f"/office/items/{number}/versions/")
    browser.press("比较所选的两次")
    assert "增加：" in browser.script("return document.querySelector('.compare ins').textContent")
    browser.picture("compare")
    browser.width(375)
    browser.check()
    browser.picture("compare")
    browser.width(1280)


def test_what_word_puts_on_the_clipboard_becomes_headings_lists_tables_and_footnotes(browser):
    browser.log_in("chenyu")
    open_editor(browser)
    browser.script("document.querySelector('.ProseMirror').focus()")
    browser.script(PASTE, WORD)
    wait(lambda: "<table>" in body(browser), "the table")
    pasted = body(browser)
    assert "<h2>一、检查范围</h2>" in pasted
    assert re.search(r"<ol[^>]*><li><p>煤矿</p></li><li><p>烟花爆竹</p></li></ol>", pasted)
    assert "共3处<small>截至11月30日</small>。" in pasted
    assert '<td colspan="2"><p>合计3</p></td>' in pasted
    assert not re.search(r"script|style=|onclick|class=|file:", pasted)
    assert "粘贴的内容里有1幅图片没有粘贴过来" in browser.text
    browser.check()
    browser.picture("editor-pasted")
    browser.wait_for("已自动保存")
    open_editor(browser)
    browser.press("丢弃")
    assert "没有保存的内容已丢弃" in browser.text


def test_the_import_page_is_reached_from_the_form(browser):
    browser.log_in("chenyu")
    browser.open("/office/items/new/docx/")
    assert "认出标题、文号、成文日期和正文" in browser.text
    browser.width(375)
    browser.check()
    browser.picture("import-docx")
