"""The e-mails themselves, as text and as HTML: what is said, and the links by which one leaves."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import reverse

from gongkai.apps.publications.models import Item
from gongkai.apps.subscriptions.models import Mailing, Subscription

LISTED = 50  # items in one e-mail; the rest are on the site


def site() -> str:
    """The address under which the public knows the site."""
    return settings.GONGKAI_SITE or "http://127.0.0.1:8000"


def compose(mailing: Mailing, connection: BaseEmailBackend | None = None) -> EmailMultiAlternatives | None:
    """The e-mail; None when nothing of what it should tell is public any more, or the consent is no longer asked."""
    row = mailing.subscription
    told = _told(mailing) if mailing.kind == Mailing.Kind.NEWS else []
    if mailing.kind == Mailing.Kind.NEWS and not told:
        return None
    if mailing.kind == Mailing.Kind.CONFIRM and row.confirmed_at:
        return None
    context = {**_links(row), "row": row, "items": told[:LISTED], "more": max(len(told) - LISTED, 0)}
    message = EmailMultiAlternatives(
        _subject(mailing, told),
        render_to_string(f"subscriptions/{mailing.kind}.txt", context),
        to=[row.address],
        headers=_headers(mailing, str(context["leave"])),
        connection=connection,
    )
    message.attach_alternative(render_to_string(f"subscriptions/{mailing.kind}.html", context), "text/html")
    return message


def _told(mailing: Mailing) -> list[Item]:
    """Those that are public now, the newest first: what was withdrawn since is not sent."""
    found = Item.objects.filter(pk__in=mailing.told.values("item"), state=Item.State.PUBLISHED)
    found = found.select_related("agency", "column").defer("body", "body_html", "payload")
    return list(found.order_by("-published_at", "-pk"))


def _links(row: Subscription) -> dict[str, Any]:
    return {
        "site": site(),
        "manage": site() + reverse("portal:subscription", args=[row.token]),
        "leave": site() + reverse("portal:subscription_leave", args=[row.token]),
    }


def _subject(mailing: Mailing, told: list[Item]) -> str:
    row = mailing.subscription
    says = {"confirm": f"请确认订阅：{row.subject}", "standing": f"您已订阅：{row.subject}"}
    if mailing.kind in says:
        return says[mailing.kind]
    one = told[0].title if len(told) == 1 else f"新公开{len(told)}条信息"
    return " ".join(f"{row.subject}：{one}".split())  # a header is one line


def _headers(mailing: Mailing, leave: str) -> dict[str, str]:
    """One click leaves (RFC 8058), and no automatic answer comes back (RFC 3834)."""
    return {
        "Message-ID": mailing.message_id,
        "Auto-Submitted": "auto-generated",
        "Precedence": "bulk",
        "List-Unsubscribe": f"<{leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
