"""docs/nginx.conf serves the files as the platform would: tried on a real nginx, skipped by name where there is none."""

from __future__ import annotations

import gzip
import http.client
import os
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from gongkai.server.headers import public_headers

from . import nginx

needed = pytest.mark.skipif(
    not nginx.program() and "nginx" not in os.environ.get("GONGKAI_REQUIRE", "").split(),
    reason="no nginx (or GONGKAI_NGINX): docs/nginx.conf not tried",
)


class Platform(BaseHTTPRequestHandler):
    """In the place of the platform: says what it was asked."""

    def do_GET(self) -> None:
        body = f"platform {self.command} {self.path}".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815

    def log_message(self, *args: object) -> None:
        """Says nothing."""


def test_its_headers_are_those_of_django():
    told = dict(
        re.findall(r'add_header ([\w-]+) "?([^"$;][^"]*?)"? always;', nginx.CONFIGURATION.read_text())
    )
    for name, value in public_headers():
        assert sorted(told[name].split("; ")) == sorted(value.split("; ")), name


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """ask(path, method="GET", **headers) → status, headers, body; a home with a small site behind it."""
    home = tmp_path_factory.mktemp("home")
    public, gone = home / "site/releases/1/public", home / "site/releases/1/gone"
    for folder in (
        public / "a/x/items/7/files",
        public / "a/x/columns/news",
        gone / "a/x/items/8",
        home / "static",
    ):
        folder.mkdir(parents=True)
    (public / "index.html").write_text("home " * 300)
    (public / "index.html.gz").write_bytes(gzip.compress(b"home " * 300))
    (public / "a/x/feed.xml").write_text("<feed/>")
    (public / "a/x/columns/news/index.html").write_text("列表")
    (public / "a/x/items/7/index.html").write_text("item")
    (public / "a/x/items/7/files/附表.csv").write_text("a,b")
    (gone / "a/x/items/8/index.html").write_text("withdrawn")
    (home / "static/base.0123456789ab.css").write_text("a{}")
    (home / "site/current").symlink_to("releases/1")
    platform = ThreadingHTTPServer(("127.0.0.1", 0), Platform)
    threading.Thread(target=platform.serve_forever, daemon=True).start()
    with nginx.running(home, tmp_path_factory.mktemp("nginx"), platform.server_port) as (port, _):

        def request(path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request(method, path, headers={k.replace("_", "-"): v for k, v in headers.items()})
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()

        yield request
    platform.shutdown()


@needed
def test_a_page_comes_with_the_headers_of_a_page(ask):
    status, headers, body = ask("/a/x/columns/news/")
    assert (status, body.decode()) == (200, "列表")
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert headers["X-Frame-Options"] == "DENY"
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert ask("/a/x/columns/news/", If_None_Match=headers["ETag"])[0] == 304


@needed
def test_a_packed_copy_goes_to_who_takes_it(ask):
    _, headers, body = ask("/", Accept_Encoding="gzip")
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body) == b"home " * 300
    assert ask("/")[2] == b"home " * 300


@needed
def test_what_was_withdrawn_answers_410_with_its_page(ask):
    status, headers, body = ask("/a/x/items/8/")
    assert (status, body) == (410, b"withdrawn")
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["X-Content-Type-Options"] == "nosniff"


@needed
def test_an_attachment_is_a_download(ask):
    status, headers, body = ask("/a/x/items/7/files/%E9%99%84%E8%A1%A8.csv")
    assert (status, body) == (200, b"a,b")
    assert headers["Content-Disposition"] == "attachment"
    assert headers["X-Content-Type-Options"] == "nosniff"


@needed
def test_a_feed_is_xml(ask):
    _, headers, body = ask("/a/x/feed.xml")
    assert (headers["Content-Type"], body) == ("application/xml; charset=utf-8", b"<feed/>")


@needed
def test_a_hashed_style_sheet_is_kept_for_a_year(ask):
    assert ask("/static/base.0123456789ab.css")[1]["Cache-Control"] == "public, max-age=31536000, immutable"


@needed
@pytest.mark.parametrize(
    ("path", "method"),
    [
        ("/office/", "GET"),
        ("/a/x/columns/news/?year=2024", "GET"),
        ("/a/x/items/7/", "POST"),
        ("/a/x/items/9", "GET"),
    ],
)
def test_everything_else_is_asked_of_the_platform_once(ask, path, method):
    status, headers, body = ask(path, method)
    assert (status, body.decode()) == (200, f"platform {method} {path}")
    assert "X-Frame-Options" not in headers


@needed
def test_a_folder_without_its_stroke_leads_to_its_page(ask):
    status, headers, _ = ask("/a/x/items/7")
    assert (status, headers["Location"]) == (301, "/a/x/items/7/")


@needed
@pytest.mark.parametrize(
    "path", ["/../state.json", "/a/x/items/7/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/state.json"]
)
def test_nothing_outside_is_served(ask, path):
    status, _, body = ask(path)
    assert status == 400 or body.startswith(b"platform")
