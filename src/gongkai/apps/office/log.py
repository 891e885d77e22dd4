"""操作日志: the log as its administrator reads it."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.audit import queries
from gongkai.apps.audit.actions import record
from gongkai.apps.audit.vocabulary import EVENTS
from gongkai.apps.look.listing import Filters, Listing


class LogFilters(Filters):
    """By event, by person, by record, by day."""

    event = forms.ChoiceField(label="事项", choices=[("", "全部"), *EVENTS.items()])
    person = forms.CharField(label="人员", max_length=50)
    subject = forms.CharField(label="对象", max_length=80)
    since = forms.DateField(label="自")
    until = forms.DateField(label="至")

    exports = False
    lookups = {
        "event": "event",
        "person": "actor_name__contains",
        "subject": "subject__startswith",
        "since": "at__date__gte",
        "until": "at__date__lte",
    }


@office("audit.read")
def log(request: OfficeRequest) -> HttpResponse:
    """The agency's log; a POST proves the whole chain and says so in the log."""
    if request.method == "POST":
        verdict = queries.verify()
        record("chain.verified", actor=request.post, entries=verdict.entries, whole=verdict.whole)
        if verdict.whole:
            messages.success(request, f"日志完整：共{verdict.entries}条，逐条相符，首尾相接")
        else:
            messages.error(request, f"日志不完整：{verdict.reason}")
        return redirect("office:log")
    listing = Listing(request, queries.of_agency(request.post.agency_id), LogFilters)
    return render(request, "office/log.html", {"listing": listing})
