"""文书模板: the agency's own wording of each type of letter, tried on a sample case before it holds."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from gongkai import letters
from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.inforequests import actions
from gongkai.apps.inforequests.forms.letters import TemplateForm
from gongkai.apps.inforequests.models import LetterTemplate
from gongkai.apps.inforequests.queries.letter_templates import in_force, sample_letter, templates_of
from gongkai.apps.inforequests.views.case import trail
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import refuse
from gongkai.law.refusals import Refused
from gongkai.letters.library import KINDS, LetterType

PERMISSION = "inforequests.templates"


@office(PERMISSION)
def index(request: OfficeRequest) -> HttpResponse:
    """Every type of letter, and whose wording holds today."""
    day = today()
    own = in_force(request.post.agency, day)
    groups = [
        (name, [(kind, own.get(kind.code)) for kind in _offered() if kind.kind == group])
        for group, name in KINDS.items()
    ]
    context = {"groups": [pair for pair in groups if pair[1]], "trail": trail(None, "文书模板")}
    return render(request, "inforequests/letter_templates.html", context)


def _offered() -> list[LetterType]:
    return [kind for kind in letters.types().values() if kind.layout == "letter"]


@office(PERMISSION)
def template(request: OfficeRequest, code: str) -> HttpResponse:
    """One type: the wording to edit, and a sample letter made of it."""
    day = today()
    kind = letters.types().get(code)
    if kind is None or kind.layout == "form":
        raise Http404("没有这种文书")
    history = templates_of(request.post.agency, code)
    now = next((one for one in history if one.since <= day and (one.until is None or one.until > day)), None)
    start = {"text": now.text if now else kind.template, "since": day}
    form = TemplateForm(request.POST or None, initial=start)
    text, sample = str(form["text"].value() or ""), None
    try:
        sample = sample_letter(request.post.agency, kind, text, day)
    except Refused as refused:
        if form.is_bound:
            form.is_valid()
            refuse(form, Refused(refused.message, article=refused.article, field="text"))
    if request.method == "POST" and "preview" not in request.POST and form.is_valid():
        try:
            actions.save_template(request.post, type=code, today=day, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, f"{kind.name}：模板已保存")
            return redirect("inforequests:template", code)
    context = {
        "kind": kind,
        "form": form,
        "sample": sample,
        "history": history,
        "now": now,
        "placeholders": kind.placeholders(),
        "trail": [*trail(None), ("文书模板", "templates"), (kind.name, "")],
    }
    return render(request, "inforequests/letter_template.html", context, status=422 if form.errors else 200)


@require_POST
@office(PERMISSION)
def end(request: OfficeRequest, code: str) -> HttpResponse:
    """Back to the library's wording."""
    day = today()
    now = in_force(request.post.agency, day).get(code)
    if now is None:
        raise Http404("没有启用中的模板")
    try:
        actions.end_template(request.post, LetterTemplate.objects.get(pk=now.pk), today=day)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "已停用，恢复通用文本")
    return redirect("inforequests:template", code)
