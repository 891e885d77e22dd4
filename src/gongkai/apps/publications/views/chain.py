"""The pages of the agency's review chain and of deputies."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import refuse
from gongkai.apps.publications import actions, queries
from gongkai.apps.publications.forms_door import ChainForm, DeputyForm
from gongkai.apps.publications.lifecycle import ORDER
from gongkai.law.refusals import Refused


@office()
def chain(request: OfficeRequest) -> HttpResponse:
    """The rules of the agency; whoever may, proposes one."""
    post = request.post
    form = ChainForm(request.POST or None, post=post, initial={"since": today(), "head": "important"})
    if request.method == "POST" and form.is_valid():
        try:
            actions.propose_chain(post, post.agency, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, "已提出，由另一人同意后启用")
            return redirect("publications:chain")
    context = {
        "rules": queries.chain_rules(post),
        "form": form if post.may("publications.manage") else None,
        "may_consent": post.may("publications.chain.consent"),
        "post": post,
        "today": today(),
    }
    return render(request, "publications/chain.html", context, status=422 if form.errors else 200)


@office("publications.chain.consent")
@require_POST
def consent(request: OfficeRequest, pk: int) -> HttpResponse:
    """Puts a proposed rule into force."""
    rule = queries.chain_rule_for(request.post, pk)
    if rule is None:
        raise Http404
    try:
        actions.consent_chain(request.post, rule)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"已同意，自{rule.since:%Y-%m-%d}起按新的环节送审")
    return redirect("publications:chain")


@office()
def deputies(request: OfficeRequest) -> HttpResponse:
    """Who stands in for whom; a reviewer names a deputy for an absence."""
    post = request.post
    form = DeputyForm(request.POST or None, post=post, initial={"since": today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.name_deputy(post, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, "已指定代理人，期间的待办同时显示给代理人")
            return redirect("publications:deputies")
    reviews = any(post.may(step.permission) for step in ORDER)
    context = {
        "deputies": queries.deputies(post, today()),
        "form": form if reviews else None,
        "post": post,
        "today": today(),
    }
    return render(request, "publications/deputies.html", context, status=422 if form.errors else 200)


@office()
@require_POST
def end_deputy(request: OfficeRequest, pk: int) -> HttpResponse:
    """Ends a deputyship early."""
    row = queries.deputy_for(request.post, pk)
    if row is None:
        raise Http404
    try:
        actions.end_deputy(request.post, row)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "代理已结束")
    return redirect("publications:deputies")
