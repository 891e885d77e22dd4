"""Forms to print and write on: 登记表, 呈批单, 送达回证, 意见确认函, filled in as far as the records go."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongkai import letters
from gongkai.apps.agencies.models import Post
from gongkai.apps.inforequests.models import Letter, Request
from gongkai.apps.inforequests.queries.letter_facts import facts_of
from gongkai.apps.inforequests.queries.letters import type_of

FORMS = ("registration", "approval", "delivery_proof")


def printed_form(case: Request, code: str, post: Post, letter: Letter | None, today: date) -> letters.Letter:
    """The form as a letter to write out. letter: the reply of the case, which 送达回证 names."""
    kind = letters.get(code)
    about = {"outcome": case.outcome, "articles": case.articles}
    given = {"registration": _registration, "approval": _approval, "delivery_proof": _proof}[code](
        case, post, letter
    )
    known = {field.name for field in kind.fields}
    told = {name: value for name, value in given.items() if name in known and value not in (None, "")}
    return letters.compose(code, facts_of(case, kind, about, day=today), told)


def _registration(case: Request, post: Post, letter: Letter | None) -> dict[str, Any]:
    wanted = "，".join(filter(None, (case.form_wanted, case.delivery_wanted)))
    return {
        "identity_checked": "yes" if case.identity_checked_on else "no",
        "telephone": case.contact,
        "form_wanted": wanted,
        "due": case.due_cached,
        "department": case.department.name if case.department else "",
        "registrar": post.account.display_name,
        "registered": case.received_on,
    }


def _approval(case: Request, post: Post, letter: Letter | None) -> dict[str, Any]:
    return {
        "due": case.due_cached,
        "department": case.department.name if case.department else case.agency.office_name,
        "handler": post.account.display_name,
        "proposal": case.outcome_name,
        "document": type_of(letter).title if letter else "",
    }


def _proof(case: Request, post: Post, letter: Letter | None) -> dict[str, Any]:
    return {
        "document": type_of(letter).title if letter else "",
        "document_number": letter.label if letter else case.letter_number,
        "addressee": case.applicant_name,
        "place": case.address,
        "server": post.account.display_name,
    }
