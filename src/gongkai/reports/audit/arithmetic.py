"""The arithmetic of the narrative: parts against totals, results against replies, shares and rates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from gongkai.reports.audit.rules import Case
from gongkai.reports.claims import Claim, Group, groups, listed, series
from gongkai.reports.facts import Amount
from gongkai.reports.figures import plain
from gongkai.reports.form import Level
from gongkai.reports.read.reading import Note

_RESULTS = {
    "outcome.granted": 1,
    "outcome.granted_in_part": 1,
    "outcome.granted_or_part": 1,
    "outcome.denied": 2,
    "outcome.unavailable": 3,
    "outcome.not_processed": 4,
    "outcome.other": 5,
}
_SHARE = re.compile(r"占(?:比|总数|全部|总量|总申请量|办结)?[^,;。\d]{0,8}$")
_RATE = re.compile(r"(?:办结|答复|办复|受理)率(?:为|达到?|均为)?$")
_ON_TIME = re.compile(r"按时|按期|及时|限时|法定|期内|按规定|满意")
_CARRIED = re.compile(r"上年|去年|结转|历年|累计|往年|含")
_OVER = 600  # characters between a list of classes and its total


def arithmetic(case: Case) -> Iterator[Note]:
    """Every finding of the narrative's own arithmetic."""
    yield from _parts(case)
    yield from _listed(case)
    yield from _results(case)
    yield from _shares(case)
    yield from _rates(case)
    yield from _named(case)


def _parts(case: Case) -> Iterator[Note]:
    done: set[int] = set()
    multi = series(case.prose, case.claims)
    told = {group.total.start for group in multi}
    plain_groups = [one for one in groups(case.prose, case.claims) if one.total.start not in told]
    for group in (*multi, *plain_groups):
        level = _judge(case, group)
        if level is None or group.total.start in done:
            continue
        done.add(group.total.start)
        yield _note(case, group.total, group.parts, level, group)


def _judge(case: Case, group: Group) -> Level | None:
    """The level at which a total and its parts disagree, None where they may well be right."""
    total, parts = group.total.value, [part.value for part in group.parts]
    added = sum(parts, start=0)
    if added == total or _another_total(case, group, added):
        return None
    if max(parts) > total:
        return "error"
    if group.overlapping and (group.complete or added > total):
        return "warning"
    if added < total:
        if group.complete:
            return "error"
        return "warning" if group.exclusive and len(parts) > 1 and _percent_free(case, group) else None
    if group.complete or group.exclusive or group.mark == "其中":
        return "error"
    return "warning" if added - total in parts else "error"


def _another_total(case: Case, group: Group, added: Amount) -> bool:
    """True when the parts are those of another total just before: 受理A件，办结B件，其中…."""
    return any(
        claim.value == added and claim.unit == group.total.unit
        for claim in case.by_sentence[group.total.sentence]
        if claim.start < group.total.start
    )


def _percent_free(case: Case, group: Group) -> bool:
    return "其中" not in group.mark or len(group.parts) > 2


def _note(case: Case, total: Claim, parts: Sequence[Claim], level: Level, group: Group | None = None) -> Note:
    added = sum((part.value for part in parts), start=0)
    shown = "＋".join(plain(part.value) for part in parts)
    message = f"{_name(total)}为{plain(total.value)}{total.unit}，所列各项之和为{shown}＝{plain(added)}，"
    extra = added - total.value
    inside = next((part for part in parts if part.value == extra), None)
    if level == "warning" and inside is not None:
        message += f"多{plain(extra)}；若“{_name(inside)}”已含在另一类中则相符，请核对后写明。"
    elif level == "warning":
        message += "请核对各项是否有重叠或者未列全的，并写明。"
    else:
        message += "请核对后改正。"
    keys = _keys(case, total)
    return case.note(
        "claim.parts",
        (total.start, total.end),
        message,
        says=total.value,
        should=added,
        keys=keys,
        level=level,
    )


def _name(claim: Claim) -> str:
    return re.sub(r"^(?:其中|共|\d{4}年)", "", claim.lead)[-20:] or claim.tail[:12] or "总数"


def _keys(case: Case, claim: Claim) -> tuple[str, ...]:
    return tuple(key for one in case.of(claim) for key in case.ledger.keys(one.id))


