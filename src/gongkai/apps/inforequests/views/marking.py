"""遮蔽: the marking page of a paper, its page pictures, and the file that is made without the marked passages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.inforequests.actions.case_papers import open_paper
from gongkai.apps.inforequests.actions.making import order_file
from gongkai.apps.inforequests.actions.withholding import mark
from gongkai.apps.inforequests.forms.papers import MarkForm
from gongkai.apps.inforequests.models import Attachment, MakingState
from gongkai.apps.inforequests.queries.marking import Shown, in_words, shown
from gongkai.apps.inforequests.queries.papers import (
    data_of,
    is_markable,
    marks_of,
    paper,
    state_of,
    withholding,
)
from gongkai.apps.inforequests.views.case import trail
from gongkai.apps.look.forms import refuse
from gongkai.law.refusals import Refused
from gongkai.redaction import kept_text, mark_from, render_page

HANDLE = "inforequests.handle"
ASKED_AGAIN = 5  # seconds after which the page of an order is read anew
QUIET = timedelta(minutes=3)  # without a sign of life: something may be wrong with the worker
WIDTH = 1100  # pixels of a page picture
REASONS = (
    "涉及商业秘密，公开会对第三方合法权益造成损害",
    "涉及个人隐私，公开会对第三方合法权益造成损害",
    "依法确定为国家秘密",
    "属于机关内部事务信息",
    "属于行政管理活动中形成的过程性信息",
    "属于行政执法案卷信息",
)


@office(HANDLE)
def index(request: OfficeRequest, pk: int, number: int) -> HttpResponse:
    """The marking page: adds a mark, or shows what is marked. ?page= picks the page."""
    source = paper(request.post.agency, pk, number)
    page = request.GET.get("page", "1")
    try:
        screen = _screen(request, source, int(page) if page.isdigit() and len(page) < 6 else 1)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("inforequests:papers", pk)
    marks = marks_of(source)
    form = MarkForm(
        request.POST or None,
        page=screen.number if screen.is_picture else 0,
        groups=screen.groups,
        initial={"seen": state_of(marks), "scope": "all"},
    )
    if request.method == "POST" and form.is_valid():
        try:
            mark(request.post, source, [*marks, *form.marks()], seen=form.cleaned_data["seen"])
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, "已标注，文件还没有改动；标完之后生成遮蔽后的文件")
            return redirect(_here(pk, number, screen.number))
    context = _page(source, screen, marks, form)
    return render(request, "inforequests/marking.html", context, status=422 if form.errors else 200)


def _screen(request: OfficeRequest, source: Attachment, number: int) -> Shown:
    """The page of the paper that is asked for; looking at it is logged."""
    if not is_markable(source):
        raise Refused(f"“{source.name}”不是拟提供的信息，不需要遮蔽")
    data = open_paper(request.post, source) if request.method == "GET" else data_of(source)
    return shown(data, source.name, number)


def _here(pk: int, number: int, page: int) -> str:
    return reverse("inforequests:marking", args=[pk, number]) + (f"?page={page}" if page > 1 else "")


def _page(source: Attachment, screen: Shown, marks: list[dict[str, Any]], form: MarkForm) -> dict[str, Any]:
    case = source.request
    data: Any = form.data
    rows = in_words(marks, screen.document)
    last = withholding(source)
    given = [mark_from(one) for one in marks]
    return {
        "case": case,
        "paper": source,
        "screen": screen,
        "marks": rows,
        "here": [row for row in rows if "x" in row and row["page"] == screen.number],
        "state": state_of(marks),
        "form": form,
        "chosen": set(data.getlist("lines")) | set(data.getlist("parts")) if form.is_bound else set(),
        "reasons": REASONS,
        "parts": [(part, kept_text(part, given)) for part in screen.parts],
        "order": source.makings.last(),
        "released": last.released if last and last.released and last.released.removed_at is None else None,
        "trail": [*trail(case)[:-1], (case.label, reverse("inforequests:case", args=[case.pk])),
                  ("附件", reverse("inforequests:papers", args=[case.pk])), (f"遮蔽：{source.name}", "")],
    }  # fmt: skip


@require_POST
@office(HANDLE)
def unmark(request: OfficeRequest, pk: int, number: int) -> HttpResponse:
    """Takes one mark off; `mark` is its number from 1."""
    source = paper(request.post.agency, pk, number)
    marks = marks_of(source)
    wanted = request.POST.get("mark", "")
    at = int(wanted) - 1 if wanted.isdigit() and len(wanted) < 6 else -1
    try:
        if not 0 <= at < len(marks):
            raise Refused("这处遮蔽已不在了，请核对后再试")
        mark(request.post, source, marks[:at] + marks[at + 1 :], seen=request.POST.get("seen", ""))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"已取消第{at + 1}处遮蔽")
    page = request.POST.get("page", "1")
    return redirect(_here(pk, number, int(page) if page.isdigit() and len(page) < 6 else 1))


@require_POST
@office(HANDLE)
def make(request: OfficeRequest, pk: int, number: int) -> HttpResponse:
    """Orders the file without the marked passages. That of a short paper is there when this returns."""
    source = paper(request.post.agency, pk, number)
    try:
        order = order_file(request.post, source, seen=request.POST.get("seen", ""))
        if order.state == MakingState.FAILED:
            raise Refused(order.error)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("inforequests:marking", pk, number)
    if order.is_open:
        return redirect("inforequests:making", pk, number, order.pk)
    name = order.released.name if order.released else ""
    messages.success(request, f"已生成“{name}”，再次提取核对没有发现残留；送出前请打开看一遍")
    return redirect("inforequests:papers", pk)


@office(HANDLE)
def making(request: OfficeRequest, pk: int, number: int, order: int) -> HttpResponse:
    """How far an order is, and what came of it. The page asks again by itself; without a script by a link."""
    source = paper(request.post.agency, pk, number)
    found = get_object_or_404(source.makings.select_related("released", "ordered_by__account"), pk=order)
    case = source.request
    context = {
        "case": case,
        "paper": source,
        "order": found,
        "last": found.beat_at or found.ordered_at,
        "is_silent": found.is_open and timezone.now() - (found.beat_at or found.ordered_at) > QUIET,
        "seconds": ASKED_AGAIN,
        "trail": [*trail(case)[:-1], (case.label, reverse("inforequests:case", args=[pk])),
                  ("附件", reverse("inforequests:papers", args=[pk])), ("生成遮蔽后的文件", "")],
    }  # fmt: skip
    answer = render(request, "inforequests/making.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@office(HANDLE)
def picture(request: OfficeRequest, pk: int, number: int, page: int) -> HttpResponse:
    """The picture of one page for the marking page, which logs the look; with ?marked=1 as the page would leave."""
    source = paper(request.post.agency, pk, number)
    marks = [mark_from(one) for one in marks_of(source)] if request.GET.get("marked") else []
    try:
        if not is_markable(source):
            raise Refused(f"“{source.name}”不是拟提供的信息")
        image = render_page(data_of(source), source.name, page, WIDTH, marks)
    except Refused as refused:
        return HttpResponse(str(refused), status=404, content_type="text/plain; charset=utf-8")
    answer = HttpResponse(image, content_type="image/png")
    answer["Cache-Control"] = "no-store"
    return answer
