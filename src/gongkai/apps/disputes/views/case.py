"""One dispute: what to do next, its terms, what happened, its papers; and a page for each verb."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.agencies.roles import holders
from gongkai.apps.disputes import actions, forms, queries
from gongkai.apps.disputes.models import STATES, Dispute, Stage
from gongkai.apps.disputes.views.lists import HANDLE, TOP, form_page
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import LookForm, refuse
from gongkai.law.refusals import Refused


@dataclass(frozen=True)
class Verb:
    """One thing that can be done to a dispute. starts: fields that begin with today. note: what follows from it."""

    title: str
    act: Callable[..., Any]
    form: type[forms.VerbForm]
    done: str
    starts: tuple[str, ...] = ()
    note: str = ""


VERBS = {
    "answer": Verb("登记已提交答复", actions.answer, forms.AnswerForm, "已登记答复", ("answered_on",)),
    "resolve": Verb("登记结果", actions.resolve, forms.ResultForm, "已登记结果", ("decided_on", "served_on")),
    "stage": Verb("登记上诉或者重审", actions.open_stage, forms.StageForm, "已登记", ("filed_on",)),
    "perform": Verb("登记履行", actions.perform, forms.PerformForm, "已登记履行", ("performed_on",)),
    "rehandle": Verb(
        "启动重新办理",
        actions.rehandle,
        forms.RehandleForm,
        "已启动重新办理，不计作新收申请",
        note="将就同一申请另开一件重新办理，期限自本机关收到决定或者裁判之日起算；年度报告不再计作新收和办结。",
    ),
    "change": Verb("更正登记", actions.change, forms.ChangeForm, "已更正"),
    "void": Verb("作废本件", actions.void, forms.VoidForm, "已作废"),
}


@office()
def dispute(request: OfficeRequest, pk: int) -> HttpResponse:
    """The page of one dispute of the post's agency."""
    post, day = request.post, today()
    found = queries.dispute(post.agency, pk)
    stages = list(found.stages.all())
    step = queries.next_step(found, stages[-1], day)
    may = post.may(HANDLE)
    context = {
        "dispute": found,
        "stage": stages[-1],
        "stages": stages,
        "state": STATES[found.result or "pending"],
        "step": step | {"actions": _links(found, step["verbs"], may)},
        "terms": queries.term_rows(found, stages[-1], day),
        "timeline": queries.timeline(found, day),
        "rehandlings": found.request.rehandlings.all() if found.request else [],
        "paper_form": forms.PaperForm() if may and not found.voided_on else None,
        "may_handle": may and not found.voided_on,
        "may_open": may,
        "trail": [(TOP, reverse("disputes:list")), (str(found), "")],
    }
    return render(request, "disputes/dispute.html", context)


def _links(found: Dispute, names: list[str], may: bool) -> list[dict[str, Any]]:
    refused = "" if may else f"由{'、'.join(holders(HANDLE))}办理"
    links: list[dict[str, Any]] = [
        {
            "title": VERBS[name].title,
            "url": reverse("disputes:act", args=[found.pk, name]),
            "refused": refused,
            "primary": not place and may,
        }
        for place, name in enumerate(names)
    ]
    return links[::-1]


@office(HANDLE)
def act(request: OfficeRequest, pk: int, name: str) -> HttpResponse:
    """The form of one verb; a refused one comes back with all that was typed."""
    if name not in VERBS:
        raise Http404("没有这种办理事项")
    post, verb, day = request.post, VERBS[name], today()
    found = queries.dispute(post.agency, pk)
    stage = list(found.stages.all())[-1]
    start = _start(found, stage, verb, day)
    form = verb.form(request.POST or None, dispute=found, stage=stage, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            made = verb.act(post, found, today=day, **form.given())
        except Refused as refused:
            refuse(form, refused)
            keep_version(form, Dispute.objects.values_list("version", flat=True).get(pk=pk))
        else:
            messages.success(request, f"{found}：{verb.done}")
            if name == "rehandle":
                return redirect("inforequests:case", made.pk)
            return redirect("disputes:dispute", pk)
    here = reverse("disputes:dispute", args=[pk])
    return form_page(
        request, form, verb.title, here, verb=verb.title, way=[(str(found), here)], note=verb.note
    )


def _start(found: Dispute, stage: Stage, verb: Verb, day: date) -> dict[str, Any]:
    start: dict[str, Any] = {"version": found.version, **dict.fromkeys(verb.starts, day)}
    if verb.form is forms.ChangeForm:
        names = [name for name in forms.ChangeForm.base_fields if hasattr(stage, name)]
        start |= {name: getattr(stage, name) for name in names}
        start |= {"request": found.request.label if found.request else "", "notes": found.notes}
    return start


def keep_version(form: LookForm, version: int) -> None:
    """After a refusal the form stands on the record as it is now, so that it can be saved once it was checked again."""
    typed = QueryDict(mutable=True)
    typed.update(form.data)
    typed["version"] = str(version)
    form.data = typed


@require_POST
@office(HANDLE)
def add_paper(request: OfficeRequest, pk: int) -> HttpResponse:
    """A paper put to the dispute."""
    found = queries.dispute(request.post.agency, pk)
    form = forms.PaperForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            paper = actions.add_paper(
                request.post, found, form.cleaned_data["file"], kind=form.cleaned_data["kind"]
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, f"已添加材料：{paper}")
            return redirect("disputes:dispute", pk)
    here = reverse("disputes:dispute", args=[pk])
    return form_page(request, form, "添加材料", here, verb="添加", way=[(str(found), here)], upload=True)


@require_POST
@office(HANDLE)
def remove_paper(request: OfficeRequest, pk: int, paper: int) -> HttpResponse:
    """Takes a paper out of sight."""
    found = queries.paper(request.post.agency, pk, paper)
    try:
        actions.remove_paper(request.post, found)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"已移除材料：{found}")
    return redirect("disputes:dispute", pk)


@office(HANDLE)
def open_paper(request: OfficeRequest, pk: int, paper: int) -> HttpResponseBase:
    """The file, always as a download; each look is logged."""
    found = queries.paper(request.post.agency, pk, paper)
    file = actions.open_paper(request.post, found)
    answer = FileResponse(file, as_attachment=True, filename=found.name, content_type=found.media_type)
    answer["Cache-Control"] = "no-store"
    return answer
