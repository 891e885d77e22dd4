"""政策问答 in the office, offers for a letter, and what the public searched for in vain."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.look.clock import today
from gongkai.apps.look.forms import refuse
from gongkai.apps.look.listing import Listing
from gongkai.apps.publications.actions import knowledge as actions
from gongkai.apps.publications.forms_works import KnowledgeFilters, KnowledgeForm, VainForm
from gongkai.apps.publications.models import Column, KnowledgeEntry
from gongkai.apps.publications.queries import knowledge as queries
from gongkai.apps.search.models import VainQuestion
from gongkai.law.refusals import Refused

SHOWN = 20


@office()
def knowledge(request: OfficeRequest) -> HttpResponse:
    """The agency's questions with where each stands."""
    post, day = request.post, today()

    class Own(KnowledgeFilters):
        def apply(self, rows: QuerySet[KnowledgeEntry]) -> QuerySet[KnowledgeEntry]:
            return queries.narrow_knowledge(rows, day, **self.chosen())

    context = {
        "listing": Listing(request, queries.knowledge(post), Own),
        "today": day,
        "may_draft": post.may("publications.draft"),
    }
    return render(request, "publications/knowledge.html", context)


@office("publications.draft")
def new_knowledge(request: OfficeRequest) -> HttpResponse:
    """A question typed, or made from an answered letter whose words another page posts with `start`."""
    post = request.post
    begun = "start" in request.POST
    start = (
        {name: request.POST.get(name, "") for name in ("question", "answer", "letter_number")}
        if begun
        else None
    )
    form = KnowledgeForm(None if begun else request.POST or None, post=post, initial=start)
    if request.method == "POST" and not begun and form.is_valid():
        try:
            item = actions.draft_knowledge(post, post.agency, today=today(), **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, "草稿已保存，送审发布后公众可以检索")
            return redirect("publications:item", item.pk)
    return render(
        request, "publications/knowledge_new.html", {"form": form}, status=422 if form.errors else 200
    )


@office()
@require_POST
def offers(request: OfficeRequest) -> HttpResponse:
    """Published questions that may answer a letter; the letter's words come by POST and are not kept."""
    found = queries.offers(request.post.agency, request.POST.get("text", "")[:5000], today())
    return render(request, "publications/offers.html", {"offers": found})


@office()
def vain(request: OfficeRequest) -> HttpResponse:
    """What the public searched for in vain, and what was done about it."""
    post = request.post
    context = {
        "listing": Listing(request, queries.vain(post)),
        "handlings": queries.handlings(post)[:SHOWN],
        "may_draft": post.may("publications.draft"),
    }
    return render(request, "publications/vain.html", context)


@office("publications.draft")
@require_POST
def draft_vain(request: OfficeRequest, pk: int) -> HttpResponse:
    """A draft about the words."""
    post, found = request.post, vain_of(request, pk)
    column = Column.objects.filter(agency=post.agency, code=actions.COLUMN, closed_on=None).first()
    try:
        if column is None:
            raise Refused("还没有“政策问答”栏目，请先在栏目与渠道开设标准栏目")
        item = actions.draft_for_vain(
            post, post.agency, words=found.words, times=found.times, column=column, today=today()
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("publications:vain")
    messages.success(request, "已起草，请改好标题、栏目并写正文")
    return redirect("publications:edit", item.pk)


@office("publications.draft")
def handle_vain(request: OfficeRequest, pk: int) -> HttpResponse:
    """Marks words as dealt with."""
    post, found = request.post, vain_of(request, pk)
    form = VainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.handle_vain(post, post.agency, words=found.words, times=found.times, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, f"“{found.words}”已处理，再有人检索不到时重新列出")
            return redirect("publications:vain")
    context = {"form": form, "found": found, "trail": vain_trail(found.words)}
    return render(request, "publications/vain_handle.html", context, status=422 if form.errors else 200)


def vain_trail(here: str) -> list[tuple[str, str]]:
    """The way from the list of words sought in vain to a page of that name."""
    return [("检索不到的词", reverse("publications:vain")), (here, "")]


def vain_of(request: OfficeRequest, pk: int) -> VainQuestion:
    """The words of the public that this page is about; Http404 when they were not sought on the agency's own site."""
    found = queries.vain_for(request.post, pk)
    if found is None:
        raise Http404
    return found
