"""One request over HTTP to a platform's interface, with an end to waiting: what came back as JSON, or how it failed."""

from __future__ import annotations

import http.client
import json
import time
import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

LARGEST = 4 << 20  # bytes of an answer


class UnreachableError(Exception):
    """Nothing was sent: no connection."""


class LostError(Exception):
    """Something was sent and no proper answer came: timed out, cut off, a server's own error, not JSON."""


class Wire:
    """Requests to one base address, such as https://api.weixin.qq.com; no redirects, no other host."""

    def __init__(self, base: str, *, timeout: float = 15.0) -> None:
        parts = urlsplit(base)
        if parts.scheme not in {"https", "http"} or not parts.hostname:
            raise ValueError(f"not an address of an interface: {base}")
        self._class = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self._host, self._port, self._path = parts.hostname, parts.port, parts.path.rstrip("/")
        self._timeout = timeout

    def get(self, path: str, **query: object) -> dict[str, Any]:
        """A read."""
        return self._ask("GET", path, query, None, "")

    def post(self, path: str, body: object, **query: object) -> dict[str, Any]:
        """JSON out, JSON back; Chinese as it is, since WeChat shows escapes as they are written."""
        data = json.dumps(body, ensure_ascii=False).encode()
        return self._ask("POST", path, query, data, "application/json; charset=utf-8")

    def form(self, path: str, fields: Mapping[str, str]) -> dict[str, Any]:
        """A form out, JSON back."""
        return self._ask("POST", path, {}, urlencode(fields).encode(), "application/x-www-form-urlencoded")

    def upload(
        self,
        path: str,
        fields: Mapping[str, str],
        name: str,
        file: tuple[str, str, bytes],
        **query: object,
    ) -> dict[str, Any]:
        """A form with one file (its name, media type and bytes) out, JSON back."""
        mark = uuid.uuid4().hex
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in fields.items()
        ]
        title, media_type, data = file
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="{title}"\r\n'
        parts += [f"{head}Content-Type: {media_type}\r\n\r\n".encode(), data, f"\r\n--{mark}--\r\n".encode()]
        return self._ask("POST", path, query, b"".join(parts), f"multipart/form-data; boundary={mark}")

    def _ask(
        self, method: str, path: str, query: Mapping[str, object], body: bytes | None, media_type: str
    ) -> dict[str, Any]:
        end = time.monotonic() + 2 * self._timeout
        connection = self._class(self._host, self._port, timeout=self._timeout)
        try:
            try:
                connection.connect()
            except OSError as error:
                raise UnreachableError(type(error).__name__) from error
            target = self._path + path + (f"?{urlencode(query)}" if query else "")
            try:
                connection.request(method, target, body, {"Content-Type": media_type} if media_type else {})
                answer = connection.getresponse()
                data = _read(answer, end)
            except (OSError, http.client.HTTPException) as error:
                raise LostError(type(error).__name__) from error
            return _parsed(answer.status, data)
        finally:
            connection.close()


def _read(answer: http.client.HTTPResponse, end: float) -> bytes:
    """The body, given up when it drips in longer than twice the time-out or grows beyond `LARGEST`."""
    data = bytearray()
    while piece := answer.read1(65536):
        data += piece
        if len(data) > LARGEST or time.monotonic() > end:
            raise LostError("answer too long")
    return bytes(data)


def _parsed(status: int, data: bytes) -> dict[str, Any]:
    if status >= 500:
        raise LostError(f"HTTP {status}")
    try:
        found = json.loads(data)
    except ValueError as error:
        raise LostError(f"HTTP {status}, not JSON") from error
    if not isinstance(found, dict):
        raise LostError(f"HTTP {status}, not an object")
    return found
