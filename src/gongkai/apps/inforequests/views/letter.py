"""One letter: as on paper, what lint says beside it, the chain, and the step that waits for this post."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai import letters
from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.agencies.models import Post
from gongkai.apps.agencies.roles import holders
from gongkai.apps.inforequests import actions, queries
from gongkai.apps.inforequests.chain import SUBMIT, Step, approvals, authors, awaited, chain_of, four_eyes
from gongkai.apps.inforequests.forms.letters import JudgeForm, SubmitForm, VoidForm
from gongkai.apps.inforequests.models import Letter, LetterState, Request
from gongkai.apps.inforequests.queries.letters import (
    FIXED,
    OPEN,
    differences,
    document_of,
    letter_of,
    lint_of,
    masked,
    type_of,
    unmasked_text,
)
from gongkai.apps.inforequests.views.case import frame
from gongkai.apps.inforequests.views.downloads import file_answer, paper_answer
from gongkai.apps.inforequests.views.letters import MARKS, TAB
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import LookForm, refuse
from gongkai.law.refusals import Refused
from gongkai.letters.letter import ROLES, TABLE

QUOTED = re.compile("“(.+?)”")
UNSIGNED = {"number": "〔签发时编号〕", "date": "〔签发之日〕"}


@office()
def show(request: OfficeRequest, pk: int, number: int) -> HttpResponse:
    """The letter's page."""
    case = queries.case(request.post.agency, pk)
    return page(request, case, letter_of(case, number))


def page(
    request: OfficeRequest, case: Request, letter: Letter, refused: str = "", **forms: LookForm
) -> HttpResponse:
    """The letter's page. refused: why nothing was done; forms: one that was refused at a field."""
    post, day = request.post, today()
    kind = type_of(letter)
    chain = chain_of(kind, letter.fields.get("outcome", ""), case.agency)
    found = [] if letter.state == LetterState.VOID else lint_of(letter, case, day)
    findings = [{"place": place, "finding": one} for place, one in enumerate(found, 1)]
    may_write = post.may("inforequests.handle") and letter.state in OPEN and not case.archived_on
    judging = _judging(letter, chain, post)
    seen = {"version": letter.version}
    context = {
        **frame(case, queries.clock_of(case, day), TAB),
        "letter": letter,
        "kind": kind,
        "state": MARKS[LetterState(letter.state)],
        "chain": list(_chain(letter, chain)),
        "paper": _paper(letter, case, findings),
        "findings": findings,
        "errors": sum(1 for one in found if one.level == "error"),
        "warnings": sum(1 for one in found if one.level != "error"),
        "returned": _returned(letter),
        "issues": len(chain) == 1 and not four_eyes(chain) and chain[0].permission == "inforequests.handle",
        "may_write": may_write,
        "waits": _waits(letter, chain),
        "judging": judging,
        "judge_form": JudgeForm(initial=seen, auto_id="judge_%s") if judging else None,
        "submit_form": SubmitForm(initial=seen, auto_id="submit_%s"),
        "void_form": VoidForm(initial=seen, auto_id="void_%s"),
        "refused": refused,
        **forms,
    }
    wrong = refused or any(form.errors for form in forms.values())
    return render(request, "inforequests/letter.html", context, status=422 if wrong else 200)


def _judging(letter: Letter, chain: tuple[Step, ...], post: Post) -> Step | None:
    """The step that this post may take now."""
    step = (
        awaited(letter.steps.all(), letter.digest, chain) if letter.state == LetterState.IN_REVIEW else None
    )
    if step is None or not post.may(step.permission):
        return None
    steps = letter.steps.all()
    judged = {one.by.account_id for one in approvals(steps, letter.digest).values()}
    if four_eyes(chain) and post.account_id in authors(steps, letter.drafted_by.account_id) | judged:
        return None
    return step


def _waits(letter: Letter, chain: tuple[Step, ...]) -> str:
    """For whom a letter in review waits, in words."""
    step = (
        awaited(letter.steps.all(), letter.digest, chain) if letter.state == LetterState.IN_REVIEW else None
    )
    return f"等待{step.name}：{'、'.join(holders(step.permission))}" if step else ""


