"""An agency's own wording of a letter, dated, in the placeholders of the library and nothing else."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai import letters
from gongkai.apps.agencies.models import Post
from gongkai.apps.audit.actions import record
from gongkai.apps.inforequests.models import LetterTemplate
from gongkai.law.refusals import Refused
from gongkai.letters.template import check_template

TEMPLATES = "inforequests.templates"
LONGEST = 8000


@transaction.atomic
def save_template(actor: Post, *, type: str, text: str, since: date, today: date) -> LetterTemplate:
    """The wording of one type from a day on, today or later; letters drafted before keep theirs.

    Refused for a placeholder that the library does not offer, for remedy wording of its own, and for a past day.
    """
    actor.require(TEMPLATES)
    kind = letters.get(type)
    if kind.layout == "form":
        raise Refused(f"{kind.name}是表格，不能另拟文本", field="type")
    if since < today:
        raise Refused("启用日期不能早于今天，已拟的文书不受影响", field="since")
    if len(text) > LONGEST:
        raise Refused(f"模板超过{LONGEST}字，请精简", field="text")
    try:
        check_template(text, kind.placeholders(), remedy=kind.remedy)
    except Refused as refused:
        raise Refused(refused.message, article=refused.article, field="text") from refused
    kept, _ = LetterTemplate.objects.update_or_create(
        agency=actor.agency,
        type=type,
        since=since,
        defaults={"text": text.strip(), "until": None, "changed_by": actor.account},
    )
    record("letter_template.saved", actor=actor, subject=kept, type=type, since=str(since))
    return kept


@transaction.atomic
def end_template(actor: Post, template: LetterTemplate, *, today: date) -> LetterTemplate:
    """From today on the library's wording holds again."""
    actor.require(TEMPLATES)
    actor.require_agency(template.agency_id)
    row = LetterTemplate.locked(template.pk)
    if row.until is not None and row.until <= today:
        raise Refused("这份模板已经停用")
    row.until = today
    row.keep(actor, "until")
    record("letter_template.ended", actor=actor, subject=row, type=row.type)
    return row
