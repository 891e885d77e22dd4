"""The markup of every kind of page, public and office: well formed, labelled, headed in order; valid by the Nu checker."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from lxml import html

from tests.web.places import NOT_WALKED, PEOPLE, PUBLIC, names
from tests.web.visitor import Page, Visitor

pytestmark = [pytest.mark.long]
VNU = os.environ.get("GONGKAI_VNU", "")  # the path of vnu.jar, from the npm package vnu-jar
LET_PASS = (
    # Every browser knows it and nothing else picks a folder; the standard has not taken it up.
    "Attribute “webkitdirectory” not allowed",
    # The page of the API is half names of fields.
    "This document appears to be written in English",
)
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
TAG = re.compile(
    r"<!--.*?-->|<script\b.*?</script>|<textarea\b.*?</textarea>|<(/?)([a-zA-Z][\w-]*)[^>]*?(/?)>", re.S
)


@pytest.fixture(scope="module")
def public(site: str) -> list[Page]:
    """Each kind of page as the public sees it."""
    return list(Visitor(site).walk(PUBLIC, each=3))


@pytest.fixture(scope="module")
def pages(site: str, public: list[Page]) -> list[Page]:
    """The same, and the office as each of its people sees it."""
    office = (Visitor(site, person).walk(["/office/"], each=1, but="portal:") for person in PEOPLE)
    return [*public, *chain.from_iterable(office)]


def test_every_public_address_is_walked_or_named_with_a_reason(public: list[Page]):
    walked = {page.route.removeprefix("portal:") for page in public}
    assert names("portal") - walked == set(NOT_WALKED)
    assert any(page.route == "api:documentation" for page in public)


def test_no_link_leads_to_a_page_that_is_not_there(pages: list[Page]):
    assert [page.path for page in pages if page.status != 200] == []


def test_every_element_is_closed_where_it_was_opened(pages: list[Page]):
    assert [f"{page.path}: {fault}" for page in pages for fault in unclosed(page.text)] == []


def test_ids_labels_headings_and_nesting_are_sound(pages: list[Page]):
    assert [f"{page.path}: {fault}" for page in pages for fault in faults(page.tree)] == []


@pytest.mark.skipif(
    not (VNU and shutil.which("java")), reason="no java, or no GONGKAI_VNU (vnu.jar): validity not checked"
)
def test_the_nu_checker_finds_nothing(pages: list[Page], tmp_path: Path):
    paths = {}
    for number, page in enumerate(pages):
        file = tmp_path / f"{number}.html"
        file.write_text(page.text)
        paths[file.name] = page.path
    command = ["java", "-jar", VNU, "--format", "gnu", "--stdout", "--skip-non-html", str(tmp_path)]
    told = subprocess.run(command, capture_output=True, text=True, timeout=600).stdout.splitlines()
    kept = [line for line in told if not any(one in line for one in LET_PASS)]
    assert [re.sub(r".*?(\d+\.html)", lambda name: paths[name[1]], line) for line in kept] == []


def unclosed(text: str) -> Iterator[str]:
    """What is opened and not closed, or closed and not opened. We write every end tag, also those that may be left out."""
    open_: list[str] = []
    for match in TAG.finditer(text):
        end, name, short = match[1], (match[2] or "").lower(), match[3]
        if not name or name in VOID or (short and not end):
            continue
        if not end:
            open_.append(name)
        elif not open_ or open_[-1] != name:
            yield f"</{name}> where {'<' + open_[-1] + '>' if open_ else 'nothing'} is open: …{text[max(0, match.start() - 60) : match.end()]}"
            return
        else:
            open_.pop()
    if open_:
        yield f"never closed: {' '.join(open_)}"


def faults(tree: html.HtmlElement) -> Iterator[str]:
    """Ids twice; what names an id that is not there; forms and links in one another; headings that leap."""
    ids = Counter(tree.xpath("//@id"))
    yield from (f"id {one} stands {count} times" for one, count in ids.items() if count > 1)
    for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls", "list", "form"):
        for value in tree.xpath(f"//@{attribute}"):
            yield from (
                f"{attribute} names {one}, which is not there" for one in value.split() if one not in ids
            )
    for href in tree.xpath("//a[starts-with(@href, '#')]/@href"):
        if href[1:] and href[1:] not in ids:
            yield f"a link leads to {href}, which is not there"
    for outer, inner in (
        ("form", "form"),
        ("a", "a"),
        ("a", "button"),
        ("button", "a"),
        ("label", "label"),
        ("p", "p"),
    ):
        if tree.xpath(f"//{outer}//{inner}"):
            yield f"<{inner}> within <{outer}>"
    yield from (
        f"nothing says what this is: {html.tostring(one, encoding='unicode')[:120]}" for one in unnamed(tree)
    )
    before = 0
    for heading in tree.xpath("//h1|//h2|//h3|//h4|//h5|//h6"):
        level = int(heading.tag[1])
        if level > before + 1 and before:
            yield f"<h{level}> after <h{before}>: {heading.text_content().strip()[:40]}"
        before = level
    if len(tree.xpath("//h1")) != 1:
        yield f"{len(tree.xpath('//h1'))} headings of the first order"
    if not (tree.xpath("//html/@lang") and tree.xpath("//title") and len(tree.xpath("//main")) == 1):
        yield "no language, no title, or not one main part"


def unnamed(tree: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Fields without a label, pictures without words for those who do not see them."""
    labelled = set(tree.xpath("//label/@for"))
    for field in tree.xpath("//input[not(@type='hidden')]|//select|//textarea"):
        named = field.get("aria-label") or field.get("aria-labelledby") or field.get("id") in labelled
        if not (named or field.xpath("ancestor::label")):
            yield field
    yield from tree.xpath("//img[not(@alt)]")
