"""Terms outside the application clock: publication, the annual report, the mailbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.law.refusals import Refused
from gongkai.law.sources import edition_for, setting
from gongkai.law.workdays import Calendar

# Who reports: departments of county level and above; the oversight office for a government as a whole.
REPORTERS = {"department": "县级以上部门", "government": "县级以上地方人民政府"}
MAILBOX = {"ordinary": "mailbox_reply", "simple": "mailbox_reply_simple", "complex": "mailbox_reply_complex"}


@dataclass(frozen=True, slots=True)
class Deadline:
    """A last day with its legal basis, ready to cite."""

    date: date
    article: str


def report_due(year: int, reporter: str) -> Deadline:
    """The last day to publish the annual report on `year`: in the next year, by its edition of the Regulation.

    reporter: a key of `REPORTERS`. The day is a calendar date and is not moved on when it is a day off.
    """
    if reporter not in REPORTERS:
        raise Refused(f"报告主体“{reporter}”不认识，可用的值为：{'、'.join(REPORTERS)}。", field="reporter")
    # Every edition's dates fall before its successor's first day, so 31 March settles which one governs.
    term = edition_for(date(year + 1, 3, 31)).term(f"report_{reporter}")
    return Deadline(date.fromisoformat(f"{year + 1}-{term.value}"), term.article)


def publication_due(formed: date, calendar: Calendar) -> Deadline:
    """The last day to publish information that must be public: 20 working days after it was made or changed."""
    term = edition_for(formed).term("proactive")
    return Deadline(calendar.add(formed, term.number), term.article)


def decision_due(decided: date, calendar: Calendar, kind: str = "penalty") -> Deadline:
    """The last day to publish an enforcement decision: 7 working days for licences and penalties, else 20.

    kind: licence, penalty or coercive_measure (国办发〔2018〕118号).
    """
    seven = kind in ("licence", "penalty")
    term = setting("decision_publication" if seven else "enforcement_publication", decided)
    return Deadline(calendar.add(decided, int(term.value)), "国办发〔2018〕118号")


def interpretation_due(published: date, calendar: Calendar) -> Deadline:
    """The last day to publish the interpretation of a document: 3 working days after the document."""
    term = setting("interpretation", published)
    return Deadline(calendar.add(published, int(term.value)), "国办发〔2016〕80号")


def mailbox_due(
    received: date, calendar: Calendar, kind: str = "ordinary", days: int | None = None
) -> Deadline:
    """The last day to answer a letter to the mailbox; `days` is the agency's own term, else 5 working days.

    kind: ordinary, simple (1 working day) or complex (15).
    """
    if kind not in MAILBOX:
        raise Refused(f"来信类型“{kind}”不认识，可用的值为：{'、'.join(MAILBOX)}。", field="kind")
    term = setting(MAILBOX[kind], received)
    return Deadline(calendar.add(received, days or int(term.value)), "信箱答复期限（机关设定）")
