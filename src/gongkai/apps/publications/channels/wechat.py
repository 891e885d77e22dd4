"""A WeChat official account: cover and pictures → draft → publication → its address, step by step, each kept.

cgi-bin/stable_token, material/add_material, media/uploadimg, draft/add, draft/get, draft/batchget, freepublish/submit,
freepublish/get, freepublish/batchget, freepublish/delete, as its documentation for developers has them.
"""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from PIL import Image

from gongkai.apps.publications.channels.message import shortened
from gongkai.apps.publications.channels.protocol import (
    InDoubt,
    Keep,
    Known,
    Later,
    Message,
    NotAccepted,
    Pending,
    Sent,
    Undecided,
)
from gongkai.apps.publications.channels.refusals import WECHAT, WECHAT_LATER, WECHAT_PUBLICATION, WECHAT_TOKEN
from gongkai.apps.publications.channels.wire import LostError, UnreachableError, Wire

TITLE, AUTHOR, DIGEST, BODY = 64, 16, 120, 19_000
INLINE = 1 << 20  # bytes of a picture inside the text
PAGE, LOOKED_THROUGH = 20, 100  # posts a call, posts in all, when a post is looked for
MORE = "\n<p>（内容较长，全文请点击“阅读原文”）</p>"
SPARE = 300  # seconds before its end at which a token is no longer used

Answer = dict[str, Any]
_tokens: dict[tuple[str, str], tuple[str, float]] = {}  # in memory alone: a token opens the account
_lock = threading.Lock()


