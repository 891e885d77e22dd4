"""Work that is interrupted: the login runs out while somebody writes, somebody logs in again in another tab, a button
is pressed twice."""

from __future__ import annotations

import pytest

from tests.web.browser import PASSWORD, Browser

pytestmark = [pytest.mark.browser, pytest.mark.long]
AUTHOR = "df-clerk"  # who writes in no other walk
WORDS = "登录过期以后写的一段话。"


def begin(browser: Browser, title: str) -> None:
    """A new item, typed and not saved."""
    browser.log_in(AUTHOR)
    browser.open("/office/items/new/")
    if browser.has("[data-copy]"):
        browser.press("丢弃")
    browser.write("登录过期以前写的一段话。")
    browser.choose(
        "column", browser.script("return document.querySelector('[name=column]').options[1].value")
    )
    browser.type("title", title)
    browser.wait_for("已自动保存")


def log_out_behind(browser: Browser) -> None:
    """As when the login has run out: the browser has no session any more."""
    browser.driver.delete_cookie("sessionid")


def log_in_in_another_tab(browser: Browser) -> None:
    page = browser.driver.current_window_handle
    browser.driver.switch_to.new_window("tab")
    browser.driver.get(browser.site + "/account/login/")
    browser.type("login", AUTHOR)
    browser.type("password", PASSWORD)
    browser.press("登录")
    browser.driver.close()
    browser.driver.switch_to.window(page)


def test_what_is_written_after_the_login_ran_out_is_saved_once_one_has_logged_in_again(browser: Browser):
    begin(browser, "登录过期走查")
    log_out_behind(browser)
    browser.write(WORDS)
    browser.wait_for("登录已过期，请在新窗口登录后再试，本页的内容还在")
    browser.wait_for("登录已过期，请在新窗口登录后再校核")
    browser.press("保存草稿")
    assert "刚才的提交还没有办理" in browser.text
    browser.picture("signed-out")
    log_in_in_another_tab(browser)
    browser.press("继续提交")
    assert "草稿已保存" in browser.text and WORDS in browser.text


def test_after_a_login_in_another_tab_the_open_page_keeps_and_saves_again(browser: Browser):
    begin(browser, "重新登录走查")
    log_out_behind(browser)
    browser.write(WORDS)
    browser.wait_for("登录已过期，请在新窗口登录后再试，本页的内容还在")
    log_in_in_another_tab(browser)
    browser.write(WORDS + "再写一句。")
    browser.wait_for("已自动保存")
    browser.press("保存草稿")
    assert "草稿已保存" in browser.text and "再写一句。" in browser.text


def test_a_form_whose_answer_has_not_come_is_not_sent_a_second_time(browser: Browser):
    begin(browser, "连按两次走查")
    # The window hears of a submission last: it notes whether it went through, and lets none of them leave the page.
    browser.script(
        "window.went = []; window.addEventListener('submit', e => { went.push(!e.defaultPrevented); e.preventDefault() })"
    )
    button = "document.querySelector('#item-form .button-primary').click()"
    browser.script(f"{button}; {button}")
    assert browser.script("return went") == [True, False]
