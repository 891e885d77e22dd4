"""What the applicant handed in on the tracking page, what was sent to the applicant, and what waits for the clerk."""

from __future__ import annotations

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import redirect, render

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.inforequests import queries
from gongkai.apps.inforequests.actions import submitting
from gongkai.apps.inforequests.forms.messages import MessageForm
from gongkai.apps.inforequests.queries.messages import message as one_message
from gongkai.apps.inforequests.views.case import frame, trail
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import refuse
from gongkai.law.refusals import Refused

TAB = "inforequests:messages"
# What taking a message up means, beside the choice.
LAWS = {
    "correction": "补正在期限届满后提交。有正当理由的采纳，以提交之日为收到补正之日，答复期限重新起算；"
    "没有正当理由的不采纳，再登记“逾期未补正”（条例第三十条）",
    "publish": "经审核属于主动公开范围的，应当及时主动公开（条例第四十四条）",
}


@office("inforequests.handle")
def index(request: OfficeRequest, pk: int) -> HttpResponse:
    """The messages and the e-mail notices of a case."""
    found = queries.case(request.post.agency, pk)
    context = {
        **frame(found, queries.clock_of(found, today()), TAB),
        "submissions": found.submissions.select_related("handled_by__account"),
        "notices": found.notices.all(),
        "waiting": LAWS,
    }
    return render(request, "inforequests/messages.html", context)


@office("inforequests.handle")
def message(request: OfficeRequest, pk: int, number: int) -> HttpResponse:
    """One message: what it says, and what the desk makes of it."""
    found = queries.case(request.post.agency, pk)
    submission = one_message(found, number)
    if submission.kind not in LAWS or submission.event_id or submission.handled_on:
        return redirect(TAB, pk)
    form = MessageForm(request.POST or None)
    form.laws = {"accept": LAWS[submission.kind]}  # type: ignore[misc]
    if request.method == "POST" and form.is_valid():
        try:
            submitting.handle(request.post, submission, **form.cleaned_data, today=today())
        except Refused as refused:
            refuse(form, refused)
        else:
            flash.success(request, "已处理，申请人在查询页可以看到处理意见")
            return redirect(TAB, pk)
    context = {
        "case": found,
        "clock": queries.clock_of(found, today()),
        "trail": trail(found, f"处理{submission.get_kind_display()}"),
        "submission": submission,
        "form": form,
    }
    return render(request, "inforequests/message.html", context, status=422 if form.errors else 200)
