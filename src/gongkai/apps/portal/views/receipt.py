"""After sending: number and query code to be written down, and the application to keep."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from urllib.parse import quote

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongkai.apps.agencies.models import Agency
from gongkai.apps.inforequests.models import Request
from gongkai.apps.inforequests.queries import public as own_case
from gongkai.apps.look.clock import today
from gongkai.apps.portal import papers, queries
from gongkai.apps.portal.caching import public
from gongkai.apps.portal.frame import frame
from gongkai.apps.portal.limits import HOUR
from gongkai.law.refusals import Refused
from gongkai.letters import Letter

BLANK_KEPT = 600  # seconds


def to_receipt(request: HttpRequest, sent: Request) -> HttpResponse:
    """To the receipt of an application just sent. Its address tells nothing and lasts an hour, as does its showing
    again to somebody who sends the same form once more."""
    code = sent.agency.code
    first = sent.events.all()[0]
    if (timezone.now() - first.recorded_at).total_seconds() > HOUR:
        return redirect("portal:request_track", code)
    token = secrets.token_urlsafe(24)
    cache.set(_key(token), sent.pk, HOUR)
    return redirect("portal:request_receipt", code, token)


def _key(token: str) -> str:
    return f"portal:request-receipt:{token}"


@never_cache
@require_safe
def receipt(request: HttpRequest, code: str, token: str) -> HttpResponse:
    """Number, query code, and what happens next."""
    agency = queries.agency(code)
    sent = _sent(agency, token)
    clock = own_case.own_clock(sent, today())
    way = [("依申请公开", reverse("portal:requests", args=[code])), ("提交成功", "")]
    context = {
        **frame(agency, "requests", way),
        "sent": sent,
        "token": token,
        "standing": own_case.standing(sent, clock),
    }
    return render(request, "portal/request_receipt.html", context)


@never_cache
@require_safe
def application(request: HttpRequest, code: str, token: str, form: str) -> HttpResponse:
    """The application as it was sent, as a file."""
    sent = _sent(queries.agency(code), token)
    return file_answer(papers.application(sent), form, f"政府信息公开申请表 {sent.label}")


@public
def blank(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The blank form, for those who write on paper."""
    agency = queries.agency(code)
    name = f"{agency.short_name}政府信息公开申请表"
    key = f"portal:blank:{agency.code}:{form}"
    kept: bytes = cache.get(key) or _writer(form)(papers.blank_form(agency))
    cache.set(key, kept, BLANK_KEPT)
    return _download(kept, form, name)


def file_answer(letter: Letter, form: str, name: str) -> HttpResponse:
    """A paper as DOCX or PDF, as a download; a character that no font has is named, and Word can be had instead."""
    try:
        return _download(_writer(form)(letter), form, name)
    except Refused as refused:
        says = f"{refused}\n这份文书可以下载 Word 版。"
        return HttpResponse(says, status=422, content_type="text/plain; charset=utf-8")


def _writer(form: str) -> Callable[[Letter], bytes]:
    if form not in papers.FORMATS:
        raise Http404("没有这种格式")
    return papers.FORMATS[form][1]


def _download(content: bytes, form: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=papers.FORMATS[form][0])
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{name}.{form}')}"
    return response


def _sent(agency: Agency, token: str) -> Request:
    found = own_case.own(agency, cache.get(_key(token)) or 0)
    if found is None:
        raise Http404("这张回执已过期，请凭编号和查询码查询")
    return found
