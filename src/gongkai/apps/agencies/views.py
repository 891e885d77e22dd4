"""机构与人员: who the agency is, who works in it, what they may do."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from gongkai.apps.agencies import actions, queries
from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.agencies.forms import DescribeForm, GrantForm, PersonForm
from gongkai.apps.agencies.models import Grant, Post
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import refuse
from gongkai.law.refusals import Refused


@office()
def overview(request: OfficeRequest) -> HttpResponse:
    """The agency's facts, people and roles."""
    agency = request.post.agency
    context = {
        "agency": agency,
        "staff": queries.staff_of(agency),
        "departments": agency.departments.all(),
        "leading_group": agency.leading_groups.prefetch_related("members").first(),
        "reading_points": agency.reading_points.all(),
        "may_describe": request.post.may("agencies.describe"),
        "may_manage": request.post.may("agencies.manage"),
        "may_grant": request.post.may("agencies.grant"),
        "grant_form": GrantForm(),
    }
    return render(request, "agencies/overview.html", context)


@office("agencies.describe")
def describe(request: OfficeRequest) -> HttpResponse:
    """Changes the contacts."""
    form = DescribeForm(request.POST or None, instance=request.post.agency)
    if request.method == "POST" and form.is_valid():
        # The model form has written onto its instance; the action compares with the agency as stored.
        request.post.agency.refresh_from_db()
        try:
            actions.describe_agency(request.post, request.post.agency, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, "机关资料已保存，公开指南随之更新")
            return redirect("agencies:overview")
    return render(
        request, "agencies/form.html", {"form": form, "title": "机关资料"}, status=422 if form.errors else 200
    )


@office("agencies.manage")
def new_person(request: OfficeRequest) -> HttpResponse:
    """Opens an account and seats it in the agency."""
    form = PersonForm(request.POST or None, agency=request.post.agency, initial={"since": today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.hire(request.post, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(
                request, f"已为{form.cleaned_data['display_name']}开设账号，请安全管理员授予角色"
            )
            return redirect("agencies:overview")
    return render(
        request, "agencies/form.html", {"form": form, "title": "新增人员"}, status=422 if form.errors else 200
    )


@office("agencies.grant")
@require_POST
def grant(request: OfficeRequest, pk: int) -> HttpResponse:
    """Gives a role to a post of the own agency."""
    post = get_object_or_404(Post, pk=pk, agency=request.post.agency)
    form = GrantForm(request.POST)
    if form.is_valid():
        try:
            actions.grant_role(request.post, post, form.cleaned_data["role"])
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"已授权{post.account.display_name}")
    return redirect("agencies:overview")


@office("agencies.grant")
@require_POST
def revoke(request: OfficeRequest, pk: int) -> HttpResponse:
    """Takes a role back."""
    found = get_object_or_404(Grant, pk=pk, post__agency=request.post.agency)
    actions.revoke_role(request.post, found)
    messages.success(request, f"已收回{found.post.account.display_name}的“{found.get_role_display()}”")
    return redirect("agencies:overview")
