"""The pages on which an item goes out, and what may be done to it once it is out."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import LookForm, refuse
from gongkai.apps.publications import actions, queries
from gongkai.apps.publications.forms import ReleaseForm, ValidityForm, WithdrawForm
from gongkai.apps.publications.forms_door import DoorForm
from gongkai.apps.publications.lifecycle import why_not
from gongkai.apps.publications.models import Item
from gongkai.apps.publications.rules import obstacles
from gongkai.apps.publications.views.item import found, workable
from gongkai.law.refusals import Refused

OUT = "发布之后任何人都能看到；撤下须写明理由，记录永久保留。"
UPDATES = "更新稿并入原页：索引号、网址和首次公开日期不变，旧版本和更正说明保留备查并公开。"


def _together(item: Item) -> str:
    """What goes out in the same moment."""
    ready = item.interpretations.filter(state=Item.State.APPROVED).values_list("title", flat=True)
    return f"同步发布已通过审查的解读：{'；'.join(ready)}。" if ready else ""


@office("publications.publish")
def publish(request: OfficeRequest, pk: int) -> HttpResponse:
    """Chooses the channels and publishes; says everything that stands in the way."""
    post = request.post
    item = workable(request, pk)
    channels = queries.channels_of(post)
    first = [channel.pk for channel in channels if channel.kind == "website"]
    initial = {"version": item.version, "channels": first}
    form = DoorForm(request.POST or None, post=post, item=item, initial=initial)
    verb = "更新原页" if item.replaces_id else "发布"
    return act(
        request,
        item,
        form,
        lambda: actions.publish(
            post,
            item,
            form.cleaned_data.get("channels", ()),
            version=form.cleaned_data["version"],
            without_interpretation=form.cleaned_data.get("without_interpretation", ""),
        ),
        title=verb,
        verb=verb,
        said="原页已更新，旧版本随版本记录保留" if item.replaces_id else "已发布，发布时间以系统为准",
        note=UPDATES if item.replaces_id else OUT + _together(item),
        obstacles=list(obstacles(item, uninterpreted=True)),
    )


@office("publications.publish")
def release(request: OfficeRequest, pk: int) -> HttpResponse:
    """One more channel."""
    post = request.post
    item = found(request, pk)
    form = ReleaseForm(request.POST or None, post=post, item=item)
    return act(
        request,
        item,
        form,
        lambda: actions.add_release(post, item, form.cleaned_data["channel"]),
        title="增加发布渠道",
        verb="增加",
        said="已增加发布渠道",
        note="同一信息由多个渠道发布，仍只计1条。",
        obstacles=why_not(item, "release"),
    )


@office("publications.withdraw")
def withdraw(request: OfficeRequest, pk: int) -> HttpResponse:
    """Takes it down."""
    post = request.post
    item = found(request, pk)
    form = WithdrawForm(request.POST or None)
    return act(
        request,
        item,
        form,
        lambda: actions.withdraw(post, item, form.cleaned_data["reason"]),
        title="撤下信息",
        verb="撤下",
        said="已撤下",
        note="撤下之后不能恢复，须另行起草并重新审查；索引号和记录保留，仍计入公开当年的条数。",
        obstacles=why_not(item, "withdraw"),
    )


@office("publications.publish")
def validity(request: OfficeRequest, pk: int) -> HttpResponse:
    """Marks it amended, repealed, lapsed or in force."""
    post = request.post
    item = found(request, pk)
    form = ValidityForm(request.POST or None, initial={"since": today()})
    return act(
        request,
        item,
        form,
        lambda: actions.change_validity(post, item, **form.cleaned_data),
        title="变更有效性",
        verb="变更",
        said="有效性已变更，公开页面随之标注",
        note=f"现为“{item.get_validity_display()}”。",
        obstacles=why_not(item, "change_validity"),
    )


def act(
    request: OfficeRequest,
    item: Item,
    form: LookForm,
    doing: Callable[[], object],
    *,
    said: str,
    **words: object,
) -> HttpResponse:
    """The page of one act: its form, what stands in the way; after success the page of the item acted on."""
    if request.method == "POST" and form.is_valid():
        try:
            row = doing()
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, said)
            return redirect("publications:item", row.pk if isinstance(row, Item) else item.pk)
    context = {"item": item, "form": form, **words}
    return render(request, "publications/act.html", context, status=422 if form.errors else 200)