class WeChat:
    """One official account. cover: id of a picture kept over there, for posts without one of their own."""

    def __init__(self, wire: Wire, app_id: str, secret: str, cover: str = "") -> None:
        self._wire, self._app_id, self._secret, self._cover = wire, app_id, secret, cover

    def compose(self, message: Message) -> Message:
        """Title, summary and body within the limits; the body ends at a whole block."""
        html, cut = message.html, ""
        if len(html) > BODY:
            html, cut = html[: html[:BODY].rfind("\n")] + MORE, "正文超过微信长度限制，以“阅读原文”补全"
        return replace(
            message,
            title=shortened(message.title, TITLE),
            summary=shortened(message.summary, DIGEST),
            source=message.source[:AUTHOR],
            html=html,
            cut=cut,
        )

    def send(self, message: Message, known: Known, keep: Keep) -> Sent:
        """From wherever it stands: draft, publication, or asking what became of it."""
        known = dict(known)
        if "publish_id" not in known:
            if "media_id" not in known:
                known["media_id"] = self._draft(message, known, keep)
                keep(known)
            answer = self._write("/cgi-bin/freepublish/submit", {"media_id": known["media_id"]})
            known["publish_id"] = str(answer["publish_id"])
            keep(known)
        return self._published(known)

    def look_up(self, message: Message, known: Known, keep: Keep, since: datetime) -> Sent | None:
        """By the link in the post: among what is published, else as a draft that is still there."""
        if "publish_id" in known:
            return None  # `send` only asks now
        for found in self._pages("/cgi-bin/freepublish/batchget"):
            for article in found.get("content", {}).get("news_item", []):
                if article.get("content_source_url") == message.link:
                    return Sent(article.get("url", ""), {**known, "article_id": found.get("article_id", "")})
        for found in self._pages("/cgi-bin/draft/batchget"):
            for article in found.get("content", {}).get("news_item", []):
                if article.get("content_source_url") == message.link:
                    keep({**known, "media_id": found["media_id"]})
                    return None
        if "media_id" in known:
            raise Undecided("草稿已不在公众号草稿箱，已发布的文章中也没有查到，请登录公众平台核对")
        return None

    def remove(self, known: Known) -> None:
        """freepublish/delete; a post that is no longer there counts as removed."""
        article = known.get("article_id")
        if not article:
            raise NotAccepted("没有微信返回的文章编号，请登录公众平台删除")
        self._write("/cgi-bin/freepublish/delete", {"article_id": article, "index": 1}, gone=(53600,))

    def _draft(self, message: Message, known: Answer, keep: Keep) -> str:
        places = dict(known.get("pictures", {}))
        html = message.html
        for picture in message.pictures:
            if picture.name not in places and len(picture.data) <= INLINE:
                answer = self._upload(
                    "/cgi-bin/media/uploadimg", picture.name, picture.media_type, picture.data
                )
                places[picture.name] = answer["url"]
                known["pictures"] = places
                keep(known)
        for picture in message.pictures:
            if picture.name in places:
                source = f'src="pictures/{picture.name}"'
                if source in html:
                    html = html.replace(source, f'src="{places[picture.name]}"')
                else:
                    html += f'\n<p><img src="{places[picture.name]}" alt="{_quoted(picture.alt)}"></p>'
        if "cover" not in known:
            known["cover"] = self._cover or self._own_cover(message)
            keep(known)
        article = {
            "title": message.title,
            "author": message.source,
            "digest": message.summary,
            "content": html,
            "content_source_url": message.link,
            "thumb_media_id": known["cover"],
            "need_open_comment": 0,
        }
        return str(self._write("/cgi-bin/draft/add", {"articles": [article]})["media_id"])

    def _own_cover(self, message: Message) -> str:
        """The first picture of the post, else a plain one, put among the account's materials."""
        if message.pictures:
            first = message.pictures[0]
            name, kind, data = first.name, first.media_type, first.data
        else:
            name, kind, data = "cover.jpg", "image/jpeg", _plain_cover()
        answer = self._upload("/cgi-bin/material/add_material", name, kind, data, type="image")
        return str(answer["media_id"])

    def _published(self, known: Answer) -> Sent:
        try:
            answer = self._call("/cgi-bin/freepublish/get", {"publish_id": known["publish_id"]})
        except (LostError, UnreachableError) as error:
            raise Pending("微信尚未告知发布结果") from error
        status = answer.get("publish_status")
        if status == 1:
            raise Pending("微信正在审核和发布")
        if status != 0:
            raise NotAccepted(WECHAT_PUBLICATION.get(status or -1, f"微信发布未成功（状态{status}）"))
        items = answer.get("article_detail", {}).get("item", [])
        url = items[0].get("article_url", "") if items else ""
        return Sent(url, {**known, "article_id": answer.get("article_id", "")})

    def _pages(self, path: str) -> Iterator[Answer]:
        for offset in range(0, LOOKED_THROUGH, PAGE):
            try:
                answer = self._call(path, {"offset": offset, "count": PAGE, "no_content": 0})
            except (LostError, UnreachableError) as error:
                raise Later("向微信核对时没有得到答复") from error
            found = answer.get("item", [])
            yield from found
            if len(found) < PAGE:
                return

    def _write(self, path: str, body: Answer, gone: tuple[int, ...] = ()) -> Answer:
        try:
            return self._call(path, body, gone=gone)
        except UnreachableError as error:
            raise Later("连接不上微信服务器") from error
        except LostError as error:
            raise InDoubt("微信没有及时答复，可能已经收到，先核对再办理") from error

    def _upload(self, path: str, name: str, kind: str, data: bytes, **query: object) -> Answer:
        """A picture kept over there twice harms nobody, so a lost answer is only a reason to try again."""
        plain_name = "picture.png" if kind == "image/png" else "picture.jpg"
        try:
            return self._checked(
                lambda token: self._wire.upload(
                    path, {}, "media", (plain_name, kind, data), access_token=token, **query
                )
            )
        except (LostError, UnreachableError) as error:
            raise Later(f"图片“{name}”没有传到微信") from error

    def _call(self, path: str, body: Answer, gone: tuple[int, ...] = ()) -> Answer:
        return self._checked(lambda token: self._wire.post(path, body, access_token=token), gone)

    def _checked(self, ask: Any, gone: tuple[int, ...] = ()) -> Answer:
        """The answer without an error; a token that has run out is fetched anew once."""
        answer = ask(self._token())
        if answer.get("errcode") in WECHAT_TOKEN:
            answer = ask(self._token(anew=True))
        code = answer.get("errcode", 0)
        if not code or code in gone:
            return dict(answer)
        raise refused(code, str(answer.get("errmsg", "")))

    def _token(self, *, anew: bool = False) -> str:
        place = (self._app_id, self._secret)
        with _lock:
            token, end = _tokens.get(place, ("", 0.0))
            if token and not anew and time.monotonic() < end:
                return token
        asked = {
            "grant_type": "client_credential",
            "appid": self._app_id,
            "secret": self._secret,
            "force_refresh": anew,
        }
        try:
            answer = self._wire.post("/cgi-bin/stable_token", asked)
        except (LostError, UnreachableError) as error:
            raise Later("没有取得微信的接口凭证") from error
        if "access_token" not in answer:
            raise refused(answer.get("errcode", -1), str(answer.get("errmsg", "")))
        end = time.monotonic() + max(60, int(answer.get("expires_in", 7200)) - SPARE)
        with _lock:
            _tokens[place] = (str(answer["access_token"]), end)
        return str(answer["access_token"])


def refused(code: int, said: str) -> Later | NotAccepted:
    """An error code as a sentence: one that passes by itself, or one that a person has to mend."""
    if code in WECHAT_LATER:
        sentence, hours = WECHAT_LATER[code]
        return Later(f"{sentence}（{code}）", timedelta(hours=hours))
    known = WECHAT.get(code)
    return NotAccepted(f"{known}（{code}）" if known else f"微信未接受：{said[:100]}（{code}）")


def _quoted(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")


def _plain_cover() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (900, 383), (23, 78, 148)).save(out, "JPEG", quality=80)
    return out.getvalue()
