"""Every kind of public page as it is seen, wide and on a phone: light, still while it loads, and to be read by all."""

from __future__ import annotations

import pytest

from tests.web.browser import Browser
from tests.web.places import HOME, PUBLIC
from tests.web.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.long]
MOST_BYTES = 200_000  # of a front page with all that it loads, as it goes over the wire
MOST_SHIFT = 0.01
SHIFT = """
const done = arguments[arguments.length - 1];
let shift = 0;
new PerformanceObserver(list => { for (const one of list.getEntries()) shift += one.value; })
  .observe({type: 'layout-shift', buffered: true});
setTimeout(() => done(shift), 50);
"""
BYTES = """
const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
return all.map(one => [one.name, one.transferSize]);
"""


@pytest.fixture(scope="module")
def kinds(site: str) -> list[str]:
    """One address of each kind of public page, and those that show something else for a question."""
    seen: dict[str, str] = {}
    for page in Visitor(site).walk(PUBLIC, each=1):
        seen.setdefault(page.route if "?" not in page.path else page.path, page.path)
    return list(seen.values())


@pytest.mark.parametrize("width", [1280, 375])
def test_every_kind_of_public_page_stands_still_and_keeps_the_rules_of_all_pages(
    browser: Browser, kinds: list[str], width: int
):
    browser.width(width)
    restless = {}
    for path in kinds:
        browser.open(path)
        browser.picture(path.strip("/").replace("/", "-") or "home")
        shift = browser.driver.execute_async_script(SHIFT)
        if shift >= MOST_SHIFT:
            restless[path] = shift
    assert restless == {}


@pytest.mark.parametrize("path", ["/", HOME])
def test_a_front_page_loads_less_than_200_kilobytes(browser: Browser, path: str):
    browser.driver.execute_cdp_cmd("Network.enable", {})
    browser.driver.execute_cdp_cmd("Network.clearBrowserCache", {})
    browser.open(path)
    loaded = dict(browser.script(BYTES))
    assert len(loaded) > 5
    assert min(loaded.values()) > 0, "something came from a cache or from nowhere"
    assert sum(loaded.values()) <= MOST_BYTES, loaded
