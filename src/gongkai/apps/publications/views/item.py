"""One item: what comes next, the chain, the content, the history; and the reviewer's judgement."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.audit.models import Entry
from gongkai.apps.audit.queries import of_subject
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import refuse
from gongkai.apps.look.words import zh_date
from gongkai.apps.publications import actions, queries
from gongkai.apps.publications.actions.remark import texts_of
from gongkai.apps.publications.forms import AttachForm, ReviewForm
from gongkai.apps.publications.forms_checking import RemarkForm
from gongkai.apps.publications.lifecycle import STEPS
from gongkai.apps.publications.models import Item, Review
from gongkai.apps.publications.queries import checking
from gongkai.law.refusals import Refused

# How an event of the log looks in the item's timeline.
MARKS = {
    "item.sent_back": "sent_back",
    "item.withdrawn": "voided",
    "item.discarded": "voided",
    "item.reviewed": "done",
    "item.published": "done",
    "item.amended": "done",
    "item.released_in_emergency": "overdue",
    "item.emergency_review_completed": "done",
    "item.emergency_objected": "sent_back",
    "item.schedule_failed": "overdue",
}
VALIDITY_TAGS = {"in_force": "holds", "repealed": "error", "lapsed": "error", "amended": "warning"}


def found(request: OfficeRequest, pk: int) -> Item:
    """The item of the acting post's agency, else 404."""
    item = queries.item_for(request.post, pk)
    if item is None:
        raise Http404
    return item


def workable(request: OfficeRequest, pk: int) -> Item:
    """An item that is written, judged and published on these pages; an annual report is in 年报编报, so 404 here."""
    item = found(request, pk)
    if item.kind == Item.Kind.ANNUAL_REPORT and not item.first_public_on:
        raise Http404
    return item


@office()
def show(request: OfficeRequest, pk: int) -> HttpResponse:
    """The item's page."""
    return page(request, found(request, pk))


def page(request: OfficeRequest, item: Item, **forms: Any) -> HttpResponse:
    """The item's page, with a refused form where there is one."""
    post = request.post
    step = queries.next_step_of(post, item)
    seen = {"version": item.version}
    open_to_change = item.state in {Item.State.DRAFT, Item.State.IN_REVIEW, Item.State.APPROVED}
    context = {
        "item": item,
        "step": step,
        "chain": _chain(item),
        "metadata": _metadata(item),
        "due": queries.due_of(item, today()),
        "attachments": item.attachments.all(),
        "may_attach": open_to_change and item.kind == Item.Kind.DOCUMENT and post.may("publications.draft"),
        "review_form": ReviewForm(initial=seen, auto_id="review_%s") if step.judging else None,
        "attach_form": AttachForm(initial=seen, auto_id="attach_%s"),
        "returned": queries.returned(item),
        "orders": queries.orders_of(item),
        **_checked(item),
        "remark_form": RemarkForm(auto_id="remark_%s") if step.judging else None,
        "may_interpret": _is_to_interpret(item) and post.may("publications.draft"),
        "may_tick": item.state == Item.State.DRAFT and post.may("publications.draft"),
        "post": post,
        "may_cancel": post.may("publications.publish"),
        "public_versions": queries.public_versions(item) if item.amended_at else (),
        "evaluations": item.evaluations.select_related("evaluator__account"),
        "events": [_event(entry) for entry in of_subject(f"publications.item:{item.pk}")],
        **forms,
    }
    refused = any(form.errors for form in forms.values())
    return render(request, "publications/item.html", context, status=422 if refused else 200)


def _is_to_interpret(item: Item) -> bool:
    """True for a document with which an interpretation may travel or follow."""
    gone = item.state in {Item.State.WITHDRAWN, Item.State.DISCARDED, Item.State.MERGED}
    own = not (gone or item.replaces_id or item.interpretation_of_id) and item.kind == Item.Kind.DOCUMENT
    return own and bool(item.document_number or item.is_normative or item.interpretation_required)


def _checked(item: Item) -> dict[str, Any]:
    """What the check said of the present content and the author explained; the remarks with their places."""
    record, explanations = checking.explanations_of(item)
    remarks = list(checking.remarks_of(item))
    return {
        "checked": record,
        "check_counts": checking.counts(record.findings) if record else [],
        "explanations": explanations,
        "remarks": checking.pinned(remarks, texts_of(item)) if remarks else [],
    }


