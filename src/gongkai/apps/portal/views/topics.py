"""Special topics, questions with answers, and the standards list: what gathers items of several columns."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongkai.apps.look.clock import today
from gongkai.apps.portal import heads, queries
from gongkai.apps.portal.caching import public
from gongkai.apps.portal.frame import frame
from gongkai.apps.publications.queries import duties, knowledge, topic

PER_PAGE = 20
LONGEST = 60  # characters of a question that are looked for


@public
def topics(request: HttpRequest, code: str) -> HttpResponse:
    """Every topic that is public, those that go on first."""
    agency = queries.agency(code)
    context = {**frame(agency, "topics", [("专题专栏", "")]), "topics": topic.public_topics(agency)}
    return render(request, "portal/topics.html", context)


@public
def topic_page(request: HttpRequest, code: str, topic_code: str) -> HttpResponse:
    """One topic: its reviewed lead and picture, its blocks with what is public now."""
    agency = queries.agency(code)
    found = topic.public_topic(agency, topic_code)
    if found is None:
        raise Http404("没有这个专题")
    found.agency = agency
    title = found.lead.title
    head = heads.of_topic(agency, title, reverse("portal:topic", args=[agency.code, found.code]))
    context = {
        **frame(agency, "topics", [("专题专栏", _address("topics", agency.code)), (title, "")], head=head),
        "topic": found,
        "picture": topic.picture_of(found),
        "blocks": [block for block in topic.blocks_of(found) if block.items],
    }
    return render(request, "portal/topic.html", context)


@public
def questions(request: HttpRequest, code: str) -> HttpResponse:
    """政策问答 that hold today, with a search among them."""
    agency, day = queries.agency(code), today()
    word = request.GET.get("q", "").strip()[:LONGEST]
    page = Paginator(knowledge.public_knowledge(agency, day, word), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {**frame(agency, "questions", [("政策问答", "")]), "page": page, "word": word}
    return render(request, "portal/questions.html", context)


@public
def standards(request: HttpRequest, code: str) -> HttpResponse:
    """标准规范清单 as a table, exactly as it was reviewed and published."""
    agency = queries.agency(code)
    found = duties.public_duties(agency)
    context = {
        **frame(
            agency,
            "systems",
            [("公开制度", _address("systems", code)), ("标准规范清单", "")],
            page="standards",
        ),
        "edition": found[0] if found else None,
        "item": found[1] if found else None,
        "heads": duties.HEADS,
    }
    return render(request, "portal/standards.html", context)


def _address(name: str, code: str) -> str:
    return reverse(f"portal:{name}", args=[code])
