"""A real browser on the real platform: the demonstration, served as `make demo` serves it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.web.browser import Browser

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without Chromium each browser test is skipped by name, or fails where a browser is required."""
    lacking = not (CHROMIUM and DRIVER)
    required = "browser" in os.environ.get("GONGKAI_REQUIRE", "").split()
    for item in items:
        if item.get_closest_marker("browser") and lacking and not required:
            item.add_marker(pytest.mark.skip(reason=f"no chromium and chromedriver: {item.name} not walked"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a freshly loaded demonstration."""
    home = tmp_path_factory.mktemp("platform")
    environment = os.environ | {
        "GONGKAI_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "gongkai.server.settings",
    }
    command = str(Path(sys.executable).parent / "gongkai")
    subprocess.run([command, "demo"], env=environment, check=True, capture_output=True, timeout=900)
    port = free_port()
    log = (home / "server.log").open("wb")
    server = subprocess.Popen(
        [command, "serve", "--port", str(port), "--workers", "1"],
        env=environment,
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, server, home / "server.log")
        yield address
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)
        log.close()


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(120):
        try:
            with urlopen(f"{address}/robots.txt", timeout=2):
                return
        except OSError:
            if server.poll() is not None:
                break
            time.sleep(0.5)
    pytest.fail(f"the server did not start: {log.read_text()[-2000:]}")


@pytest.fixture(scope="session")
def driver() -> Iterator[Browser]:
    """One Chromium for the session; each test starts logged out at 1280 px."""
    if not (CHROMIUM and DRIVER):
        pytest.fail("chromium and chromedriver are required here (GONGKAI_REQUIRE) but not installed")
    browser = Browser.start(CHROMIUM, DRIVER)
    yield browser
    browser.quit()


@pytest.fixture
def browser(driver: Browser, site: str) -> Iterator[Browser]:
    driver.site = site
    driver.fresh()
    yield driver
    driver.rest()
