"""One case: what to do next, its clock, what happened; and the logged look at who applied."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.agencies.desk import due_mark
from gongkai.apps.agencies.models import Post
from gongkai.apps.agencies.roles import holders
from gongkai.apps.inforequests import actions, checklist, queries
from gongkai.apps.inforequests.actions.happening import HANDLE
from gongkai.apps.inforequests.models import Request
from gongkai.apps.inforequests.queries.letter_facts import received_of
from gongkai.apps.inforequests.queries.letters_needed import LETTER_OF
from gongkai.apps.inforequests.views.verbs import DECIDE, VERBS, possible
from gongkai.apps.look.clock import today
from gongkai.apps.look.words import zh_day
from gongkai.law.articles import cite
from gongkai.law.clock import Clock
from gongkai.law.refusals import Refused
from gongkai.law.remedies import remedy
from gongkai.law.sources import edition, edition_for

# The pages of one case: the name of the address, the word on the tab, the permission that it asks.
TABS = [
    ("inforequests:case", "办理", ""),
    ("inforequests:work", "核查与交办", ""),
    ("inforequests:papers", "附件", ""),
    ("inforequests:letters", "文书", ""),
    ("inforequests:messages", "来文和通知", HANDLE),
    ("inforequests:casefile", "归档", ""),
]
STATE_MARKS = {"awaiting_confirmation": "not_begun", "running": "in_hand", "closed": "done"}


@office()
def case(request: OfficeRequest, pk: int) -> HttpResponse:
    """The page of one case of the post's agency."""
    post = request.post
    found = queries.case(post.agency, pk)
    if not post.may(HANDLE) and post.may("inforequests.contribute"):
        found.content = queries.masked_content(found)  # a department that is asked sees no applicant
    return render(request, "inforequests/case.html", page(found, post))


@require_POST
@office("inforequests.see_identity")
def identity(request: OfficeRequest, pk: int) -> HttpResponse:
    """The same page with the applicant in clear, once; the look is logged and the answer is not kept anywhere."""
    post = request.post
    found = queries.case(post.agency, pk)
    try:
        shown = actions.show_identity(post, found)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("inforequests:case", pk)
    answer = render(request, "inforequests/case.html", page(found, post) | {"identity": shown})
    answer["Cache-Control"] = "no-store"
    return answer


def page(case: Request, post: Post) -> dict[str, Any]:
    """Everything that the template shows."""
    clock = queries.clock_of(case, today())
    law = edition(clock.edition)
    step = next_step(case, clock, post)
    more = [_link(verb, case, post) for verb in possible(case, clock)[step["shown"] :]]
    return {
        **frame(case, clock),
        "may_see": post.may("inforequests.see_identity"),
        "may_handle": post.may("inforequests.handle"),
        "step": step,
        "more": sorted(more, key=lambda link: bool(link["refused"])),
        "excluded_reason": queries.excluded_reason(clock),
        "derivation": queries.derivation(clock),
        "what_if": queries.what_if(case, clock),
        "timeline": queries.timeline(case, clock),
        "steps": queries.checklist_steps(case),
        "related": queries.related(case),
        "basis": [cite(article, law.cite) for article in case.articles],
        "remedy": remedy_text(case),
    }


def frame(case: Request, clock: Clock, tab: str = "inforequests:case") -> dict[str, Any]:
    """What the head of every page of the case shows (`inforequests/frame.html`). tab: the page's name in `TABS`."""
    title = next(title for name, title, _ in TABS if name == tab)
    return {
        "case": case,
        "clock": clock,
        "law": edition(clock.edition),
        "state_mark": STATE_MARKS.get(clock.state, "paused"),
        "tabs": TABS,
        "tab": tab,
        "trail": trail(case) if tab == "inforequests:case" else trail(case, title),
    }


