"""查询申请: number and query code open one's own case for half an hour; neither ever stands in an address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.apps.agencies.models import Agency
from gongkai.apps.inforequests import queries as inforequests
from gongkai.apps.inforequests.actions import submitting
from gongkai.apps.inforequests.models import Request
from gongkai.apps.inforequests.queries import public as own_case
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import refuse
from gongkai.apps.portal import papers, queries
from gongkai.apps.portal.forms import CorrectForm, RateForm, RequestTrackForm, TextForm
from gongkai.apps.portal.frame import frame
from gongkai.apps.portal.limits import allowed, allowed_for
from gongkai.apps.portal.views.applying import trail
from gongkai.apps.portal.views.receipt import file_answer
from gongkai.law.articles import cite
from gongkai.law.refusals import Refused
from gongkai.law.remedies import remedy
from gongkai.law.sources import edition

COOKIE = "case"
OPEN = 30 * 60  # seconds
LOOKUPS_AN_HOUR = 20  # from one address
GUESSES_AN_HOUR = 20  # at one number, from everywhere
HANDED_IN_AN_HOUR = 20
MISMATCH = "编号与查询码不相符，请按回执上的内容核对后重新填写"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest, code: str) -> HttpResponse:
    """Asks for number and query code. The answer to a wrong number and to a wrong code is the same."""
    agency = queries.agency(code)
    form = RequestTrackForm(request.POST or None)
    if request.method == "POST" and (found := _looked_up(request, agency, form)):
        return _open(redirect("portal:own_request", code), found)
    context = {**frame(agency, "requests", trail(agency, "查询申请")), "form": form}
    return render(request, "portal/request_track.html", context, status=422 if form.errors else 200)


def _looked_up(request: HttpRequest, agency: Agency, form: RequestTrackForm) -> Request | None:
    if not form.is_valid():
        return None
    number, code = form.cleaned_data["number"], form.cleaned_data["code"]
    guessed = f"{agency.pk}:{own_case.plain_number(number)}"
    here = allowed(request, "request-track", times=LOOKUPS_AN_HOUR)
    if not (here and allowed_for(guessed, "request-number", times=GUESSES_AN_HOUR)):
        form.add_error(None, "查询次数过多，请一小时后再试，或者拨打本机关电话")
        return None
    found = own_case.tracked(agency, number, code)
    if found is None:
        form.add_error("code", MISMATCH)
    return found


def _open(response: HttpResponse, found: Request) -> HttpResponse:
    """Lets this browser see the case for `OPEN` seconds."""
    code = found.agency.code
    response.set_signed_cookie(
        COOKIE,
        str(found.pk),
        salt=_salt(found.agency),
        max_age=OPEN,
        path=reverse("portal:requests", args=[code]),
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response


def _salt(agency: Agency) -> str:
    return f"gongkai.tracking.{agency.pk}"


def own(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Decorates a page of one's own case: hands in the request, or sends to the look-up."""

    @never_cache
    @wraps(view)
    def gate(request: HttpRequest, code: str, **kwargs: Any) -> HttpResponseBase:
        agency = queries.agency(code)
        try:
            key = request.get_signed_cookie(COOKIE, salt=_salt(agency), max_age=OPEN)
            found = own_case.own(agency, int(key or 0))
        except (KeyError, ValueError, signing.BadSignature):
            found = None
        return view(request, found, **kwargs) if found else redirect("portal:request_track", code)

    return gate


@require_safe
@own
def case(request: HttpRequest, found: Request) -> HttpResponse:
    """Where the case stands, what happens next and by when, how the term is worked out, what there is to take away."""
    clock = own_case.own_clock(found, today())
    agency = found.agency
    law = edition(clock.edition)
    told = clock.state == "closed" and clock.delivered
    context = {
        **frame(agency, "requests", trail(agency, found.label)),
        "found": found,
        "clock": clock,
        "standing": own_case.standing(found, clock),
        "actions": [(kind, MESSAGES[kind].button) for kind in own_case.may(found, clock)],
        "asked": own_case.correction_asked(found) if clock.state == "awaiting_correction" else None,
        "timeline": own_case.story(found, clock),
        "derivation": inforequests.derivation(own_case.before_delivery(clock)),
        "excluded_reason": inforequests.excluded_reason(clock),
        "basis": [cite(article, law.cite) for article in found.articles] if told else [],
        "remedy": _remedy(found) if told else "",
        "answers": [one for one in found.submissions.all() if one.answer],
        "receipt": clock.received is not None,
    }
    return _open(render(request, "portal/own_request.html", context), found)


def _remedy(found: Request) -> str:
    named = {"authority": found.agency.reconsideration_authority, "court": found.agency.court}
    if not (found.articles and found.closed_on):
        return ""
    told = {name: value for name, value in named.items() if value}
    return remedy(found.articles, found.closed_on).text(**told)


