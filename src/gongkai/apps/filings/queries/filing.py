"""A filing with its texts, notes and versions, and the report that it makes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from gongkai.apps.agencies.models import Agency
from gongkai.apps.filings.models import Filing, Note, Snapshot, Text
from gongkai.law.refusals import Refused
from gongkai.reports.check import Finding
from gongkai.reports.figures import Figures, Report, Signature, default_title
from gongkai.reports.load import load

# What a report carries beside the blocks of its form. The signature belongs to the edition of 2014.
INTRO = "intro"
SIGNATURE = {
    "signature.head": "单位负责人",
    "signature.reviewer": "审核人",
    "signature.preparer": "填报人",
    "signature.phone": "联系电话",
}
_JOINED = ("agency", "item", "batch", "correction", "changed_by")
# The long columns of what is joined, which no list or page shows.
_LONG = ("item__body", "item__body_html", "item__payload")


def filings_of(agency_id: int) -> QuerySet[Filing]:
    """The agency's filings, the latest year first."""
    return Filing.objects.filter(agency_id=agency_id).select_related(*_JOINED).defer(*_LONG)


def filing_of(agency_id: int, year: int) -> Filing | None:
    """The agency's filing of that year, or None."""
    return filings_of(agency_id).filter(year=year).first()


def published(filing: Filing | None) -> Snapshot | None:
    """The version that the public reads: while a correction is under way the one before it; None before the first."""
    return published_of([filing]).get(filing.pk) if filing else None


def published_of(filings: Iterable[Filing]) -> dict[int, Snapshot]:
    """The same of many filings by their keys, in one query."""
    before, latest = [], []
    for filing in filings:
        if filing.correction and filing.correcting:
            before.append(filing.correction.before_id)
        elif filing.public:
            latest.append(filing.pk)
    if not before and not latest:
        return {}
    later = Snapshot.objects.filter(filing=OuterRef("filing"), number__gt=OuterRef("number"))
    found = Snapshot.objects.filter(Q(pk__in=before) | Q(~Exists(later), filing__in=latest))
    return {snapshot.filing_id: snapshot for snapshot in found}


def snapshots_of(filing: Filing) -> QuerySet[Snapshot]:
    """The versions that were kept, in order, without their texts."""
    return filing.snapshots.select_related("created_by__account", "item", "batch").defer("report", *_LONG)


def texts_of(filing: Filing) -> dict[str, Text]:
    """The texts written so far, by block."""
    return {text.block: text for text in filing.texts.select_related("changed_by")}


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding and the clerk's word on it. An error is never explained away; the records must be put right."""

    finding: Finding
    note: Note | None

    @property
    def open(self) -> bool:
        """True while it stands in the way of submission."""
        return self.finding.level == "error" or (self.finding.level == "warning" and self.note is None)


def judged(findings: Iterable[Finding], notes: Iterable[Note]) -> list[Judged]:
    """Each finding with the note that answers exactly it: same rule, same figure, same numbers."""
    answers = {(note.rule, note.key, note.about): note for note in notes}
    return [
        Judged(finding, answers.get((finding.rule, subject_of(finding), finding.message)))
        for finding in findings
    ]


def subject_of(finding: Finding) -> str:
    """The figure by which a finding is known: the first that it names."""
    return finding.keys[0] if finding.keys else ""


def assemble(
    agency: Agency,
    year: int,
    edition: str,
    figures: Figures,
    texts: Mapping[str, str],
    dated: date | None = None,
) -> Report:
    """The report as a document. texts: by block, `INTRO` and the parts of the signature among them."""
    form = load(edition)
    signed = {name.removeprefix("signature."): texts.get(name, "") for name in SIGNATURE}
    return Report(
        agency=agency.name,
        year=year,
        edition=edition,
        title=default_title(form, agency.name, year),
        figures=figures,
        narrative={block.id: texts[block.id] for block in form.blocks if texts.get(block.id)},
        intro=texts.get(INTRO, ""),
        contact=contact_of(agency),
        dated=dated,
        signature=Signature(**signed, date=dated) if form.signature else None,
    )


def contact_of(agency: Agency) -> str:
    """The paragraph that says whom to ask, from the agency's own particulars."""
    told = [
        f"{name}：{value}"
        for name, value in (("地址", agency.address), ("邮编", agency.postcode), ("电话", agency.phone))
        if value
    ]
    if not told:
        return ""
    return f"如对本报告有疑问，请与{agency.office_name or agency.name}联系（{'，'.join(told)}）。"


def agency_named(text: str) -> Agency:
    """The agency of that full name, code or former name. Refused when there is none."""
    found = Agency.objects.filter(name=text).first() or Agency.objects.filter(code=text).first()
    # A JSON list is not searched alike by every database; few agencies ever changed their name.
    renamed = Agency.objects.exclude(former_names=[]) if found is None else ()
    found = found or next((agency for agency in renamed if text in agency.former_names), None)
    if found is None:
        raise Refused(f"没有名为“{text}”的机关，请写机关全称或代码", field="agency")
    return found
