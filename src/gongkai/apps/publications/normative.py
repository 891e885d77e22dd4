"""The life of a normative document as a table, and what each step asks. No database, no clock.

国办发〔2018〕37号: 评估论证, 公开征求意见, 合法性审核, 集体审议, 统一登记、统一编号、统一印发; 国办发〔2018〕115号: legal review.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.apps.publications.freshness import add_months
from gongkai.apps.publications.models import NormativeDocument, NormativeEvent
from gongkai.law.refusals import Refused
from gongkai.law.sources import setting
from gongkai.law.workdays import Calendar

Stage = NormativeDocument.Stage
Kind = NormativeEvent.Kind
MAKING = "国办发〔2018〕37号"
LEGAL = "国办发〔2018〕115号"
MARKING = "国办发〔2017〕47号"
DECISION = "重大行政决策程序暂行条例第十五条"

BEFORE_LEGAL = (Stage.DRAFTING, Stage.COMMENTS, Stage.COMMENTS_CLOSED, Stage.COMMENTS_DONE)
OPEN = (Stage.PROJECT, *BEFORE_LEGAL, Stage.LEGAL, Stage.LEGAL_PASSED, Stage.DISCUSSED)
STANDING = (Stage.ISSUED, Stage.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Step:
    """One verb: from which stages, to which (empty: it stays), by which permission."""

    since: tuple[str, ...]
    to: str = ""
    permission: str = "publications.draft"


LIFE: dict[str, Step] = {
    Kind.DRAFTED: Step((Stage.PROJECT,), Stage.DRAFTING),
    Kind.COMMENTS_OPENED: Step((Stage.DRAFTING,), Stage.COMMENTS),
    Kind.COMMENTS_CLOSED: Step((Stage.COMMENTS,), Stage.COMMENTS_CLOSED),
    Kind.COMMENTS_REPLIED: Step((Stage.COMMENTS_CLOSED,), Stage.COMMENTS_DONE),
    Kind.COMMENTS_WAIVED: Step((Stage.DRAFTING,), Stage.COMMENTS_DONE),
    Kind.EXPERTS_ARGUED: Step(BEFORE_LEGAL),
    Kind.RISK_ASSESSED: Step(BEFORE_LEGAL),
    Kind.LEGAL_SUBMITTED: Step((Stage.COMMENTS_DONE,), Stage.LEGAL),
    Kind.LEGAL_PASSED: Step((Stage.LEGAL,), Stage.LEGAL_PASSED, "publications.review.legal"),
    Kind.LEGAL_RETURNED: Step((Stage.LEGAL,), Stage.COMMENTS_DONE, "publications.review.legal"),
    Kind.DISCUSSED: Step((Stage.LEGAL_PASSED,), Stage.DISCUSSED, "publications.publish"),
    Kind.DISCUSSION_FAILED: Step((Stage.LEGAL_PASSED,), Stage.COMMENTS_DONE, "publications.publish"),
    Kind.ISSUED: Step((Stage.DISCUSSED,), Stage.ISSUED, "publications.publish"),
    Kind.PUBLISHED: Step((Stage.ISSUED,), Stage.PUBLISHED, "publications.publish"),
    Kind.FILED: Step(STANDING, permission="publications.publish"),
    Kind.EVALUATED: Step((Stage.PUBLISHED,), permission="publications.publish"),
    Kind.AMENDED: Step((Stage.PUBLISHED,), permission="publications.publish"),
    Kind.REPEALED: Step(STANDING, Stage.REPEALED, "publications.publish"),
    Kind.LAPSED: Step(STANDING, Stage.LAPSED, "publications.publish"),
    Kind.DROPPED: Step(OPEN, Stage.DROPPED, "publications.publish"),
}

# What to do first where a step comes too early: (step, stage) is not in the table.
FIRST = {
    Kind.COMMENTS_OPENED: ("请先完成起草", MAKING),
    Kind.LEGAL_SUBMITTED: (
        "送合法性审核之前，请先公开征求意见并公布采纳情况，依法不征求意见的写明理由",
        MAKING,
    ),
    Kind.LEGAL_PASSED: ("请先送合法性审核", LEGAL),
    Kind.DISCUSSED: ("未经合法性审核或者审核不合法的，不得提交集体审议", LEGAL),
    Kind.ISSUED: ("未经合法性审核和集体审议决定的，不得印发", MAKING),
    Kind.PUBLISHED: ("未统一登记、统一编号、统一印发的，不得公布", MAKING),
    Kind.FILED: ("印发之后才能报送备案", MAKING),
}


def moved(document: NormativeDocument, kind: str) -> str:
    """The stage that the step leads to; Refused where the document's stage does not allow it."""
    step = LIFE.get(kind)
    if step is None:
        raise Refused("没有这一环节，请从列表中选择", field="kind")
    if document.stage not in step.since:
        here = f"本件处于“{document.get_stage_display()}”阶段，不能办理“{Kind(kind).label}”"
        first, article = FIRST.get(Kind(kind), ("", ""))
        raise Refused(f"{here}：{first}" if first else here, article=article, field="kind")
    return step.to or document.stage


def next_kinds(stage: str) -> list[str]:
    """The steps that the stage allows, in the order of a document's life."""
    return [kind for kind, step in LIFE.items() if stage in step.since]


def comment_days(
    document: NormativeDocument, opened: date, until: date, calendar: Calendar
) -> Refused | None:
    """Why the time for comments is too short, or None. The day of the notice does not count."""
    if document.major:
        least = int(setting("decision_comments", opened).value)
        if (until - opened).days < least:
            return Refused(
                f"重大行政决策公开征求意见一般不少于{least}日，现为{(until - opened).days}日；确需缩短的，请在说明中写明理由",
                article=DECISION,
                field="until",
            )
        return None
    least = int(setting("normative_comments", opened).value)
    count = calendar.count(opened, until) if until > opened else 0
    if count < least:
        return Refused(
            f"公开征求意见不少于{least}个工作日，现为{count}个工作日；确需缩短的，请在说明中写明理由",
            article=MAKING,
            field="until",
        )
    return None


def default_validity(issued: date, *, trial: bool) -> date:
    """The last day of the usual validity: 5 years, 2 for what is 暂行 or 试行 (settings)."""
    years = int(setting("normative_trial_validity" if trial else "normative_validity", issued).value)
    return add_months(issued, 12 * years) - timedelta(days=1)


def filing_due(issued: date) -> date:
    """The last day for filing."""
    return issued + timedelta(days=int(setting("normative_filing", issued).value))


def in_force(document: NormativeDocument, today: date) -> bool:
    """True while an issued document binds: neither ended nor past its validity."""
    if document.stage not in STANDING:
        return False
    return document.valid_until is None or today <= document.valid_until
