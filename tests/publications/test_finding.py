"""What is public is found at once; what is not, never."""

from __future__ import annotations

import io

import docx
import openpyxl
import pytest
from django.core.files.base import ContentFile

from gongkai.apps.publications import actions
from gongkai.apps.publications.extracting import said
from gongkai.apps.publications.models import Attachment
from gongkai.apps.search import queries as search
from gongkai.apps.search.documents import Filters


def found(question: str) -> list[str]:
    return [hit.title for hit in search.search(question, Filters()).hits]


def test_a_published_item_is_found_as_soon_as_the_transaction_is_through(
    reviewed, clerk, website, django_capture_on_commit_callbacks
) -> None:
    assert found("挂牌督办") == []
    with django_capture_on_commit_callbacks(execute=True):
        published = actions.publish(clerk, reviewed, [website])
    assert found("挂牌督办") == [published.title]
    assert found(published.index_number) == [published.title]
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw(clerk, published, "内容有误")
    assert found("挂牌督办") == []


def test_neither_drafts_nor_items_in_review_are_ever_indexed(reviewed) -> None:
    actions.rebuild_index()
    assert found("挂牌督办") == []


def test_a_rebuild_finds_what_is_public(reviewed, clerk, website) -> None:
    published = actions.publish(clerk, reviewed, [website])
    assert found("挂牌督办") == []  # this transaction is not through
    assert actions.rebuild_index() == 1
    assert found("挂牌督办") == [published.title]


def _docx() -> bytes:
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph("消防水源分布")
    document.add_table(1, 1).rows[0].cells[0].text = "取水口编号"
    document.save(out)
    return out.getvalue()


def _xlsx() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["加油站名录", 12])
    book.save(out)
    return out.getvalue()


OFFICE = "application/vnd.openxmlformats-officedocument."


@pytest.mark.parametrize(
    ("media_type", "data", "words"),
    [
        (OFFICE + "wordprocessingml.document", _docx(), ["消防水源分布", "取水口编号"]),
        (OFFICE + "spreadsheetml.sheet", _xlsx(), ["加油站名录", "12"]),
        ("text/plain", "隐患清单".encode("gb18030"), ["隐患清单"]),
        ("image/png", b"\x89PNG", []),
        ("application/pdf", b"%PDF-1.7 broken %%EOF", []),
        (OFFICE + "wordprocessingml.document", b"PK broken", []),
    ],
)
def test_the_words_in_files_are_found_and_a_broken_file_says_nothing(
    item, media_type: str, data: bytes, words: list[str]
) -> None:
    attachment = Attachment.objects.create(
        item=item, file=ContentFile(data, "a"), name="a", media_type=media_type, size=len(data), digest="0"
    )
    text = said(attachment)
    assert all(word in text for word in words)
    assert bool(text) == bool(words)
