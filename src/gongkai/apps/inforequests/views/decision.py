"""The processing decision: outcome, the articles that it offers, the remedy that follows from them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.inforequests import actions, queries
from gongkai.apps.inforequests.forms import DecisionForm
from gongkai.apps.inforequests.models import Request
from gongkai.apps.inforequests.views.case import trail
from gongkai.apps.inforequests.views.events import keep_typed
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import refuse
from gongkai.law.outcomes import outcomes
from gongkai.law.refusals import Refused
from gongkai.law.remedies import remedy


@office("inforequests.handle")
def decide(request: OfficeRequest, pk: int) -> HttpResponse:
    """The form of the decision."""
    post = request.post
    day = today()
    case = queries.case(post.agency, pk)
    clock = queries.clock_of(case, day)
    start = {"date": day, "version": case.version}
    form = DecisionForm(request.POST or None, case=case, edition=clock.edition, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide(post, case, today=day, **form.given())
        except Refused as refused:
            refuse(form, refused)
            keep_typed(form, case)
        else:
            messages.success(request, f"{case.label}：已作出处理决定，请送达答复并登记")
            return redirect("inforequests:case", pk)
    way = trail(case, "作出处理决定")
    context = {"case": case, "clock": clock, "form": form, "trail": way, **_basis(form, case)}
    return render(request, "inforequests/decide.html", context, status=422 if form.errors else 200)


@office("inforequests.handle")
def basis(request: OfficeRequest, pk: int) -> HttpResponse:
    """The articles that the chosen outcome offers, its letter and the remedy: the part that changes with the choice."""
    case = queries.case(request.post.agency, pk)
    clock = queries.clock_of(case, today())
    form = DecisionForm(request.GET, case=case, edition=clock.edition)
    form.is_valid()
    context = {"case": case, "clock": clock, **_basis(form, case), "form": _clean(form, case, clock.edition)}
    return render(request, "inforequests/basis.html", context)


def _clean(form: DecisionForm, case: Request, edition: str) -> DecisionForm:
    """The same choices without error sentences: nothing was sent yet."""
    start = {name: form[name].value() for name in ("outcome", "articles", "other_articles")}
    return DecisionForm(None, case=case, edition=edition, initial=start)


def _basis(form: DecisionForm, case: Request) -> dict[str, Any]:
    """Letter and remedy of what is chosen so far."""
    outcome = outcomes().get(str(form["outcome"].value() or ""))
    cited = form.cited() if form.is_bound and hasattr(form, "cleaned_data") else []
    named = {"authority": case.agency.reconsideration_authority, "court": case.agency.court}
    text = remedy(cited, today()).text(**{k: v for k, v in named.items() if v}) if outcome and cited else ""
    return {"letter": outcome.letter_for(cited) if outcome else None, "remedy": text, "outcome": outcome}
