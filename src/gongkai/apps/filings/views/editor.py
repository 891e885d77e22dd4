"""Writing the report: the years, the editor's tabs, the records behind a figure, texts and notes."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.filings import actions, queries
from gongkai.apps.filings.forms import NoteForm, YearForm
from gongkai.apps.filings.models import Filing, Text
from gongkai.apps.filings.views.page import PER_PAGE, frame, page, panel
from gongkai.apps.filings.wording import SUBMISSION
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import refuse
from gongkai.law.refusals import Refused


@office()
@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    """The agency's years: what is due, what is public."""
    return _index(request, YearForm())


def _index(request: OfficeRequest, form: YearForm, status: int = 200) -> HttpResponse:
    context = {"rows": queries.year_rows(request.post.agency, today()), "form": form}
    return render(request, "filings/list.html", context, status=status)


@office("filings.write")
@require_POST
def open_year(request: OfficeRequest) -> HttpResponse:
    """Begins the report of a year."""
    form = YearForm(request.POST)
    if form.is_valid():
        try:
            filing = actions.open_filing(request.post, form.cleaned_data["year"])
            return redirect("filings:editor", filing.year)
        except Refused as refused:
            refuse(form, refused)
    return _index(request, form, status=422)


@office()
@require_GET
def editor(request: OfficeRequest, year: int) -> HttpResponse:
    """The report of a year, a tab a section; figures from the records also before anybody began to write."""
    _known_year(request, year)
    return page(request, year)


@office()
@require_GET
def why(request: OfficeRequest, year: int, key: str) -> HttpResponse:
    """The records behind a figure: beside the table for htmx, else a page of its own."""
    _known_year(request, year)
    try:
        known = queries.books(request.post.agency_id, year)
        records = queries.records(request.post.agency_id, year, key)
    except Refused as refused:
        raise Http404(str(refused)) from refused
    filing = queries.filing_of(request.post.agency_id, year)
    notes = list(filing.notes.select_related("by__account")) if filing else []
    context = frame(request, year, known, filing)
    context["panel"] = panel(known, context["figures"], notes, key, records)
    context["note_form"] = NoteForm(initial={"key": key})
    if request.htmx:
        return render(request, "filings/_panel.html", context)
    context["records"] = Paginator(records, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "filings/why.html", context)


@office("filings.write")
@require_POST
def text(request: OfficeRequest, year: int, block: str) -> HttpResponse:
    """Saves a block, or takes the proposed sentences over, or puts them aside. do: save | adopt | edit | decline."""
    filing = filing_or_404(request, year)
    tab, do = request.POST.get("tab", ""), request.POST.get("do", "save")
    typed = request.POST.get("text", "")
    version = int(request.POST.get("version") or 0)
    if do == "edit":
        offered = queries.drafts(filing.agency, year, queries.books(filing.agency_id, year)).get(block)
        proposed = "\n".join(filter(None, (offered.text if offered else "", typed)))
        return page(
            request, year, tab=tab, typed={"block": block, "text": proposed, "offer": Text.Offer.EDITED}
        )
    try:
        if do == "adopt":
            actions.adopt_draft(request.post, filing, block, version)
        elif do == "decline":
            actions.decline_draft(request.post, filing, block, version)
        else:
            offer = Text.Offer.EDITED if request.POST.get("offer") == Text.Offer.EDITED else Text.Offer.OPEN
            actions.save_text(request.post, filing, block, typed, version, offer=offer)
    except Refused as refused:
        kept = {"block": block, "text": typed, "error": str(refused), "offer": request.POST.get("offer", "")}
        return page(request, year, tab=tab, status=422, typed=kept)
    messages.success(request, "已保存")
    return redirect(f"{reverse('filings:editor', args=[year])}?tab={tab}#{block}")


@office("filings.write")
@require_POST
def note(request: OfficeRequest, year: int) -> HttpResponse:
    """The clerk's word on a warning (from the last tab) or on a figure (from its page)."""
    filing = filing_or_404(request, year)
    prefix = request.POST.get("prefix", "")
    form = NoteForm(request.POST, prefix=prefix or None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.note(request.post, filing, given["key"], given["text"], rule=given["rule"])
            messages.success(request, "说明已记入")
            if given["rule"]:
                return redirect(f"{reverse('filings:editor', args=[year])}?tab={SUBMISSION}#findings")
            return redirect("filings:why", year, given["key"])
        except Refused as refused:
            refuse(form, refused)
    return page(request, year, tab=SUBMISSION, status=422, refused_note=form)


def filing_or_404(request: OfficeRequest, year: int) -> Filing:
    """The filing of the post's own agency; 404 where nobody has begun it."""
    filing = queries.filing_of(request.post.agency_id, year)
    if filing is None:
        raise Http404("这一年度的年报还没有开始编报")
    return filing


def _known_year(request: OfficeRequest, year: int) -> None:
    if not 2014 <= year <= today().year:
        raise Http404("没有这一年度的年报")
