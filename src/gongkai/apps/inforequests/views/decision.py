"""The processing decision: outcome, articles and letter are proposed here; the letter decides when it is signed.

What was decided on paper before the platform wrote the letters is recorded on a page of its own.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.inforequests import actions, queries
from gongkai.apps.inforequests.actions.closing import check_basis, check_searched
from gongkai.apps.inforequests.forms.events import DecisionForm
from gongkai.apps.inforequests.forms.letters import PaperDecisionForm, ProposalForm
from gongkai.apps.inforequests.models import Request
from gongkai.apps.inforequests.views.case import trail
from gongkai.apps.inforequests.views.events import keep_typed
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import refuse
from gongkai.law.outcomes import outcomes
from gongkai.law.refusals import Refused
from gongkai.law.remedies import remedy

CHOICES = ("outcome", "articles", "other_articles", "type")


@office("inforequests.handle")
def decide(request: OfficeRequest, pk: int) -> HttpResponse:
    """拟处理决定: outcome and articles lead to the form of the letter that serves them."""
    case = queries.case(request.post.agency, pk)
    clock = queries.clock_of(case, today())
    start = {"version": case.version, "outcome": request.GET.get("outcome", "")}
    start |= {"articles": request.GET.getlist("article")}
    form = ProposalForm(request.POST or None, case=case, edition=clock.edition, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            cited = check_basis(case, clock.today, form.cleaned_data["outcome"], form.cited())
            check_searched(case, cited)
            return redirect(_draft_address(case, form))
        except Refused as refused:
            refuse(form, refused)
    way = trail(case, "拟处理决定")
    context = {"case": case, "clock": clock, "form": form, "trail": way, **_basis(form, case)}
    return render(request, "inforequests/decide.html", context, status=422 if form.errors else 200)


def _draft_address(case: Request, form: ProposalForm) -> str:
    code = form.chosen()
    if not code:
        raise Refused("没有适用于这一处理决定的文书，请改选处理决定或者登记纸质决定", field="outcome")
    query = QueryDict(mutable=True)
    query["outcome"] = form.cleaned_data["outcome"]
    query.setlist("article", form.cited())
    return f"{reverse('inforequests:letter_new', args=[case.pk, code])}?{query.urlencode()}"


@office("inforequests.handle")
def paper(request: OfficeRequest, pk: int) -> HttpResponse:
    """补登纸质决定: a decision that left on paper, with its number, proof and scan."""
    post, day = request.post, today()
    case = queries.case(post.agency, pk)
    clock = queries.clock_of(case, day)
    start = {"date": day, "version": case.version}
    form = PaperDecisionForm(
        request.POST or None, request.FILES or None, case=case, edition=clock.edition, initial=start
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_paper_decision(post, case, today=day, **form.given())
        except Refused as refused:
            refuse(form, refused)
            keep_typed(form, case)
        else:
            messages.success(request, f"{case.label}：已登记纸质处理决定，请送达答复并登记")
            return redirect("inforequests:case", pk)
    way = trail(case, "补登纸质决定")
    context = {"case": case, "clock": clock, "form": form, "trail": way, **_basis(form, case)}
    return render(request, "inforequests/decide_paper.html", context, status=422 if form.errors else 200)


@office("inforequests.handle")
def basis(request: OfficeRequest, pk: int) -> HttpResponse:
    """The articles that the chosen outcome offers, its letters and the remedy: the part that changes with the choice."""
    case = queries.case(request.post.agency, pk)
    clock = queries.clock_of(case, today())
    form = ProposalForm(request.GET, case=case, edition=clock.edition)
    form.is_valid()
    context = {"case": case, "clock": clock, **_basis(form, case), "form": _clean(form, case, clock.edition)}
    return render(request, "inforequests/basis.html", context)


def _clean(form: ProposalForm, case: Request, edition: str) -> ProposalForm:
    """The same choices without error sentences: nothing was sent yet."""
    start = {name: form[name].value() for name in CHOICES}
    if hasattr(form, "cleaned_data") and form.cleaned_data.get("outcome"):
        start["type"] = form.chosen()
    return ProposalForm(None, case=case, edition=edition, initial=start)


def _basis(form: DecisionForm, case: Request) -> dict[str, Any]:
    """Letter and remedy of what is chosen so far."""
    outcome = outcomes().get(str(form["outcome"].value() or ""))
    cited = form.cited() if form.is_bound and hasattr(form, "cleaned_data") else []
    named = {"authority": case.agency.reconsideration_authority, "court": case.agency.court}
    text = remedy(cited, today()).text(**{k: v for k, v in named.items() if v}) if outcome and cited else ""
    return {
        "letter": outcome.letter_for(cited) if outcome else None,
        "remedy": text,
        "outcome": outcome,
        "search_missing": "36(4)" in (form["articles"].value() or [])
        and not case.searches.filter(found=False).exists(),
    }