def trail(case: Request | None, last: str = "") -> list[tuple[str, str]]:
    """The way to this page: the list, its half, the case, the page itself."""
    top = reverse("inforequests:list")
    way = [("依申请公开", top)]
    if case:
        half = ("已办结", f"{top}?state=closed") if case.closed_on else ("在办", top)
        way += [half, (case.label, reverse("inforequests:case", args=[case.pk]))]
    return [*way, (last, "")] if last else way


def remedy_text(case: Request) -> str:
    """The paragraph 救济告知 of a closed case; empty while open."""
    if not case.closed_on:
        return ""
    agency = case.agency
    named = {"authority": agency.reconsideration_authority, "court": agency.court}
    return remedy(case.articles, case.closed_on).text(
        **{name: value for name, value in named.items() if value}
    )


def next_step(case: Request, clock: Clock, post: Post) -> dict[str, Any]:
    """The box at the top: what to do, by when, and its buttons, the first one filled."""
    running = clock.state in ("running", "consulting") and clock.due
    mark, words, _ = due_mark(clock.due, clock.today, clock.calendar) if running else ("paused", "", None)
    if clock.state == "closed":
        mark = "done" if clock.delivered else "in_hand"
    elif clock.state == "awaiting_confirmation":
        mark = "soon"
    elif clock.state != "running":
        mark = "paused"
    headline = (
        f"{words}：{clock.next_step}" if clock.state == "running" and mark != "overdue" else clock.next_step
    )
    asked = checklist.next_step(case.steps) if clock.state == "running" and mark != "overdue" else None
    shown = 1 if asked else 2
    links = [_link(verb, case, post) for verb in possible(case, clock)[:shown]]
    if asked:
        links.insert(0, _checklist_link(asked, case, post))
    for link in [link for link in links if not link["refused"]][:1]:
        link["primary"] = True
    told = {"state": mark, "headline": headline, "note": _note(case, clock), "actions": links[::-1]}
    return told | {"shown": shown}


def _checklist_link(step: checklist.Step, case: Request, post: Post) -> dict[str, Any]:
    """To the question of the five that comes next."""
    refused = "" if post.may(HANDLE) else f"由{'、'.join(holders(HANDLE))}办理"
    url = reverse("inforequests:work", args=[case.pk]) + "#steps"
    return {"title": f"查核：{step.title}", "url": url, "refused": refused}


def _note(case: Request, clock: Clock) -> str:
    if clock.delivered:
        on_time = "" if clock.on_time is None else "，按期" if clock.on_time else "，超期"
        return f"{zh_day(clock.delivered, clock.today)}送达{on_time}"
    if clock.state == "closed":
        return f"处理决定：{case.outcome_name}。邮寄以交邮之日、电子送达以发出之日为准。"
    due = (
        f"到期 {zh_day(clock.due, clock.today)}" + ("（暂定）" if clock.provisional else "")
        if clock.due
        else ""
    )
    waits = f"等待至 {zh_day(clock.wait_until, clock.today)}" if clock.wait_until else ""
    return "。".join(filter(None, (due, waits))) + "。" if due or waits else ""


def _link(name: str, case: Request, post: Post) -> dict[str, Any]:
    """A button of the case; without the permission it says who can press it."""
    if name == DECIDE:
        title, permission, url = (
            "作出处理决定",
            "inforequests.handle",
            reverse("inforequests:decide", args=[case.pk]),
        )
    elif name in LETTER_OF and post.may(HANDLE) and _by_letter(case):
        title, permission = VERBS[name].title, HANDLE
        url = reverse("inforequests:letter_new", args=[case.pk, LETTER_OF[name]])
    else:
        verb = VERBS[name]
        title, permission = verb.title, verb.permission
        url = reverse("inforequests:happen", args=[case.pk, name])
    refused = "" if post.may(permission) else f"由{'、'.join(holders(permission))}办理"
    return {"title": title, "url": url, "refused": refused}


def _by_letter(case: Request) -> bool:
    """Whether the library has letters for the case: it writes those of the Regulation in force."""
    received = received_of(case)
    return received is not None and edition_for(received).code == "711"