def _listed(case: Case) -> Iterator[Note]:
    """A complete list of classes without a total of its own, against the total stated before it."""
    for parts in listed(case.prose, case.claims):
        subject = re.search(r"主动公开|公开", case.prose.words(case.prose.sentences[parts[0].sentence]))
        before = [
            claim
            for claim in case.before(parts[0], _OVER)
            if claim.unit == parts[0].unit
            and not claim.approximate
            and subject is not None
            and subject[0] in claim.lead
        ]
        whole = [claim for claim in before if any(one.id == "items.total" for one in case.of(claim))]
        added = sum((part.value for part in parts), start=0)
        if whole and added != whole[0].value:
            yield _note(case, whole[0], parts, "error")


def _results(case: Case) -> Iterator[Note]:
    """The kinds of result in a row, against the number of replies before them."""
    run: list[tuple[int, Claim]] = []
    total: Claim | None = None
    for at, claim in enumerate(case.claims):
        ids = {one.id for one in case.subjects.get(at, ())}
        if "requests.closed" in ids:
            total, run = claim, []
        for one in ids & _RESULTS.keys():
            run.append((_RESULTS[one], claim))
        if total is None or len({kind for kind, _ in run}) < 5 or run[-1][0] != 5:
            continue
        added = sum((claim.value for _, claim in run), start=0)
        if added != total.value and run[-1][1].start - total.start < _OVER:
            shown = "＋".join(plain(claim.value) for _, claim in run)
            both = sum(kind == 1 for kind, _ in run) > 1 or "部分" in run[0][1].lead
            yield case.note(
                "claim.results",
                (total.start, total.end),
                f"正文答复{plain(total.value)}件，所列各项结果之和为{shown}＝{plain(added)}件，请核对后改正。",
                says=total.value,
                should=added,
                keys=_keys(case, total),
                level="error" if both else "warning",
            )
        total, run = None, []


def _shares(case: Case) -> Iterator[Note]:
    shares = [pair for at in range(len(case.claims)) if (pair := _share(case, at)) is not None]
    found: dict[int, list[Claim]] = {
        share.start: _wholes(case, share, part, exact=True) for share, part in shares
    }
    together: dict[int, list[Claim]] = {}
    for share, _ in shares:
        together.setdefault(share.sentence, []).extend(found[share.start])
    for share, part in shares:
        if found[share.start]:
            continue
        cut = _wholes(case, share, part, exact=False)
        siblings = [whole for whole in together[share.sentence] if whole.value >= part.value]
        if not cut and not siblings:
            continue
        whole = (cut or siblings)[0]
        certain = not cut and re.search(r"占(?:比|总数|总量|全部)?$", share.lead) is not None
        yield _share_note(case, share, part, whole, cut=bool(cut), level="error" if certain else "warning")


def _share(case: Case, at: int) -> tuple[Claim, Claim] | None:
    """(the share, what it is a share of the whole) of 「…35件，占4.34%」."""
    share = case.claims[at]
    if not share.is_percent or not (_SHARE.search(share.lead) or share.tail.startswith("占")):
        return None
    for part in reversed(case.claims[max(0, at - 2) : at]):
        gap = case.prose.text[part.end : share.start]
        if not part.is_percent and not part.negated and len(gap) < 24 and "。" not in gap and ";" not in gap:
            return (share, part) if part.value else None
    return None


def _wholes(case: Case, share: Claim, part: Claim, *, exact: bool) -> list[Claim]:
    """The quantities before of which the part is that share: rounded when exact, else cut off."""
    rounding = ROUND_HALF_UP if exact else ROUND_DOWN
    return [
        claim
        for claim in case.before(part, 2 * _OVER)
        if (claim.unit == part.unit or (not part.unit and not claim.is_percent))
        and claim.value >= part.value
        and not claim.negated
        and abs(float(part.value) * 100 / float(claim.value) - float(share.value)) <= 1
        and _percent(part.value, claim.value, share.value, rounding) == Decimal(share.value)
    ]


def _percent(part: Amount, whole: Amount, like: Amount, rounding: str) -> Decimal:
    """The share in percent with as many decimals as the printed one has."""
    exponent = like.as_tuple().exponent if isinstance(like, Decimal) else 0
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return (Decimal(part) * 100 / Decimal(whole)).quantize(step, rounding=rounding)


