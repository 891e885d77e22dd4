"""历史信息清理: lists, their lines, the judging, the confirming, the doing."""

from __future__ import annotations

import io
from typing import Any, ClassVar

import xlsxwriter
from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.agencies.models import Post
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import LookForm, refuse
from gongkai.apps.look.listing import Filters, Listing
from gongkai.apps.publications.actions import cleanup as actions
from gongkai.apps.publications.cleanup import RULES
from gongkai.apps.publications.forms import column_choices
from gongkai.apps.publications.models import CleanupLine, CleanupList, Column
from gongkai.apps.publications.queries import cleanup as queries
from gongkai.law.refusals import Refused

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADS = (
    "索引号",
    "标题",
    "栏目",
    "公开日期",
    "发现",
    "处理意见",
    "理由",
    "判定人",
    "复核人",
    "办理时间",
    "未能办理的原因",
)
STATES = [
    ("", "全部"),
    ("unjudged", "待判定"),
    ("unconfirmed", "待复核"),
    ("confirmed", "待办理"),
    ("done", "已办理"),
    ("failed", "未能办理"),
]


class CleanupForm(LookForm):
    """Which items are looked through for what."""

    name = forms.CharField(label="清单名称", max_length=100)
    rules = forms.MultipleChoiceField(
        label="查找的情形",
        choices=[(code, words) for code, (words, _) in RULES.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    column = forms.ModelChoiceField(label="栏目", queryset=Column.objects.none(), required=False)
    until = forms.DateField(label="只查此日以前公开的", required=False)
    laws: ClassVar[dict[str, str]] = {
        "rules": "文件修改、废止、失效的，应在原文件上标注（国办发〔2017〕47号）"
    }

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own: Any = self.fields
        own["column"].queryset = Column.objects.filter(agency_id=post.agency_id)
        own["column"].choices = [("", "全部栏目"), *column_choices(post, in_use=True)]


class LineFilters(Filters):
    """The state of the lines."""

    state = forms.ChoiceField(label="状态", choices=STATES)


class VerdictForm(LookForm):
    """What becomes of the chosen lines."""

    verdict = forms.ChoiceField(
        label="处理意见", choices=CleanupLine.Verdict.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(label="理由", max_length=200, required=False)
    laws: ClassVar[dict[str, str]] = {
        "verdict": "由另一人复核后办理；撤下的不能恢复，更正的起草更新稿后照常送审"
    }


@office()
def cleanups(request: OfficeRequest) -> HttpResponse:
    """The agency's lists."""
    context = {
        "listing": Listing(request, queries.cleanups(request.post)),
        "may_make": request.post.may("publications.withdraw"),
    }
    return render(request, "publications/cleanups.html", context)


@office("publications.withdraw")
def new_cleanup(request: OfficeRequest) -> HttpResponse:
    """Looks through what is public and makes a list."""
    post, day = request.post, today()
    start = {"name": f"{day.year}年{day.month}月历史信息清理", "rules": list(RULES)}
    form = CleanupForm(request.POST or None, post=post, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.make_list(post, post.agency, today=day, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, f"检查了{made.looked_through}条，列出{made.lines.count()}条")
            return redirect("publications:cleanup", made.pk)
    return render(
        request, "publications/cleanup_new.html", {"form": form}, status=422 if form.errors else 200
    )


@office()
def cleanup(request: OfficeRequest, pk: int) -> HttpResponse:
    """One list; its verdicts are given for the lines that are ticked. `?export=xlsx` gives all of it."""
    found, post = _cleanup(request, pk), request.post

    class Own(LineFilters):
        def apply(self, rows: QuerySet[CleanupLine]) -> QuerySet[CleanupLine]:
            return queries.lines_of(found, self.chosen().get("state", ""))

    listing = Listing(request, queries.lines_of(found), Own)
    if listing.exporting:
        return _sheet(listing.everything, found.name)
    form = VerdictForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and post.may("publications.draft"):
        lines = _ticked(request, found)
        try:
            if not lines:
                raise Refused("请先勾选要判定的信息")
            for line in lines:
                actions.judge_line(post, line, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, f"已判定{len(lines)}条，待另一人复核")
            return redirect("publications:cleanup", pk)
    context = {
        "cleanup": found,
        "listing": listing,
        "rules": [RULES[code][0] for code in found.rules if code in RULES],
        "form": form,
        "may_judge": post.may("publications.draft"),
        "may_confirm": post.may("publications.cleanup.confirm"),
        "may_do": post.may("publications.withdraw"),
    }
    return render(request, "publications/cleanup.html", context, status=422 if form.errors else 200)


def _ticked(request: OfficeRequest, found: CleanupList) -> list[CleanupLine]:
    keys = [int(key) for key in request.POST.getlist("line") if key.isdecimal()]
    return list(found.lines.filter(pk__in=keys))


@office("publications.cleanup.confirm")
@require_POST
def confirm(request: OfficeRequest, pk: int) -> HttpResponse:
    """Consents to the ticked verdicts."""
    found = _cleanup(request, pk)
    done, said = 0, ""
    for line in _ticked(request, found):
        try:
            actions.confirm_line(request.post, line)
            done += 1
        except Refused as refused:
            said = str(refused)
    if done:
        messages.success(request, f"已复核{done}条，可以办理")
    if said or not done:
        messages.error(request, said or "请先勾选要复核的信息")
    return redirect("publications:cleanup", pk)


@office("publications.withdraw")
@require_POST
def carry_out(request: OfficeRequest, pk: int) -> HttpResponse:
    """Does what is confirmed; again for what is left."""
    try:
        done, failed = actions.carry_out(request.post, _cleanup(request, pk), today())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("publications:cleanup", pk)
    if failed:
        messages.error(request, f"办理{done}条，{failed}条未能办理，原因见各条")
    else:
        messages.success(request, f"已办理{done}条")
    return redirect("publications:cleanup", pk)


def _sheet(lines: QuerySet[CleanupLine], name: str) -> HttpResponse:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet("清理清单")
        page.set_column(0, 0, 24)
        page.set_column(1, 1, 60)
        page.set_column(2, len(HEADS), 20)
        page.write_row(0, 0, HEADS, book.add_format({"bold": True}))
        for number, line in enumerate(lines, start=1):
            page.write_row(number, 0, _cells(line))
    disposition = content_disposition_header(as_attachment=True, filename=f"{name}.xlsx")
    return HttpResponse(
        out.getvalue(), content_type=SHEET, headers={"Content-Disposition": disposition or ""}
    )


def _cells(line: CleanupLine) -> list[str]:
    return [
        line.item.index_number,
        line.item.title,
        line.item.column.name,
        str(line.item.first_public_on),
        "；".join(line.found),
        line.get_verdict_display() if line.verdict else "",
        line.reason,
        line.judged_by.account.display_name if line.judged_by else "",
        line.confirmed_by.account.display_name if line.confirmed_by else "",
        f"{line.done_at:%Y-%m-%d}" if line.done_at else "",
        line.failed,
    ]


def _cleanup(request: OfficeRequest, pk: int) -> CleanupList:
    found = queries.cleanup_for(request.post, pk)
    if found is None:
        raise Http404
    return found
