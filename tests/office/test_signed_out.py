"""A login that ran out while somebody was at work: nothing that was typed is lost, and no page is empty."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver

pytestmark = pytest.mark.django_db
NEW = "/office/items/new/"


class Hidden(HTMLParser):
    """The hidden fields of a page by name, but for the key."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("type") == "hidden" and given.get("name") != "csrfmiddlewaretoken":
            self.found[str(given["name"])] = str(given["value"])


def test_what_was_sent_after_the_login_ran_out_is_sent_again_as_it_was():
    typed = {"title": '关于<公开>的"通知"', "body_html": "<p>第一段</p>\n<p>第二段</p>", "column": "3"}
    answer = Client().post(NEW, typed)
    page = answer.content.decode()
    assert answer.status_code == 401 and answer["Cache-Control"] == "no-store"
    assert Hidden(page).found == typed
    assert f'action="{NEW}"' in page and "刚才的提交还没有办理" in page and "继续提交" in page


def test_files_cannot_be_kept_and_are_named():
    upload = SimpleUploadedFile("附件一.pdf", b"%PDF")
    page = Client().post("/office/items/1/attach/", {"version": "1", "file": upload}).content.decode()
    assert "请重新选择：附件一.pdf" in page


def test_a_key_that_is_stale_is_never_sent_back():
    assert "stale" not in Client().post(NEW, {"csrfmiddlewaretoken": "stale", "title": "x"}).content.decode()


@pytest.mark.parametrize("header", [{"HTTP_ACCEPT": "application/json"}, {"HTTP_X_REQUESTED_WITH": "fetch"}])
def test_a_script_is_told_by_the_status_and_never_shown_the_login_page(header):
    answer = Client().post("/office/items/new/keep/", {"title": "x"}, **header)
    assert answer.status_code == 401 and answer.json()["error"].startswith("登录已过期")


def test_a_page_is_asked_for_again_after_the_login():
    assert Client().get("/office/items/?state=draft")["Location"] == (
        "/account/login/?next=/office/items/%3Fstate%3Ddraft"
    )


def test_a_part_of_a_page_that_asks_for_itself_has_the_page_asked_for():
    answer = Client().get("/office/items/", HTTP_HX_REQUEST="true")
    assert (answer.status_code, answer["HX-Refresh"], answer.content) == (204, "true", b"")


@pytest.mark.parametrize(
    ("address", "above"),
    [
        ("/office/items/7/review/", "/office/items/7/"),
        ("/office/items/7/check/submit/", "/office/items/7/check/"),
        ("/office/items/schedules/7/cancel/", "/office/items/"),
        ("/office/items/knowledge/offers/", "/office/items/knowledge/"),
    ],
)
def test_an_address_that_only_takes_a_form_leads_to_the_page_above_it(client_of, clerk, address, above):
    answer = client_of(clerk).get(address)
    assert (answer.status_code, answer["Location"]) == (302, above)


def test_no_address_of_the_office_answers_with_an_empty_page(client_of, clerk):
    client = client_of(clerk)
    seen = 0
    for pattern in _patterns(get_resolver().url_patterns, "/"):
        if not pattern.startswith("/office/") or "preview" in pattern:
            continue
        answer = client.get(pattern)
        seen += 1
        assert answer.status_code != 405, pattern
    assert seen > 150


def _patterns(patterns, above):
    """Every address with 7 for each number and x for each name."""
    for one in patterns:
        path = above + str(one.pattern).lstrip("/")
        if hasattr(one, "url_patterns"):
            yield from _patterns(one.url_patterns, path)
            continue
        for kind in ("int:", "str:", "slug:", "path:"):
            while f"<{kind}" in path:
                start = path.index(f"<{kind}")
                end = path.index(">", start)
                path = path[:start] + ("7" if kind == "int:" else "x") + path[end + 1 :]
        if "<" not in path and "(" not in path:
            yield path
