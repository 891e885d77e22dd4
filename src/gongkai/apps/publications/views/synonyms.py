"""Words that the search takes for the same: the list, and a group for words that the public searched for in vain."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.look.forms import refuse
from gongkai.apps.look.listing import Listing
from gongkai.apps.publications.actions import synonyms as actions
from gongkai.apps.publications.forms_works import SynonymFilters, SynonymForm
from gongkai.apps.publications.views.knowledge import vain_of, vain_trail
from gongkai.apps.search.documents import Filters
from gongkai.apps.search.queries import search, word_groups
from gongkai.apps.search.text import RUN, synonym_groups
from gongkai.law.refusals import Refused


@office()
def synonyms(request: OfficeRequest) -> HttpResponse:
    """The groups that hold for the agency's documents, with a line to add one."""
    post = request.post
    may_add, agency = actions.for_whom(post)
    form = SynonymForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.add_synonyms(post, agency, form.cleaned_data["words"])
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, f"已添加“{row.words}”，检索即时使用")
            return redirect("publications:synonyms")
    listing = Listing(request, word_groups(post.agency.code), SynonymFilters)
    sought = listing.form.chosen().get("word", "")
    context = {
        "listing": listing,
        "form": form,
        "may_add": may_add,
        "own": agency.code if agency else "",
        "trail": vain_trail("同义词"),
        "shipped": [group for group in synonym_groups() if any(sought in word for word in group)],
    }
    return render(request, "publications/synonyms.html", context, status=422 if form.errors else 200)


@office("publications.draft")
def for_vain(request: OfficeRequest, pk: int) -> HttpResponse:
    """A group for words that the public searched for in vain; says how much they find with it."""
    post, found = request.post, vain_of(request, pk)
    begun = {"words": "".join(RUN.findall(found.words)) + " "}
    form = SynonymForm(request.POST or None, initial=begun)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.add_for_vain(
                post, post.agency, form.cleaned_data["words"], sought=found.words, times=found.times
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            total = search(found.words, Filters(agency=post.agency.code), size=1).total
            if total:
                messages.success(
                    request, f"已添加“{row.words}”，公众检索“{found.words}”现在可以找到{total}条"
                )
            else:
                messages.warning(
                    request, f"已添加“{row.words}”，但检索“{found.words}”仍没有结果，请核对同义词"
                )
            return redirect("publications:vain")
    context = {"form": form, "found": found, "trail": vain_trail("添加同义词")}
    return render(request, "publications/vain_synonyms.html", context, status=422 if form.errors else 200)


@office()
@require_POST
def remove(request: OfficeRequest, pk: int) -> HttpResponse:
    """Takes a group out."""
    row = word_groups(request.post.agency.code).filter(pk=pk).first()
    if row is None:
        raise Http404
    try:
        actions.remove_synonyms(request.post, row)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"已删除“{row.words}”，检索不再使用")
    return redirect("publications:synonyms")
