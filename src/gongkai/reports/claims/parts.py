"""Totals and their parts: 共…件，其中…件、…件; and shares with what they are shares of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.reports.claims.prose import Prose
from gongkai.reports.claims.quantities import Claim

_OPENS = re.compile(
    r"[^,;。:()\n\d]{0,25}(?P<mark>\((?:其中|分别[为是]|包括|含)?[:,]?|[,;。]其中[:,]?|[,;]?(?:包括|分别[为是])[:,]?|:)"
)
_ANEW = re.compile(r"^(?:全[年市县区省]|本年度?)?(?:共|合计|总计|累计)|均|全部|(?:复议|诉讼)(?:案件|案)?$")
# What no longer is a part: a comparison with another year, or something beside.
_COMPARED = re.compile(r"同比|较|比[上去]|增加|减少|增长|下降")
_BESIDE = re.compile(rf"{_COMPARED.pattern}|上年|去年|上一年|另有|另外|此外|累计")
_FAR = 2_000  # characters within which a total has its parts
_LIST = re.compile(r"(?:类别有|类别为|分别[为是]|包括|如下|主要有):$")
_OTHER = re.compile(r"其他|其它|其余")
_PARTITIONS = (
    re.compile(r"自然人|法人|公民|企业"),
    re.compile(r"维持|纠正|纠错|尚未|未审结|其他"),
    re.compile(r"主办|协办"),
    re.compile(r"网[络上]|信函|邮寄|当面|传真|电子邮件|现场"),
    re.compile(r"予以公开|部分公开|不予|无法提供|其他处理"),
)
_OVERLAP = re.compile(r"网站|微博|微信|公众号|公报|新媒体|客户端|抖音|视频|头条|APP|app")


@dataclass(frozen=True, slots=True)
class Group:
    """A total with its parts, in one measure word. mark: what opens them (其中, a bracket, a colon)."""

    total: Claim
    parts: tuple[Claim, ...]
    mark: str

    @property
    def names(self) -> tuple[str, ...]:
        """What each part counts."""
        return tuple(part.lead + part.tail for part in self.parts)

    @property
    def complete(self) -> bool:
        """True when the parts must be all there is: one of them is 其他."""
        return len(self.parts) >= 3 and any(_OTHER.search(part.lead) for part in self.parts)

    @property
    def exclusive(self) -> bool:
        """True when nothing can be in two of the parts: applicants, results, ways of applying."""
        return any(all(one.search(name) for name in self.names) for one in _PARTITIONS)

    @property
    def overlapping(self) -> bool:
        """True when one item may well be in two parts: channels of publication."""
        return any(_OVERLAP.search(name) for name in self.names)


def groups(prose: Prose, claims: Sequence[Claim]) -> list[Group]:
    """Every total that names parts of itself, in order; nested ones too."""
    plain = [claim for claim in claims if not claim.negated]
    found = []
    for at, claim in enumerate(plain):
        if (
            claim.is_percent
            or claim.is_money
            or claim.approximate
            or not claim.unit
            or claim.verb == "carried"
        ):
            continue
        opened = _OPENS.match(prose.text, claim.end)
        if opened is None or _COMPARED.search(claim.lead) or claim.tail.endswith(("以内", "内")):
            continue
        parts = _parts(prose, plain, at, opened)
        if len(parts) >= (1 if "其中" in opened["mark"] else 2):
            found.append(Group(claim, tuple(parts), opened["mark"]))
    return found


def _parts(prose: Prose, claims: Sequence[Claim], at: int, opened: re.Match[str]) -> list[Claim]:
    total, text = claims[at], prose.text
    bracket = opened["mark"].startswith("(")
    end = _closing(text, opened.end()) if bracket else _stop(text, opened.end())
    found: list[Claim] = []
    depth, last = 0, opened.end()
    for index in range(at + 1, len(claims)):
        claim = claims[index]
        if claim.start >= end:
            break
        depth += text.count("(", last, claim.start) - text.count(")", last, claim.start)
        last = claim.start
        if claim.start < opened.end() or depth > 0 or not _alike(claim, total) or claim.approximate:
            continue
        anew = _ANEW.search(claim.lead) is not None
        if found and (anew or (_opens_own(text, claim) and ";" in text[found[-1].end : claim.start])):
            break
        if _BESIDE.search(claim.lead):
            break
        if claim.verb not in ("", total.verb):
            continue
        found.append(claim)
    return found


def _alike(part: Claim, total: Claim) -> bool:
    """True for the same measure word; a part may leave out 件."""
    return part.unit == total.unit or (not part.unit and not part.lead.endswith(("数", "量")))


def _opens_own(text: str, claim: Claim) -> bool:
    opened = _OPENS.match(text, claim.end)
    return opened is not None and "其中" in opened["mark"]


def _closing(text: str, start: int) -> int:
    depth = 1
    for at in range(start, min(len(text), start + 900)):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if not depth or text[at] == "\n":
            return at
    return start


def _stop(text: str, start: int) -> int:
    far = start + _FAR
    ends = [at for mark in "。\n" if (at := text.find(mark, start, far)) >= 0]
    return min(ends, default=min(far, len(text)))


def series(prose: Prose, claims: Sequence[Claim]) -> list[Group]:
    """Groups over what was done: 接收A件，受理B件。其中，甲接收a件，受理b件；乙接收c件，受理d件."""
    found = []
    by_sentence = in_sentences(claims)
    for index, sentence in enumerate(prose.sentences):
        words = prose.words(sentence)
        if not index or not words.startswith("其中") or ";" not in words:
            continue
        before = [one for one in by_sentence.get(index - 1, ()) if one.verb and not one.is_percent]
        inside = [one for one in by_sentence.get(index, ()) if one.verb]
        for total in before:
            parts = tuple(one for one in inside if one.verb == total.verb and one.unit == total.unit)
            if len(parts) >= 2 and not total.approximate:
                found.append(Group(total, parts, "其中"))
    return found


def in_sentences(claims: Sequence[Claim]) -> dict[int, list[Claim]]:
    """The claims of each sentence."""
    found: dict[int, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.sentence, []).append(claim)
    return found


def listed(prose: Prose, claims: Sequence[Claim]) -> list[tuple[Claim, ...]]:
    """Complete lists of classes without a total in their sentence: 主要类别有：…A条，…B条，其他…C条."""
    found = []
    plain = [claim for claim in claims if not claim.negated and not claim.is_percent]
    for index, inside in in_sentences(plain).items():
        sentence = prose.sentences[index]
        if len(inside) < 3 or len({one.unit for one in inside}) != 1:
            continue
        intro = prose.text[sentence.start : inside[0].start]
        if _LIST.search(intro[: intro.rfind(":") + 1]) and _OTHER.search(inside[-1].lead):
            found.append(tuple(inside))
    return found
