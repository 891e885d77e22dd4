"""What the check lets through: at the sending into review, at the way out, in an emergency, from another site.

block 必须改正: nothing passes. must_explain 须说明: passes with the author's explanation, which stands in the record of
exactly this content. hint 提示: passes. In an emergency only personal data that must not be published stops; the rest
was explained when the item was sent into review. What is not disclosed is checked and recorded, and stopped by nothing:
it does not go out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gongkai.apps.agencies.models import Post
from gongkai.apps.publications.checking.found import Found
from gongkai.apps.publications.checking.lists import Lists, lists_of
from gongkai.apps.publications.checking.parts import of_item
from gongkai.apps.publications.checking.plain import tidy
from gongkai.apps.publications.checking.run import check
from gongkai.apps.publications.content import content_digest
from gongkai.apps.publications.models import CheckRecord, Item
from gongkai.law.refusals import Refused
from gongkai.textcheck.privacy import find as find_private

FIELD = "explanations"
EVERY = ""  # the key of an explanation that covers everything not explained by itself
PRIVACY = "个人信息保护法第二十八条、第五十一条"
NAMED = 3  # findings said in a refusal; the page of the check lists all
LONGEST = 300
MOST_KEPT = 1000  # findings of one record; the severest come first


def examine(item: Item) -> tuple[list[Found], Lists]:
    """Every finding of the item as it stands, attachments included, and the lists that they rest on."""
    lists = lists_of(item.agency_id)
    return check(of_item(item), lists), lists


def explained(item: Item, digest: str) -> dict[str, str]:
    """The explanations given for exactly this content, by key."""
    kept: dict[str, str] = {}
    for given in CheckRecord.objects.filter(item=item, digest=digest).values_list("explanations", flat=True):
        kept |= given
    return kept


def earlier_explanations(item: Item) -> dict[str, str]:
    """What was explained of any wording of the item or of the page that it replaces, the newest last: to begin with."""
    known = [pk for pk in (item.pk, item.replaces_id) if pk]
    kept: dict[str, str] = {}
    records = CheckRecord.objects.filter(item__in=known).order_by("pk")
    for given in records.values_list("explanations", flat=True):
        kept |= given
    return kept


def last_record(item: Item) -> CheckRecord | None:
    """The newest record of the item's present content."""
    records = CheckRecord.objects.filter(item=item, digest=content_digest(item)).exclude(
        door=CheckRecord.Door.EXPLAIN
    )
    return records.select_related("actor__account").order_by("pk").last()


def record(
    actor: Post | None,
    item: Item,
    door: CheckRecord.Door,
    *,
    explanations: Mapping[str, str] | None = None,
) -> CheckRecord:
    """Keeps what the check says of the locked item at this door. explanations: as far as they are new."""
    found, lists = examine(item)
    return CheckRecord.objects.create(
        item=item,
        draft=item.draft,
        digest=content_digest(item),
        door=door,
        findings=[one.plain() for one in found[:MOST_KEPT]],
        explanations=dict(explanations or {}),
        lexicon=lists.digest,
        lists=lists.told,
        actor=actor,
    )


def submitted(actor: Post, item: Item, given: Mapping[str, str]) -> CheckRecord:
    """Checks and records a locked item that is sent into review; Refused while something stands in the way.

    given: key of a finding → explanation; under `EVERY` one for all that have none of their own.
    """
    found, _ = examine(item)
    answers = answered(found, given)
    if item.disclosure_attribute == Item.Attribute.PROACTIVE:
        refused = refusal(found, answers)
        if refused:
            raise refused
    return record(actor, item, CheckRecord.Door.SUBMIT, explanations=answers)


def answered(found: list[Found], given: Mapping[str, str]) -> dict[str, str]:
    """The explanations for what has to be explained, blank ones left out."""
    every = given.get(EVERY, "").strip()
    answers = {
        one.key: (given.get(one.key, "").strip() or every)[:LONGEST]
        for one in found
        if one.level == "must_explain"
    }
    return {key: said for key, said in answers.items() if said}


def refusal(found: list[Found], answers: Mapping[str, str]) -> Refused | None:
    """Why a content with these findings may not pass with these explanations, or None."""
    blocking = [one for one in found if one.level == "block"]
    open_ones = [one for one in found if one.level == "must_explain" and one.key not in answers]
    if blocking:
        return Refused(
            f"文字校核有{len(blocking)}处必须改正：{_said(blocking)}", article=_article(blocking), field=FIELD
        )
    if open_ones:
        return Refused(f"文字校核有{len(open_ones)}处须改正或者由作者说明：{_said(open_ones)}", field=FIELD)
    return None


def barred(item: Item) -> Iterator[Refused]:
    """Why the check does not let the item's present content out; nothing when it does."""
    found, _ = examine(item)
    refused = refusal(found, explained(item, content_digest(item)))
    if refused:
        yield refused


def barred_in_emergency(item: Item) -> Iterator[Refused]:
    """The personal data that stops an emergency release, too."""
    found, _ = examine(item)
    private = [one for one in found if one.private and one.level == "block"]
    if private:
        yield Refused(f"应急发布也不得含有个人信息，请先改正：{_said(private)}", article=PRIVACY)


def private_in(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Key and sentence of each of these texts of another site that holds personal data which must not be published."""
    for key, text in texts.items():
        blocking = (one for one in find_private(tidy(text)) if one.level == "block")
        if first := next(blocking, None):
            yield key, first.message


def _said(found: list[Found]) -> str:
    more = f"等{len(found)}处" if len(found) > NAMED else ""
    return "；".join(str(one).rstrip("。") for one in found[:NAMED]) + more


def _article(found: list[Found]) -> str:
    return next((one.article for one in found if one.article), "")
