"""What a person does with a page, and what every page must keep: no serious axe violation, no CSP violation,
no sideways scroll, no request to another host."""

from __future__ import annotations

import os
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select, WebDriverWait

PASSWORD = "gongkai-demo-2026"
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
WATCH = "window.__csp = []; document.addEventListener('securitypolicyviolation', e => window.__csp.push(e.violatedDirective + ' ' + e.blockedURI))"
RUN_AXE = """
const done = arguments[arguments.length - 1];
axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']}).then(found => done(found.violations
  .filter(v => v.impact === 'serious' || v.impact === 'critical')
  .map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' ' + n.html.slice(0, 120)).join(' | '))))
"""
ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--accept-lang=zh-CN",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
]


class Browser:
    """A thin hand on selenium: open, type, press, check."""

    site = ""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    @classmethod
    def start(cls, chromium: str, chromedriver: str) -> Browser:
        options = webdriver.ChromeOptions()
        options.binary_location = chromium
        for argument in ARGUMENTS:
            options.add_argument(argument)
        driver = webdriver.Chrome(options=options, service=Service(chromedriver))
        driver.set_page_load_timeout(60)
        driver.set_script_timeout(60)
        driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
        return cls(driver)

    def quit(self) -> None:
        self.driver.quit()

    def fresh(self) -> None:
        """Logged out, at 1280 px."""
        self.driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
        self.width(1280)

    def rest(self) -> None:
        """An empty page, which costs the other tests nothing."""
        self.driver.get("about:blank")

    def width(self, pixels: int) -> None:
        size = {"width": pixels, "height": 900, "deviceScaleFactor": 1, "mobile": pixels < 600}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)

    def open(self, path: str) -> None:
        """Opens a page and checks it."""
        self.driver.get(path if path.startswith("http") else self.site + path)
        self.check()

    def log_in(self, username: str) -> None:
        self.driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
        self.driver.get(self.site + "/account/login/")
        self.type("login", username)
        self.type("password", PASSWORD)
        self.press("登录")
        assert "/office/" in self.driver.current_url, self.text

    @property
    def text(self) -> str:
        return self.driver.find_element(By.TAG_NAME, "body").text

    @property
    def path(self) -> str:
        return self.driver.current_url.removeprefix(self.site)

    def field(self, name: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, f"main [name='{name}']")

    def type(self, name: str, text: str) -> None:
        field = self.field(name)
        if field.get_attribute("type") == "date":
            script = "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('change', {bubbles: true}))"
            self.driver.execute_script(script, field, text)
            return
        field.clear()
        field.send_keys(text)

    def write(self, text: str) -> None:
        """Types into the editor of an item's body, in place of what is there."""
        editor = WebDriverWait(self.driver, 20).until(
            lambda driver: driver.find_element(By.CSS_SELECTOR, ".ProseMirror")
        )
        self.driver.execute_script("arguments[0].focus()", editor)
        editor.send_keys(Keys.CONTROL, "a")
        editor.send_keys(text)

    def choose(self, name: str, value: str) -> None:
        """A value of a select, radio group or check box."""
        for _ in range(5):
            with suppress(StaleElementReferenceException):  # part of the form was just replaced: look again
                return self._choose(name, value)
        return self._choose(name, value)

    def _choose(self, name: str, value: str) -> None:
        field = self.field(name)
        if field.tag_name == "select":
            Select(field).select_by_value(value)
            return
        chosen = self.driver.find_element(By.CSS_SELECTOR, f"main [name='{name}'][value='{value}']")
        if not chosen.is_selected():
            self.driver.execute_script("arguments[0].click()", chosen)

    def press(self, words: str) -> None:
        """The first visible button or link in the page that says these words; waits for the next page."""
        self._press(self.find(words))

    def _press(self, element: WebElement) -> None:
        page = self.driver.find_element(By.TAG_NAME, "html")
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()
        for asked in self.driver.find_elements(By.CSS_SELECTOR, "dialog[open] button[value=yes]"):
            asked.click()  # what cannot be undone is asked once more
        WebDriverWait(self.driver, 20).until(lambda driver: _gone(page))
        WebDriverWait(self.driver, 20).until(
            lambda driver: driver.execute_script("return document.readyState") == "complete"
        )
        self.check()

    def has(self, selector: str) -> bool:
        return bool(self.driver.find_elements(By.CSS_SELECTOR, selector))

    def press_at(self, selector: str) -> None:
        self._press(self.driver.find_element(By.CSS_SELECTOR, selector))

    def type_at(self, selector: str, text: str) -> None:
        field = self.driver.find_element(By.CSS_SELECTOR, selector)
        field.clear()
        field.send_keys(text)

    def touch(self, selector: str) -> None:
        """Presses what changes part of the page; see `wait_for`."""
        element = self.driver.find_element(By.CSS_SELECTOR, selector)
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()

    def wait_for(self, words: str) -> None:
        """Until the page says these words; then the page is checked."""
        WebDriverWait(self.driver, 20).until(lambda driver: words in self.text)
        self.check()

    def find(self, words: str) -> WebElement:
        """A visible button or link: one that says exactly this before one that contains it, buttons first."""
        for _ in range(5):
            with suppress(StaleElementReferenceException):  # part of the page was just replaced: look again
                return self._find(words)
        return self._find(words)

    def _find(self, words: str) -> WebElement:
        for says in (f"normalize-space(.)='{words}'", f"contains(normalize-space(.), '{words}')"):
            for kind in ("main//button", "main//a", "*//button", "*//a"):
                for one in self.driver.find_elements(By.XPATH, f"//{kind}[{says}]"):
                    if one.is_displayed():
                        return one
        raise AssertionError(f"nothing to press says “{words}” on {self.path}:\n{self.text[:1500]}")

    def script(self, code: str, *arguments: Any) -> Any:
        return self.driver.execute_script(code, *arguments)

    def check(self) -> None:
        """What must hold on every page that is visited."""
        where = f"{self.path} at {self.script('return innerWidth')} px"
        violations = self.script("return window.__csp || []")
        assert not violations, f"content security policy on {where}: {violations}"
        over = self.script(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert over <= 0, f"{where} scrolls sideways by {over} px"
        foreign = self.script(
            "return performance.getEntriesByType('resource').map(e => e.name).filter(n => !n.startsWith(location.origin) && !n.startsWith('data:'))"
        )
        assert not foreign, f"{where} asks other hosts: {foreign}"
        self.script(AXE)
        serious = self.driver.execute_async_script(RUN_AXE)
        assert not serious, f"axe on {where}:\n" + "\n".join(serious)

    def picture(self, name: str) -> None:
        """Keeps a picture of the whole page in the folder named by GONGKAI_PICTURES, for people to look at."""
        folder = os.environ.get("GONGKAI_PICTURES")
        if not folder:
            return
        height = self.script("return document.documentElement.scrollHeight")
        width = self.script("return innerWidth")
        size = {"width": width, "height": min(height, 4000), "deviceScaleFactor": 1, "mobile": width < 600}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        Path(folder).mkdir(parents=True, exist_ok=True)
        self.driver.save_screenshot(str(Path(folder) / f"{name}-{width}.png"))
        self.width(width)


def _gone(element: WebElement) -> bool:
    try:
        element.is_enabled()
    except Exception:
        return True
    return False
