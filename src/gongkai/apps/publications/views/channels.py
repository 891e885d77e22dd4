"""Channels: accounts, what is on its way, one item on all its channels, evidence and tasks."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import refuse
from gongkai.apps.look.listing import Listing
from gongkai.apps.publications import actions, queries
from gongkai.apps.publications.channels import INTERFACES
from gongkai.apps.publications.forms_channels import (
    AccountForm,
    AddressForm,
    EvidenceForm,
    OutcomeForm,
    delivery_filters,
)
from gongkai.apps.publications.models import Channel, Delivery, Item
from gongkai.apps.publications.queries import channels as reads
from gongkai.apps.publications.views.item import found
from gongkai.law.refusals import Refused


@office()
def deliveries(request: OfficeRequest) -> HttpResponse:
    """What is on its way through interfaces, and what people have to see to."""
    post = request.post
    own = [(channel.pk, channel.name) for channel in queries.channels_of(post)]
    listing = Listing(request, reads.deliveries(post), delivery_filters(own))
    waiting = Listing(request, reads.channel_tasks(post)) if "page" not in request.GET else None
    context = {
        "listing": listing,
        "tasks": waiting.rows if waiting else (),
        "total": waiting.total if waiting else 0,
    }
    return render(request, "publications/deliveries.html", context)


@office()
def on_channels(request: OfficeRequest, pk: int) -> HttpResponse:
    """One item on all the agency's channels: as it looks there, what became of it, what is to be done."""
    return page(request, found(request, pk))


def page(request: OfficeRequest, item: Item, refused: Refused | None = None) -> HttpResponse:
    """The item's channels, with why the last act was refused."""
    context = {
        "item": item,
        "rows": reads.carried(item),
        "refused": refused,
        "may_publish": request.post.may("publications.publish"),
        "outcome_form": OutcomeForm(auto_id=False),
        "address_form": AddressForm(auto_id=False),
    }
    return render(request, "publications/channel_item.html", context, status=422 if refused else 200)


@office("publications.publish")
@require_POST
def act(request: OfficeRequest, pk: int) -> HttpResponse:
    """Does what the pressed button says about a delivery."""
    delivery = reads.delivery_for(request.post, pk)
    if delivery is None:
        raise Http404
    post, url = request.post, request.POST.get("url", "")
    verbs: dict[str, tuple[Callable[[Delivery], object], str]] = {
        "resend": (lambda row: actions.resend(post, row), "已重新排队，由定时任务推送"),
        "not_there": (lambda row: actions.resend(post, row, not_there=True), "已重新排队，由定时任务推送"),
        "settle": (lambda row: actions.settle_by_hand(post, row, url), "已登记渠道网址，计入本渠道发布"),
        "cancel": (lambda row: actions.cancel_delivery(post, row), "已取消推送"),
    }
    verb = next((name for name in verbs if name in request.POST), None)
    if verb is None:
        raise Http404
    do, said = verbs[verb]
    return _done(request, delivery.item, lambda: do(delivery), said)


@office("publications.publish")
@require_POST
def close(request: OfficeRequest, pk: int) -> HttpResponse:
    """Closes a task."""
    task = reads.channel_task_for(request.post, pk)
    if task is None:
        raise Http404
    outcome = request.POST.get("outcome", "")
    return _done(request, task.item, lambda: actions.close_task(request.post, task, outcome), "已办结")


def _done(request: OfficeRequest, item: Item, do: Callable[[], object], said: str) -> HttpResponse:
    try:
        do()
    except Refused as refused:
        return page(request, found(request, item.pk), refused)
    messages.success(request, said)
    return redirect("publications:channel_item", item.pk)


@office("publications.publish")
def evidence(request: OfficeRequest, pk: int, channel: int) -> HttpResponse:
    """Records that a channel which people serve carried the item."""
    item, where = found(request, pk), _channel(request, channel)
    form = EvidenceForm(request.POST or None, request.FILES or None, initial={"day": today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_evidence(request.post, item, where, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, f"已登记，计入“{where.name}”的发布条次")
            return redirect("publications:channel_item", item.pk)
    context = {"item": item, "form": form, "channel": where}
    return render(request, "publications/evidence.html", context, status=422 if form.errors else 200)


@office()
def evidence_file(request: OfficeRequest, pk: int) -> FileResponse:
    """The picture or scan, as a download."""
    one = reads.evidence_for(request.post, pk)
    if one is None or not one.file:
        raise Http404
    return FileResponse(
        one.file.open("rb"), as_attachment=True, filename=one.name, content_type=one.media_type
    )


@office("publications.manage")
def account(request: OfficeRequest, pk: int) -> HttpResponse:
    """The account of a channel's interface: set, changed, or given up."""
    channel = _channel(request, pk)
    if channel.kind not in INTERFACES:
        raise Http404
    known = getattr(channel, "account", None)
    initial = {name: getattr(known, name, "") for name in ("app_id", "cover", "address")}
    leaving = "disconnect" in request.POST
    form = AccountForm(None if leaving else request.POST or None, channel=channel, initial=initial)
    refused = None
    if request.method == "POST" and (leaving or form.is_valid()):
        try:
            if leaving:
                actions.disconnect_channel(request.post, channel)
            else:
                actions.connect_channel(request.post, channel, **form.cleaned_data)
        except Refused as error:
            refused = error
            if not leaving:
                refuse(form, error)
        else:
            messages.success(
                request, "已停用接口，今后由人工发布" if leaving else "接口已设置，发布时自动推送"
            )
            return redirect("publications:places")
    status = 422 if refused or form.errors else 200
    context = {"channel": channel, "form": form, "known": known, "refused": refused if leaving else None}
    return render(request, "publications/account.html", context, status=status)


def _channel(request: OfficeRequest, pk: int) -> Channel:
    channel = reads.channel_for(request.post, pk)
    if channel is None:
        raise Http404
    return channel