def _share_note(case: Case, share: Claim, part: Claim, whole: Claim, *, cut: bool, level: Level) -> Note:
    right = _percent(part.value, whole.value, share.value, ROUND_HALF_UP)
    why = "是截尾，不是四舍五入，" if cut else ""
    return case.note(
        "claim.share",
        (part.start, share.end),
        f"“{_name(part)}”{plain(part.value)}{part.unit}占{plain(whole.value)}{whole.unit}的{plain(right)}%，"
        f"正文写{plain(share.value)}%，{why}请核对。",
        says=share.value,
        should=right,
        keys=(*_keys(case, part), *_keys(case, whole)),
        level=level,
    )


def _rates(case: Case) -> Iterator[Note]:
    """办结率, and more closed than received, clause by clause."""
    for clause in _clauses(case):
        received = [one for one in clause if one.verb in ("received", "accepted") and not one.is_percent]
        closed = [one for one in clause if one.verb == "closed" and not one.is_percent and not one.is_money]
        rate = next((one for one in clause if one.is_percent and _RATE.search(one.lead)), None)
        if not received or not closed or received[0].unit != closed[0].unit:
            continue
        first, last = received[0], closed[0]
        if first.approximate or last.approximate or not first.value or last.start < first.start:
            continue
        if last.value > sum(one.value for one in received):
            yield from _more_closed(case, first, last, rate)
        elif rate is not None and "办结" in rate.lead and not _ON_TIME.search(rate.lead):
            yield from _rate(case, received, last, rate)


def _clauses(case: Case) -> Iterator[list[Claim]]:
    """The claims of each stretch between semicolons and stops."""
    clause: list[Claim] = []
    end = 0
    for claim in case.claims:
        if claim.negated:
            continue
        if clause and any(mark in case.prose.text[end : claim.start] for mark in ";。\n"):
            yield clause
            clause = []
        clause.append(claim)
        end = claim.end
    if clause:
        yield clause


def _more_closed(case: Case, received: Claim, closed: Claim, rate: Claim | None) -> Iterator[Note]:
    text = case.prose.text[received.start - len(received.lead) : closed.end + 40]
    known = case.ledger.value("requests.closed")
    if closed.value == known or _CARRIED.search(text):
        return
    certain = rate is not None and rate.value <= 100
    yield case.note(
        "claim.more_closed",
        (received.start, rate.end if rate else closed.end),
        f"受理{plain(received.value)}{received.unit}，办结{plain(closed.value)}{closed.unit}，办结多于受理，"
        + ("又写办结率不超过100%，必有一误，请核对后改正。" if certain else "请核对是否含上年结转，并写明。"),
        says=closed.value,
        should=received.value,
        keys=_keys(case, closed),
        level="error" if certain else "warning",
    )


def _rate(case: Case, received: list[Claim], closed: Claim, rate: Claim) -> Iterator[Note]:
    rounds = (ROUND_HALF_UP, ROUND_DOWN)
    wholes = [one.value for one in received if one.value]
    rates = [
        _percent(closed.value, whole, rate.value, rounding)
        for whole in (*wholes, sum(wholes, start=0))
        for rounding in rounds
        if whole
    ]
    if rates and Decimal(rate.value) not in rates:
        yield case.note(
            "claim.rate",
            (closed.start, rate.end),
            f"接收（受理）{plain(received[0].value)}{closed.unit}，办结{plain(closed.value)}{closed.unit}，"
            f"办结率应为{plain(rates[0])}%，正文写{plain(rate.value)}%，请改正。",
            says=rate.value,
            should=rates[0],
        )


def _named(case: Case) -> Iterator[Note]:
    """「…对象6个…对象有甲加油站、乙加油站」: fewer are named than counted."""
    for claim in case.claims:
        if claim.unit not in ("个", "家", "名") or not re.search("对象|企业|单位", claim.lead[-6:]):
            continue
        ahead = case.prose.text[claim.end : claim.end + 400]
        match = re.search(r"(?:对象|名单|企业|单位)(?:有|为|分别[为是]|包括):?([^,;。\n]{6,300})", ahead)
        names = match[1].split("、") if match else []
        alike = len(names) > 1 and len({name[-2:] for name in names}) == 1
        if alike and len(names) < claim.value:
            yield case.note(
                "claim.named",
                (claim.start, claim.end),
                f"{_name(claim)}为{plain(claim.value)}{claim.unit}，点名的只有{len(names)}个，请核对。",
                says=claim.value,
                should=len(names),
            )
