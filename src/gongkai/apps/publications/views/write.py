"""Writing an item: new, edit, attachments, sending into review, giving up."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import refuse
from gongkai.apps.publications import actions, queries, richtext
from gongkai.apps.publications.checking.door import FIELD as EXPLANATIONS
from gongkai.apps.publications.content import content_of
from gongkai.apps.publications.forms import AttachForm, ItemForm, named
from gongkai.apps.publications.models import Column, Item, WorkingCopy
from gongkai.apps.publications.views.compare import comparison
from gongkai.apps.publications.views.item import found, page, workable
from gongkai.law.refusals import Refused

INTERPRETATIONS = "interpretation"  # the code of the standard column 政策解读
VOIDS = "保存改动之后，已有的审查全部失效，须从保密审查重新开始。"


@office("publications.draft")
def new(request: OfficeRequest) -> HttpResponse:
    """A new draft."""
    post = request.post
    start: dict[str, Any] = {"formed_on": today(), "disclosure_attribute": Item.Attribute.PROACTIVE}
    if (interprets := request.GET.get("interprets", "")).isdecimal():
        start |= _interpreting(found(request, int(interprets)))
    if copy := _resumed(request, None):
        return _editor(request, ItemForm.resumed(copy.fields, post=post, initial=start), None)
    form = ItemForm(request.POST or None, post=post, initial=start)
    if request.method == "POST" and form.is_valid():
        fields = form.written()
        try:
            item = actions.draft(post, fields.pop("column"), **fields)
        except Refused as refused:
            refuse(form, refused)
        else:
            actions.drop_copy(post, None)
            messages.success(request, "草稿已保存")
            return redirect("publications:item", item.pk)
    return _editor(request, form, None)


def _interpreting(original: Item) -> dict[str, Any]:
    """How the interpretation of a document begins."""
    quoted = original.title.replace("《", "〈").replace("》", "〉")
    column = Column.objects.filter(agency=original.agency_id, code=INTERPRETATIONS, closed_on=None).first()
    return {"original": named(original), "title": f"《{quoted}》解读", "column": column}


@office("publications.draft")
def edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Changes a draft, or what is under review, which voids the review."""
    post = request.post
    item = workable(request, pk)
    if copy := _resumed(request, item):
        start = {"version": copy.version} if copy.version else {}
        return _editor(request, ItemForm.resumed(copy.fields, post=post, instance=item, initial=start), item)
    form = ItemForm(request.POST or None, post=post, instance=item)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            row = actions.revise(post, item, version=version, **form.written())
        except Refused as refused:
            refuse(form, refused)
            now = found(request, pk)
            if now.version != version:
                form.show_version(now.version)
                return _editor(request, form, now, _beside(form, now))
        else:
            actions.drop_copy(post, item)
            messages.success(request, "已保存" if row.version != version else "没有改动")
            return redirect("publications:item", pk)
    return _editor(request, form, found(request, pk))


def _resumed(request: OfficeRequest, item: Item | None) -> WorkingCopy | None:
    """The working copy that the person asked to go on with."""
    return (
        queries.copy_of(request.post, item) if request.method == "GET" and "resume" in request.GET else None
    )


def _beside(form: ItemForm, now: Item) -> dict[str, Any]:
    """What the person typed beside what somebody else saved meanwhile."""
    typed = form.written()
    html = richtext.read(typed.pop("body_html"))
    saved = content_of(now)
    column, original = typed.pop("column"), typed.pop("interpretation_of")
    written = {name: "" if value is None else value for name, value in typed.items()}
    for name in ("issued_on", "formed_on", "valid_until"):
        written[name] = str(written[name])
    places = {"column": column.code, "interpretation_of": original.pk if original else None}
    return comparison(saved, saved | written | places | {"body_html": html, "body": richtext.plain(html)})


def _editor(
    request: OfficeRequest, form: ItemForm, item: Item | None, beside: dict[str, Any] | None = None
) -> HttpResponse:
    voids = item is not None and item.state in {Item.State.IN_REVIEW, Item.State.APPROVED}
    going_on = request.method != "GET" or "resume" in request.GET
    copy = None if going_on else queries.copy_of(request.post, item)
    context = {
        "form": form,
        "item": item,
        "returned": queries.returned(item) if item else None,
        "voids": VOIDS if voids else "",
        "copy": copy,
        "beside": beside,
    }
    return render(request, "publications/edit.html", context, status=422 if form.errors else 200)


@office("publications.draft")
@require_POST
def submit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Sends the draft into review."""
    item = workable(request, pk)
    try:
        actions.submit(request.post, item, version=_version(request))
    except Refused as refused:
        messages.error(request, str(refused))
        if refused.field == EXPLANATIONS:
            return redirect("publications:check", pk)
    else:
        messages.success(request, "已送保密审查")
    return redirect("publications:item", pk)


@office("publications.draft")
@require_POST
def discard(request: OfficeRequest, pk: int) -> HttpResponse:
    """Gives the draft up."""
    item = workable(request, pk)
    try:
        actions.discard(request.post, item, version=_version(request))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("publications:item", pk)
    messages.success(request, "草稿已废弃")
    return redirect("publications:list")


@office("publications.draft")
@require_POST
def attach(request: OfficeRequest, pk: int) -> HttpResponse:
    """Attaches a file."""
    item = workable(request, pk)
    form = AttachForm(request.POST, request.FILES, auto_id="attach_%s")
    if form.is_valid():
        try:
            actions.attach(
                request.post,
                item,
                form.cleaned_data["file"],
                version=form.cleaned_data["version"],
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, "附件已上传")
            return redirect("publications:item", pk)
    return page(request, found(request, pk), attach_form=form)


@office("publications.draft")
@require_POST
def detach(request: OfficeRequest, pk: int) -> HttpResponse:
    """Takes an attachment off."""
    post = request.post
    attachment = queries.attachment_for(post, pk)
    if attachment is None:
        raise Http404
    try:
        actions.detach(post, attachment, version=_version(request))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"已删除附件“{attachment.name}”")
    return redirect("publications:item", attachment.item_id)


def _version(request: OfficeRequest) -> int | None:
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() else None
