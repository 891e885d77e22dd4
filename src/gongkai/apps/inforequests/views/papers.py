"""附件: the papers of a case; to put one in, to open one, to take one away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.agencies.models import Post
from gongkai.apps.inforequests import actions, queries
from gongkai.apps.inforequests.actions.case_papers import FIXED, open_paper, remove_paper
from gongkai.apps.inforequests.forms.papers import PaperForm
from gongkai.apps.inforequests.models import Attachment, Request
from gongkai.apps.inforequests.queries import papers as found
from gongkai.apps.inforequests.queries.marking import bases_in_words
from gongkai.apps.inforequests.views.case import frame
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import refuse
from gongkai.law.refusals import Refused

TAB = "inforequests:papers"
HANDLE = "inforequests.handle"


@office()
def index(request: OfficeRequest, pk: int) -> HttpResponse:
    """The tab 附件, and what is put in there."""
    post = request.post
    case = queries.case(post.agency, pk)
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            paper = actions.attach(post, case, form.cleaned_data["file"], kind=form.cleaned_data["kind"])
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, f"{case.label}：已加入“{paper.name}”")
            return redirect(TAB, pk)
    return render(
        request, "inforequests/papers.html", _page(case, post, form), status=422 if form.errors else 200
    )


def _page(case: Request, post: Post, form: PaperForm) -> dict[str, Any]:
    handles = post.may(HANDLE)
    return {
        **frame(case, queries.clock_of(case, today()), TAB),
        "papers": [_row(paper, post) for paper in found.papers(case)],
        "form": form if handles and case.archived_on is None else None,
        "may_handle": handles,
    }


def _row(paper: Attachment, post: Post) -> dict[str, Any]:
    marked = list(paper.withholdings.all())
    marks = marked[-1].marks if marked else []
    made_from = [one.source for one in paper.released_from.all()]
    handles = post.may(HANDLE)
    return {
        "paper": paper,
        "marks": len(marks),
        "bases": "、".join(bases_in_words(marks)),
        "released": bool(marked) and marked[-1].released_id is not None,
        "source": made_from[-1] if made_from else None,
        "may_open": found.may_open(post, paper),
        "may_mark": handles and found.is_markable(paper) and paper.request.archived_on is None,
        "may_remove": handles and not (paper.for_applicant or paper.kind in FIXED or paper.event_id),
    }


@office()
def file(request: OfficeRequest, pk: int, number: int) -> HttpResponse:
    """The paper as a download; the opening is logged."""
    paper = found.paper(request.post.agency, pk, number)
    try:
        data = open_paper(request.post, paper)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(TAB, pk)
    answer = HttpResponse(data, content_type=paper.media_type)
    answer["Content-Disposition"] = content_disposition_header(True, paper.name) or "attachment"
    answer["Cache-Control"] = "no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_POST
@office(HANDLE)
def remove(request: OfficeRequest, pk: int, number: int) -> HttpResponse:
    """Takes a paper out of sight."""
    paper = found.paper(request.post.agency, pk, number)
    try:
        remove_paper(request.post, paper)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"已移除“{paper.name}”")
    return redirect(TAB, pk)
