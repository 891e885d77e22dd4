"""What was given to one may be given to all: a draft for the proactive side (条例 art. 44)."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from django.db import transaction

from gongkai.apps.agencies.models import Post
from gongkai.apps.audit.actions import record
from gongkai.apps.inforequests.actions.happening import HANDLE, open_for
from gongkai.apps.inforequests.models import Request
from gongkai.apps.publications.actions import draft
from gongkai.apps.publications.models import Column, Item
from gongkai.law.refusals import Refused
from gongkai.textcheck.privacy import find_private

GIVEN = ("granted", "already_public", "granted_in_part")


@transaction.atomic
def make_public(
    actor: Post,
    request: Request,
    *,
    column: Column,
    title: str,
    today: date,
    summary: str = "",
    body: str = "",
    formed_on: date | None = None,
    seen: int | None = None,
) -> Item:
    """A draft in the agency's own column, which goes the whole way of review like any other; the case keeps the link.

    After a decision to give, or when an applicant suggested it (a submission of kind publish). Nothing is copied
    from the case: title, summary and body are written anew, and refused where they name the applicant or carry
    personal numbers.
    """
    row = open_for(actor, request, HANDLE, seen)
    if row.proactive_item:
        raise Refused("本件已经转主动公开，请到主动公开中继续办理")
    suggested = row.submissions.filter(kind="publish").exists()
    if row.outcome not in GIVEN and not suggested:
        raise Refused("决定公开之后，或者申请人建议主动公开的，才能转主动公开", article="条例第四十四条")
    for field, text in (("title", title), ("summary", summary), ("body", body)):
        _check_no_person(row, field, text)
    item = draft(
        actor,
        column,
        title=title,
        summary=summary,
        body=body,
        formed_on=formed_on or today,
        disclosure_attribute="proactive",
    )
    row.proactive_on, row.proactive_item = today, str(item.pk)
    row.keep(actor, "proactive_on", "proactive_item")
    record("request.made_public", actor=actor, subject=row, number=row.label, item=item.pk)
    return item


def _check_no_person(row: Request, field: str, text: str) -> None:
    person = row.applicant_type == "natural_person"
    secrets = [row.identity_number, row.contact, row.address, row.notice_email]
    if person:
        secrets.append(row.applicant_name)
    plain = _plain(text)
    if any(len(secret) > 1 and secret in plain for secret in map(_plain, secrets)):
        raise Refused(
            "这里写有申请人的身份信息，主动公开的信息不得出现申请人，请删去",
            article="条例第十五条、第四十四条",
            field=field,
        )
    if found := find_private(text):
        raise Refused(f"这里有{found[0].name}，请删去后再转主动公开", article="条例第十五条", field=field)


def _plain(text: str) -> str:
    return re.sub(r"\W", "", unicodedata.normalize("NFKC", text)).casefold()
