"""The text check of what is typed and of what is stored; explanations; remarks pinned to words."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.look.forms import refuse
from gongkai.apps.publications import actions
from gongkai.apps.publications.actions.remark import texts_of
from gongkai.apps.publications.checking.door import EVERY, earlier_explanations, examine, explained
from gongkai.apps.publications.checking.found import Found
from gongkai.apps.publications.checking.lists import lists_of
from gongkai.apps.publications.checking.parts import Draft, of_typed
from gongkai.apps.publications.checking.proposals import propose
from gongkai.apps.publications.checking.run import check
from gongkai.apps.publications.content import content_digest
from gongkai.apps.publications.forms import ItemForm
from gongkai.apps.publications.forms_checking import RemarkForm
from gongkai.apps.publications.models import Item
from gongkai.apps.publications.queries import checking as reads
from gongkai.apps.publications.views.item import found, page, workable
from gongkai.law.refusals import Refused

MOST_SHOWN = 200  # findings in the panel; nobody works through more at once
TYPED = frozenset({*ItemForm.Meta.fields, "body", "body_html", "original"})


@office("publications.draft")
@require_POST
def typed(request: OfficeRequest, pk: int | None = None) -> HttpResponse:
    """What the check says of the form as it is typed: the panel's inside, or a page where there is no script.

    The page keeps what was typed as the author's working copy, so that nothing is lost on the way back.
    """
    item = reads.item_typed(request.post, pk) if pk else None
    if pk and item is None:
        raise Http404
    values = {name: str(value) for name, value in request.POST.items() if name in TYPED}
    draft = of_typed(request.post.agency, item, values)
    lists = lists_of(request.post.agency_id)
    context = _panel(request, item, draft, check(draft, lists, files=False))
    if request.headers.get("X-Requested-With") == "fetch":
        return render(request, "publications/_check_result.html", context)
    version = request.POST.get("version", "")
    actions.keep_copy(request.post, item, values, int(version) if version.isdecimal() else None)
    editor = reverse("publications:edit", args=[pk]) if pk else reverse("publications:new")
    return render(request, "publications/check_typed.html", context | {"back": f"{editor}?resume=1"})


def _panel(request: OfficeRequest, item: Item | None, draft: Draft, findings: list[Found]) -> dict[str, Any]:
    texts = {"title": draft.said["title"], "summary": draft.said["summary"], "body": draft.body}
    remarks = reads.remarks_of(item) if item else ()
    return {
        "item": item,
        "counts": reads.counts([{"level": one.level} for one in findings]),
        "findings": findings[:MOST_SHOWN],
        "cut": max(0, len(findings) - MOST_SHOWN),
        "proposals": propose(draft),
        "remarks": reads.pinned(remarks, texts),
        "may_name": request.post.may("publications.word_lists"),
        "files": len(draft.files),
    }


@office()
def show(request: OfficeRequest, pk: int) -> HttpResponse:
    """What the check says of the item as it is stored, attachments included; where the author explains."""
    return _page(request, workable(request, pk))


def _page(
    request: OfficeRequest, item: Item, refused: Refused | None = None, given: dict[str, str] | None = None
) -> HttpResponse:
    findings, _ = examine(item)
    told = given or {}
    if not told:
        told = earlier_explanations(item) | explained(item, content_digest(item))
    groups = reads.asked(findings, told)
    drafting = item.state == Item.State.DRAFT
    under_way = item.state in {Item.State.IN_REVIEW, Item.State.APPROVED}
    may = request.post.may("publications.draft")
    context = {
        "item": item,
        "groups": groups,
        "counts": reads.counts([{"level": one.level} for one in findings]),
        "blocked": any(one.level == "block" for one in findings) and item.disclosure_attribute == "proactive",
        "refused": refused,
        "may_submit": may and drafting,
        "may_explain": may and under_way and any(group.level == "must_explain" for group in groups),
        "may_name": request.post.may("publications.word_lists"),
        "record": reads.explanations_of(item)[0],
    }
    return render(request, "publications/check.html", context, status=422 if refused else 200)


def _given(request: OfficeRequest, item: Item) -> dict[str, str]:
    """What was typed as explanations, by the key of each finding."""
    findings, _ = examine(item)
    given = {EVERY: request.POST.get("why", "")}
    for group in reads.asked(findings, {}):
        given |= dict.fromkeys(group.keys, request.POST.get(group.name, ""))
    return given


@office("publications.draft")
@require_POST
def submit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Sends the draft into review with the author's explanations."""
    item = workable(request, pk)
    given = _given(request, item)
    version = request.POST.get("version", "")
    try:
        actions.submit(
            request.post, item, version=int(version) if version.isdecimal() else None, explanations=given
        )
    except Refused as refused:
        return _page(request, found(request, pk), refused, given)
    messages.success(request, "已送保密审查")
    return redirect("publications:item", pk)


@office("publications.draft")
@require_POST
def explain(request: OfficeRequest, pk: int) -> HttpResponse:
    """Explains what a changed list asks about since the sending."""
    item = workable(request, pk)
    given = _given(request, item)
    try:
        actions.explain(request.post, item, given)
    except Refused as refused:
        return _page(request, item, refused, given)
    messages.success(request, "说明已记录，随审查记录保存")
    return redirect("publications:item", pk)


@office()
@require_POST
def remark(request: OfficeRequest, pk: int) -> HttpResponse:
    """Pins a remark to words, by whoever judges now."""
    item = workable(request, pk)
    form = RemarkForm(request.POST, auto_id="remark_%s")
    if form.is_valid():
        values = form.cleaned_data
        fields = [values["field"]] if values["field"] else list(texts_of(item))
        for place, name in enumerate(fields, start=1):
            try:
                actions.remark(request.post, item, **(values | {"field": name}))
            except Refused as refused:
                # Typed by hand, the words may stand in any of the texts.
                if place == len(fields) or refused.field != "quote":
                    refuse(form, refused)
                    break
            else:
                messages.success(request, "批注已记下，退回时作者在文字旁看到")
                return redirect(f"{reverse('publications:item', args=[pk])}#judge")
    return page(request, item, remark_form=form)


@office()
@require_POST
def drop_remark(request: OfficeRequest, pk: int) -> HttpResponse:
    """Takes one's remark back."""
    row = reads.remark_for(request.post, pk)
    if row is None:
        raise Http404
    try:
        actions.drop_remark(request.post, row)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "批注已收回")
    return redirect(f"{reverse('publications:item', args=[row.item_id])}#judge")


@office("publications.draft")
@require_POST
def tick_remark(request: OfficeRequest, pk: int) -> HttpResponse:
    """The author has dealt with a remark, or has not after all."""
    row = reads.remark_for(request.post, pk)
    if row is None:
        raise Http404
    try:
        actions.tick_remark(request.post, row)
    except Refused as refused:
        messages.error(request, str(refused))
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(status=204)
    return redirect("publications:item", row.item_id)
