"""A paper with passages to withhold."""

from __future__ import annotations

from gongkai.apps.inforequests.models import Attachment
from gongkai.apps.inforequests.queries import papers

TEXT = "检查情况\r\n举报人欧阳明月，电话13912345678。\r\n举报人反映属实。\r\n"
MARK = {"article": "15", "reason": "涉及个人隐私", "text": "欧阳明月"}


def seen(source: Attachment) -> str:
    """What a page shows of the marks of a paper now."""
    return papers.state_of(papers.marks_of(source))
