"""文书: what the case needs to write now, what was written, one form for each new letter, and forms to print."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from gongkai import letters
from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.inforequests import actions, queries
from gongkai.apps.inforequests.forms.letters import draft_form
from gongkai.apps.inforequests.models import Letter, LetterState
from gongkai.apps.inforequests.queries.letter_prefill import prefill
from gongkai.apps.inforequests.queries.letters import decision_letter, letters_of, type_of
from gongkai.apps.inforequests.queries.letters_needed import CONSULTATIONS, VERB_OF, further, needed
from gongkai.apps.inforequests.queries.printed_forms import FORMS, printed_form
from gongkai.apps.inforequests.views.case import frame, trail
from gongkai.apps.inforequests.views.downloads import paper_answer
from gongkai.apps.inforequests.views.events import keep_typed
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import refuse
from gongkai.law.articles import cite
from gongkai.law.outcomes import outcomes
from gongkai.law.refusals import Refused
from gongkai.letters.library import LetterType

TAB = "inforequests:letters"
MARKS = {
    LetterState.DRAFT: "in_hand",
    LetterState.IN_REVIEW: "running",
    LetterState.SIGNED: "soon",
    LetterState.SENT: "done",
    LetterState.VOID: "voided",
}


@office()
def index(request: OfficeRequest, pk: int) -> HttpResponse:
    """The tab 文书 of a case."""
    post, day = request.post, today()
    case = queries.case(post.agency, pk)
    clock = queries.clock_of(case, day)
    written = letters_of(case)
    now = needed(case, clock, written)
    context = {
        **frame(case, clock, TAB),
        "needed": now,
        "written": [_row(letter) for letter in written],
        "further": further(case, clock, now, written),
        "printed": [letters.get(code) for code in FORMS],
        "may_write": post.may("inforequests.handle") and not case.archived_on,
    }
    return render(request, "inforequests/letters.html", context)


def _row(letter: Letter) -> dict[str, Any]:
    return {
        "letter": letter,
        "name": type_of(letter).title,
        "mark": MARKS[LetterState(letter.state)],
        "by": letter.drafted_by.account.display_name,
    }


@office("inforequests.handle")
def new(request: OfficeRequest, pk: int, code: str) -> HttpResponse:
    """The one form of a letter; sent, it is drafted and shown as on paper."""
    post, day = request.post, today()
    case = queries.case(post.agency, pk)
    kind = _known(code)
    clock = queries.clock_of(case, day)
    start = prefill(case, clock, kind, post) | {"version": case.version}
    form = draft_form(kind)(request.POST or None, initial=start)
    decided = _decided(request) if kind.kind == "decision" else {}
    if kind.kind == "decision" and kind.event != "decided":
        decided = {
            "outcome": kind.outcomes[0],
            "articles": [{"correction_lapsed": "30"}.get(kind.event, "42")],
        }
    if request.method == "POST" and form.is_valid():
        try:
            letter = actions.draft_letter(post, case, type=code, today=day, **form.given(), **decided)
        except Refused as refused:
            refuse(form, refused)
            keep_typed(form, case)
        else:
            messages.success(request, f"已拟{kind.title}，请核对全文")
            return redirect("inforequests:letter", pk, letter.pk)
    context = {
        "case": case,
        "clock": clock,
        "kind": kind,
        "form": form,
        "verb": VERB_OF.get(code, ""),
        "siblings": [letters.get(one) for one in CONSULTATIONS] if code in CONSULTATIONS else [],
        "outcome": outcomes().get(decided.get("outcome", "")),
        "cited": [cite(article) for article in decided.get("articles", [])],
        "trail": trail(case, f"拟{kind.title}"),
    }
    return render(request, "inforequests/letter_new.html", context, status=422 if form.errors else 200)


def _known(code: str) -> LetterType:
    """The type; 404 for one that is no letter of a case."""
    kind = letters.types().get(code)
    if kind is None or kind.layout == "form":
        raise Http404("没有这种文书")
    return kind


def _decided(request: HttpRequest) -> dict[str, Any]:
    """What 拟处理决定 chose; it stands in the address, and the action judges it again."""
    given: QueryDict = request.GET
    return {"outcome": given.get("outcome", ""), "articles": given.getlist("article")}


@office("inforequests.handle")
def printed(request: OfficeRequest, pk: int, code: str, ending: str) -> HttpResponse:
    """A form of the case to print and write on, filled in as far as the records go; it names the applicant: logged."""
    case = queries.case(request.post.agency, pk)
    if code not in FORMS or ending not in ("docx", "pdf"):
        raise Http404("没有这种表格")
    form = printed_form(case, code, request.post, decision_letter(case), today())
    actions.note_opened(request.post, case, code)
    write = letters.write_docx if ending == "docx" else letters.write_pdf
    return paper_answer(write(form), f"{letters.get(code).name}（{case.label}）.{ending}")
