"""From rows to answers. Every query begins with what is public now; nothing else is ever asked for."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Protocol, cast

from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from gongkai.apps.agencies.models import Agency
from gongkai.apps.api.shapes import Plain
from gongkai.apps.portal import queries, statistics
from gongkai.apps.portal.addresses import absolute
from gongkai.apps.portal.feeds import public_time
from gongkai.apps.portal.metadata import item_path
from gongkai.apps.publications import queries as publications
from gongkai.apps.publications import richtext
from gongkai.apps.publications.models import Item
from gongkai.reports.facts import Amount
from gongkai.reports.form import EDITIONS
from gongkai.reports.load import load


class InSum(Protocol):
    """What `portal.queries.agencies` says beside each agency: its public items, and their last day."""

    items_public: int
    updated_on: date | None


def agencies() -> list[Plain]:
    """Every agency, by name."""
    found = [(one, cast(InSum, one)) for one in queries.agencies()]
    return [agency(one, counted.items_public, counted.updated_on) for one, counted in found]


def agency(one: Agency, items: int, updated_on: date | None) -> Plain:
    """An agency with what its guide prints."""
    return {
        "code": one.code,
        "name": one.name,
        "short_name": one.short_name,
        "credit_code": one.credit_code,
        "site_code": one.site_code,
        "level": one.level,
        "superior": one.superior.code if one.superior else None,
        "office": one.office_name,
        "address": one.address,
        "postcode": one.postcode,
        "phone": one.phone,
        "email": one.email,
        "office_hours": one.office_hours,
        "items": items,
        "updated_on": updated_on,
        "url": absolute(reverse("portal:agency", args=[one.code])),
    }


def columns(one: Agency) -> list[Plain]:
    """The agency's columns in order, each after the one above it."""
    rows = [row for shelf in queries.shelves(one) for row in shelf.rows()]
    return [
        {
            "code": column.code,
            "name": column.name,
            "parent": column.parent.code if column.parent else None,
            "kind": column.kind,
            "basis": column.scope_code,
            "items": count,
            "url": absolute(reverse("portal:column", args=[one.code, column.code])),
            "feed": absolute(reverse("portal:column_feed", args=[one.code, column.code])),
        }
        for column, count in rows
    ]


def item(one: Item) -> Plain:
    """The catalogue's entry of an item."""
    return {
        "id": one.pk,
        "agency": one.agency.code,
        "index_number": one.index_number,
        "title": one.title,
        "summary": one.summary,
        "issued_on": one.issued_on,
        "published_on": one.first_public_on,
        "published_at": public_time(one),
        "updated_at": timezone.localtime(one.amended_at) if one.amended_at else None,
        "publisher": one.agency.name,
        "source": one.content_source,
        "document_number": one.document_number,
        "topic": one.topic,
        "genre": one.genre,
        "audience": one.audience,
        "keywords": one.keywords,
        "column": one.column.code,
        "column_name": one.column.name,
        "is_normative": one.is_normative,
        "validity": one.validity,
        "validity_since": one.validity_since,
        "valid_until": one.valid_until,
        "migrated": bool(one.imported_id),
        "url": absolute(item_path(one)),
    }


def whole(one: Item) -> Plain:
    """An item with its text, attachments, earlier wordings and relations."""
    original = one.interpretation_of
    return item(one) | {
        "text": one.body or richtext.plain(one.body_html),
        "attachments": [
            {
                "name": file.name,
                "media_type": file.media_type,
                "size": file.size,
                "sha256": file.digest,
                "url": absolute(reverse("portal:file", args=[one.agency.code, one.pk, file.name])),
            }
            for file in one.attachments.all()
        ],
        "versions": [
            {
                "number": version.number,
                "title": str(version.content.get("title", "")),
                "public_since": timezone.localtime(version.public_since),
                "replaced_at": timezone.localtime(version.replaced_at),
                "reason": version.reason,
            }
            for version in one.public_versions.order_by("number")
        ],
        "interpretation_of": original.pk if original and original.is_public else None,
        "interpretations": [reading.pk for reading in publications.interpretations_of(one)],
    }


def after(found: QuerySet[Item], cursor: int) -> QuerySet[Item]:
    """The items after the last one of a page, newest first, also when that one was withdrawn since; Http404 for another."""
    was = [Item.State.PUBLISHED, Item.State.WITHDRAWN]
    last = Item.objects.filter(pk=cursor, state__in=was).values_list("first_public_on", flat=True).first()
    if last is None:
        raise Http404("没有这一页，cursor 须为上一页给出的 next")
    return found.filter(Q(first_public_on__lt=last) | Q(first_public_on=last, pk__lt=cursor))


def since(found: QuerySet[Item], day: date) -> QuerySet[Item]:
    """Those made public or corrected from that day on, and those whose validity changed."""
    midnight = timezone.make_aware(datetime.combine(day, time()))
    changed = Q(amended_at__gte=midnight) | Q(validity_since__gte=day)
    return found.filter(Q(first_public_on__gte=day) | changed)


def report_line(line: queries.ReportLine, agency: Agency, edition: str | None) -> Plain:
    """One year in the list of reports."""
    return {
        "year": line.year,
        "title": line.item.title,
        "published_on": line.item.first_public_on,
        "edition": edition,
        "item": line.item.pk,
        "url": absolute(reverse("portal:report", args=[agency.code, line.year])),
    }


def report(line: queries.ReportLine, agency: Agency, told: queries.PublicReport) -> Plain:
    """The whole report; without figures where only its text came along."""
    found = told.report
    cells = load(found.edition).cells if found and found.edition in EDITIONS else {}
    return report_line(line, agency, found.edition if found else None) | {
        "figures": {key: number(amount) for key, amount in found.figures.items()} if found else {},
        "labels": {key: cells[key].label for key in found.figures if key in cells} if found else {},
        "narrative": dict(found.narrative) if found else {},
    }


def statistic(line: statistics.Line) -> Plain:
    """One number of the statistics."""
    measure, year, month, category, value = line
    told: Plain = {"measure": measure, "year": year, "month": month, "category": category}
    return told | {"value": number(value)}


def number(amount: Amount | float | None) -> int | float | None:
    """A figure as JSON has it."""
    return float(amount) if isinstance(amount, Decimal) else amount
