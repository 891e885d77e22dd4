"""The demonstration server answers from the files first: as a web server would, and never from elsewhere."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from gongkai.server.baked import Baked
from gongkai.server.headers import public_headers
from tests.portal.conftest import HOME

pytestmark = pytest.mark.sqlite  # files are written alike on every database


def django(environ, start):
    """In the place of the platform: says that it was asked."""
    start("200 OK", [("Content-Type", "text/plain")])
    return [b"django"]


@pytest.fixture
def ask(site: Path):
    """ask(path, method="GET", **headers) → status, headers, body."""
    (site / "releases/1/public/a/x/items/7/files").mkdir(parents=True)
    (site / "releases/1/gone/a/x/items/8").mkdir(parents=True)
    public = site / "releases/1/public"
    (public / "index.html").write_text("home")
    (public / "index.html.gz").write_bytes(gzip.compress(b"home"))
    (public / "a/x/feed.xml").write_text("<feed/>")
    (public / "a/x/items/7/index.html").write_text("item")
    (public / "a/x/items/7/files/附表.csv").write_text("a,b")
    (public / ".index.html.77").write_text("half")
    (site / "releases/1/gone/a/x/items/8/index.html").write_text("gone")
    (site.parent / "secret").write_text("secret")
    (site / "current").symlink_to("releases/1")
    server = Baked(django, site, [("X-Content-Type-Options", "nosniff")])

    def request(path: str, method: str = "GET", query: str = "", **headers: str):
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path.encode().decode("latin-1"),
            "QUERY_STRING": query,
        }
        environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        told = {}
        body = b"".join(server(environ, lambda status, pairs: told.update(status=status, **dict(pairs))))
        return told.pop("status"), told, body

    return request


def test_a_page_comes_from_its_file_with_the_headers_of_a_page(ask):
    status, headers, body = ask("/a/x/items/7/")
    assert (status, body) == ("200 OK", b"item")
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Content-Length"] == "4"
    assert headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_who_takes_packed_pages_gets_the_packed_copy(ask):
    _, headers, body = ask("/", accept_encoding="gzip, br")
    assert headers["Content-Encoding"] == "gzip"
    assert headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(body) == b"home"
    _, headers, body = ask("/")
    assert "Content-Encoding" not in headers
    assert body == b"home"


def test_who_has_the_page_is_told_so(ask):
    _, headers, _ = ask("/")
    status, again, body = ask("/", if_none_match=headers["ETag"])
    assert (status, body) == ("304 Not Modified", b"")
    assert again["ETag"] == headers["ETag"]


def test_head_answers_without_a_body(ask):
    status, headers, body = ask("/a/x/items/7/", "HEAD")
    assert (status, headers["Content-Length"], body) == ("200 OK", "4", b"")


def test_what_was_withdrawn_answers_410(ask):
    status, headers, body = ask("/a/x/items/8/")
    assert (status, body) == ("410 Gone", b"gone")
    assert headers["Content-Type"] == "text/html; charset=utf-8"


def test_an_attachment_is_a_download_under_its_own_name(ask):
    _, headers, body = ask("/a/x/items/7/files/附表.csv")
    assert body == b"a,b"
    assert headers["Content-Disposition"] == "attachment; filename*=UTF-8''%E9%99%84%E8%A1%A8.csv"
    assert headers["Content-Type"] == "text/csv"


def test_a_feed_says_what_it_is(ask):
    assert ask("/a/x/feed.xml")[1]["Content-Type"] == "application/atom+xml; charset=utf-8"


@pytest.mark.parametrize(
    ("path", "method", "query"),
    [
        ("/a/x/none/", "GET", ""),
        ("/a/x/items/7", "GET", ""),
        ("/a/x/items/7/files", "GET", ""),
        ("/", "POST", ""),
        ("/", "GET", "q=1"),
        ("/a/x/items/7/", "GET", "page=2"),
    ],
)
def test_everything_else_is_asked_of_the_platform(ask, path, method, query):
    assert ask(path, method, query)[2] == b"django"


@pytest.mark.parametrize(
    "path",
    [
        "/../../secret",
        "/a/../../../../secret",
        "/./index.html",
        "//index.html",
        "/.index.html.77",
        "/a/x/\\..\\secret",
        "/a/x/\0",
        "/a/x/items/7/index.html/..",
        "secret",
        "",
    ],
)
def test_no_path_leads_out_of_the_folder(ask, path):
    assert ask(path)[2] == b"django"


def test_a_name_that_is_no_text_is_left_to_the_platform(site):
    server = Baked(django, site, [])
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/\xff\xfe/", "QUERY_STRING": ""}
    assert server(environ, lambda *args: None) == [b"django"]


def test_the_headers_are_those_of_django(client, columns):
    answer = client.get(HOME)
    for name, value in public_headers():
        assert answer[name] == value, name
    told = dict(public_headers())
    assert told["Content-Security-Policy"] == answer["Content-Security-Policy"]
    assert told["X-Frame-Options"] == "DENY"
    assert told["X-Content-Type-Options"] == "nosniff"
