"""Columns and whether they are up to date: the agency's own, and those that the oversight office watches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.agencies.queries import overseen_by
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import refuse
from gongkai.apps.publications.actions import columns as actions
from gongkai.apps.publications.forms_duties import CloseForm, ColumnChangeForm, TermForm
from gongkai.apps.publications.freshness import months_until, verdicts
from gongkai.apps.publications.models import Column
from gongkai.apps.publications.queries import column_counts
from gongkai.apps.publications.queries import columns as queries
from gongkai.law.articles import cite
from gongkai.law.refusals import Refused

STEPS = (1, 4, 10, 20)  # items of a month from which the shade of the heat map deepens


@office()
def columns(request: OfficeRequest) -> HttpResponse:
    """Every column with its term and state, and the last twelve months as a heat map with its figures."""
    post, day = request.post, today()
    states = list(queries.column_states([post.agency_id], day))
    counts, warm = column_counts(post.agency), queries.heat(post.agency, day)
    months = months_until(day)
    context = {
        "rows": [
            (one, cite(one.column.scope_code) if one.column.scope_code else "", counts.get(one.column.pk, 0))
            for one in states
        ],
        "months": months,
        "heat": [
            (one, _cells(warm.get(one.column.pk, [0] * len(months)))) for one in states if not one.groups
        ],
        "verdicts": verdicts((one.column.code, one.freshness.state) for one in states if not one.groups),
        "unset": sum(one.freshness.state == "unset" and not one.groups for one in states),
        "may_manage": post.may("publications.manage"),
        "may_oversee": post.may("supervision.oversee"),
    }
    return render(request, "publications/columns.html", context)


def _cells(counts: Sequence[int]) -> list[tuple[int, int]]:
    """(items, shade from 0 to 4) a month."""
    return [(n, sum(n >= step for step in STEPS)) for n in counts]


@office("publications.manage")
def column(request: OfficeRequest, pk: int) -> HttpResponse:
    """One column: its place, its terms, its closing."""
    found = _column(request, pk)
    post = request.post
    form = ColumnChangeForm(
        request.POST if "place" in request.POST else None, instance=found, post=post, auto_id="place_%s"
    )
    term = TermForm(
        request.POST if "term" in request.POST else None,
        post=post,
        initial=_last_term(found),
        auto_id="term_%s",
    )
    closing = CloseForm(request.POST if "close" in request.POST else None, auto_id="close_%s")
    for name, bound, act, said in (
        ("place", form, actions.change_column, "栏目已修改"),
        ("term", term, actions.set_update_term, "更新期限已设定"),
        ("close", closing, actions.close_column, "栏目已停用，原有页面照常公开"),
    ):
        if name in request.POST and bound.is_valid():
            try:
                act(post, _column(request, pk), **bound.cleaned_data)
            except Refused as refused:
                refuse(bound, refused)
            else:
                messages.success(request, said)
                return redirect("publications:column", pk)
    now = _column(request, pk)
    context = {
        "column": now,
        "form": form,
        "term_form": term,
        "close_form": closing,
        "terms": queries.terms_of(now),
        "today": today(),
    }
    bad = form.errors or term.errors or closing.errors
    return render(request, "publications/column.html", context, status=422 if bad else 200)


def _last_term(column: Column) -> dict[str, Any]:
    """What the form of a new term begins with: the term that holds, from today on."""
    last = queries.terms_of(column).first()
    told = {"unit": last.unit, "every": last.every, "department": last.department_id} if last else {}
    return {"since": today(), **told}


@office("publications.manage")
@require_POST
def reopen(request: OfficeRequest, pk: int) -> HttpResponse:
    """Takes a closed column into use again."""
    try:
        actions.reopen_column(request.post, _column(request, pk))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "栏目已重新启用")
    return redirect("publications:column", pk)


@office("publications.manage")
@require_POST
def adopt_terms(request: OfficeRequest) -> HttpResponse:
    """The terms of the platform norms for the columns that have none."""
    try:
        count = actions.adopt_standard_terms(request.post, request.post.agency)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"已为{count}个栏目设定更新期限" if count else "标准栏目都已设定更新期限")
    return redirect("publications:columns")


@office("supervision.oversee")
def overseen(request: OfficeRequest) -> HttpResponse:
    """Agency by agency: columns overdue, blank, without a term."""
    agencies = overseen_by(request.post.agency).order_by("name")
    context = {"rows": queries.columns_overseen(agencies, today())}
    return render(request, "publications/columns_overseen.html", context)


def _column(request: OfficeRequest, pk: int) -> Column:
    found = queries.column_for(request.post, pk)
    if found is None:
        raise Http404
    return found
