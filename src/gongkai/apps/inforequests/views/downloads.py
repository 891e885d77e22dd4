"""Papers of a case as they leave the office for somebody's desk: never cached, never shown inside a page."""

from __future__ import annotations

from typing import IO

from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header

from gongkai.apps.inforequests.actions.papers import DOCX, PDF, ZIP

TYPES = {"docx": DOCX, "pdf": PDF, "zip": ZIP}


def paper_answer(data: bytes, name: str) -> HttpResponse:
    """A file that was just written."""
    return _guarded(HttpResponse(data, content_type=TYPES[name.rpartition(".")[2]]), name)


def file_answer(file: IO[bytes], name: str) -> FileResponse:
    """A stored file, piece by piece."""
    answer = FileResponse(file, content_type=TYPES[name.rpartition(".")[2]])
    return _guarded(answer, name)  # type: ignore[return-value]


def _guarded(answer: HttpResponse | FileResponse, name: str) -> HttpResponse:
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["Cache-Control"] = "no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer  # type: ignore[return-value]
