"""What the text check says: findings with their places, levels and corrections; which ones stand; how they are applied."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass

LEVELS = {"block": "禁止发布", "must_explain": "须改正或者说明", "hint": "提示"}
KINDS = {
    "misspelling": "错别字",
    "style": "表述建议",
    "wording": "禁用和慎用的表述",
    "institution": "机构名称",
    "law": "法律法规名称",
    "place": "地名",
    "leader": "领导姓名和职务",
    "own": "本单位词库",
    "document_number": "文号",
    "date": "日期",
    "punctuation": "标点符号",
    "pair": "成对的符号",
    "numbering": "序号",
    "repetition": "重复",
    "number": "数字写法",
    "sum": "合计",
    "share": "比例",
    "comparison": "增减",
    "weekday": "星期",
    "period": "起止时间",
    "later_date": "晚于成文日期",
    "identity": "身份信息不一致",
    "privacy.identity_number": "公民身份号码",
    "privacy.passport": "护照号码",
    "privacy.bank_card": "银行账号",
    "privacy.mobile_phone": "手机号码",
    "privacy.plate": "车牌号码",
    "privacy.address": "家庭住址",
    "privacy.email": "个人电子邮箱",
    "privacy.name": "个人姓名",
    "metadata": "信息属性",
    "link": "链接",
    "duplicate": "重复发布",
    "unread": "未能校核",
}
_SEVERITY = {level: rank for rank, level in enumerate(LEVELS)}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend in a text.

    start, end: places in the text, both 0 where the finding is about the whole. level: a key of `LEVELS`.
    kind: a key of `KINDS`. message: a Chinese sentence one can act on. suggestion: what to write instead of the
    words between start and end; None where a person must decide. article: the rule that it stands on, "" for none.
    """

    start: int
    end: int
    level: str
    kind: str
    message: str
    suggestion: str | None = None
    article: str = ""


def resolve(findings: Iterable[Finding]) -> list[Finding]:
    """The findings without overlaps, by place: the severest stands, then the longest, then the first."""
    ranked = sorted(
        findings, key=lambda one: (_SEVERITY[one.level], one.start - one.end, one.start, one.kind)
    )
    kept: list[tuple[int, int, int]] = []
    stands = []
    for index, one in enumerate(ranked):
        at = bisect_left(kept, (one.start, one.end, -1))
        clear_after = at == len(kept) or kept[at][0] >= one.end
        clear_before = at == 0 or kept[at - 1][1] <= one.start
        if clear_after and clear_before:
            insort(kept, (one.start, one.end, index))
            stands.append(one)
    return sorted(stands, key=lambda one: one.start)


def apply(text: str, findings: Iterable[Finding]) -> str:
    """The text with the suggestions of these findings put in; findings without one change nothing.

    The findings must come from `check` on exactly this text, so that none overlaps another.
    """
    for one in sorted(findings, key=lambda one: one.start, reverse=True):
        if one.suggestion is not None:
            text = text[: one.start] + one.suggestion + text[one.end :]
    return text


def mask(text: str, findings: Iterable[Finding]) -> str:
    """The text with its personal data taken away for good: the characters are gone, not covered (个人信息保护法51).

    Only findings of the privacy kinds count; a name keeps its surname (王某某).
    """
    return apply(text, (one for one in findings if one.kind.startswith("privacy.")))
