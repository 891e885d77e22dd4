"""What can happen to an application: dated events, as records and scripts hand them in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gongkai.law.refusals import Refused

# type → what the event is called in sentences
TYPES = {
    "submitted": "提交申请",
    "ordered": "责令重新答复",
    "signed_for": "签收",
    "confirmed": "确认收到",
    "correction_asked": "补正告知",
    "correction_received": "收到补正",
    "correction_lapsed": "逾期未补正",
    "consultation_sent": "征求意见",
    "consultation_received": "被征求方收到征求意见书",
    "consultation_answered": "收到意见",
    "extended": "延长答复期限",
    "reasons_asked": "要求说明理由",
    "reasons_received": "收到理由说明",
    "delayed": "告知合理延迟期限",
    "fee_noticed": "收费通知",
    "fee_paid": "缴清费用",
    "fee_lapsed": "逾期未缴费",
    "withdrawn": "撤回申请",
    "decided": "作出处理决定",
    "delivered": "送达",
}
CHANNELS = {
    "in_person": "当面提交",
    "registered_mail": "挂号信、特快专递",
    "ordinary_mail": "平常信函",
    "online": "网上提交",
    "email": "电子邮件",
    "fax": "传真",
    "oral": "口头提出",
}
PARTIES = {"third_party": "第三方", "joint_author": "共同制作机关", "other_agency": "其他机关"}
DELIVERIES = {"in_person": "直接送达", "post": "邮寄送达", "electronic": "电子送达"}


@dataclass(frozen=True, slots=True)
class Event:
    """One dated event of an application; each type uses the fields that the contract of `gongkai due` names.

    days: working days of an extension, of a ruling's term, or of a consultation where law sets no term.
    until: the last day of a correction period or of a ruling's term, or the due date of a reasonable delay (art 35).
    received: when the consulted party got the letter. delivered: when the applicant got the fee notice.
    """

    type: str
    date: dt.date
    channel: str = ""
    party: str = ""
    id: str = ""
    received: dt.date | None = None
    consents: bool | None = None
    days: int | None = None
    approved_by: str = ""
    delivered: dt.date | None = None
    outcome: str = ""
    articles: tuple[str, ...] = ()
    by: str = ""
    until: dt.date | None = None

    def __post_init__(self) -> None:
        needed = {
            "submitted": ("channel", self.channel, CHANNELS),
            "consultation_sent": ("party", self.party, PARTIES),
            "delivered": ("by", self.by, DELIVERIES),
        }
        if self.type not in TYPES:
            raise Refused(f"事件类型“{self.type}”不认识，可用的类型为：{'、'.join(TYPES)}。", field="type")
        name, value, allowed = needed.get(self.type, ("", "", {"": ""}))
        if value not in allowed:
            raise Refused(
                f"{self.name}的{name}“{value}”不认识，可用的值为：{'、'.join(allowed)}。", field=name
            )

    @property
    def name(self) -> str:
        """The event with its day, as sentences name it: 补正告知（2025-01-22）."""
        return f"{TYPES[self.type]}（{self.date}）"


def parse_events(items: Sequence[Mapping[str, Any]]) -> list[Event]:
    """Events from JSON-like records, in the given order; refuses the first malformed one by its number."""
    if not isinstance(items, Sequence) or isinstance(items, str):
        raise Refused("“events”应为事件的列表。", field="events")
    return [_event(item, place) for place, item in enumerate(items, 1)]


def parse_day(value: object, what: str) -> dt.date:
    """A day from an ISO string or a date; refuses anything else."""
    if type(value) is dt.date:
        return value
    if isinstance(value, str) and len(value) == 10:
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            pass
    shown = "（空）" if value is None else f"“{value}”"
    raise Refused(f"{what}的日期{shown}不是有效日期，请写成2024-09-10这样的形式。", field="date")


def _event(item: object, place: int) -> Event:
    if not isinstance(item, Mapping):
        raise Refused(f"第{place}个事件应为对象，含type和date两项。", field="events")
    kind = item.get("type")
    if not isinstance(kind, str) or kind not in TYPES:
        raise Refused(
            f"第{place}个事件的类型“{kind}”不认识，可用的类型为：{'、'.join(TYPES)}。", field="type"
        )
    what = f"第{place}个事件（{TYPES[kind]}）"
    days = {
        name: parse_day(item[name], f"{what}的{name}")
        for name in ("received", "delivered", "until")
        if item.get(name) is not None
    }
    return Event(
        type=kind,
        date=parse_day(item.get("date"), what),
        channel=_choice(item, "channel", CHANNELS, what, needed=kind == "submitted"),
        party=_choice(item, "party", PARTIES, what, needed=kind == "consultation_sent"),
        by=_choice(item, "by", DELIVERIES, what, needed=kind == "delivered"),
        id=str(item.get("id") or ""),
        consents=_typed(item, "consents", bool, "true或false", what),
        days=_typed(item, "days", int, "整数", what),
        approved_by=str(item.get("approved_by") or ""),
        outcome=str(item.get("outcome") or ""),
        articles=_articles(item.get("articles"), what),
        **days,
    )


def _choice(
    item: Mapping[str, Any], name: str, allowed: Mapping[str, str], what: str, *, needed: bool
) -> str:
    value = item.get(name)
    if value is None and not needed:
        return ""
    if not isinstance(value, str) or value not in allowed:
        shown = "没有填写" if value is None else f"“{value}”不认识"
        choices = "、".join(f"{code}（{text}）" for code, text in allowed.items())
        raise Refused(f"{what}的{name}{shown}，可用的值为：{choices}。", field=name)
    return value


def _typed(item: Mapping[str, Any], name: str, kind: type, says: str, what: str) -> Any:
    value = item.get(name)
    if value is not None and type(value) is not kind:
        raise Refused(f"{what}的{name}“{value}”应为{says}。", field=name)
    return value


def _articles(value: object, what: str) -> tuple[str, ...]:
    if value is None:
        return ()
    values = [value] if isinstance(value, str | int) else value
    if not isinstance(values, list | tuple) or not all(type(entry) in (str, int) for entry in values):
        raise Refused(f'{what}的articles应为条款的列表，如["36(1)"]。', field="articles")
    return tuple(str(entry).strip() for entry in values if str(entry).strip())