@require_safe
@own
def file(request: HttpRequest, found: Request, pk: int) -> HttpResponseBase:
    """A paper that the applicant may take away; each time is recorded, which proves electronic delivery."""
    wanted = next((one for one in found.given if one.pk == pk), None)  # type: ignore[attr-defined]
    if wanted is None:
        raise Http404("没有这份材料")
    submitting.fetch(found, wanted)
    return FileResponse(
        wanted.file.open("rb"), as_attachment=True, filename=wanted.name, content_type=wanted.media_type
    )


@require_safe
@own
def paper(request: HttpRequest, found: Request, name: str, form: str) -> HttpResponse:
    """The application as sent, and the receipt once there is one."""
    clock = own_case.own_clock(found, today())
    if name == "application":
        return file_answer(papers.application(found), form, f"政府信息公开申请表 {found.label}")
    if name == "receipt" and clock.received:
        return file_answer(papers.receipt(found, clock), form, f"登记回执 {found.label}")
    raise Http404("没有这份文书")


@require_POST
@own
def leave(request: HttpRequest, found: Request) -> HttpResponse:
    """Closes the case in this browser at once."""
    code = found.agency.code
    response = redirect("portal:request_track", code)
    response.delete_cookie(COOKIE, path=reverse("portal:requests", args=[code]))
    return response


@dataclass(frozen=True)
class Message:
    """One thing that can be handed in: what the button says, its form and action, and what is said afterwards."""

    button: str
    form: Callable[..., forms.Form]
    act: Callable[[Request, dict[str, Any]], object]
    done: str
    note: str
    sure: str = ""


def _labelled(label: str, required: bool = True) -> Callable[..., forms.Form]:
    return lambda *args, **kwargs: TextForm(*args, label=label, required=required, **kwargs)


MESSAGES = {
    "correction": Message(
        "提交补正",
        CorrectForm,
        lambda found, given: submitting.correct(found, **given, today=today()),
        "补正已提交",
        "请在原申请内容上修改，或者上传补正材料。在补正期限内提交的，以提交之日为收到补正之日，"
        "答复期限自次一工作日起重新计算（条例第三十条）。",
    ),
    "reasons": Message(
        "说明理由",
        _labelled("理由"),
        lambda found, given: submitting.give_reasons(found, **given, today=today()),
        "理由已提交",
        "申请的数量、频次明显超过合理范围的，行政机关可以要求说明理由（条例第三十五条）。"
        "请说明为什么需要这些信息、为什么需要多次申请。",
    ),
    "withdrawal": Message(
        "撤回申请",
        _labelled("撤回的原因", required=False),
        lambda found, given: submitting.withdraw(found, **given, today=today()),
        "申请已撤回",
        "撤回后本件办结，不再答复。以后需要的，可以重新申请。",
        "撤回后本件即告办结，不能恢复。",
    ),
    "satisfaction": Message(
        "评价办理情况",
        RateForm,
        lambda found, given: submitting.rate(found, **given),
        "谢谢您的评价",
        "评价用于改进工作，不影响您申请行政复议或者提起行政诉讼。每件申请评价一次。",
    ),
    "publish": Message(
        "建议主动公开",
        _labelled("建议主动公开的信息和理由"),
        lambda found, given: submitting.suggest_publication(found, **given, today=today()),
        "建议已提交，审核意见将在本页显示",
        "您认为所申请的信息属于主动公开范围的，可以建议纳入主动公开；经审核属于主动公开范围的，"
        "本机关将及时公开（条例第四十四条）。",
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@own
def message(request: HttpRequest, found: Request, kind: str) -> HttpResponse:
    """The form of one message; what is refused keeps everything that was typed."""
    agency, clock = found.agency, own_case.own_clock(found, today())
    what = MESSAGES.get(kind)
    if what is None:
        raise Http404("没有这个事项")
    if kind not in own_case.may(found, clock):
        return redirect("portal:own_request", agency.code)
    first = {"content": found.content} if kind == "correction" else {}
    form = what.form(request.POST or None, initial=first)
    if request.method == "POST" and _handed_in(request, found, what, form):
        context = {**frame(agency, "requests", trail(agency, found.label)), "done": what.done}
        return _open(render(request, "portal/message_done.html", context), found)
    context = {
        **frame(agency, "requests", trail(agency, what.button)),
        "found": found,
        "form": form,
        "what": what,
        "kind": kind,
        "asked": own_case.correction_asked(found) if kind == "correction" else None,
    }
    status = 422 if form.errors else 200
    return _open(render(request, "portal/message.html", context, status=status), found)


def _handed_in(request: HttpRequest, found: Request, what: Message, form: forms.Form) -> bool:
    if not form.is_valid():
        return False
    given = dict(form.cleaned_data)
    if "papers" in given:
        given.pop("papers")
        given["uploads"] = request.FILES.getlist("papers")
    try:
        if not allowed(request, "message", times=HANDED_IN_AN_HOUR):
            raise Refused("提交过于频繁，请一小时后再试")
        what.act(found, given)
    except Refused as refused:
        refuse(form, refused)
        return False
    return True
