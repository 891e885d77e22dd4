"""The annual reports of all years side by side: the same measure under the key that each edition of the form has for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from json import dumps

from gongkai.apps.agencies.models import Agency
from gongkai.apps.filings.models import Snapshot
from gongkai.apps.portal import queries
from gongkai.apps.publications.models import Item
from gongkai.reports.facts import Amount
from gongkai.reports.figures import Report
from gongkai.reports.write.json import loads


@dataclass(frozen=True, slots=True)
class Measure:
    """One row of the comparison. keys: figures summed, the first set that a report has; ending in * for all that begin so.

    sub: part of the measure above. group: the table it stands in.
    """

    code: str
    label: str
    group: str
    keys: tuple[tuple[str, ...], ...]
    sub: bool = False


REQUESTS, OUTCOMES, DISPUTES, DISCLOSED = "申请", "处理决定", "复议诉讼", "主动公开"
MEASURES = (
    Measure("received", "新收申请", REQUESTS, (("t3.new_received.total",), ("s.applications.received",))),
    Measure("carried_in", "上年结转", REQUESTS, (("t3.carried_in.total",),)),
    Measure("closed", "办结", REQUESTS, (("t3.results_total.total",), ("s.applications.closed",))),
    Measure("carried_out", "结转下年度", REQUESTS, (("t3.carried_out.total",),)),
    Measure("granted", "予以公开", OUTCOMES, (("t3.granted.total",), ("s.replies.granted",))),
    Measure(
        "granted_in_part",
        "部分公开",
        OUTCOMES,
        (("t3.granted_in_part.total",), ("s.replies.granted_in_part",)),
    ),
    Measure("denied", "不予公开", OUTCOMES, (("t3.denied_*",), ("s.replies.denied",))),
    Measure("unavailable", "无法提供", OUTCOMES, (("t3.unavailable_*",),)),
    Measure("not_processed", "不予处理", OUTCOMES, (("t3.not_processed_*",),)),
    Measure("closed_otherwise", "其他处理", OUTCOMES, (("t3.closed_*",),)),
    Measure(
        "reconsideration", "行政复议", DISPUTES, (("t4.reconsideration.total",), ("s.reconsideration.total",))
    ),
    Measure(
        "reconsideration_corrected",
        "其中结果纠正",
        DISPUTES,
        (("t4.reconsideration.corrected",), ("s.reconsideration.corrected",)),
        sub=True,
    ),
    Measure(
        "litigation",
        "行政诉讼",
        DISPUTES,
        (
            ("t4.litigation_direct.total", "t4.litigation_after_reconsideration.total"),
            ("s.litigation.total",),
        ),
    ),
    Measure(
        "litigation_corrected",
        "其中结果纠正",
        DISPUTES,
        (
            ("t4.litigation_direct.corrected", "t4.litigation_after_reconsideration.corrected"),
            ("s.litigation.corrected",),
        ),
        sub=True,
    ),
    Measure(
        "normative_documents",
        "制发规范性文件",
        DISCLOSED,
        (
            ("t2.normative_documents.issued",),
            ("t2.normative_documents.made",),
            ("s.issued.normative_documents",),
        ),
    ),
    Measure("disclosed", "主动公开信息（2018年及以前统计）", DISCLOSED, (("s.disclosed.total",),)),
)


def reports(agency: Agency) -> list[Report]:
    """The published reports with figures, the newest year first, each in its last version; in four queries."""
    lines = [line for line in queries.reports(agency) if line.figures]
    items = Item.objects.only("payload", "imported_id").in_bulk([line.item.pk for line in lines])
    batches = [item.imported_id for item in items.values() if not item.payload]
    kept = {one.batch_id: one for one in Snapshot.objects.filter(batch__in=batches, item=None).order_by("pk")}
    found = []
    for line in lines:
        item = items[line.item.pk]
        snapshot = kept.get(item.imported_id)
        report = loads(dumps(item.payload)) if item.payload else snapshot.as_report() if snapshot else None
        if report:
            found.append(replace(report, published_on=line.item.first_public_on))
    return found


def value(figures: Mapping[str, Amount | None], measure: Measure) -> Amount | None:
    """What a report says of a measure; None where its edition does not ask, or a figure of it is not known."""
    for keys in measure.keys:
        wanted = [key for pattern in keys for key in _matching(figures, pattern)]
        if wanted:
            known = [amount for key in wanted if (amount := figures[key]) is not None]
            return sum(known, 0) if len(known) == len(wanted) else None
    return None


def _matching(figures: Mapping[str, Amount | None], pattern: str) -> Sequence[str]:
    if not pattern.endswith("*"):
        return [pattern] if pattern in figures else []
    begins = pattern[:-1]
    return [key for key in figures if key.startswith(begins) and key.endswith(".total")]


Row = tuple[Measure, list[Amount | None]]


def rows(found: Sequence[Report]) -> list[Row]:
    """Each measure that any of the reports has, with its values in the order of the reports."""
    told = [(one, [value(report.figures, one) for report in found]) for one in MEASURES]
    return [(one, values) for one, values in told if any(value is not None for value in values)]


def points(found: Sequence[Report]) -> list[tuple[str, int, int]]:
    """(year, received, closed) of the reports that have both, the oldest first: for a picture."""
    by_code = {one.code: one for one in MEASURES}
    out = []
    for report in reversed(found):
        pair = [value(report.figures, by_code[code]) for code in ("received", "closed")]
        if None not in pair:
            out.append((f"{report.year}", *(int(number or 0) for number in pair)))
    return out  # type: ignore[return-value]
