"""A stand-in on 127.0.0.1 that speaks the interfaces of WeChat and Weibo as they are documented, and fails on request.

`fail("/cgi-bin/draft/add", "lost")`: the next call does its work and its answer never comes. Other ways: "slow",
"malformed", "server error", or a dict that is answered in place of doing anything.
"""

from __future__ import annotations

import contextlib
import json
import re
import threading
import time
from collections import defaultdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

SLOW = 1.2  # seconds, above the time-out of the tests


class StandIn:
    """What the two platforms hold: drafts, published articles, posts; and every call that was made."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.failures: dict[str, list[Any]] = defaultdict(list)
        self.token, self.tokens = "token-1", 1
        self.drafts: dict[str, dict[str, Any]] = {}
        self.articles: dict[str, dict[str, Any]] = {}
        self.publications: dict[str, dict[str, Any]] = {}
        self.posts: list[dict[str, Any]] = []
        self.materials: list[bytes] = []
        self.review = 0  # publish_status until it is set to another value
        handler = type("Handler", (_Handler,), {"world": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def fail(self, path: str, *ways: Any) -> None:
        self.failures[path] += ways

    def count(self, path: str) -> int:
        return self.calls.count(path)

    def answer(self, path: str, query: dict[str, str], body: Any, raw: bytes) -> dict[str, Any]:
        if path.startswith("/2/"):
            return self.weibo(path, query, body, raw)
        if path == "/cgi-bin/stable_token":
            if body["secret"] != "wx-secret":
                return {"errcode": 40125, "errmsg": "invalid appsecret"}
            if body["force_refresh"]:
                self.tokens += 1
                self.token = f"token-{self.tokens}"
            return {"access_token": self.token, "expires_in": 7200}
        if query.get("access_token") != self.token:
            return {"errcode": 42001, "errmsg": "access_token expired"}
        return getattr(self, path.removeprefix("/cgi-bin/").replace("/", "_"))(body, raw)

    def material_add_material(self, body: Any, raw: bytes) -> dict[str, Any]:
        self.materials.append(raw)
        return {"media_id": f"material-{len(self.materials)}", "url": ""}

    def media_uploadimg(self, body: Any, raw: bytes) -> dict[str, Any]:
        self.materials.append(raw)
        return {"url": f"https://mmbiz.example/{len(self.materials)}"}

    def draft_add(self, body: Any, raw: bytes) -> dict[str, Any]:
        (article,) = body["articles"]
        assert article["thumb_media_id"]
        media_id = f"draft-{len(self.drafts) + 1}"
        self.drafts[media_id] = article
        return {"media_id": media_id}

    def draft_batchget(self, body: Any, raw: bytes) -> dict[str, Any]:
        return _page(
            body, [{"media_id": key, "content": {"news_item": [a]}} for key, a in self.drafts.items()]
        )

    def freepublish_submit(self, body: Any, raw: bytes) -> dict[str, Any]:
        if body["media_id"] not in self.drafts:
            return {"errcode": 40007, "errmsg": "invalid media_id"}
        number = str(len(self.publications) + 100000001)
        self.publications[number] = self.drafts[body["media_id"]]
        if self.review == 0:
            del self.drafts[body["media_id"]]
            url = f"https://mp.weixin.example/s/{number}"
            self.articles[f"article-{number}"] = {**self.publications[number], "url": url}
        return {"errcode": 0, "publish_id": number}

    def freepublish_get(self, body: Any, raw: bytes) -> dict[str, Any]:
        number = body["publish_id"]
        if self.review:
            return {"publish_id": number, "publish_status": self.review, "fail_idx": []}
        url = f"https://mp.weixin.example/s/{number}"
        self.articles[f"article-{number}"] = {**self.publications[number], "url": url}
        detail = {"count": 1, "item": [{"idx": 1, "article_url": url}]}
        return {
            "publish_id": number,
            "publish_status": 0,
            "article_id": f"article-{number}",
            "article_detail": detail,
        }

    def freepublish_batchget(self, body: Any, raw: bytes) -> dict[str, Any]:
        rows = [{"article_id": key, "content": {"news_item": [a]}} for key, a in self.articles.items()]
        return _page(body, rows)

    def freepublish_delete(self, body: Any, raw: bytes) -> dict[str, Any]:
        if self.articles.pop(body["article_id"], None) is None:
            return {"errcode": 53600, "errmsg": "article id not exist"}
        return {"errcode": 0, "errmsg": "ok"}

    def weibo(self, path: str, query: dict[str, str], body: Any, raw: bytes) -> dict[str, Any]:
        given = body or query
        if given.get("access_token") != "wb-token":
            return {"error": "expired_token", "error_code": 21327, "request": path}
        if path == "/2/statuses/user_timeline.json":
            return {"statuses": list(reversed(self.posts)), "total_number": len(self.posts)}
        if path == "/2/statuses/destroy.json":
            there = [post for post in self.posts if post["idstr"] == given["id"]]
            self.posts = [post for post in self.posts if post not in there]
            return there[0] if there else {"error": "target weibo does not exist!", "error_code": 20101}
        assert given["rip"]
        if "http" not in given["status"] or len(given["status"]) > 140:
            return {"error": "param error", "error_code": 10008}
        text = re.sub(r"https?://\S+", "http://t.cn/A6xyz", given["status"])
        if any(post["text"] == text for post in self.posts):
            return {"error": "repeat content!", "error_code": 20019}
        number = str(3504803600502730 + len(self.posts))
        at = time.strftime("%a %b %d %H:%M:%S +0800 %Y", time.gmtime(self.now + 8 * 3600))
        self.posts.append(
            {"idstr": number, "id": int(number), "text": text, "created_at": at, "pic": b"JFIF" in raw}
        )
        return {key: value for key, value in self.posts[-1].items() if key != "pic"}

    now = 0.0


def _page(body: Any, rows: list[dict[str, Any]]) -> dict[str, Any]:
    newest = list(reversed(rows))[body["offset"] : body["offset"] + body["count"]]
    return {"total_count": len(rows), "item_count": len(newest), "item": newest}


class _Handler(BaseHTTPRequestHandler):
    world: StandIn

    def do_GET(self) -> None:
        self._work(b"")

    def do_POST(self) -> None:
        self._work(self.rfile.read(int(self.headers["Content-Length"])))

    def _work(self, raw: bytes) -> None:
        parts = urlsplit(self.path)
        self.world.calls.append(parts.path)
        ways = self.world.failures[parts.path]
        way = ways.pop(0) if ways else None
        if isinstance(way, dict):
            return self._say(way)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        answer = self.world.answer(parts.path, query, self._body(raw), raw)
        if way == "lost":
            self.close_connection = True
            return None
        if way == "slow":
            time.sleep(SLOW)
        if way == "server error":
            self.send_response(502)
            self.end_headers()
            return None
        return self._say(answer, b"<html>not json" if way == "malformed" else b"")

    def _body(self, raw: bytes) -> Any:
        kind = self.headers.get("Content-Type", "")
        if kind.startswith("application/json"):
            return json.loads(raw)
        if kind.startswith("application/x-www-form"):
            return {key: values[0] for key, values in parse_qs(raw.decode()).items()}
        found = re.findall(rb'name="(\w+)"\r\n\r\n(.*?)\r\n--', raw, re.DOTALL)
        return {key.decode(): value.decode() for key, value in found}

    def _say(self, answer: dict[str, Any], instead: bytes = b"") -> None:
        data = instead or json.dumps(answer, ensure_ascii=False).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        with contextlib.suppress(OSError):  # the caller did not wait
            self.wfile.write(data)

    def log_message(self, *words: Any) -> None:
        pass