def _chain(letter: Letter, chain: tuple[Step, ...]) -> Iterator[dict[str, Any]]:
    """The steps as `look/review_chain.html` draws them."""
    steps = list(letter.steps.all())
    sent = next((one for one in reversed(steps) if one.step == SUBMIT), None)
    drafting = letter.state == LetterState.DRAFT
    yield {
        "title": "承办",
        "state": "in_hand" if drafting else "done",
        "words": "拟稿" if drafting else "已送审",
        "notes": [_who(sent.by, sent.at)]
        if sent and not drafting
        else [letter.drafted_by.account.display_name],
        "current": drafting,
    }
    given, now = approvals(steps, letter.digest), awaited(steps, letter.digest, chain)
    for step in chain:
        done = given.get(step.code) if letter.state != LetterState.DRAFT else None
        last = next((one for one in reversed(steps) if one.step == step.code), None)
        back = bool(drafting and last and not last.approved and steps[-1] == last)
        current = letter.state == LetterState.IN_REVIEW and step == now
        old = last is not None and last.approved and done is None
        state = (
            "done"
            if done
            else "sent_back"
            if back
            else "in_hand"
            if current
            else "voided"
            if old
            else "not_begun"
        )
        words = {"done": "通过", "sent_back": "退回修改", "in_hand": "待办", "voided": "曾通过，已失效"}.get(
            state, "未开始"
        )
        shown = done or (last if back or old else None)
        notes = [_who(shown.by, shown.at)] if shown else ["、".join(holders(step.permission))]
        if shown and shown.remark:
            notes.append(f"“{shown.remark}”")
        yield {
            "title": step.name,
            "state": state,
            "words": words,
            "notes": notes,
            "current": current,
            "returned": back,
        }
    out = letter.state == LetterState.SENT
    signed = letter.state == LetterState.SIGNED
    yield {
        "title": "送达",
        "state": "done" if out else "in_hand" if signed else "not_begun",
        "words": letter.get_sent_by_display() if out else "待送出" if signed else "签发之后",
        "notes": [f"{letter.sent_on} {letter.sent_evidence}".strip()] if out else [],
        "current": signed,
    }


def _who(post: Post, at: Any) -> str:
    return f"{post.account.display_name} {timezone.localtime(at):%m-%d %H:%M}"


def _paper(letter: Letter, case: Request, findings: list[dict[str, Any]]) -> dict[str, Any]:
    """The letter as its page draws it, each finding pinned to the first place that it is about."""
    shown = masked(document_of(letter), case)
    signed = letter.state in (LetterState.SIGNED, LetterState.SENT)
    places = [_place(one["finding"], shown) for one in findings]

    def pins(role: str, line: int = -1) -> list[dict[str, Any]]:
        return [one for one, place in zip(findings, places, strict=True) if place == (role, line)]

    number = shown.number or ("" if signed or not type_of(letter).numbered else UNSIGNED["number"])
    lines = [
        {
            "role": one.role,
            "text": one.text if signed or one.role != "date" else UNSIGNED["date"],
            "cells": one.cells,
            "pins": pins(one.role, line),
        }
        for line, one in enumerate(shown.paragraphs)
    ]
    return {
        "title": shown.title.splitlines(),
        "title_pins": pins("title"),
        "number": number,
        "number_pins": pins("number"),
        "addressee": shown.addressee,
        "addressee_pins": pins("addressee"),
        "lines": lines,
    }


def _place(finding: letters.Finding, shown: letters.Letter) -> tuple[str, int]:
    """Where a finding is pinned: (title, number or addressee, -1), or the role and place of a paragraph.

    What it quotes tells the paragraph; without a quotation the first one of its role, but none of the body: that
    something is missing there points nowhere.
    """
    lines = [(place, one.plain) for place, one in enumerate(shown.paragraphs) if one.role == finding.where]
    if not lines:
        return finding.where, -1
    for quoted in QUOTED.findall(finding.message):
        for place, text in lines:
            if "".join(quoted.split()) in "".join(text.split()):
                return finding.where, place
    return finding.where, -1 if finding.where == "body" else lines[0][0]


def _returned(letter: Letter) -> Any:
    """The sending back that the drafter has to answer now."""
    steps = list(letter.steps.all())
    last = steps[-1] if steps else None
    return last if letter.state == LetterState.DRAFT and last is not None and not last.approved else None


@office("inforequests.handle")
def edit(request: OfficeRequest, pk: int, number: int) -> HttpResponse:
    """The text paragraph by paragraph; what the platform words itself is shown and kept."""
    post = request.post
    case = queries.case(post.agency, pk)
    letter = letter_of(case, number)
    form = SubmitForm(request.POST or None, initial={"version": letter.version})
    shown = masked(document_of(letter), case)
    lines = [(one.role, "|".join(one.cells) if one.role in TABLE else one.text) for one in shown.paragraphs]
    if request.method == "POST":
        lines = list(zip(request.POST.getlist("role"), request.POST.getlist("text"), strict=False))
        if form.is_valid():
            try:
                clear = [
                    (role, unmasked_text(text, case)) for role, text in _kept(lines, document_of(letter))
                ]
                actions.edit_letter(post, letter, clear, seen=form.cleaned_data["version"])
            except Refused as refused:
                refuse(form, refused)
                typed = request.POST.copy()
                typed["version"] = str(Letter.objects.values_list("version", flat=True).get(pk=letter.pk))
                form.data = typed
            else:
                messages.success(request, "已保存，请核对检查结果")
                return redirect("inforequests:letter", pk, number)
    context = {
        **frame(case, queries.clock_of(case, today()), TAB),
        "letter": letter,
        "kind": type_of(letter),
        "form": form,
        "paper": shown,
        "lines": [
            {"role": role, "text": text, "name": ROLES.get(role, ""), "fixed": role in FIXED}
            for role, text in lines
        ],
    }
    return render(request, "inforequests/letter_edit.html", context, status=422 if form.errors else 200)


