"""归档: the sealed file of a case, its check, and copies of it for a court."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.audit.queries import of_subject
from gongkai.apps.inforequests import actions, queries
from gongkai.apps.inforequests.forms.letters import ExportForm
from gongkai.apps.inforequests.models import AttachmentKind, Request
from gongkai.apps.inforequests.queries.casefile import archive_of, unripe
from gongkai.apps.inforequests.queries.remedies import remedy_terms
from gongkai.apps.inforequests.views.case import frame
from gongkai.apps.inforequests.views.downloads import file_answer
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import refuse
from gongkai.law.refusals import Refused

TAB = "inforequests:casefile"
LOOKS = ("request.exported", "request.archive_verified", "request.archived")


@office()
def tab(request: OfficeRequest, pk: int) -> HttpResponse:
    """The tab 归档."""
    return _page(request, queries.case(request.post.agency, pk))


def _page(request: OfficeRequest, case: Request, form: ExportForm | None = None) -> HttpResponse:
    post = request.post
    papers = case.attachments.filter(removed_at=None).exclude(kind=AttachmentKind.ARCHIVE)
    context: dict[str, Any] = {
        **frame(case, queries.clock_of(case, today()), TAB),
        "archive": archive_of(case),
        "terms": remedy_terms(case),
        "papers": [
            (paper, paper.name.replace(case.applicant_name, case.masked_name))
            for paper in papers.order_by("pk")
        ],
        "looks": of_subject(f"inforequests.request:{case.pk}").filter(event__in=LOOKS),
        "form": form or ExportForm(initial={"mask": True}),
        "may_handle": post.may("inforequests.handle"),
        "may_see": post.may("inforequests.see_identity"),
        "waits": unripe(case),
    }
    return render(request, "inforequests/casefile.html", context, status=422 if form and form.errors else 200)


@require_POST
@office("inforequests.handle")
def archive(request: OfficeRequest, pk: int) -> HttpResponse:
    """Seals the case."""
    case = queries.case(request.post.agency, pk)
    try:
        actions.archive(request.post, case, today=today(), seen=_version(request))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "已归档，案卷已封存，本件转为只读")
    return redirect(TAB, pk)


@require_POST
@office("inforequests.handle")
def verify(request: OfficeRequest, pk: int) -> HttpResponse:
    """Checks the sealed file against register, log and manifest."""
    case = queries.case(request.post.agency, pk)
    try:
        found = actions.verify_archive(request.post, case)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        if found:
            messages.error(request, f"案卷不完整：{'；'.join(found)}")
        else:
            messages.success(request, "案卷完整：逐件摘要、整卷摘要与操作日志一致")
    return redirect(TAB, pk)


@require_POST
@office("inforequests.handle")
def export(request: OfficeRequest, pk: int) -> HttpResponse:
    """A copy of the file, as a download."""
    case = queries.case(request.post.agency, pk)
    form = ExportForm(request.POST)
    if not form.is_valid():
        return _page(request, case, form)
    try:
        copy, name = actions.export_archive(request.post, case, today=today(), **form.cleaned_data)
    except Refused as refused:
        refuse(form, refused)
        return _page(request, case, form)
    return file_answer(copy, name)  # type: ignore[return-value]


def _version(request: OfficeRequest) -> int | None:
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() else None
