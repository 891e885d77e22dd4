"""网上申请: the form, its draft, what may answer already, and the check of everything before it is sent."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.apps.agencies.models import Agency
from gongkai.apps.inforequests.actions import applying
from gongkai.apps.inforequests.models import Draft, Request
from gongkai.apps.inforequests.queries.drafts import draft as find_draft
from gongkai.apps.inforequests.queries.drafts import draft_content, draft_files
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import refuse
from gongkai.apps.portal import queries
from gongkai.apps.portal.forms import ApplyForm, CodeForm
from gongkai.apps.portal.frame import Trail, frame
from gongkai.apps.portal.limits import allowed
from gongkai.apps.portal.views.agency import terms
from gongkai.apps.portal.views.receipt import to_receipt
from gongkai.apps.publications import queries as publications
from gongkai.law.refusals import Refused

COOKIE = "draft"
SENT_AN_HOUR = 10
SAVED_AN_HOUR = 400  # a draft keeps itself while it is typed
ASKED_AN_HOUR = 400
FOUND_AN_HOUR = 20
RESUMED_AN_HOUR = 10
TOO_OFTEN = "同一网络地址操作过于频繁，请一小时后再试，或者拨打本机关电话"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, code: str) -> HttpResponse:
    """The form. Whatever is pressed, what was typed and uploaded is kept first."""
    agency = queries.agency(code)
    draft = _draft(request, agency)
    if request.method != "POST":
        return _page(request, agency, ApplyForm(initial=draft_content(draft).fields), draft)
    pressed = request.POST.get("action", "check")
    if pressed == "discard":
        return _discard(draft, code)
    token = request.COOKIES[COOKIE] if draft else applying.new_token()
    form = ApplyForm(request.POST)
    draft, refused = _keep(request, agency, token, draft, form)
    if pressed == "check":
        for one in refused:
            refuse(form, one)
        if form.is_valid():
            return _keep_cookie(redirect("portal:apply_check", code), agency, token)
        response = _page(request, agency, form, draft, token=token, status=422)
    else:  # nothing is missing yet; only a file may be wrong
        key = pressed.removeprefix("remove:")
        if draft and key != pressed and key.isdecimal():
            applying.remove_draft_file(draft, int(key))
            draft = _draft_of(agency, token)
        form, status = ApplyForm(initial=request.POST.dict()), 422 if refused else 200
        told = {"token": token, "pressed": pressed}
        response = _page(request, agency, form, draft, status=status, refused=refused, **told)
    return _keep_cookie(response, agency, token) if draft else response


@never_cache
@require_POST
def save(request: HttpRequest, code: str) -> HttpResponse:
    """The draft keeps itself while it is typed: answers with one line for the page."""
    agency = queries.agency(code)
    draft = _draft(request, agency)
    token = request.COOKIES[COOKIE] if draft else applying.new_token()
    draft, refused = _keep(request, agency, token, draft, ApplyForm(request.POST))
    context = {"token": token, "saved_at": timezone.localtime(), "refused": refused, "draft": draft}
    response = render(request, "portal/_saved.html", context)
    return _keep_cookie(response, agency, token) if draft else response


@never_cache
@require_POST
def suggest(request: HttpRequest, code: str) -> HttpResponse:
    """What is published and may answer, while the description is typed. The text comes in the body: no log has it."""
    agency = queries.agency(code)
    text = request.POST.get("content", "")
    found = publications.suggest(agency, text) if allowed(request, "suggest", times=ASKED_AN_HOUR) else []
    return render(request, "portal/_suggestions.html", {"agency": agency, "suggestions": found, "text": text})


@never_cache
@require_POST
def answered(request: HttpRequest, code: str) -> HttpResponse:
    """这条信息已经解答了我的问题: counted, with the item and words of its own title."""
    agency = queries.agency(code)
    key, _, words = request.POST.get("item", "").partition(" ")
    item = publications.public_item(agency, key) if key.isdecimal() else None
    if item and allowed(request, "answered", times=FOUND_AN_HOUR):
        known = [word for word in words.split("、") if word and word in item.title]
        applying.count_deflection(agency, item.index_number, "、".join(known), today())
    context = {
        **frame(agency, "requests", trail(agency, "已找到信息")),
        "item": item,
        "draft": _draft(request, agency),
    }
    return render(request, "portal/answered.html", context)


@never_cache
@require_POST
def resume(request: HttpRequest, code: str) -> HttpResponse:
    """Goes on with a draft on another machine, by its code."""
    agency = queries.agency(code)
    form = CodeForm(request.POST)
    if form.is_valid():
        token = form.cleaned_data["code"]
        if not allowed(request, "resume", times=RESUMED_AN_HOUR):
            form.add_error("code", TOO_OFTEN)
        elif _draft_of(agency, token):
            return _keep_cookie(redirect("portal:apply", code), agency, token)
        else:
            form.add_error("code", "没有找到这份草稿，可能已经提交、删除或者过期，请核对继续填写码")
    return _page(request, agency, ApplyForm(), None, status=422, resume=form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Everything once more before it is sent; sending it twice makes one application."""
    agency = queries.agency(code)
    draft = find_draft(agency, request.COOKIES.get(COOKIE, ""), today())
    if draft is None:
        return redirect("portal:apply", code)
    if request.method == "POST":
        try:
            return to_receipt(request, _sent(request, draft))
        except Refused as refused:
            form = ApplyForm(draft_content(draft).fields)
            refuse(form, refused)
            return _page(request, agency, form, draft, status=422)
    if draft_content(draft).sent:
        return redirect("portal:apply", code)
    form = ApplyForm(draft_content(draft).fields)
    if not form.is_valid():
        return _page(request, agency, form, draft, status=422)
    context = {
        **frame(agency, "requests", trail(agency, "核对并提交")),
        "rows": _answers(form),
        "proofs": draft_files(draft, "identity"),
        "papers": draft_files(draft, "application"),
        "step": 4,
        **terms(today()),
    }
    return render(request, "portal/apply_check.html", context)


