"""Every read of 年报审核. All of them begin with the oversight agency: nobody reads another's rounds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from gongkai.apps.agencies.models import Agency
from gongkai.apps.agencies.queries import overseen_by
from gongkai.apps.auditroom.groups import group_of
from gongkai.apps.auditroom.models import Document, Finding, Return, Round, Verdict
from gongkai.apps.filings import queries as filings
from gongkai.apps.filings.models import Filing, Snapshot

WEIGHTS = {"error": 1000, "warning": 1, "info": 0}
_LONG = ("lines", "figures")


def rounds(agency_id: int) -> QuerySet[Round]:
    """The agency's rounds, the latest year first, with how many reports are in and how many could not be read."""
    current = Q(documents__replaced_by=None)
    return Round.objects.filter(agency_id=agency_id).annotate(
        read=Count("documents", filter=current & Q(documents__status=Document.Status.READ)),
        refused=Count("documents", filter=current & Q(documents__status=Document.Status.REFUSED)),
    )


def documents(agency_id: int) -> QuerySet[Document]:
    """Every document of the agency's rounds, the replaced ones too."""
    return Document.objects.filter(round__agency_id=agency_id).select_related("round", "round__agency")


def current(round_: Round) -> QuerySet[Document]:
    """The documents of a round that no later file replaced, without their long fields."""
    return round_.documents.filter(replaced_by=None).select_related("agency").defer(*_LONG)


def published_reports(agency: Agency, year: int) -> list[Snapshot]:
    """The version that the public reads of each report of the year: of the agency and its direct subordinates."""
    found = Filing.objects.filter(agency__in=overseen_by(agency), year=year)
    found = found.select_related("item", "batch", "correction")
    versions = filings.published_of(found)
    return [versions[filing.pk] for filing in found if filing.pk in versions]


def agency_called(name: str) -> Agency | None:
    """The agency on the platform of that full or former name."""
    if not name:
        return None
    found = Agency.objects.filter(name=name).first()
    if found is None:
        # A JSON list is not searched alike by every database; few agencies ever changed their name.
        renamed = Agency.objects.exclude(former_names=[])
        found = next((one for one in renamed if name in one.former_names), None)
    return found


def year_before(agency_id: int, name: str, year: int | None) -> Document | None:
    """An agency's report on the year before, from the same oversight agency's rounds."""
    if not name or not year:
        return None
    before = documents(agency_id).filter(
        agency_name=name, year=year - 1, status=Document.Status.READ, replaced_by=None
    )
    return before.defer(*_LONG).order_by("pk").last()


def holding(agency_id: int, fingerprints: Iterable[str]) -> dict[str, Verdict]:
    """The verdict that holds, by fingerprint; none where the latest one takes it back."""
    asked = Verdict.objects.filter(agency_id=agency_id, fingerprint__in=list(fingerprints))
    latest = {one.fingerprint: one for one in asked.select_related("by__account").order_by("pk")}
    return {key: one for key, one in latest.items() if one.ruling != Verdict.Ruling.WITHDRAWN}


def with_ruling(findings: QuerySet[Finding], agency_id: int) -> QuerySet[Finding]:
    """The findings with `ruling` of the latest verdict and `ruled_on`, the digest of its file; None where there is none."""
    latest = Verdict.objects.filter(agency_id=agency_id, fingerprint=OuterRef("fingerprint")).order_by("-pk")
    return findings.annotate(
        ruling=Subquery(latest.values("ruling")[:1]), ruled_on=Subquery(latest.values("digest")[:1])
    )


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding with the verdict that holds."""

    finding: Finding
    verdict: Verdict | None

    @property
    def still_there(self) -> bool:
        """True where it was called corrected in another file and stands in this one as before."""
        return (
            self.verdict is not None
            and self.verdict.ruling == Verdict.Ruling.CORRECTED
            and self.verdict.digest != self.finding.document.digest
        )


def judged(document: Document) -> list[Judged]:
    """The findings of a document, the worst first, each with its verdict."""
    order = list(Finding.Level.values)
    found = sorted(document.findings.all(), key=lambda one: (order.index(one.level), one.number))
    for one in found:
        one.document = document
    said = holding(document.round.agency_id, [one.fingerprint for one in found])
    return [Judged(one, said.get(one.fingerprint)) for one in found]


def confirmed(document: Document) -> list[Finding]:
    """The findings that a person confirmed, in the order of the document."""
    found = [
        one.finding
        for one in judged(document)
        if one.verdict and (one.verdict.ruling == Verdict.Ruling.CONFIRMED or one.still_there)
    ]
    return sorted(found, key=lambda one: one.number)


@dataclass
class Line:
    """One agency in the matrix. cells: group → level → findings that are open or confirmed.

    document: None for an agency whose report is not in. judged of total: how far the judging has come.
    """

    name: str
    document: Document | None = None
    cells: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    total: int = 0
    judged: int = 0
    returned: Return | None = None

    @property
    def levels(self) -> Counter[str]:
        """Findings by level over all groups."""
        return sum(self.cells.values(), Counter())

    @property
    def weight(self) -> int:
        """An error outweighs any number of warnings."""
        return sum(WEIGHTS[level] * count for level, count in self.levels.items())


def matrix(round_: Round) -> list[Line]:
    """The agencies of a round, the worst first; then those without a report. What was judged 误报 or 已改正 is left out."""
    found = current(round_).filter(status=Document.Status.READ)
    digests = {one.pk: one.digest for one in found}
    lines = {one.pk: Line(one.agency_name or one.name, one) for one in found}
    rows = with_ruling(Finding.objects.filter(document__in=list(lines)), round_.agency_id)
    fields = ("document_id", "rule", "level", "ruling", "ruled_on")
    for pk, rule, level, ruling, ruled_on in rows.values_list(*fields):
        line = lines[pk]
        line.total += level != Finding.Level.INFO
        if ruling and ruling != Verdict.Ruling.WITHDRAWN:
            line.judged += level != Finding.Level.INFO
        corrected = ruling == Verdict.Ruling.CORRECTED and ruled_on == digests[pk]
        if ruling != Verdict.Ruling.FALSE_ALARM and not corrected:
            line.cells[group_of(rule).code][level] += 1
    for one in Return.objects.filter(document__in=list(lines)).order_by("pk"):
        lines[one.document_id].returned = one
    return sorted(lines.values(), key=lambda line: (-line.weight, line.name))


def missing(round_: Round, lines: Iterable[Line]) -> list[Agency]:
    """Direct subordinates on the platform whose report is not in the round."""
    here = {line.document.agency_id for line in lines if line.document}
    expected = overseen_by(round_.agency).exclude(pk=round_.agency_id).order_by("name")
    return [agency for agency in expected if agency.pk not in here]
