"""The pages of the next version, of emergency release, of orders for later and of evaluation."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.look.clock import today
from gongkai.apps.publications import actions, queries
from gongkai.apps.publications.forms_door import (
    AmendForm,
    EmergencyForm,
    EvaluationForm,
    ScheduleForm,
    ScheduleWithdrawalForm,
)
from gongkai.apps.publications.lifecycle import why_not
from gongkai.apps.publications.models import Channel
from gongkai.apps.publications.rules import emergency_obstacles, not_withheld, obstacles
from gongkai.apps.publications.views.door import act
from gongkai.apps.publications.views.item import found, workable
from gongkai.law.refusals import Refused


def _websites(request: OfficeRequest) -> list[int]:
    return [one.pk for one in queries.channels_of(request.post) if one.kind == Channel.Kind.WEBSITE]


@office("publications.draft")
def amend(request: OfficeRequest, pk: int) -> HttpResponse:
    """Begins the next version of a public page."""
    item = workable(request, pk)
    form = AmendForm(request.POST or None)
    return act(
        request,
        item,
        form,
        lambda: actions.amend(request.post, item, form.cleaned_data["amendment"]),
        title="更新内容",
        verb="起草更新稿",
        said="更新稿已起草，原页照常公开；修改后送保密审查",
        note="原页在更新稿审查期间照常公开；更新稿审查通过并发布后替换内容，索引号和网址不变。",
        obstacles=why_not(item, "amend"),
    )


@office("publications.emergency")
def emergency(request: OfficeRequest, pk: int) -> HttpResponse:
    """Lets an item out before its review is complete."""
    item = workable(request, pk)
    initial = {"version": item.version, "channels": _websites(request)}
    form = EmergencyForm(request.POST or None, post=request.post, initial=initial)
    return act(
        request,
        item,
        form,
        lambda: actions.release_in_emergency(request.post, item, **form.cleaned_data),
        title="应急发布",
        verb="应急发布",
        said="已应急发布，其余审查环节请在期限内补办",
        note="现有内容已通过保密审查。发布之后立即公开，其余环节限期补审；决定人、理由和时间永久留痕。",
        obstacles=list(emergency_obstacles(item)),
    )


@office("publications.publish")
def schedule(request: OfficeRequest, pk: int) -> HttpResponse:
    """Orders a release for later."""
    item = workable(request, pk)
    initial = {"version": item.version, "channels": _websites(request), "day": today()}
    form = ScheduleForm(request.POST or None, post=request.post, item=item, initial=initial)
    return act(
        request,
        item,
        form,
        lambda: actions.schedule_release(
            request.post,
            item,
            form.cleaned_data.get("channels", ()),
            at=form.at(),
            version=form.cleaned_data["version"],
        ),
        title="定时发布",
        verb="登记",
        said="已登记定时发布",
        note="到时由系统再核对一遍审查和内容，通过的才发布；发布时间以系统当时的时间为准。",
        obstacles=list(obstacles(item)),
    )


@office("publications.withdraw")
def schedule_withdrawal(request: OfficeRequest, pk: int) -> HttpResponse:
    """Orders a withdrawal for later."""
    item = found(request, pk)
    form = ScheduleWithdrawalForm(request.POST or None, initial={"day": today()})
    return act(
        request,
        item,
        form,
        lambda: actions.schedule_withdrawal(
            request.post, item, at=form.at(), reason=form.cleaned_data["reason"]
        ),
        title="定时撤下",
        verb="登记",
        said="已登记定时撤下",
        note="到时由系统撤下，网址显示已撤下和理由；撤下之后不能恢复。",
        obstacles=why_not(item, "withdraw"),
    )


@office("publications.publish")
@require_POST
def cancel(request: OfficeRequest, pk: int) -> HttpResponse:
    """Takes an order back."""
    order = queries.order_for(request.post, pk)
    if order is None:
        raise Http404
    try:
        actions.cancel_schedule(request.post, order)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"已取消{order.get_kind_display()}")
    return redirect("publications:item", order.item_id)


@office("publications.publish")
def reevaluate(request: OfficeRequest, pk: int) -> HttpResponse:
    """Keeps or lifts the decision not to disclose."""
    item = workable(request, pk)
    form = EvaluationForm(request.POST or None, initial={"version": item.version})
    return act(
        request,
        item,
        form,
        lambda: actions.reevaluate(request.post, item, **form.cleaned_data),
        title="评估不公开信息",
        verb="保存评估",
        said="评估已保存",
        note=f"现为“{item.get_disclosure_attribute_display()}”：{item.attribute_reason}（{item.attribute_article}）",
        obstacles=not_withheld(item),
    )