def _sent(request: HttpRequest, draft: Draft) -> Request:
    if not draft_content(draft).sent and not allowed(request, "apply", times=SENT_AN_HOUR):
        raise Refused(f"同一网络地址每小时最多提交{SENT_AN_HOUR}件申请，草稿已保存，请稍后再提交")
    return applying.apply(draft, today=today())


def _answers(form: ApplyForm) -> list[tuple[str, str, str]]:
    """(field, its label, the answer in words) for each that was filled in, in the order of the form."""
    return [
        (name, str(field.label), dict(getattr(field, "choices", ())).get(value, value))
        for name, field in form.fields.items()
        if name != "homepage" and (value := form.cleaned_data.get(name))
    ]


def _keep(
    request: HttpRequest, agency: Agency, token: str, draft: Draft | None, form: ApplyForm
) -> tuple[Draft | None, list[Refused]]:
    """The draft with everything that came, and the files that were refused. Machines and the hasty keep nothing."""
    if request.POST.get("homepage"):
        return draft, []  # the form says what is wrong
    if not allowed(request, "draft", times=SAVED_AN_HOUR):
        return draft, [Refused(TOO_OFTEN)]
    draft = applying.keep_draft(agency, token, request.POST, today())
    refused = []
    for kind, (field, _, _) in applying.KINDS.items():
        for upload in request.FILES.getlist(field):
            try:
                applying.add_draft_file(draft, kind, upload)
            except Refused as wrong:
                refused.append(wrong)
    return _draft_of(agency, token), refused


def _page(
    request: HttpRequest,
    agency: Agency,
    form: ApplyForm,
    draft: Draft | None,
    *,
    token: str = "",
    status: int = 200,
    pressed: str = "",
    **more: Any,
) -> HttpResponse:
    text = str(form["content"].value() or "")
    context = {
        **frame(agency, "requests", trail(agency, "网上申请")),
        "form": form,
        "resume": CodeForm(),
        "draft": draft,
        "token": (token or request.COOKIES.get(COOKIE, "")) if draft else "",
        "draft_days": settings.GONGKAI_DRAFT_DAYS,
        "saved": pressed == "save" and draft,
        "proofs": draft_files(draft, "identity"),
        "papers": draft_files(draft, "application"),
        "suggestions": publications.suggest(agency, text) if text else None,
        "text": text,
        "step": 1,
        **more,
    }
    return render(request, "portal/apply.html", context, status=status)


def _draft(request: HttpRequest, agency: Agency) -> Draft | None:
    return _draft_of(agency, request.COOKIES.get(COOKIE, ""))


def _draft_of(agency: Agency, token: str) -> Draft | None:
    """The draft that can still be changed; one that was sent is none."""
    found = find_draft(agency, token, today())
    return found if found and not draft_content(found).sent else None


def _discard(draft: Draft | None, code: str) -> HttpResponse:
    if draft:
        applying.discard_draft(draft)
    response = redirect("portal:requests", code)
    response.delete_cookie(COOKIE, path=reverse("portal:requests", args=[code]))
    return response


def _keep_cookie(response: HttpResponse, agency: Agency, token: str) -> HttpResponse:
    """The draft's token stays with the browser as long as the draft, where no script reads it."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=settings.GONGKAI_DRAFT_DAYS * 86400,
        path=reverse("portal:requests", args=[agency.code]),
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response


def trail(agency: Agency, title: str) -> Trail:
    """依申请公开 › the page."""
    return [("依申请公开", reverse("portal:requests", args=[agency.code])), (title, "")]
