"""A citizen's way: look first, apply with a proof of identity, keep number and code, follow the case, withdraw."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from selenium.webdriver.common.by import By

from tests.web.browser import Browser

pytestmark = [pytest.mark.browser, pytest.mark.long]
SITE = "/a/lps-yj/"
ANSWERS = {"form_wanted": "电子文本", "delivery_wanted": "网上查看", "applicant_type": "natural_person"}


def test_a_citizen_applies_on_a_phone_and_follows_the_case_until_it_is_withdrawn(
    browser: Browser, tmp_path: Path
):
    proof = tmp_path / "proof.jpg"
    Image.new("RGB", (300, 190), "white").save(proof)
    browser.width(375)
    browser.open(f"{SITE}requests/")
    browser.press("网上申请")
    browser.type("content", "2026年烟花爆竹零售经营许可证发放情况")
    browser.wait_for("这些信息已经公开")
    browser.picture("citizen-suggestions")
    browser.press("下一步：核对")  # much is missing still
    assert "请填写证件号码" in browser.text
    for name, value in ANSWERS.items():
        browser.choose(name, value)
    browser.choose("identity_kind", "id_card")
    browser.type("applicant_name", "王小明")
    browser.type("identity_number", "11010519491231002X")
    browser.type("contact", "13800005678")
    browser.field("identity_file").send_keys(str(proof))
    browser.press("下一步：核对")
    assert "proof.jpg" in browser.text
    browser.picture("citizen-check")
    browser.press("提交申请")
    number, code = (one.text for one in browser.driver.find_elements(By.CSS_SELECTOR, ".receipt dd"))
    browser.picture("citizen-receipt")

    browser.log_in("chenyu")
    browser.width(1280)
    browser.open("/office/requests/")
    browser.press(number)
    browser.press("登记确认收到")
    browser.type("date", date.today().isoformat())
    browser.press("登记确认收到")

    browser.fresh()
    browser.open(f"{SITE}requests/track/")
    browser.type("number", number)
    browser.type("code", code)
    browser.press("查询")
    assert "正在办理" in browser.text
    assert browser.has("table.calendar")
    assert code not in browser.driver.current_url
    browser.picture("citizen-case")
    browser.width(375)
    browser.check()
    browser.press("撤回申请")
    browser.press("撤回申请")
    browser.press("返回这件申请")
    assert "按您的要求，本件不再办理" in browser.text
    browser.press("退出查询")
    assert browser.path == f"{SITE}requests/track/"
