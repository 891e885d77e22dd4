"""The feed of an agency: what became public last, for feed readers."""

from __future__ import annotations

from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from gongkai.apps.agencies.models import Agency
from gongkai.apps.portal import queries
from gongkai.apps.portal.caching import public
from gongkai.apps.publications.models import Item

NEWEST = 30


class AgencyFeed(Feed):  # type: ignore[type-arg]
    """Atom; titles, columns and days only: the text is read on the site."""

    feed_type = Atom1Feed
    language = "zh-Hans"

    def get_object(self, request: HttpRequest, code: str) -> Agency:
        return queries.agency(code)

    def title(self, agency: Agency) -> str:
        return f"{agency.name}政府信息公开"

    def subtitle(self, agency: Agency) -> str:
        return f"{agency.name}最新公开的政府信息"

    def link(self, agency: Agency) -> str:
        return reverse("portal:agency", args=[agency.code])

    def items(self, agency: Agency) -> QuerySet[Item]:
        return queries.listed(agency)[:NEWEST]

    def item_title(self, item: Item) -> str:
        return item.title

    def item_description(self, item: Item) -> str:
        return item.summary

    def item_link(self, item: Item) -> str:
        return reverse("portal:item", args=[item.agency.code, item.pk])

    def item_pubdate(self, item: Item) -> datetime | None:
        if item.imported_id and item.first_public_on:  # the day of the old site, whose hour is not known
            return timezone.make_aware(datetime.combine(item.first_public_on, time()))
        return timezone.localtime(item.published_at)

    def item_categories(self, item: Item) -> list[str]:
        return [item.column.name]


agency_feed = public(AgencyFeed())
