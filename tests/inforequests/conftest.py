"""A request, registered as a clerk would."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile

from gongkai.apps.inforequests import actions
from gongkai.apps.inforequests.models import Attachment, AttachmentKind, Request
from tests.inforequests.papers import TEXT

ID_CARD = "529900199001010017"  # invented, with the right check digit


@pytest.fixture
def register(clerk) -> Callable[..., Request]:
    """register(date(2025, 9, 22)) → a natural person's request, handed in at the desk on that day."""

    def make(day: date, **given: Any) -> Request:
        details = {
            "channel": "in_person",
            "applicant_type": "natural_person",
            "applicant_name": "王小明",
            "identity_number": ID_CARD,
            "contact": "13800001234",
            "content": "某煤矿重大隐患挂牌督办通知书及验收意见",
            "evidence": "登记回执",
            "today": date(2026, 11, 22),
        }
        return actions.register(given.pop("actor", clerk), submitted_on=day, **(details | given))

    return make


@pytest.fixture
def case(register) -> Request:
    """A request of last week."""
    return register(date(2026, 11, 16))


@pytest.fixture
def source(clerk, case) -> Attachment:
    """A paper of it that could be given to the applicant, with nothing marked."""
    upload = ContentFile(TEXT.encode(), name="检查情况.txt")
    return actions.attach(clerk, case, upload, kind=AttachmentKind.SOURCE)
