"""One page for each kind of event: a date, what the event says, its proof."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.inforequests import queries
from gongkai.apps.inforequests.models import LetterState, Request
from gongkai.apps.inforequests.queries.letters import decision_letter
from gongkai.apps.inforequests.queries.letters_needed import LETTER_OF
from gongkai.apps.inforequests.views.case import trail
from gongkai.apps.inforequests.views.verbs import FINAL, VERBS
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import LookForm, refuse
from gongkai.law.refusals import Refused


@office()
def happen(request: OfficeRequest, pk: int, name: str) -> HttpResponse:
    """The form of one verb; a refused event comes back with all that was typed."""
    post = request.post
    if name not in VERBS:
        raise Http404("没有这种办理事项")
    verb, day = VERBS[name], today()
    if not post.may(verb.permission):
        return render(request, "agencies/no_post.html", {"permission": verb.permission}, status=403)
    case = queries.case(post.agency, pk)
    clock = queries.clock_of(case, day)
    signed = decision_letter(case) if name == "deliver" and case.closed_on else None
    if signed is not None and signed.state == LetterState.SIGNED:
        return redirect("inforequests:letter_send", pk, signed.pk)
    form = verb.form(request.POST or None, case=case, initial={"date": day, "version": case.version})
    if request.method == "POST" and form.is_valid():
        try:
            verb.act(post, case, today=day, **form.given())
        except Refused as refused:
            refuse(form, refused)
            keep_typed(form, case)
        else:
            messages.success(request, f"{case.label}：{verb.done}")
            return redirect("inforequests:case", pk)
    context = {
        "case": case,
        "clock": clock,
        "form": form,
        "title": verb.title,
        "final": name in FINAL,
        "letter": LETTER_OF.get(name, "")
        if clock.edition == "711" and post.may("inforequests.handle")
        else "",
        "trail": trail(case, verb.title),
    }
    return render(request, "inforequests/event.html", context, status=422 if form.errors else 200)


def keep_typed(form: LookForm, case: Request) -> None:
    """After a refusal the form stands on the case as it is now, so that it can be saved once it was checked again."""
    typed = QueryDict(mutable=True)
    typed.update(form.data)
    typed["version"] = str(Request.objects.values_list("version", flat=True).get(pk=case.pk))
    form.data = typed
