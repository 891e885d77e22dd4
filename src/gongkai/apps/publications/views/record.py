"""What is kept of an item: its files and every wording it ever had."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.apps.agencies.access import office
from gongkai.apps.publications import queries
from gongkai.apps.publications.models import Item
from gongkai.apps.publications.views.item import found

LABELS = {field.name: str(field.verbose_name) for field in Item._meta.fields}


@office()
def attachment(request: HttpRequest, pk: int) -> HttpResponse:
    """An attachment for reading in the office; never shown in the page itself."""
    file = queries.attachment_for(request.post, pk)  # type: ignore[attr-defined]
    if file is None:
        raise Http404
    stored = file.file.open("rb")
    return FileResponse(stored, as_attachment=True, filename=file.name, content_type=file.media_type)  # type: ignore[return-value]


@office()
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """Every saved wording, newest first."""
    return render(request, "publications/versions.html", {"item": found(request, pk)})


@office()
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One saved wording, and what it changed in the one before."""
    item = found(request, pk)
    pair = queries.revision_for(request.post, pk, number)  # type: ignore[attr-defined]
    if pair is None:
        raise Http404
    saved, before = pair
    old = before.content if before else {}
    context = {
        "item": item,
        "saved": saved,
        "before": before,
        "changes": list(_changes(old, saved.content)) if before else [],
        "body": list(_compared(old.get("body", ""), saved.content["body"])) if before else [],
    }
    return render(request, "publications/version.html", context)


def _changes(old: dict[str, Any], new: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for name, label in LABELS.items():
        if name not in {"body", "body_html", "payload"} and old.get(name) != new.get(name):
            yield label, _plain(old.get(name)), _plain(new.get(name))
    if old.get("attachments") != new.get("attachments"):
        yield "附件", _names(old), _names(new)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)


def _names(content: dict[str, Any]) -> str:
    return "、".join(name for name, _ in content.get("attachments", []))


def _compared(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Paragraphs with what became of each: "" kept, "del" left out, "ins" put in."""
    kinds = {" ": "", "-": "del", "+": "ins"}
    for line in difflib.ndiff(old.splitlines(), new.splitlines()):
        if line[0] in kinds:
            yield kinds[line[0]], line[2:]
