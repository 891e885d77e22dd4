"""What stands between an item and the next step: every obstacle as a sentence, in the order in which to mend them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from gongkai.apps.publications import richtext
from gongkai.apps.publications.attachments import stored_digest
from gongkai.apps.publications.checking.door import barred, barred_in_emergency
from gongkai.apps.publications.content import content_digest
from gongkai.apps.publications.lifecycle import Step, chain_of
from gongkai.apps.publications.models import Item, Picture, Review
from gongkai.apps.publications.pictures import is_whole
from gongkai.law.refusals import Refused
from gongkai.law.sources import edition_for, editions
from gongkai.law.workdays import default_calendar

REVIEW_FIRST = "条例第十七条"
PROACTIVE_SCOPE = "条例第十九条"
ATTRIBUTE = "国办发〔2016〕80号"
EVALUATION = "条例第十八条"


def missing(item: Item) -> Iterator[Refused]:
    """What an author still has to fill in before the item can be reviewed."""
    today = timezone.localdate()
    if not item.title:
        yield Refused("请填写标题", field="title")
    if not (item.body or item.body_html or item.attachments.exists()):
        yield Refused("请填写正文，或者上传附件", field="body")
    if item.formed_on is None:
        article = editions()[-1].term("proactive").article
        yield Refused("请填写形成或变更日期，公开期限由它起算", article=article, field="formed_on")
    for field, name in (("formed_on", "形成或变更日期"), ("issued_on", "成文日期")):
        value: date | None = getattr(item, field)
        if value and value > today:
            yield Refused(f"{name}不能晚于今天，请核对", field=field)
    if item.valid_until and item.issued_on and item.valid_until < item.issued_on:
        yield Refused("有效期至不能早于成文日期，请核对", field="valid_until")
    if not item.disclosure_attribute:
        yield Refused("请选择公开属性", article=ATTRIBUTE, field="disclosure_attribute")
    elif item.disclosure_attribute != Item.Attribute.PROACTIVE:
        name = item.get_disclosure_attribute_display()
        if not item.attribute_reason:
            yield Refused(f"拟定为“{name}”的，请说明理由", article=ATTRIBUTE, field="attribute_reason")
        if not item.attribute_article:
            yield Refused(f"拟定为“{name}”的，请写明依据的条款", article=ATTRIBUTE, field="attribute_article")
    if item.replaces_id and not item.amendment:
        yield Refused("请写明更正或者更新了什么、为什么，说明随更新稿一并公开", field="amendment")


def not_withheld(item: Item) -> list[Refused]:
    """Why there is nothing to evaluate (条例 art. 18): nothing, or the one refusal."""
    withheld = item.disclosure_attribute in {Item.Attribute.ON_REQUEST, Item.Attribute.DENIED}
    if item.state == Item.State.APPROVED and withheld:
        return []
    return [Refused("只有审定为依申请公开或者不予公开的信息才需要评估", article=EVALUATION)]


def editors(item: Item) -> set[int]:
    """The accounts that wrote any draft of the item or of the page that it replaces, the authors among them."""
    wrote = set(item.revisions.values_list("editor__account_id", flat=True)) | {item.author.account_id}
    # The words of the public page stand in its next version too.
    return wrote | editors(item.replaces) if item.replaces else wrote


def approvals(item: Item) -> dict[str, Review]:
    """The approvals of the item's present draft by step, whatever content they judged."""
    given = item.reviews.filter(draft=item.draft, decision=Review.Decision.APPROVED)
    return {review.step: review for review in given.select_related("account", "on_behalf_of")}


def judges(given: dict[str, Review]) -> set[int]:
    """The accounts that took a step, or whose step a deputy took."""
    stood_in = {review.on_behalf_of.account_id for review in given.values() if review.on_behalf_of}
    return stood_in | {review.account_id for review in given.values()}


def independent(account_id: int, item: Item, given: dict[str, Review]) -> Refused | None:
    """Why this person may not judge this item (four eyes), or None."""
    if account_id in editors(item):
        return Refused("您起草或修改过本件，不能审查自己的稿件，请由他人审查", article=REVIEW_FIRST)
    before = next((review for review in given.values() if review.account_id == account_id), None)
    if before:
        step = before.get_step_display()
        return Refused(f"您已办理本件的{step}，各环节须由不同的人办理，请由他人审查", article=REVIEW_FIRST)
    if account_id in judges(given):
        return Refused("您的代理人已代您办理本件的一个环节，请由他人审查", article=REVIEW_FIRST)
    return None


def obstacles(item: Item, *, uninterpreted: bool = False) -> Iterator[Refused]:
    """Everything for which the item may not be published; nothing when it may.

    uninterpreted: a reason is given why its interpretation does not go out together with it.
    """
    closed = _closed(item)
    if closed:
        yield closed
        return
    yield from _unfit(item)
    if item.state == Item.State.DRAFT:
        yield Refused("本件尚未送审，请先送保密审查和三级审核", article=REVIEW_FIRST)
    else:
        yield from _review_obstacles(item)
    yield from _exchanged(item)
    yield from barred(item)
    if not uninterpreted and not item.replaces_id and item.interpretation_required:
        yield from _uninterpreted(item)


