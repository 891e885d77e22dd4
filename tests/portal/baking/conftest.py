"""A site of its own for each test, written to a temporary folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.apps.portal.baking import folder, following
from gongkai.apps.portal.baking.folder import Release
from gongkai.apps.portal.baking.whole import bake_whole


@pytest.fixture(autouse=True)
def site(settings, tmp_path) -> Path:
    """The folder of the site, not yet baked."""
    settings.GONGKAI_SITE = "http://testserver"
    settings.GONGKAI_SITE_FOLDER = tmp_path / "site"
    return tmp_path / "site"


@pytest.fixture
def baked(columns) -> Callable[[], Release]:
    """baked() → the whole site, served."""

    def bake() -> Release:
        bake_whole()
        release = folder.current()
        assert release
        return release

    return bake


@pytest.fixture
def follow(django_capture_on_commit_callbacks) -> Callable[[Callable[[], object]], object]:
    """follow(lambda: publish(…)) → what the call returns, after everything that follows its commit."""

    def run(call: Callable[[], object]) -> object:
        with django_capture_on_commit_callbacks(execute=True):
            return call()

    return run


def text(release: Release, path: str) -> str:
    """The page of a path."""
    return release.file(path).read_text()


def everything(site: Path) -> str:
    """All that any file of the site says, packed or not."""
    found = []
    for file in site.rglob("*"):
        if file.is_file() and file.suffix != ".gz":
            found.append(file.read_bytes().decode(errors="replace"))
    return "\n".join(found)


def pages(release: Release) -> set[str]:
    """The path of every file that is served."""
    return {f"/{file.relative_to(release.public)}" for file in release.public.rglob("*") if file.is_file()}


__all__ = ["everything", "following", "pages", "text"]
