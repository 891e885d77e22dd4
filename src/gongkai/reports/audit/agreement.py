"""The narrative against the tables: every number that speaks of a figure, and the words that deny one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gongkai.reports.audit.ledger import Entry
from gongkai.reports.audit.rules import Case
from gongkai.reports.claims import Claim, Subject, speaks_of_requests
from gongkai.reports.facts import Amount
from gongkai.reports.figures import plain
from gongkai.reports.form import Level
from gongkai.reports.read.reading import Note

_RULES = {
    "requests": "table.requests",
    "outcome": "table.requests",
    "channel": "table.channels",
    "reconsideration": "table.disputes",
    "litigation": "table.disputes",
    "litigation_direct": "table.disputes",
    "litigation_after_reconsideration": "table.disputes",
    "disputes": "table.disputes",
    "documents": "table.documents",
    "decisions": "table.documents",
    "fees": "table.documents",
    "items": "table.items",
}
_GOVERNMENT = re.compile(r"(?:人民政府|管委会|管理委员会|试验区|实验区|[省市县区旗])$")
_NARROWER = re.compile(
    r"(?<!人民)政府(?:共|全年|本级|直接)*(?:收到|受理)|复议机关|审理|受理(?:的)?(?:行政)?复议|政府办|办公[室厅]|本级|本机关|本办|代表|其中|直属|(?:局|镇|乡|街道|部门|单位)(?:共)?(?:收到|受理|办结|答复)"
)
_WIDER = re.compile(r"全[省市县区系]|各(?:部门|单位|级|县|区|乡镇)|系统")
_OTHER_TIME = re.compile(
    r"去年|上年(?!度?结转)|上一年|同期|历年|累计|以来|季度|上半年|下半年|(?<!\d)\d{1,2}月份|\d月底"
)
_YEAR = re.compile(r"(20\d\d)年")
_SETTLED = re.compile(r"审结|已结|结案")
_ONE_KIND = re.compile(r"法人|企业|组织|传真|当面|信函|网络|邮寄|个人|听证")
_NOT_ALL = re.compile(r"复议后|直接起诉|纠错|纠正|败诉|撤销|违法|被判|不服|^[这该上]|这\d|决定")
_ALL_CLOSED = re.compile(
    r"(?:全部|均|所有)[^,。;\n]{0,14}(?:办结|办理完成|办理完毕|答复完毕)|办结率(?:为|达到?)?100%"
)
_ALL_UPHELD = re.compile(r"(?:均|全部|都)[^,。;\n]{0,6}维持")
_FEES = re.compile(r"处理费|收费|费用")
_GOING_ON = re.compile(r"结转|顺延|正在办理|办理中|尚未办结|未到期")


def agreement(case: Case) -> Iterator[Note]:
    """Every finding of the narrative against the tables."""
    yield from _numbers(case)
    yield from _denials(case)
    yield from _all_closed(case)
    yield from _all_upheld(case)
    yield from _unanswered(case)


def _numbers(case: Case) -> Iterator[Note]:
    differing: list[tuple[Claim, Subject, list[Entry]]] = []
    agreed: set[str] = set()
    for at, found in case.subjects.items():
        claim = case.claims[at]
        for subject in found:
            entries = case.ledger.of(subject.id)
            if claim.negated or claim.approximate or not entries or _of_another_time(case, claim):
                continue
            if _agrees(claim, subject, entries):
                agreed.add(subject.id)
            else:
                differing.append((claim, subject, entries))
    channels = [one for one in differing if one[1].id.startswith("channel.")]
    yield from _channels(case, channels)
    for claim, subject, entries in differing:
        if subject.id == "responses":
            yield from _responses(case, claim, entries[0])
        elif not subject.id.startswith("channel."):
            yield from _differs(case, claim, subject, entries, subject.id in agreed)


def _of_another_time(case: Case, claim: Claim) -> bool:
    years = _YEAR.findall(claim.lead)
    if years and case.reading.year and int(years[-1]) != case.reading.year and claim.verb != "carried":
        return True
    return _OTHER_TIME.search(claim.lead) is not None


def _agrees(claim: Claim, subject: Subject, entries: list[Entry]) -> bool:
    value = _amount(claim)
    values = [entry.value for entry in entries]
    if claim.is_money and claim.unit == "元":
        return any(abs(Decimal(value - other)) < Decimal("0.01") for other in values)
    if claim.is_money:
        return any(abs(Decimal(value - other)) <= _step(value) / 2 for other in values)
    return value in values


def _step(value: Amount) -> Decimal:
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)


def _amount(claim: Claim) -> Amount:
    """The value in the unit of the tables: money in 万元."""
    if claim.unit == "元":
        return Decimal(claim.value) / 10_000
    return claim.value * 10_000 if claim.unit == "亿元" else claim.value


def _differs(
    case: Case, claim: Claim, subject: Subject, entries: list[Entry], agreed: bool
) -> Iterator[Note]:
    first = entries[0]
    value = _amount(claim)
    scope = _scope(case, claim)
    if agreed and (scope or value < first.value):
        return  # the whole is stated too; this is a part of it
    if subject.id == "requests.closed" and re.search("办理|处理", claim.lead) and value in _handled(case):
        return  # 办理 may count what is still in hand
    where = _where(case, claim)
    others = "、".join(f"{one.gloss}{plain(one.value)}" for one in entries[1:])
    said = f"正文“{where}”，表中为{plain(first.value)}" + (f"（{others}也不符）" if others else "")
    level: Level = "error" if subject.strict else "warning"
    if scope or agreed:
        level = "warning"
        said += (
            f"。若正文只指“{scope}”，属于口径不同，请写明口径" if scope else "；正文另一处与表相符，请核对"
        )
    else:
        said += "，请核对后改为一致"
    yield case.note(
        _RULES[subject.id.partition(".")[0]],
        (claim.start, claim.end),
        said + "。",
        says=claim.value,
        should=first.value,
        keys=first.keys,
        level=level,
    )


def _handled(case: Case) -> tuple[Amount | None, ...]:
    closed, out = case.ledger.value("requests.closed"), case.ledger.value("requests.carried_out")
    return ((closed or 0) + (out or 0), *(entry.value for entry in case.ledger.of("requests.received")))


def _where(case: Case, claim: Claim) -> str:
    lead = claim.lead[-16:]
    return f"{lead}{case.prose.text[claim.start : claim.end]}" + (claim.tail[:8] if len(lead) < 4 else "")


def _scope(case: Case, claim: Claim) -> str:
    """The words that make the claim speak of less, or more, than the tables; "" for none."""
    agency = case.reading.agency or ""
    sentence = case.prose.sentences[claim.sentence]
    clause = case.prose.text[max(sentence.start, claim.start - 30) : claim.start]
    found = _NARROWER.search(clause) if _GOVERNMENT.search(agency) else _WIDER.search(clause)
    if not agency and found is None:
        found = _NARROWER.search(clause)
    return found[0] if found else ""


def _channels(case: Case, differing: list[tuple[Claim, Subject, list[Entry]]]) -> Iterator[Note]:
    if not differing:
        return
    said = "、".join(f"{claim.lead}{plain(claim.value)}" for claim, _, _ in differing)
    table = "、".join(plain(entries[0].value) for _, _, entries in differing)
    every = ("in_person", "fax", "email", "online", "mail")
    keys = case.ledger.keys(*(f"channel.{one}" for one in every if case.ledger.value(f"channel.{one}")))
    own = [key for _, _, entries in differing for key in entries[0].keys]
    yield case.note(
        "table.channels",
        (differing[0][0].start, differing[-1][0].end if len(differing) < 6 else differing[0][0].end),
        f"正文的申请渠道（{said}）与统计表（{table}）不同，请核对后改为一致。",
        says=said,
        should=table,
        keys=tuple(dict.fromkeys((*own, *keys))),
    )


def _responses(case: Case, claim: Claim, entry: Entry) -> Iterator[Note]:
    if claim.value > entry.value:
        yield case.note(
            "table.responses",
            (claim.start, claim.end),
            f"正文说回应舆情{plain(claim.value)}{claim.unit}，统计表的回应数为{plain(entry.value)}，请核对是否漏计。",
            says=claim.value,
            should=entry.value,
            keys=entry.keys,
        )


def _denials(case: Case) -> Iterator[Note]:
    for at, claim in enumerate(case.claims):
        if not claim.negated:
            continue
        words = claim.lead[-12:] + claim.tail
        for subject in case.subjects.get(at, ()):
            value = case.ledger.value(subject.id)
            if not value:
                continue
            asked = re.search("申请(?!人)|要求", claim.tail) is not None
            if (
                subject.id == "requests.received"
                and asked
                and not _ONE_KIND.search(claim.tail.replace("公民、法人", ""))
            ):
                yield _denied(case, claim, "words.none_received", "政府信息公开申请", subject.id, value)
            elif subject.topic == "disputes" and not _NOT_ALL.search(words):
                name = "行政复议" if subject.id.startswith("recon") else "行政诉讼"
                yield _denied(case, claim, "words.none_disputed", name, subject.id, value)
        if (
            _FEES.search(words)
            and re.search("收取|产生|发生", words)
            and not re.search("其他|其它|除", words)
        ):
            yield from _no_fees(case, claim)


def _denied(case: Case, claim: Claim, rule: str, name: str, subject: str, value: Amount) -> Note:
    message = f"正文说没有{name}，表中为{plain(value)}件，请核对后改为一致。"
    return case.note(
        rule, (claim.start, claim.end), message, says=0, should=value, keys=case.ledger.keys(subject)
    )


def _no_fees(case: Case, denial: Claim) -> Iterator[Note]:
    if value := case.ledger.value("fees.processing"):
        message = f"正文说未收取费用，统计表的收费为{plain(value)}万元，请核对后改为一致。"
        keys = case.ledger.keys("fees.processing")
        yield case.note("words.no_fees", (denial.start, denial.end), message, says=0, should=value, keys=keys)
    for at, found in case.subjects.items():
        claim = case.claims[at]
        if claim.value and not claim.negated and any(one.id == "fees.processing" for one in found):
            message = f"一处说未收取费用，另一处说收取{plain(claim.value)}{claim.unit}，请核对后改为一致。"
            yield case.note("words.no_fees", (denial.start, denial.end), message, says=0, should=claim.value)
            return


def _all_closed(case: Case) -> Iterator[Note]:
    carried = case.ledger.value("requests.carried_out")
    if not carried:
        return
    told = {
        case.claims[at].sentence
        for at, found in case.subjects.items()
        if any(one.id == "requests.carried_out" for one in found)
    }
    for match in _ALL_CLOSED.finditer(case.prose.text):
        index = case.prose.sentence(match.start())
        if index in told:
            continue
        here = Claim(0, "", "", "", match.start(), match.end(), index)
        if speaks_of_requests(case.prose, here):
            yield case.note(
                "words.all_closed",
                match.span(),
                f"正文说全部办结，表三结转下年度继续办理的还有{plain(carried)}件，请核对或者改写。",
                says=match[0],
                should=carried,
                keys=case.ledger.keys("requests.carried_out"),
            )


def _all_upheld(case: Case) -> Iterator[Note]:
    for match in _ALL_UPHELD.finditer(case.prose.text):
        sentence = case.prose.sentence(match.start())
        routes: dict[str, Claim] = {}
        for at, found in case.subjects.items():
            claim = case.claims[at]
            if claim.sentence == sentence and claim.start < match.start() and not claim.negated:
                routes |= {one.id.partition(".")[0]: claim for one in found if one.id.endswith(".total")}
        routes = {one: claim for one, claim in routes.items() if one.startswith(("recon", "litig"))}
        before = case.prose.text[case.prose.sentences[sentence].start : match.end()]
        results = ("corrected", "other", *(() if _SETTLED.search(before) else ("pending",)))
        missing = {one: _others(case, one, results) for one in routes}
        if not any(missing.values()):
            continue
        upheld = [f"{one}.upheld" for one in routes]
        counts = "、".join(plain(case.ledger.value(one)) for one in upheld)
        yield case.note(
            "words.all_upheld",
            (min(claim.start for claim in routes.values()), match.end()),
            f"正文说全部维持，表四结果维持的分别为{counts}件，另有{plain(sum(missing.values()))}件尚未审结或者是其他结果，请改正。",
            says=match[0],
            should=counts,
            keys=case.ledger.keys(*upheld),
        )


def _others(case: Case, route: str, results: tuple[str, ...]) -> Amount:
    values = [case.ledger.value(f"{route}.{result}") for result in results]
    return sum((value for value in values if value is not None), start=0)


def _unanswered(case: Case) -> Iterator[Note]:
    """Lists without a row for what is carried over: fewer answers than requests, and no word about the rest."""
    received, closed = case.ledger.value("requests.received"), case.ledger.value("requests.closed")
    if case.ledger.edition not in ("2014", "local") or not received or closed is None or closed >= received:
        return
    if _GOING_ON.search(case.prose.text):
        return
    told = [
        case.claims[at]
        for at, found in case.subjects.items()
        if any(one.id in ("requests.closed", "requests.received") for one in found)
    ]
    span = (told[-1].start, told[-1].end) if told else (0, 0)
    yield case.note(
        "table.unanswered",
        span,
        f"收到申请{plain(received)}件，答复{plain(closed)}件，其余{plain(received - closed)}件没有说明去向。",
        says=closed,
        should=received,
        keys=case.ledger.keys("requests.received", "requests.closed"),
    )
