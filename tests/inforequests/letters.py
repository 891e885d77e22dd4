"""Letters as a bureau writes them, and two seal services."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongkai.apps.agencies.models import Post
from gongkai.apps.inforequests import actions
from gongkai.apps.inforequests.models import Letter, Request
from gongkai.law.refusals import Refused

TODAY = date(2026, 11, 22)
GRANTED: dict[str, Any] = {
    "type": "granted_provided",
    "outcome": "granted",
    "articles": ["36(2)"],
    "findings": "该信息由本机关制作并保存，属于可以公开的政府信息",
    "given": {
        "item": "某煤矿重大隐患挂牌督办通知书，3页",
        "form": "纸质复制件",
        "delivery": "随本答复书邮寄",
    },
}
DENIED: dict[str, Any] = {
    "type": "denied_deliberative",
    "outcome": "denied_deliberative",
    "articles": ["16.2", "36(3)"],
    "findings": "该信息为本机关起草验收意见时形成的讨论记录",
    "given": {"category": "minutes", "reason": "公开会影响集体讨论中充分发表意见，本机关选择不公开"},
}


def draft_grant(clerk: Post, case: Request, **other: Any) -> Letter:
    return actions.draft_letter(clerk, case, today=TODAY, **(GRANTED | other))


def draft_denial(clerk: Post, case: Request, **other: Any) -> Letter:
    return actions.draft_letter(clerk, case, today=TODAY, **(DENIED | other))


def sign(
    letter: Letter, clerk: Post, officers: dict[str, Post], *, legal: bool, today: date = TODAY
) -> Letter:
    """Through the whole chain."""
    letter = actions.submit_letter(clerk, letter, today=today, warnings_read=True)
    for step in ("review", "legal", "sign") if legal else ("review", "sign"):
        letter = actions.approve_letter(officers[step], letter, today=today)
    return letter


class Stamp:
    """A seal service that leaves its mark."""

    def seal(self, pdf: bytes, letter: Letter) -> bytes:
        return pdf + b"% sealed"


class BrokenSeal:
    """A seal service that is down."""

    def seal(self, pdf: bytes, letter: Letter) -> bytes:
        raise Refused("电子签章服务暂时不可用，请稍后再试")
