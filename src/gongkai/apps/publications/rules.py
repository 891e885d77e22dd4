"""What stands between an item and the next step: every obstacle as a sentence, in the order in which to mend them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from gongkai.apps.publications.attachments import stored_digest
from gongkai.apps.publications.content import content_digest
from gongkai.apps.publications.lifecycle import CHAIN, Step
from gongkai.apps.publications.models import Item, Review
from gongkai.law.refusals import Refused
from gongkai.law.sources import edition_for, editions
from gongkai.law.workdays import default_calendar

REVIEW_FIRST = "条例第十七条"
PROACTIVE_SCOPE = "条例第十九条"
ATTRIBUTE = "国办发〔2016〕80号"


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


def editors(item: Item) -> set[int]:
    """The accounts that wrote any draft of the item, its author among them."""
    wrote = set(item.revisions.values_list("editor__account_id", flat=True))
    return wrote | {item.author.account_id}


def approvals(item: Item) -> dict[str, Review]:
    """The approvals of the item's present draft by step, whatever content they judged."""
    given = item.reviews.filter(draft=item.draft, decision=Review.Decision.APPROVED)
    return {review.step: review for review in given.select_related("account")}


def independent(account_id: int, item: Item, given: dict[str, Review]) -> Refused | None:
    """Why this person may not judge this item (four eyes), or None."""
    if account_id in editors(item):
        return Refused("您起草或修改过本件，不能审查自己的稿件，请由他人审查", article=REVIEW_FIRST)
    before = next((review for review in given.values() if review.account_id == account_id), None)
    if before:
        step = before.get_step_display()
        return Refused(f"您已办理本件的{step}，各环节须由不同的人办理，请由他人审查", article=REVIEW_FIRST)
    return None


def obstacles(item: Item) -> Iterator[Refused]:
    """Everything for which the item may not be published; nothing when it may."""
    match item.state:
        case Item.State.PUBLISHED:
            yield Refused("本件已经发布，不必再次发布；要由其他渠道发布，请增加发布渠道")
            return
        case Item.State.WITHDRAWN:
            yield Refused("本件已经撤下，不能恢复；确需公开的，请另行起草并重新审查")
            return
        case Item.State.DISCARDED:
            yield Refused("本件已经废弃，不能发布")
            return
    if item.disclosure_attribute != Item.Attribute.PROACTIVE:
        name = item.get_disclosure_attribute_display() or "未定"
        yield Refused(f"公开属性是“{name}”，只有“主动公开”的信息才能发布", article=PROACTIVE_SCOPE)
    yield from missing(item)
    if item.state == Item.State.DRAFT:
        yield Refused("本件尚未送审，请先送保密审查和三级审核", article=REVIEW_FIRST)
    else:
        yield from _review_obstacles(item)
    if item.interpretation_of and not item.interpretation_of.is_public:
        yield Refused(f"所解读的文件《{item.interpretation_of.title}》尚未公开，请先发布原文")
    for attachment in item.attachments.all():
        if stored_digest(attachment) != attachment.digest:
            yield Refused(f"附件“{attachment.name}”与送审时不一致，请重新上传并送审", article=REVIEW_FIRST)


def _review_obstacles(item: Item) -> Iterator[Refused]:
    given = approvals(item)
    lacking = [step.name for step in CHAIN if step.code not in given]
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
    return next((step for step in CHAIN if step.code not in given), None)


def public_by(formed_on: date | None) -> date | None:
    """The day by which information formed or changed on that day must be public (条例 art. 26); None without one."""
    if formed_on is None or formed_on < editions()[0].since:
        return None
    return default_calendar().add(formed_on, edition_for(formed_on).term("proactive").number)
