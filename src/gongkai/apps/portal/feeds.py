"""Feeds of what became public last: of everything, an agency, a column, a search; as Atom and as RSS.

An entry is known by a number made of the agency's credit code and the item's index number: it stays when the site moves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, time
from hashlib import sha256
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db.models.functions import Substr
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.html import escape
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe

from gongkai.apps.portal import queries
from gongkai.apps.portal.addresses import absolute
from gongkai.apps.portal.caching import public
from gongkai.apps.portal.finding import find
from gongkai.apps.portal.heads import PLATFORM
from gongkai.apps.portal.limits import allowed
from gongkai.apps.portal.lists import below
from gongkai.apps.portal.metadata import item_path
from gongkai.apps.publications.models import Item
from gongkai.apps.search.documents import Filters
from gongkai.apps.search.engine import RETRY_AFTER, Away

NEWEST = 30
BEGINNING = 200  # characters, for an item without a summary
SEARCHES_AN_HOUR = 240
# What XML 1.0 cannot hold, however it is escaped.
FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
FIRST_DAY = datetime(2008, 5, 1, tzinfo=UTC)  # of a feed without entries: the first day of the Regulation


class _Dated(SyndicationFeed):
    """A feed without entries is as old as the Regulation, not as of now: the same until something is new."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else FIRST_DAY


class _Atom(_Dated, Atom1Feed):
    pass


class _Rss(_Dated, Rss201rev2Feed):
    pass


FORMS: dict[str, tuple[type[SyndicationFeed], str]] = {
    "feed": (_Atom, "application/atom+xml; charset=utf-8"),
    "rss": (_Rss, "application/rss+xml; charset=utf-8"),
}


def clean(text: str) -> str:
    """The text without characters that no XML may hold."""
    return FORBIDDEN.sub("", text)


def public_time(item: Item) -> datetime:
    """When it became public; of an item from an old site midnight of its day, whose hour is not known."""
    if item.imported_id and item.first_public_on:
        return timezone.make_aware(datetime.combine(item.first_public_on, time()))
    if item.published_at is None:
        raise ValueError(f"item {item.pk} is not public")
    return timezone.localtime(item.published_at)


def updated(item: Item) -> datetime:
    """When what the public reads was changed last: published, corrected, or no longer in force."""
    times = [public_time(item)]
    if item.amended_at:
        times.append(timezone.localtime(item.amended_at))
    if item.validity_since:
        times.append(timezone.make_aware(datetime.combine(item.validity_since, time())))
    return max(times)


def identity(*parts: str) -> str:
    """A number that only these parts have, everywhere and for ever."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, 'gongkai:' + '/'.join(parts))}"


def beginnings(items: Iterable[Item]) -> dict[int, str]:
    """The beginning of the text of those of these items that have no summary, by pk, in one line."""
    without = [item.pk for item in items if not item.summary]
    found = Item.objects.filter(pk__in=without).values_list("pk", Substr("body", 1, BEGINNING + 1))
    lines = {pk: " ".join(text.split()) for pk, text in found if text.strip()}
    return {pk: f"{line[:BEGINNING]}…" if len(line) > BEGINNING else line for pk, line in lines.items()}


def write(
    form: str, title: str, subtitle: str, ident: str, page: str, path: str, items: Iterable[Item]
) -> str:
    """The feed as XML. page: what it tells of; path: its own address."""
    maker, _ = FORMS[form]
    items = list(items)
    begins = beginnings(items)
    feed = maker(
        title=clean(title),
        link=absolute(page),
        description=clean(subtitle),
        language="zh-Hans" if form == "feed" else "zh-cn",
        feed_url=absolute(path),
        feed_guid=ident,
        author_name=clean(title),
    )
    for item in items:
        feed.add_item(
            title=clean(item.title),
            link=absolute(item_path(item)),
            description=escape(clean(item.summary or begins.get(item.pk, ""))),
            pubdate=public_time(item),
            updateddate=updated(item),
            unique_id=identity(item.agency.credit_code, item.index_number),
            unique_id_is_permalink=False,
            categories=[clean(item.column.name)],
            author_name=clean(item.content_source or item.agency.name),
        )
    return feed.writeString("utf-8")


def _answer(form: str, **told: Any) -> HttpResponse:
    return HttpResponse(write(form, **told), content_type=FORMS[form][1])


@public
def everything(request: HttpRequest, form: str) -> HttpResponse:
    """What is new in all agencies."""
    return _answer(
        form,
        title=PLATFORM,
        subtitle="各机关最新公开的政府信息",
        ident=identity("platform"),
        page=reverse("portal:home"),
        path=request.path,
        items=queries.newest_anywhere(NEWEST),
    )


@public
def agency(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """What is new in an agency."""
    found = queries.agency(code)
    return _answer(
        form,
        title=f"{found.name}政府信息公开",
        subtitle=f"{found.name}最新公开的政府信息",
        ident=identity(found.credit_code),
        page=reverse("portal:agency", args=[code]),
        path=request.path,
        items=queries.listed(found)[:NEWEST],
    )


@public
def column(request: HttpRequest, code: str, column: str, form: str) -> HttpResponse:
    """What is new in a column and in those below it."""
    whose = queries.agency(code)
    found = queries.column(whose, column)
    return _answer(
        form,
        title=f"{whose.name} {found.name}",
        subtitle=f"{whose.name}“{found.name}”栏目最新公开的政府信息",
        ident=identity(whose.credit_code, "columns", found.code),
        page=reverse("portal:column", args=[code, found.code]),
        path=request.path,
        items=queries.newest_whole(below(found), NEWEST),
    )


@require_safe
def search(request: HttpRequest, form: str, code: str = "") -> HttpResponse:
    """What a search finds now, the newest first; asked at each call, and 304 while it finds the same."""
    question = " ".join(request.GET.get("q", "").split())[:100]
    whose = queries.agency(code) if code else None
    if not question:
        raise Http404("请在网址中写明检索词，例如 ?q=安全生产")
    if not allowed(request, "feed", times=SEARCHES_AN_HOUR):
        return HttpResponse("读取过于频繁，请稍后再试", status=429, headers={"Retry-After": "3600"})
    filters = Filters(agency=code, column=request.GET.get("column", "")[:40])
    try:
        finding = find(question, filters, queries.whole, page=None, newest=True)
    except Away:
        return HttpResponse(
            "检索暂时不能使用，请稍后再试", status=503, headers={"Retry-After": str(RETRY_AFTER)}
        )
    items = [] if finding.relaxed else [row.item for row in finding.rows]
    page = reverse("portal:agency_search", args=[code]) if code else reverse("portal:search")
    name = whose.name if whose else PLATFORM
    response = _answer(
        form,
        title=f"{name} 检索：{question}",
        subtitle=f"{name}中有关“{question}”的最新公开信息",
        ident=identity(whose.credit_code if whose else "platform", "search", filters.column, question),
        page=f"{page}?{request.GET.urlencode()}",
        path=request.get_full_path(),
        items=items,
    )
    return _unless_known(request, response, max((updated(item) for item in items), default=FIRST_DAY))


def _unless_known(request: HttpRequest, response: HttpResponse, last: datetime) -> HttpResponse:
    etag = quote_etag(sha256(response.content).hexdigest()[:32])
    response["ETag"], response["Last-Modified"] = etag, http_date(last.timestamp())
    answer = get_conditional_response(request, etag=etag, response=response) or response
    patch_cache_control(answer, public=True, max_age=300)
    return answer
