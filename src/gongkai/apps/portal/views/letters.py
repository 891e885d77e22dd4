"""信箱: a citizen writes, gets a number and a query code, and reads the answer with them."""

from __future__ import annotations

import secrets
from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.apps.agencies.models import Agency
from gongkai.apps.engagement import queries as engagement
from gongkai.apps.engagement.actions import receive_letter
from gongkai.apps.engagement.models import Letter
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import refuse
from gongkai.apps.portal import queries
from gongkai.apps.portal.forms import LetterForm, TrackForm
from gongkai.apps.portal.frame import Trail, frame
from gongkai.apps.portal.limits import HOUR, allowed
from gongkai.law.refusals import Refused
from gongkai.law.sources import setting

LETTERS_AN_HOUR = 5
LOOKUPS_AN_HOUR = 20


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, code: str) -> HttpResponse:
    """The form; what is refused keeps everything that was typed."""
    agency, day = queries.agency(code), today()
    form = LetterForm(request.POST or None)
    status = 200
    if request.method == "POST":
        letter = _received(request, agency, form)
        if letter:
            return _to_receipt(agency, letter)
        status = 422
    context = {
        **frame(agency, "letters", [("写信咨询", "")]),
        "form": form,
        "mailbox_days": setting("mailbox_reply", day).value,
    }
    return render(request, "portal/letters.html", context, status=status)


def _received(request: HttpRequest, agency: Agency, form: LetterForm) -> Letter | None:
    if not form.is_valid():
        return None
    try:
        if not allowed(request, "letter", times=LETTERS_AN_HOUR):
            raise Refused(
                f"同一网络地址每小时最多提交{LETTERS_AN_HOUR}封来信，请稍后再试，或者拨打本机关电话"
            )
        fields = {name: value for name, value in form.cleaned_data.items() if name != "homepage"}
        return receive_letter(agency, **fields, today=today())
    except Refused as refused:
        refuse(form, refused)
        return None


def _to_receipt(agency: Agency, letter: Letter) -> HttpResponse:
    # The address of the receipt tells nothing and lasts an hour; the query code never stands in an address.
    token = secrets.token_urlsafe(24)
    cache.set(_key(token), letter.pk, HOUR)
    return redirect("portal:receipt", agency.code, token)


def _key(token: str) -> str:
    return f"portal:receipt:{token}"


@never_cache
@require_safe
def receipt(request: HttpRequest, code: str, token: str) -> HttpResponse:
    """Number and query code of the letter just sent, to be written down."""
    agency = queries.agency(code)
    letter = Letter.objects.filter(agency=agency, pk=cache.get(_key(token)) or 0).first()
    if letter is None:
        raise Http404("这张回执已过期")
    context = {**frame(agency, "letters", _trail(agency, "提交成功")), "letter": letter}
    return render(request, "portal/receipt.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest, code: str) -> HttpResponse:
    """State and answer of one's own letter."""
    agency = queries.agency(code)
    form = TrackForm(request.POST or None)
    letter = _looked_up(request, agency, form) if request.method == "POST" else None
    context: dict[str, Any] = {
        **frame(agency, "letters", _trail(agency, "查询来信")),
        "form": form,
        "letter": letter,
    }
    status = 422 if request.method == "POST" and letter is None else 200
    return render(request, "portal/track.html", context, status=status)


def _looked_up(request: HttpRequest, agency: Agency, form: TrackForm) -> Letter | None:
    if not form.is_valid():
        return None
    if not allowed(request, "track", times=LOOKUPS_AN_HOUR):
        form.add_error(None, f"同一网络地址每小时最多查询{LOOKUPS_AN_HOUR}次，请稍后再试")
        return None
    letter = engagement.track(form.cleaned_data["number"], form.cleaned_data["code"])
    if letter is None or letter.agency_id != agency.pk:
        form.add_error("code", "编号与查询码不相符，请按回执上的内容核对后重新填写")
        return None
    return letter


def _trail(agency: Agency, title: str) -> Trail:
    return [("写信咨询", reverse("portal:letters", args=[agency.code])), (title, "")]
