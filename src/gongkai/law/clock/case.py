"""The working state of one application while its events are read in order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from gongkai.law.clock.counting import Counting, Interval
from gongkai.law.clock.events import PARTIES, Event
from gongkai.law.refusals import Refused
from gongkai.law.sources import Edition, Start, setting
from gongkai.law.workdays import Calendar


def ruling_articles(day: date) -> str:
    """What binds the agency to a ruling that orders a new reply, received by that day."""
    reconsideration = "第六十四条、第六十六条" if day >= date(2024, 1, 1) else "（1999年）第二十八条"
    return f"行政复议法{reconsideration}；行政诉讼法第七十条、第七十二条"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the derivation: the day, the article (may be empty), one Chinese sentence."""

    date: dt.date
    article: str
    text: str


@dataclass(frozen=True, slots=True)
class Caution:
    """Something done wrong that does not stop the case; due: the careful due date beside the shown one."""

    date: dt.date
    article: str
    text: str
    due: dt.date | None = None


@dataclass(slots=True)
class Consultation:
    """One letter asking for an opinion. expires: last day of the party's term, None until it got the letter."""

    party: str
    sent: date
    term: int
    article: str
    received: date | None = None
    expires: date | None = None
    answered: date | None = None
    consents: bool | None = None

    @property
    def why(self) -> str:
        """征求第三方意见, and so on."""
        return f"征求{PARTIES[self.party]}意见"


@dataclass(slots=True)
class Case:
    """Everything that the events have established so far."""

    calendar: Calendar
    today: date
    settings: Mapping[str, int | bool]  # the agency's own values where law sets none
    kept: bool = False  # the event in hand was taken before, perhaps on a calendar that has changed since
    start: Start | None = None  # how this channel's application is received
    submitted: date | None = None
    edition: Edition | None = None
    received: date | None = None  # the application's own day of receipt
    counted_from: date | None = None  # day 0 of the present run
    extension: int = 0
    extended: date | None = None
    waiting: str = ""  # awaiting_correction | awaiting_payment
    wait_until: date | None = None  # last day for the applicant
    correction_asked: date | None = None
    fee_noticed: date | None = None
    reasons_asked: date | None = None
    reasons_received: date | None = None
    delayed_until: date | None = None
    ordered: date | None = None  # the day on which a ruling that orders a new reply was received
    fixed: date | None = None  # the last day that the ruling set
    ended: Event | None = None  # without a decision: lapsed or withdrawn
    decided: Event | None = None
    delivered: Event | None = None
    consultations: dict[str, Consultation] = field(default_factory=dict)
    stops: list[Interval] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    cautions: list[Caution] = field(default_factory=list)
    tags: dict[date, list[str]] = field(default_factory=dict)

    @property
    def law(self) -> Edition:
        """The edition that governs; only asked for once the application is received."""
        assert self.edition is not None  # noqa: S101 - `need_receipt` stands before every use
        return self.edition

    def setting(self, name: str, on: date) -> int | bool:
        """The agency's value where it has set one, else the default in force on that day."""
        return self.settings[name] if name in self.settings else setting(name, on).value

    def step(self, day: date, article: str, text: str, tag: str = "") -> None:
        """Notes one step of the derivation, and the tag that the calendar shows on that day."""
        self.steps.append(Step(day, article, text))
        if tag:
            self.tags.setdefault(day, []).append(tag)

    def need_receipt(self, event: Event) -> date:
        """Day 0 of the present run; refuses an event of an application that is not received yet."""
        if self.counted_from is None:
            article = self.start.article if self.start else "条例第三十一条"
            raise Refused(
                f"{event.name}不能早于收到申请：请先登记申请的提交和确认。", article=article, field="date"
            )
        return self.counted_from

    def need_open(self, event: Event) -> date:
        """Day 0 of the present run; refuses an event after the case has ended."""
        day = self.need_receipt(event)
        if self.decided or self.ended:
            how = f"已于{self.decided.date}作出处理决定" if self.decided else "已终止处理"
            raise Refused(f"{event.name}晚于办结：该申请{how}。", article="条例第三十三条", field="date")
        return day

    def need_running(self, event: Event) -> date:
        """Day 0 of the present run; refuses an event while the applicant's correction or payment is awaited."""
        day = self.need_open(event)
        if self.stopped:
            what = "补正" if self.waiting == "awaiting_correction" else "缴费"
            article = "条例第三十条" if self.waiting == "awaiting_correction" else "条例第四十二条"
            raise Refused(
                f"{event.name}时正在等待申请人{what}，期限尚未计算，请先登记{what}的结果。", article=article
            )
        return day

    def refuse_date(self, event: Event, refused: Refused) -> None:
        """Refuses a day that is too late or too early; of an event that was taken before, it is noted."""
        if not self.kept:
            raise refused
        text = f"{refused.message.rstrip('。')}。登记时的放假安排其后有变，该事项仍然有效，请核对。"
        self.cautions.append(Caution(event.date, refused.article, text))

    def need_own_term(self, event: Event) -> None:
        """Refuses what would move a term that a ruling has set: the agency cannot give itself more time."""
        if self.fixed is not None:
            raise Refused(
                f"{event.name}不能变更责令的期限：须在{self.fixed}前重新答复，机关不得自行延长或者停止计算。",
                article=ruling_articles(self.ordered or self.fixed),
                field="type",
            )

    @property
    def restarts(self) -> bool:
        """Whether a correction starts the term anew: not under 492, nor where a ruling set the day."""
        return bool(self.law.term("correction_restarts").value) and self.fixed is None

    @property
    def stopped(self) -> bool:
        """Whether the clock stands still until the applicant corrects or pays."""
        return self.waiting == "awaiting_payment" or (self.waiting == "awaiting_correction" and self.restarts)

    def open_consultations(self) -> list[Consultation]:
        """Consultations without an answer whose term has not passed today."""
        return [
            consultation
            for consultation in self.consultations.values()
            if consultation.answered is None
            and (consultation.expires is None or self.today <= consultation.expires)
        ]

    def counting(self) -> Counting | None:
        """The present run; None while not received, while the applicant is awaited, or while it has no known end."""
        if self.counted_from is None or self.ended:
            return None
        if self.fixed:
            return Counting(
                self.calendar, self.counted_from, self.calendar.count(self.counted_from, self.fixed)
            )
        if self.stopped:
            return None
        intervals = list(self.stops)
        for consultation in self.consultations.values():
            ends = [day for day in (consultation.answered, consultation.expires) if day is not None]
            if self.decided and (consultation.answered is None):
                ends.append(max(self.decided.date, consultation.sent))
            if not ends:
                return None
            intervals.append(Interval(consultation.sent, min(ends), consultation.why, consultation.article))
        return Counting(
            self.calendar,
            self.counted_from,
            self.law.term("reply").number,
            self.extension,
            tuple(intervals),
        )

    def due(self) -> date | None:
        """The due date as the events so far establish it; None where it has no known end."""
        counting = self.counting()
        if counting is None:
            return None
        return max(counting.due(), self.delayed_until) if self.delayed_until else counting.due()

    def restart(self, day: date) -> None:
        """A new run with the full term from this day (correction received, fee paid)."""
        self.counted_from = day
        self.waiting = ""
        self.wait_until = None
        self.extension = 0
        self.extended = None
        self.stops.clear()
