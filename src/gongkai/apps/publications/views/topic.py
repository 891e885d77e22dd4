"""Special topics in the office."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import refuse
from gongkai.apps.publications.actions import topic as actions
from gongkai.apps.publications.forms_works import BlockForm, ChoiceForm, TopicForm
from gongkai.apps.publications.models import Topic, TopicBlock
from gongkai.apps.publications.queries import topic as queries
from gongkai.law.refusals import Refused


@office()
def topics(request: OfficeRequest) -> HttpResponse:
    """The agency's topics."""
    found = queries.topics_of(request.post)
    context = {"topics": found, "may_manage": request.post.may("publications.manage")}
    return render(request, "publications/topics.html", context)


@office("publications.manage")
def new_topic(request: OfficeRequest) -> HttpResponse:
    """A topic with its lead as a draft."""
    form = TopicForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.open_topic(request.post, request.post.agency, today=today(), **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, "专题已建立；导语送审发布后，专题随之公开")
            return redirect("publications:topic", made.pk)
    context = {"form": form, "title": "建立专题"}
    return render(request, "publications/topic_form.html", context, status=422 if form.errors else 200)


@office()
def topic(request: OfficeRequest, pk: int) -> HttpResponse:
    """One topic: its lead and where that stands, its blocks as they show now."""
    found = _topic(request, pk)
    context = {
        "topic": found,
        "picture": queries.picture_of(found),
        "blocks": queries.blocks_of(found),
        "may_manage": request.post.may("publications.manage"),
        "agency": request.post.agency,
    }
    return render(request, "publications/topic.html", context)


@office("publications.manage")
def new_block(request: OfficeRequest, pk: int) -> HttpResponse:
    """A block more."""
    found = _topic(request, pk)
    form = BlockForm(request.POST or None, post=request.post, initial={"rule": "matching", "most": 10})
    return _written(
        request, form, found, "增加一栏", lambda: actions.add_block(request.post, found, **form.cleaned_data)
    )


@office("publications.manage")
def block(request: OfficeRequest, pk: int) -> HttpResponse:
    """Changes a block."""
    found = _block(request, pk)
    form = BlockForm(request.POST or None, instance=found, post=request.post)
    return _written(
        request,
        form,
        found.topic,
        "修改一栏",
        lambda: actions.change_block(request.post, _block(request, pk), **form.cleaned_data),
    )


@office("publications.manage")
def choose(request: OfficeRequest, pk: int) -> HttpResponse:
    """Which items stand in a block."""
    found = _block(request, pk)
    chosen = found.choices.select_related("item").order_by("order")
    start = {"items": "\n".join(choice.item.index_number for choice in chosen)}
    form = ChoiceForm(request.POST or None, post=request.post, initial=start)
    return _written(
        request,
        form,
        found.topic,
        "选定信息",
        lambda: actions.choose(request.post, found, form.cleaned_data["items"]),
    )


def _written(request: OfficeRequest, form: Any, found: Topic, title: str, act: Any) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, "专题已更新")
            return redirect("publications:topic", found.pk)
    context = {"form": form, "title": title, "topic": found}
    return render(request, "publications/topic_form.html", context, status=422 if form.errors else 200)


@office("publications.manage")
@require_POST
def remove_block(request: OfficeRequest, pk: int) -> HttpResponse:
    """Takes a block off."""
    found = _block(request, pk)
    return _done(request, found.topic, lambda: actions.remove_block(request.post, found), "已删去一栏")


@office("publications.manage")
@require_POST
def close_topic(request: OfficeRequest, pk: int) -> HttpResponse:
    """The topic is over."""
    found = _topic(request, pk)
    return _done(request, found, lambda: actions.close_topic(request.post, found), "专题已结束，页面保留")


@office("publications.manage")
@require_POST
def reopen_topic(request: OfficeRequest, pk: int) -> HttpResponse:
    """Takes it up again."""
    found = _topic(request, pk)
    return _done(request, found, lambda: actions.reopen_topic(request.post, found), "专题已重新开放")


def _done(request: OfficeRequest, found: Topic, act: Any, said: str) -> HttpResponse:
    try:
        act()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
    return redirect("publications:topic", found.pk)


def _topic(request: OfficeRequest, pk: int) -> Topic:
    found = queries.topic_for(request.post, pk)
    if found is None:
        raise Http404
    return found


def _block(request: OfficeRequest, pk: int) -> TopicBlock:
    found = queries.block_for(request.post, pk)
    if found is None:
        raise Http404
    return found
