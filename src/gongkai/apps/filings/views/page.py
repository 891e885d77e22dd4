"""The editor's page as a whole: every view of a filing draws it, also when it refuses."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongkai.apps.agencies.access import OfficeRequest
from gongkai.apps.agencies.facts import Records
from gongkai.apps.filings import downloads, pages, queries
from gongkai.apps.filings.actions.submit import obstacles
from gongkai.apps.filings.forms import ChannelsForm, CorrectionForm, ImportForm, NoteForm, ReviewForm
from gongkai.apps.filings.models import Filing, Note
from gongkai.apps.filings.queries.books import Books
from gongkai.apps.filings.queries.filing import Judged, subject_of
from gongkai.apps.filings.wording import SUBMISSION
from gongkai.apps.look.clock import today
from gongkai.apps.publications import queries as publications
from gongkai.apps.publications.lifecycle import STEPS
from gongkai.apps.publications.models import Item
from gongkai.law.refusals import Refused
from gongkai.reports.figures import Figures

PER_PAGE = 100  # records on the page of a figure
IN_PANEL = 8  # records beside the table


def page(request: OfficeRequest, year: int, *, tab: str = "", status: int = 200, **kept: Any) -> HttpResponse:
    """The editor at a tab. kept: forms that were refused, and `typed`: block → what was typed there."""
    filing = queries.filing_of(request.post.agency_id, year)
    try:
        known = queries.books(request.post.agency_id, year)
    except Refused as refused:
        return render(
            request, "filings/refused.html", {"year": year, "refused": refused, "filing": filing}, status=422
        )
    tabs = pages.tabs(known.form)
    tab = tab or request.GET.get("tab", "")
    tab = tab if tab in {one.id for one in tabs} else pages.first_tab(known.form)
    notes = list(filing.notes.select_related("by__account")) if filing else []
    findings = queries.judged(known.findings, notes)
    context = {
        **frame(request, year, known, filing),
        "tabs": tabs,
        "tab": tab,
        "rules": pages.rule_lines(known, findings),
        "holding": sum(one.holds for one in known.equations),
        "errors": sum(one.finding.level == "error" for one in findings),
        "warnings": sum(one.finding.level == "warning" for one in findings),
        "unexplained": sum(one.finding.level == "warning" and one.open for one in findings),
    }
    if tab == SUBMISSION:
        context |= _submission(request, known, filing, findings)
    else:
        context |= _section(request, year, tab, known, filing, notes, context["figures"])
    return render(request, "filings/editor.html", context | kept, status=status)


def frame(request: OfficeRequest, year: int, known: Books, filing: Filing | None) -> dict[str, Any]:
    """What every tab and the page of a figure show: the report, its state, and whose figures these are."""
    shown = shown_figures(filing, known)
    return {
        "year": year,
        "filing": filing,
        "known": known,
        "figures": shown,
        "moved": [key for key, value in shown.items() if known.figures.get(key) != value],
        "due": queries.due_of(request.post.agency, year),
        "formats": [(suffix, name) for suffix, (name, _, _) in downloads.FORMATS.items()],
        "writes": bool(filing and filing.open_for_writing and request.post.may("filings.write")),
        "may_write": request.post.may("filings.write"),
        "running": year >= today().year,
    }


def shown_figures(filing: Filing | None, known: Books) -> Figures:
    """While it is written, the records' figures; while it is judged and after, those that were submitted."""
    if filing is None or filing.open_for_writing:
        return known.figures
    last = filing.snapshots.last()
    return last.as_report().figures if last else known.figures


def _section(
    request: OfficeRequest,
    year: int,
    tab: str,
    known: Books,
    filing: Filing | None,
    notes: list[Note],
    figures: Figures,
) -> dict[str, Any]:
    agency = request.post.agency
    section = next(one for one in known.form.sections if one.id == tab)
    texts = queries.texts_of(filing) if filing else {}
    chosen = request.GET.get("key", "")
    shown = pages.passages(known, section, texts, queries.drafts(agency, year, known), year)
    context: dict[str, Any] = {
        "sheets": [
            pages.sheet(
                known.form.table(name),
                known,
                figures,
                lambda key: reverse("filings:why", args=[year, key]),
                chosen,
            )
            for name in section.tables
        ],
        "passages": shown,
        # The view's one filled button: the first proposal that nobody has decided on.
        "next_offer": next((one.id for one in shown if one.pieces and not one.state), ""),
    }
    if chosen in known.form.cells:
        context["panel"] = panel(known, figures, notes, chosen, queries.records(agency.pk, year, chosen))
    return context


def panel(known: Books, figures: Figures, notes: list[Note], key: str, records: Records) -> dict[str, Any]:
    """A figure with its equation and the records behind it, of which the first are read.

    counted: what the records add up to now. summed: whether it is more than their number.
    """
    cell = known.form.cells[key]
    counted = known.figures[key]
    return {
        "key": key,
        "label": cell.label,
        "unit": cell.unit,
        "value": figures.get(key),
        "makings": pages.makings(known.form, figures, key),
        "records": records,
        "first": records[:IN_PANEL],
        "summed": cell.money or counted != len(records),
        "counted": counted,
        "notes": [one for one in notes if one.key == key and not one.rule],
    }


def _submission(
    request: OfficeRequest, known: Books, filing: Filing | None, findings: list[Judged]
) -> dict[str, Any]:
    post = request.post
    context: dict[str, Any] = {
        "findings": [
            (
                one,
                NoteForm(
                    initial={"rule": one.finding.rule, "key": subject_of(one.finding)}, prefix=f"n{place}"
                ),
            )
            for place, one in enumerate(findings)
        ],
    }
    if filing is None:
        return context
    context["obstacles"] = list(obstacles(filing, known)) if filing.open_for_writing else []
    context["snapshots"] = list(queries.snapshots_of(filing))
    context["corrections"] = list(filing.corrections.select_related("opened_by__account", "before", "after"))
    context["public"] = queries.published(filing)
    if filing.item:
        context["chain"] = _chain(filing.item)
        if filing.item.state == Item.State.IN_REVIEW and post.may(STEPS[filing.item.awaiting].permission):
            context["review_form"] = ReviewForm(initial={"version": filing.item.version})
            context["step"] = STEPS[filing.item.awaiting]
        if filing.item.state == Item.State.APPROVED and post.may("publications.publish"):
            context["publish_form"] = ChannelsForm(channels=publications.channels_of(post))
    if filing.state == Filing.State.PUBLISHED and post.may("filings.write"):
        context["correct_form"] = CorrectionForm()
    if filing.state == Filing.State.DRAFTING and post.may("publications.import"):
        context["import_form"] = ImportForm(channels=publications.channels_of(post))
    return context


def _chain(item: Item) -> list[dict[str, Any]]:
    return [
        {
            "title": stage.name,
            "state": stage.mark,
            "words": stage.words,
            "notes": [note for note in (stage.who, stage.opinion) if note],
            "current": stage.code == item.awaiting,
            "returned": stage.mark == "sent_back",
        }
        for stage in publications.stages(item)
    ]
