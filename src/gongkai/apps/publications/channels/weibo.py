"""A Weibo account: one short post with a link to the page, and one picture (statuses/share, user_timeline, destroy)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from gongkai.apps.publications.channels.message import shortened
from gongkai.apps.publications.channels.protocol import (
    ChannelError,
    InDoubt,
    Keep,
    Known,
    Later,
    Message,
    NotAccepted,
    Sent,
)
from gongkai.apps.publications.channels.refusals import WEIBO, WEIBO_LATER, WEIBO_REPEATED
from gongkai.apps.publications.channels.wire import LostError, UnreachableError, Wire

LONGEST = 140  # characters of a post, the link among them
PAGE, PAGES = 50, 4  # posts a call, calls, when a post is looked for
LINK = re.compile(r"https?://\S+")
SKEW = timedelta(minutes=5)  # between our clock and theirs


class Weibo:
    """One account. token: its access token; address: the public IP address of this server, which Weibo asks for."""

    def __init__(self, wire: Wire, token: str, address: str) -> None:
        self._wire, self._token, self._address = wire, token, address

    def compose(self, message: Message) -> Message:
        """【title】summary and the link, within 140 characters; no topic marks, which the interface refuses."""
        room = LONGEST - len(message.link) - 1
        title = f"【{shortened(message.title, max(10, room - 2))}】".replace("#", "＃")
        left = room - len(title)
        summary = shortened(message.summary.replace("#", "＃"), left) if left > 10 else ""
        cut = "微博限140字，只发标题、概述和链接" if len(message.text) > left else ""
        return replace(
            message, text=f"{title}{summary} {message.link}", html="", pictures=message.pictures[:1], cut=cut
        )

    def send(self, message: Message, known: Known, keep: Keep) -> Sent:
        """One post; a lost answer leaves it in doubt, as does the answer that the same was posted just before."""
        fields = {"access_token": self._token, "status": message.text, "rip": self._address}
        picture = message.pictures[0] if message.pictures else None
        try:
            if picture:
                name = "picture.png" if picture.media_type == "image/png" else "picture.jpg"
                file = (name, picture.media_type, picture.data)
                answer = self._wire.upload("/2/statuses/share.json", fields, "pic", file)
            else:
                answer = self._wire.form("/2/statuses/share.json", fields)
        except UnreachableError as error:
            raise Later("连接不上微博服务器") from error
        except LostError as error:
            raise InDoubt("微博没有及时答复，可能已经收到，先核对再办理") from error
        if "error_code" in answer:
            raise refused(int(answer["error_code"]), str(answer.get("error", "")))
        return _sent(answer, known)

    def look_up(self, message: Message, known: Known, keep: Keep, since: datetime) -> Sent | None:
        """Among the account's own posts since then, the one with these words; links are rewritten over there."""
        wanted = _words(message.text)
        for page in range(1, PAGES + 1):
            answer = self._read("/2/statuses/user_timeline.json", count=PAGE, page=page, trim_user=0)
            posts = answer.get("statuses", [])
            for post in posts:
                if _words(post.get("text", "")) == wanted and _at(post) >= since - SKEW:
                    return _sent(post, known)
            if len(posts) < PAGE or _at(posts[-1]) < since - SKEW:
                return None
        return None

    def remove(self, known: Known) -> None:
        """statuses/destroy; a post that is no longer there counts as removed."""
        post = str(known.get("id", ""))
        if not post:
            raise NotAccepted("没有微博返回的编号，请登录微博删除")
        try:
            answer = self._wire.form("/2/statuses/destroy.json", {"access_token": self._token, "id": post})
        except (LostError, UnreachableError) as error:
            raise Later("删除微博时没有得到答复") from error
        code = int(answer.get("error_code", 0))
        if code and code != 20101:
            raise refused(code, str(answer.get("error", "")))

    def _read(self, path: str, **query: object) -> dict[str, Any]:
        try:
            answer = self._wire.get(path, access_token=self._token, **query)
        except (LostError, UnreachableError) as error:
            raise Later("向微博核对时没有得到答复") from error
        if "error_code" in answer:
            raise refused(int(answer["error_code"]), str(answer.get("error", "")))
        return answer


def refused(code: int, said: str) -> ChannelError:
    """An error code as a sentence: one that passes, one that calls for a look, or one that a person has to mend."""
    if code in WEIBO_REPEATED:
        return InDoubt(f"微博答复内容重复，可能已经收到，先核对再办理（{code}）")
    if code in WEIBO_LATER:
        sentence, hours = WEIBO_LATER[code]
        return Later(f"{sentence}（{code}）", timedelta(hours=hours))
    known = WEIBO.get(code)
    return NotAccepted(f"{known}（{code}）" if known else f"微博未接受：{said[:100]}（{code}）")


def _sent(post: dict[str, Any], known: Known) -> Sent:
    number = str(post.get("idstr") or post["id"])
    return Sent(f"https://m.weibo.cn/status/{number}", {**known, "id": number})


def _words(text: str) -> str:
    return "".join(LINK.sub("", text).split())


def _at(post: dict[str, Any]) -> datetime:
    """When it was posted, such as Wed Oct 24 23:49:17 +0800 2012."""
    day, month, date, clock, zone, year = str(post["created_at"]).split()
    return parsedate_to_datetime(f"{day}, {date} {month} {year} {clock} {zone}")
