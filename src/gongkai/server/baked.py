"""Serves the baked pages before Django: for the demonstration, and for whoever has no web server in front."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from email.utils import formatdate
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import quote

Start = Callable[..., Any]
Application = Callable[[dict[str, Any], Start], Iterable[bytes]]

LARGE = 1024 * 1024  # what is larger is sent in pieces
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}
FEEDS = {"feed.xml": "application/atom+xml; charset=utf-8", "rss.xml": "application/rss+xml; charset=utf-8"}


class Baked:
    """A WSGI application: the file of a path, 304 for who has it, 410 for what was withdrawn; Django for the rest.

    headers: those that Django would send with each page. Everything that is not GET or HEAD, or has a query, is Django's.
    """

    def __init__(self, django: Application, site: Path, headers: Iterable[tuple[str, str]]) -> None:
        self.django, self.headers = django, [*headers]
        self.public, self.gone = (str(site / "current" / part) for part in ("public", "gone"))

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        name = file_of(environ)
        if name is not None:
            short = "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
            for path, encoding in ((f"{self.public}{name}.gz", "gzip"), (f"{self.public}{name}", "")):
                if short or not encoding:
                    answer = self._file(environ, start, path, name, encoding)
                    if answer is not None:
                        return answer
            if name.endswith("/index.html") and os.path.isfile(f"{self.gone}{name}"):  # noqa: PTH113 - quick
                return self._gone(environ, start, f"{self.gone}{name}")
        return self.django(environ, start)

    def _file(
        self, environ: dict[str, Any], start: Start, path: str, name: str, encoding: str
    ) -> Iterable[bytes] | None:
        try:
            file = open(path, "rb")  # noqa: SIM115, PTH123 - closed below, or by who reads the pieces
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None
        told = os.fstat(file.fileno())
        etag = f'"{told.st_mtime_ns:x}-{told.st_size:x}"'
        headers = [
            *self.headers,
            ("ETag", etag),
            ("Last-Modified", formatdate(told.st_mtime, usegmt=True)),
            ("Cache-Control", "public, max-age=0, must-revalidate"),
            ("Vary", "Accept-Encoding"),
        ]
        if etag in environ.get("HTTP_IF_NONE_MATCH", ""):
            file.close()
            start("304 Not Modified", headers)
            return []
        headers += [("Content-Type", content_type(name)), ("Content-Length", str(told.st_size))]
        if encoding:
            headers.append(("Content-Encoding", encoding))
        if "/files/" in name:  # what was uploaded is never shown inside this site
            headers.append(("Content-Disposition", f"attachment; filename*=UTF-8''{quote(Path(name).name)}"))
        start("200 OK", headers)
        if environ["REQUEST_METHOD"] == "HEAD":
            file.close()
            return []
        if told.st_size > LARGE:
            return _pieces(file)
        with file:
            return [file.read()]

    def _gone(self, environ: dict[str, Any], start: Start, path: str) -> Iterable[bytes]:
        content = Path(path).read_bytes()
        headers = [("Content-Type", TYPES[".html"]), ("Content-Length", str(len(content)))]
        start("410 Gone", [*self.headers, ("Cache-Control", "public, max-age=0, must-revalidate"), *headers])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [content]


def file_of(environ: dict[str, Any]) -> str | None:
    """The file of a request, from the folder of the site on; None for what a file cannot answer or must not."""
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or environ.get("QUERY_STRING"):
        return None
    try:
        path = environ.get("PATH_INFO", "").encode("latin-1").decode()
    except UnicodeDecodeError:
        return None
    parts = path.split("/")[1:]
    if not path.startswith("/") or "\\" in path or not path.isprintable():
        return None
    if any(part.startswith(".") or not part for part in parts[:-1]) or parts[-1].startswith("."):
        return None
    return f"{path}index.html" if path.endswith("/") else path


def content_type(name: str) -> str:
    """The media type by the ending of a file's name."""
    last = name.rpartition("/")[2]
    ending = Path(last).suffix.lower()
    return FEEDS.get(last) or TYPES.get(ending) or guess_type(last)[0] or "application/octet-stream"


def _pieces(file: Any) -> Iterable[bytes]:
    with file:
        while piece := file.read(LARGE):
            yield piece