def _chain(item: Item) -> list[dict[str, Any]]:
    drafting = item.state == Item.State.DRAFT
    out = item.state in {Item.State.PUBLISHED, Item.State.WITHDRAWN, Item.State.MERGED}
    author = item.author.account.display_name
    steps = [
        {
            "title": "起草",
            "state": "in_hand" if drafting else "done",
            "words": f"第{item.draft}稿",
            "notes": [author],
            "current": drafting,
        }
    ]
    for stage in queries.stages(item):
        notes = [f"{stage.who} {_moment(stage.at)}"] if stage.at else []
        steps.append(
            {
                "title": stage.name,
                "state": stage.mark,
                "words": stage.words,
                "notes": notes,
                "current": stage.mark == "in_hand",
                "returned": stage.mark == "sent_back",
            }
        )
    ready = item.state == Item.State.APPROVED
    if item.disclosure_attribute in {Item.Attribute.ON_REQUEST, Item.Attribute.DENIED}:
        return steps  # it does not go out
    steps.append(
        {
            "title": "发布",
            "state": "done" if out else "in_hand" if ready else "not_begun",
            "words": _moment(item.published_at) if out else "待发布" if ready else "审查通过后",
            "notes": ["发布时间以系统为准"],
            "current": ready,
        }
    )
    return steps


def _moment(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


def _metadata(item: Item) -> list[dict[str, Any]]:
    rows: list[tuple[str, Any]] = [
        ("索引号", item.index_number or "发布时编定"),
        ("公开属性", item.get_disclosure_attribute_display() or "未定"),
        ("发文机关", item.agency.name),
        ("形成日期", zh_date(item.formed_on)),
        ("发文字号", item.document_number),
        ("成文日期", zh_date(item.issued_on)),
        ("主题分类", item.topic),
        ("体裁分类", "、".join(filter(None, [item.genre, "规范性文件" if item.is_normative else ""]))),
        ("服务对象", item.audience),
        ("首次公开", zh_date(item.first_public_on)),
        ("信息来源", item.content_source),
    ]
    plain: list[dict[str, Any]] = [{"label": label, "value": value or "—"} for label, value in rows]
    if item.attribute_reason:
        reason = f"{item.attribute_reason}（{item.attribute_article}）"
        plain.append({"label": "属性理由", "value": reason, "wide": True})
    plain.append(
        {
            "label": "有效性",
            "value": " ".join(_validity(item)),
            "wide": True,
            "tag": item.get_validity_display(),
            "tag_kind": VALIDITY_TAGS[item.validity],
        }
    )
    for label, value in (
        ("更新时间", _moment(item.amended_at)),
        ("关键词", item.keywords),
        ("内容概述", item.summary),
    ):
        if value:
            plain.append({"label": label, "value": value, "wide": True})
    return plain


def _validity(item: Item) -> Iterator[str]:
    if item.validity_since:
        yield f"自{zh_date(item.validity_since)}起，依据{item.validity_basis}"
    if item.valid_until:
        yield f"至{zh_date(item.valid_until)}"


def _event(entry: Entry) -> dict[str, Any]:
    step = entry.data.get("step", "")
    name = str(Review.Step(step).label) if step else ""
    detail = entry.data.get("channel", "")
    return {
        "day": timezone.localtime(entry.at),
        "state": MARKS.get(entry.event, "note"),
        "title": f"{name}通过" if entry.event == "item.reviewed" else name + entry.words,
        "note": " · ".join(filter(None, [entry.actor_name, f"{timezone.localtime(entry.at):%H:%M}", detail])),
    }


@office()
@require_POST
def judge(request: OfficeRequest, pk: int) -> HttpResponse:
    """Approves or sends back, as the pressed button says."""
    item = workable(request, pk)
    form = ReviewForm(request.POST, auto_id="review_%s")
    if not form.is_valid():
        return page(request, item, review_form=form)
    act = actions.send_back if "send_back" in request.POST else actions.approve
    try:
        row = act(request.post, item, **form.cleaned_data)
    except Refused as refused:
        refuse(form, refused)
        return page(request, found(request, pk), review_form=form)
    done = "已退回作者修改" if act is actions.send_back else "审查通过"
    following = f"，下一环节：{STEPS[row.awaiting].name}" if row.awaiting else ""
    messages.success(request, done + following)
    return redirect("publications:item", pk)
