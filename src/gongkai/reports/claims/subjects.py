"""What a quantity of the narrative speaks of: requests received, replies, reconsiderations, documents …

The subjects are data (subjects.toml); a subject is a name that the ledger of figures knows too.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from gongkai.reports.claims.prose import Prose
from gongkai.reports.claims.quantities import Claim

_REQUESTS = re.compile(
    r"信息公开(?:的)?申请|依申请公开|公开申请|申请公开|申请件|(?:收到|受理|办结)\d*件?(?:的)?申请|的申请\d|\d件申请|信函申请"
)
_ELSEWHERE = re.compile(
    r"信访|留言|建议|提案|热线|信箱|诉求|工单|舆情|审批事项|许可申请|窗口|咨询投诉|资质|办件|来信|12345"
)
_SURELY = re.compile(r"信息公开(?:的)?申请|依申请公开")
_DISCLOSURE = re.compile(r"信息公开|政务公开|依申请|信息类")
_CASES = ("件", "起", "宗", "次", "例", "份", "", "条", "个")
_NEAR = 24  # characters before a number that say what it counts
_DISPUTES = re.compile(r"复议后(?:再|又)?(?:起诉|提起|诉讼)|未经复议直接|直接起诉|复议|诉讼|应诉")
_TAIL = re.compile(
    r"^(?:有关|涉及|涉|因|关于|针对)?(?:政府|政务)?(?:信息)?公开?(?:工作)?(?:引起|引发|产生|申请)?的?(?:行政)?(?P<route>复议|诉讼)"
)
_RESULTS = (
    ("pending", re.compile(r"尚未审结|未审结|未结(?!转)|审理中|正在审理|在审")),
    ("upheld", re.compile(r"维持|驳回")),
    ("corrected", re.compile(r"纠正|纠错|撤销|败诉|责令")),
    ("other", re.compile(r"其他(?:结果|情形|$)|其它(?:结果|$)")),
)
_ROUTE = re.compile(r"(?:复议|诉讼|案件|应诉|申请|起诉)(?:案件|案|事项|数量|数)?(?:共|为|:|计|有|数为)*$")


@dataclass(frozen=True, slots=True)
class Subject:
    """A row of subjects.toml, or a kind of dispute. strict: a difference from the table is an error, not a question of scope."""

    id: str
    pattern: re.Pattern[str]
    never: re.Pattern[str] | None
    units: tuple[str, ...]
    topic: str
    strict: bool


@cache
def subjects() -> tuple[Subject, ...]:
    """The subjects in the order in which they are tried."""
    data = tomllib.loads(
        resources.files("gongkai.reports.claims").joinpath("subjects.toml").read_text("utf-8")
    )
    return tuple(
        Subject(
            id=row["id"],
            pattern=re.compile(row["pattern"]),
            never=re.compile(row["never"]) if "never" in row else None,
            units=tuple(row.get("units", data["units"]).split("|")),
            topic=row.get("topic", ""),
            strict=row.get("strict", True),
        )
        for row in data["subjects"]
    )


def speaks_of_requests(prose: Prose, claim: Claim) -> bool:
    """True where the claim's sentence, or the one before it, is about requests for information."""
    for sentence in prose.near(claim.start):
        words = prose.words(sentence)
        if _ELSEWHERE.search(words) and not _SURELY.search(words):
            return False
        if _REQUESTS.search(words):
            return True
    return False


def about(prose: Prose, claim: Claim) -> tuple[Subject, ...]:
    """The subjects of a claim: none or one; a negation may speak of reconsiderations and of suits.

    Disputes have ids of their own: reconsideration.upheld, litigation.total.
    """
    if claim.is_percent:
        return ()
    if not claim.is_money and (disputes := _disputes(prose, claim)):
        return tuple(Subject(one, _REQUESTS, None, (), "disputes", True) for one in disputes)
    phrase, money = f"{claim.lead[-_NEAR:]}#{claim.tail}", claim.is_money
    for one in subjects():
        if (one.topic == "money") != money and not claim.negated:
            continue
        if claim.unit and not money and claim.unit not in one.units:
            continue
        if not one.pattern.search(phrase) or (one.never and one.never.search(phrase)):
            continue
        if one.topic == "requests" and not speaks_of_requests(prose, claim):
            continue
        return (one,)
    return ()


def _disputes(prose: Prose, claim: Claim) -> list[str]:
    """reconsideration, litigation, litigation_direct or litigation_after_reconsideration, with its result."""
    if claim.unit not in _CASES:
        return []
    near = "".join(prose.words(one) for one in prose.near(claim.start))
    if not _DISCLOSURE.search(near):
        return []
    if claim.negated:
        words = claim.lead + claim.tail
        return [f"{_route(word)}.total" for word in ("复议", "诉讼") if word in words]
    if tail := _TAIL.match(claim.tail):
        return [f"{_route(tail['route'])}.total"]
    before = prose.text[prose.sentences[claim.sentence].start : claim.start]
    named = list(_DISPUTES.finditer(before))
    if not named:
        return []
    if (
        "案件" in claim.lead[-6:]
        and not _DISPUTES.search(claim.lead)
        and {"复议", "诉讼"} <= {match[0] for match in named}
    ):
        return ["disputes.total"]
    route = _route(named[-1][0])
    for name, pattern in _RESULTS:
        if pattern.search(claim.lead) or pattern.match(claim.tail):
            return [f"{route}.{name}"]
    return [f"{route}.total"] if _ROUTE.search(claim.lead) else []


def _route(word: str) -> str:
    if word.startswith("复议后"):
        return "litigation_after_reconsideration"
    if "直接" in word:
        return "litigation_direct"
    return "reconsideration" if word == "复议" else "litigation"
