"""What is not disclosed is asked again on a set day whether it still may not be (条例 art. 18)."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from gongkai.apps.agencies.models import Post
from gongkai.apps.audit.actions import record
from gongkai.apps.publications.actions.write import change
from gongkai.apps.publications.models import Evaluation, Item
from gongkai.apps.publications.rules import not_withheld
from gongkai.law.refusals import Refused
from gongkai.law.sources import setting

ARTICLE = "条例第十八条"


@transaction.atomic
def reevaluate(
    actor: Post,
    item: Item,
    outcome: str,
    *,
    reason: str,
    next_on: date | None = None,
    version: int | None = None,
) -> Item:
    """Keeps the judgement of an evaluation. outcome: a choice of `Evaluation.Outcome`.

    Kept: asked again on `next_on`, by default and at the latest after the setting `reevaluation`. To be disclosed:
    the item becomes a draft of 主动公开 again and goes through the whole review.
    """
    actor.require("publications.publish")
    row = Item.locked(item.pk, version)
    actor.require_agency(row.agency_id)
    for refused in not_withheld(row):
        raise refused
    if outcome not in Evaluation.Outcome.values:
        raise Refused("请选择评估结论", field="outcome")
    if not reason.strip():
        raise Refused("请写明评估的理由", article=ARTICLE, field="reason")
    keeps = outcome == Evaluation.Outcome.KEPT
    next_on = _next(next_on) if keeps else None
    Evaluation.objects.create(
        item=row, outcome=outcome, reason=reason.strip()[:300], next_on=next_on, evaluator=actor
    )
    record("item.reevaluated", actor=actor, agency=row.agency, subject=row, outcome=outcome)
    if keeps:
        row.reevaluate_on = next_on
        row.keep(actor, "reevaluate_on")
        return row
    fields = {"disclosure_attribute": "proactive", "attribute_reason": "", "attribute_article": ""}
    return change(actor, row, fields)


def _next(day: date | None) -> date:
    today = timezone.localdate()
    latest = today + timedelta(days=int(setting("reevaluation", today).value))
    if day and not today < day <= latest:
        raise Refused(f"下次评估须在明天以后、{latest:%Y-%m-%d}以前", article=ARTICLE, field="next_on")
    return day or latest
