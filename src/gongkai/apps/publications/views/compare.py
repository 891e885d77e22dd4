"""Two wordings beside each other: any two that were saved, or what is public and its next version."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from gongkai.apps.agencies.access import OfficeRequest, office
from gongkai.apps.publications import queries, richtext
from gongkai.apps.publications.content import content_of
from gongkai.apps.publications.models import Item, Revision
from gongkai.apps.publications.views.item import found

LABELS = {field.name: str(field.verbose_name) for field in Item._meta.fields}
TEXTS = frozenset({"body", "body_html", "payload"})


@office()
def versions(request: OfficeRequest, pk: int) -> HttpResponse:
    """Every saved wording, newest first, with two to choose for comparing."""
    return render(request, "publications/versions.html", {"item": found(request, pk)})


@office()
def version(request: OfficeRequest, pk: int, number: int) -> HttpResponse:
    """One saved wording, and what it changed in the one before."""
    item = found(request, pk)
    pair = queries.revision_for(request.post, pk, number)
    if pair is None:
        raise Http404
    saved, before = pair
    context = {"item": item, "saved": saved, "before": before}
    if before:
        context |= comparison(before.content, saved.content)
    return render(request, "publications/version.html", context)


@office()
def compare(request: OfficeRequest, pk: int) -> HttpResponse:
    """The two wordings that the address names by ?old= and ?new=; without: the public page and its next version, else
    the last two.
    """
    item = found(request, pk)
    asked = [request.GET.get(name, "") for name in ("old", "new")]
    numbers = sorted({int(text) for text in asked if text.isdecimal()})
    if not numbers and item.replaces:
        names = ("现在公开的内容", f"更新稿（第{item.draft}稿）")
        pair = (content_of(item.replaces), content_of(item))
    else:
        saved = _chosen(request, item, numbers)
        if len(saved) == 1:
            messages.info(request, "一次保存的内容没有可比的，请选择两次不同的修改")
            return redirect("publications:versions", pk)
        names = (name_of(saved[0]), name_of(saved[-1]))
        pair = (saved[0].content, saved[-1].content)
    context = {"item": item, "names": names, **comparison(*pair)}
    return render(request, "publications/compare.html", context)


def _chosen(request: OfficeRequest, item: Item, numbers: list[int]) -> list[Revision]:
    if not numbers:
        numbers = [each.version for each in item.revisions.all()[:2]]
    saved = queries.wordings(request.post, item.pk, *numbers)
    if len(saved) != len(set(numbers)) or not saved:
        raise Http404
    return saved


def name_of(saved: Revision) -> str:
    """Such as 11月22日 14:06 陈雨（第2稿）."""
    at = timezone.localtime(saved.at)
    who = saved.editor.account.display_name
    return f"{at.month}月{at.day}日 {at:%H:%M} {who}（第{saved.draft}稿）"


def comparison(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """The context of `publications/_comparison.html`: fields that differ and the rows of the body."""
    rows = richtext.compare(queries.blocks_of(old), queries.blocks_of(new))
    return {
        "changes": list(_changes(old, new)),
        "rows": rows,
        "differs": any(row.kind not in {"same", "skipped"} for row in rows),
    }


def _changes(old: dict[str, Any], new: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for name, label in LABELS.items():
        if name not in TEXTS and (old.get(name) or "") != (new.get(name) or ""):
            yield label, _plain(old.get(name)), _plain(new.get(name))
    if old.get("attachments") != new.get("attachments"):
        yield "附件", _names(old), _names(new)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)


def _names(content: dict[str, Any]) -> str:
    return "、".join(name for name, _ in content.get("attachments", []))
