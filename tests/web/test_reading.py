"""What the public reads beside the items themselves: figures, data, feeds, the API's page, a subscription."""

from __future__ import annotations

import pytest

from tests.web.browser import Browser

pytestmark = [pytest.mark.browser, pytest.mark.long]
SITE = "/a/lps-yj/"


def test_an_item_can_be_handed_on_without_a_script_of_anybody_else(browser: Browser):
    browser.open(f"{SITE}columns/notices/")
    browser.press_at("ol.new a")
    browser.script("document.querySelector('details.share').open = true")
    browser.wait_for("用邮件分享")
    assert browser.has("details.share img[src$='/qr.svg']")
    assert browser.has("a[href$='/metadata.json']")
    assert browser.has("script[type='application/ld+json']")


def test_somebody_subscribes_to_a_column_and_is_sent_to_the_mailbox(browser: Browser):
    browser.width(375)
    browser.open(f"{SITE}subscribe/")
    browser.press("订阅")
    assert "请填写电子邮箱" in browser.text
    browser.type("address", "reader@example.test")
    browser.choose("rhythm", "daily")
    browser.press("订阅")
    assert "请到邮箱确认" in browser.text