def _kept(lines: list[tuple[str, str]], document: letters.Letter) -> list[tuple[str, str]]:
    """What was typed, with the paragraphs that nobody types as they were."""
    fixed = [(one.role, one.text) for one in document.paragraphs if one.role in FIXED]
    typed = [(role, text) for role, text in lines if role in ROLES and role not in FIXED]
    before = [line for line in typed if line[0] != "attachment"]
    after = [line for line in typed if line[0] == "attachment"]
    remedy = [line for line in fixed if line[0] == "remedy"]
    return [*before, *remedy, *after, *(line for line in fixed if line[0] != "remedy")]


@office()
def compare(request: OfficeRequest, pk: int, number: int) -> HttpResponse:
    """The letter beside the library's wording."""
    case = queries.case(request.post.agency, pk)
    letter = letter_of(case, number)
    day = today()
    context = {
        **frame(case, queries.clock_of(case, day), TAB),
        "letter": letter,
        "kind": type_of(letter),
        "differences": list(differences(letter, case, day)),
    }
    return render(request, "inforequests/letter_compare.html", context)


def _submit(post: Post, letter: Letter, told: dict[str, Any], day: date) -> str:
    row = actions.submit_letter(
        post, letter, today=day, warnings_read=told["warnings_read"], seen=told["version"]
    )
    return f"已签发，文号{row.label}" if row.state == LetterState.SIGNED else "已送审"


def _approve(post: Post, letter: Letter, told: dict[str, Any], day: date) -> str:
    row = actions.approve_letter(post, letter, today=day, remark=told["remark"], seen=told["version"])
    return f"已签发，文号{row.label}，请送达" if row.state == LetterState.SIGNED else "审核通过，已转下一环节"


def _send_back(post: Post, letter: Letter, told: dict[str, Any], day: date) -> str:
    actions.send_back_letter(post, letter, remark=told["remark"], seen=told["version"])
    return "已退回承办人"


def _void(post: Post, letter: Letter, told: dict[str, Any], day: date) -> str:
    actions.void_letter(post, letter, reason=told["remark"], seen=told["version"])
    return "已作废"


def _redraft(post: Post, letter: Letter, told: dict[str, Any], day: date) -> str:
    actions.redraft_letter(post, letter, today=day, seen=told["version"])
    return "已按模板和现有记录重拟"


Verb = Callable[[Post, Letter, dict[str, Any], date], str]
# verb → its form, under which name a refused one goes back to the page, and what it does.
VERBS: dict[str, tuple[type[LookForm], str, Verb]] = {
    "submit": (SubmitForm, "submit", _submit),
    "approve": (JudgeForm, "judge", _approve),
    "send-back": (JudgeForm, "judge", _send_back),
    "void": (VoidForm, "void", _void),
    "redraft": (SubmitForm, "submit", _redraft),
}


@require_POST
@office()
def do(request: OfficeRequest, pk: int, number: int, verb: str) -> HttpResponse:
    """One verb of the letter."""
    if verb not in VERBS:
        raise Http404("没有这种办理")
    case = queries.case(request.post.agency, pk)
    letter = letter_of(case, number)
    kind, name, act = VERBS[verb]
    form = kind(request.POST, auto_id=f"{name}_%s")
    if not form.is_valid():
        return page(request, case, letter, "", **{f"{name}_form": form})
    try:
        done = act(request.post, letter, form.cleaned_data, today())
    except Refused as refused:
        fresh = letter_of(case, number)
        typed = request.POST.copy()
        typed["version"] = str(fresh.version)
        form.data = typed
        fresh_case = queries.case(request.post.agency, pk)
        said = ""
        if refused.field in form.fields:
            refuse(form, refused)
        else:
            said = str(refused)
        return page(request, fresh_case, fresh, said, **{f"{name}_form": form})
    messages.success(request, f"{type_of(letter).title}：{done}")
    back = "inforequests:letters" if verb == "void" else "inforequests:letter"
    return redirect(reverse(back, args=[pk] if verb == "void" else [pk, number]))


@office()
def file(request: OfficeRequest, pk: int, number: int, ending: str) -> HttpResponse:
    """The letter as a file: as signed and sealed, or a draft to look at. It names the applicant, so it is logged."""
    case = queries.case(request.post.agency, pk)
    letter = letter_of(case, number)
    if ending not in ("docx", "pdf"):
        raise Http404("没有这种文件")
    actions.note_opened(request.post, case, letter.label or f"{letter.type}（草稿）")
    stored = letter.docx if ending == "docx" else letter.pdf
    if stored is not None:
        return file_answer(stored.file.open("rb"), stored.name)  # type: ignore[return-value]
    write = letters.write_docx if ending == "docx" else letters.write_pdf
    return paper_answer(write(document_of(letter)), f"{type_of(letter).title}（草稿）.{ending}")