def emergency_obstacles(item: Item) -> Iterator[Refused]:
    """Everything for which the item may not be let out in an emergency: all of `obstacles` but the later reviews."""
    closed = _closed(item)
    if closed:
        yield closed
        return
    if item.kind != Item.Kind.DOCUMENT:
        yield Refused("年度报告不能应急发布，请在年报编报按程序办理")
    if item.replaces_id:
        yield Refused("更新稿不能应急发布；原件有误须立即处置的，请先撤下原件")
    yield from _unfit(item)
    secrecy = approvals(item).get("secrecy")
    if secrecy is None or secrecy.digest != content_digest(item):
        yield Refused("应急发布也须先通过保密审查，请先由保密审查员审查现有内容", article=REVIEW_FIRST)
    yield from _exchanged(item)
    yield from barred_in_emergency(item)


def replaced_obstacle(item: Item) -> Refused | None:
    """Why a next version has no page to go to any more, or None."""
    if item.replaces and not item.replaces.is_public:
        return Refused("原件已经撤下，不能更新；请废弃本更新稿，确需公开的另行起草")
    return None


def _closed(item: Item) -> Refused | None:
    match item.state:
        case Item.State.PUBLISHED:
            return Refused("本件已经发布，不必再次发布；要由其他渠道发布，请增加发布渠道")
        case Item.State.WITHDRAWN:
            return Refused("本件已经撤下，不能恢复；确需公开的，请另行起草并重新审查")
        case Item.State.DISCARDED:
            return Refused("本件已经废弃，不能发布")
        case Item.State.MERGED:
            return Refused("本更新稿已经更新到原页，不必再次发布")
    return None


def _unfit(item: Item) -> Iterator[Refused]:
    if item.disclosure_attribute != Item.Attribute.PROACTIVE:
        name = item.get_disclosure_attribute_display() or "未定"
        yield Refused(f"公开属性是“{name}”，只有“主动公开”的信息才能发布", article=PROACTIVE_SCOPE)
    yield from missing(item)
    gone = replaced_obstacle(item)
    if gone:
        yield gone


def _exchanged(item: Item) -> Iterator[Refused]:
    if item.interpretation_of and not item.interpretation_of.is_public:
        yield Refused(f"所解读的文件《{item.interpretation_of.title}》尚未公开；发布该文件时，本件同步发布")
    for attachment in item.attachments.all():
        if stored_digest(attachment) != attachment.digest:
            yield Refused(f"附件“{attachment.name}”与送审时不一致，请重新上传并送审", article=REVIEW_FIRST)
    images = richtext.images(item.body_html)
    named = {image.name for image in images}
    held = Picture.objects.filter(agency_id=item.agency_id, name__in=named) if named else ()
    whole = {picture.name for picture in held if is_whole(picture)}
    for place, image in enumerate(images, 1):
        if image.name not in whole:
            yield Refused(f"正文第{place}幅图片与送审时不一致，请重新插入并送审", article=REVIEW_FIRST)


def _uninterpreted(item: Item) -> Iterator[Refused]:
    ready = [Item.State.APPROVED, Item.State.PUBLISHED]
    if not item.interpretations.filter(state__in=ready).exists():
        yield Refused(
            "解读尚未通过审查，应与文件同步发布；确需先发布文件的，请写明理由，并在3个工作日内发布解读",
            article=ATTRIBUTE,
            field="without_interpretation",
        )


def _review_obstacles(item: Item) -> Iterator[Refused]:
    given = approvals(item)
    lacking = [step.name for step in chain_of(item) if step.code not in given]
    if lacking:
        yield Refused(f"审查尚未完成，还差{'、'.join(lacking)}", article=REVIEW_FIRST)
    digest = content_digest(item)
    if any(review.digest != digest for review in given.values()):
        yield Refused("审查通过之后内容有改动，原审查不再有效，请修改后重新送审", article=REVIEW_FIRST)
    accounts = [review.account_id for review in given.values()]
    if len(set(accounts)) < len(accounts):
        yield Refused(
            "有人办理了一个以上的审查环节，各环节须由不同的人办理，请重新送审", article=REVIEW_FIRST
        )
    own = editors(item).intersection(accounts)
    if own:
        names = "、".join(sorted(r.account.display_name for r in given.values() if r.account_id in own))
        yield Refused(f"{names}起草或修改过本件，其审查无效，请重新送审", article=REVIEW_FIRST)


def next_step(item: Item) -> Step | None:
    """The first step that has not approved the present draft, None when all have."""
    given = approvals(item)
    return next((step for step in chain_of(item) if step.code not in given), None)


def public_by(formed_on: date | None) -> date | None:
    """The day by which information formed or changed on that day must be public (条例 art. 26); None without one."""
    if formed_on is None or formed_on < editions()[0].since:
        return None
    return default_calendar().add(formed_on, edition_for(formed_on).term("proactive").number)
