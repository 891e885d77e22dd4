"""送达: how a signed letter went out, with what and with which proof; and what the applicant's terms are then."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.inforequests import actions, queries
from gongkai.apps.inforequests.actions.sending import GIVEN
from gongkai.apps.inforequests.forms.letters import SendForm
from gongkai.apps.inforequests.models import Letter
from gongkai.apps.inforequests.queries.letters import letter_of, type_of
from gongkai.apps.inforequests.views.case import frame
from gongkai.apps.inforequests.views.letters import TAB
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import refuse
from gongkai.law.refusals import Refused


@office("inforequests.handle")
def send(request: OfficeRequest, pk: int, number: int) -> HttpResponse:
    """The form of the delivery."""
    post, day = request.post, today()
    case = queries.case(post.agency, pk)
    letter = letter_of(case, number)
    kind = type_of(letter)
    papers = list(case.attachments.filter(kind__in=GIVEN, removed_at=None))
    start = {"version": letter.version, "date": day}
    form = SendForm(
        request.POST or None,
        request.FILES or None,
        papers=papers if kind.to == "applicant" else [],
        initial=start,
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.send_letter(post, letter, today=day, **form.given())
        except Refused as refused:
            refuse(form, refused)
            typed = request.POST.copy()
            typed["version"] = str(Letter.objects.values_list("version", flat=True).get(pk=letter.pk))
            form.data = typed
        else:
            messages.success(request, f"{letter.label}：已登记送达")
            return redirect("inforequests:letter", pk, number)
    context = {
        **frame(case, queries.clock_of(case, day), TAB),
        "letter": letter,
        "kind": kind,
        "form": form,
    }
    return render(request, "inforequests/letter_send.html", context, status=422 if form.errors else 200)
