"""Random histories of an application, and beside them the law once more: counted day by day, never by the clock.

`Ledger` keeps what happened and says what may follow what (`objection`), when the reply is due and in which state
the case stands, straight from the specification. `propose` invents the next event, lawful or not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from gongkai.law.clock import CHANNELS, DELIVERIES, PARTIES, TYPES, Event
from gongkai.law.workdays import Calendar, default_calendar

CALENDAR = default_calendar()
NEW_LAW, FEES_SINCE = date(2019, 5, 15), date(2021, 1, 1)
DAY = timedelta(days=1)
FIRST = ("submitted", "ordered")
ENDS = ("correction_lapsed", "fee_lapsed", "withdrawn")
AT_ONCE, SIGNED = ("in_person", "oral"), ("registered_mail",)
DECISIONS = [
    ("granted", ["36(2)"]),
    ("denied_third_party", ["15", "32"]),
    ("unavailable_not_held", ["36(5)"]),
]
OLD_DECISIONS = [("granted", ["21(1)"]), ("not_this_agency", ["21(3)"])]
AFTER_END = {
    "correction_lapsed": "closed_not_corrected",
    "fee_lapsed": "closed_fee_unpaid",
    "withdrawn": "closed_other",
}


@dataclass
class Letter:
    """A consultation: when it was sent, its term, when it arrived and when it was answered."""

    sent: date
    term: int
    received: date | None = None
    answered: date | None = None

    def expires(self, calendar: Calendar) -> date | None:
        return nth(calendar, self.received, self.term) if self.received else None


@dataclass
class Ledger:
    """What happened so far, as a careful clerk would note it on paper."""

    calendar: Calendar = CALENDAR
    events: list[Event] = field(default_factory=list)
    start: date | None = None  # day 0 of the present run
    old: bool = False  # under the Regulation of 2008
    fixed: date | None = None  # the day that a ruling set
    extension: int = 0
    waiting: str = ""  # correction | payment
    until: date | None = None  # of the wait
    delayed: date | None = None
    letters: dict[str, Letter] = field(default_factory=dict)
    decided: date | None = None
    ended: str = ""

    def had(self, kind: str) -> bool:
        return any(event.type == kind for event in self.events)

    @property
    def stopped(self) -> bool:
        """The clock stands still until the applicant corrects or pays."""
        return self.waiting == "payment" or (self.waiting == "correction" and self.restarts)

    @property
    def restarts(self) -> bool:
        return not self.old and self.fixed is None

    @property
    def open(self) -> bool:
        return self.start is not None and self.decided is None and not self.ended

    def due(self) -> date | None:
        """Counted day by day."""
        if self.start is None or self.ended or self.stopped:
            return None
        if self.fixed:
            return self.fixed
        out: set[date] = set()
        for letter in self.letters.values():
            end = self._end(letter)
            if end is None:
                return None
            out |= {letter.sent + DAY * n for n in range(1, (end - letter.sent).days + 1)}
        left, day = (15 if self.old else 20) + self.extension, self.start
        while left:
            day += DAY
            left -= self.calendar.is_workday(day) and day not in out
        return max(day, self.delayed) if self.delayed else day

    def _end(self, letter: Letter) -> date | None:
        ends = [letter.answered, letter.expires(self.calendar)]
        if self.decided and letter.answered is None:
            ends.append(max(self.decided, letter.sent))
        return min((end for end in ends if end), default=None)

    def state(self, today: date) -> str:
        if self.decided or self.ended:
            return "closed"
        if self.start is None:
            return "awaiting_confirmation"
        if self.waiting:
            return f"awaiting_{self.waiting}"
        for letter in self.letters.values():
            expires = letter.expires(self.calendar)
            if letter.answered is None and (expires is None or today <= expires):
                return "consulting"
        return "running"

    def objection(self, event: Event, today: date) -> str:
        """Why this may not follow what happened; empty where it may."""
        if (event.type in FIRST) == bool(self.events):
            return "the first event is the application or the order, and only the first"
        return str(RULES[event.type](self, event, today) or "")

    def take(self, event: Event) -> None:
        """Notes a lawful event."""
        self.events.append(event)
        kind, day = event.type, event.date
        if kind == "ordered":
            self._begin(day)
            if event.days:
                self.fixed = nth(self.calendar, day, event.days)
            elif event.until:
                self.fixed = nth(self.calendar, event.until - DAY, 1)
        elif (kind == "submitted" and start_of(event.channel, day) == "submitted") or kind in (
            "signed_for",
            "confirmed",
        ):
            self._begin(day)
        elif kind == "correction_asked":
            self.waiting, self.until = "correction", event.until
        elif kind == "fee_noticed":
            self.waiting, self.until = "payment", nth(self.calendar, event.delivered or day, 20)
        elif kind in ("correction_received", "fee_paid"):
            if self.restarts:
                self.start, self.extension = day, 0
            self.waiting = ""
        elif kind == "consultation_sent":
            own = self.old or event.party == "other_agency"
            self.letters[event.id] = Letter(day, (event.days if own else None) or 15, event.received)
        elif kind == "consultation_received":
            self.letters[event.id].received = day
        elif kind == "consultation_answered":
            self.letters[event.id].answered = day
        elif kind == "extended":
            self.extension = event.days or 0
        elif kind == "delayed":
            self.delayed = event.until
        elif kind == "decided":
            self.decided = day
        elif kind in ENDS:
            self.ended = kind
            if self.start is None:
                self._begin(day)

    def _begin(self, day: date) -> None:
        self.start, self.old = day, day < NEW_LAW


def nth(calendar: Calendar, day: date, n: int) -> date:
    """The n-th working day after the day, one by one."""
    while n:
        day += DAY
        n -= calendar.is_workday(day)
    return day


def start_of(channel: str, day: date) -> str:
    """What receives an application of this channel on that day."""
    if channel in AT_ONCE or (channel == "email" and day < NEW_LAW):
        return "submitted"
    return "signed_for" if channel in SIGNED else "confirmed"


def _late(ledger: Ledger, event: Event) -> bool:
    due = ledger.due()
    return due is not None and event.date > due


def _order(ledger: Ledger, event: Event, today: date) -> object:
    both = event.days is not None and event.until is not None
    return both or event.days == 0 or (event.until is not None and event.until <= event.date)


def _receipt(ledger: Ledger, event: Event, today: date) -> object:
    first = ledger.events[0]
    if first.type == "ordered" or ledger.start:
        return "received already"
    astray = event.date < NEW_LAW and first.channel in SIGNED and event.type == "confirmed"
    return not astray and event.type != start_of(first.channel, event.date) and "not the channel's way"


def _consultation(ledger: Ledger, event: Event, today: date) -> object:
    by_law = not ledger.old and event.party != "other_agency"
    return (
        not ledger.open
        or ledger.stopped
        or event.id in ledger.letters
        or (event.days is not None and (event.days < 1 or (by_law and event.days != 15)))
        or (event.received is not None and not event.date <= event.received <= today)
    )


def _arrival(ledger: Ledger, event: Event, today: date) -> object:
    letter = ledger.letters.get(event.id)
    if not ledger.open or letter is None or letter.received:
        return "no letter under way"
    return letter.answered is not None and letter.answered < event.date


def _opinion(ledger: Ledger, event: Event, today: date) -> object:
    letter = ledger.letters.get(event.id)
    if not ledger.open or letter is None or letter.answered:
        return "no open letter"
    return letter.received is not None and event.date < letter.received


def _decision(ledger: Ledger, event: Event, today: date) -> object:
    if ledger.ended and not ledger.decided:
        return event.outcome not in (AFTER_END[ledger.ended], "closed_otherwise")
    return not ledger.open


def _excessive(ledger: Ledger) -> bool:
    return ledger.open and not ledger.stopped and not ledger.old


# What may follow what, by hand: an event → True or a reason when it may not happen now.
RULES = {
    "submitted": lambda led, ev, today: False,
    "ordered": _order,
    "signed_for": _receipt,
    "confirmed": _receipt,
    "correction_asked": lambda led, ev, today: (
        not led.open or led.waiting or led.had(ev.type) or (ev.until is not None and ev.until <= ev.date)
    ),
    "correction_received": lambda led, ev, today: not led.open or led.waiting != "correction",
    "correction_lapsed": lambda led, ev, today: (
        not led.open or led.waiting != "correction" or led.old or (led.until and ev.date <= led.until)
    ),
    "consultation_sent": _consultation,
    "consultation_received": _arrival,
    "consultation_answered": _opinion,
    "extended": lambda led, ev, today: (
        not led.open
        or led.stopped
        or led.fixed
        or led.extension
        or not 1 <= (ev.days or 0) <= (15 if led.old else 20)
        or _late(led, ev)
    ),
    "reasons_asked": lambda led, ev, today: not _excessive(led) or led.had(ev.type),
    "reasons_received": lambda led, ev, today: (
        not _excessive(led) or not led.had("reasons_asked") or led.had(ev.type)
    ),
    "delayed": lambda led, ev, today: (
        not _excessive(led)
        or led.fixed
        or led.delayed
        or not led.had("reasons_received")
        or _late(led, ev)
        or ev.until is None
        or (led.due() is not None and ev.until <= led.due())
    ),
    "fee_noticed": lambda led, ev, today: (
        not _excessive(led)
        or led.fixed
        or ev.date < FEES_SINCE
        or led.had(ev.type)
        or _late(led, ev)
        or not ev.date <= (ev.delivered or ev.date) <= today
    ),
    "fee_paid": lambda led, ev, today: not led.open or led.waiting != "payment" or ev.date > led.until,
    "fee_lapsed": lambda led, ev, today: not led.open or led.waiting != "payment" or ev.date <= led.until,
    "withdrawn": lambda led, ev, today: led.decided or led.ended,
    "decided": _decision,
    "delivered": lambda led, ev, today: (
        led.start is None or not (led.decided or led.ended) or led.had(ev.type)
    ),
}
# What a case is full of is tried oftener than what ends it; an application begins oftener than an order.
WEIGHTS = dict.fromkeys(TYPES, 6) | {"submitted": 8, "ordered": 1, "withdrawn": 1, "decided": 2}


def attempt(ledger: Ledger, day: date, random: Random) -> Event:
    """The next event to try: mostly one that may happen, after a few thoughts; sometimes whatever comes to mind."""
    kinds = FIRST if not ledger.events else tuple(WEIGHTS)
    for _ in range(random.choice([1, 8, 8, 8])):
        kind = random.choices(kinds, [WEIGHTS[kind] for kind in kinds])[0]
        event = propose(ledger, kind, day, random)
        if not ledger.objection(event, day):
            break
    return event


def propose(ledger: Ledger, kind: str, day: date, random: Random) -> Event:
    """An event of this kind on that day, with fields that are mostly right."""
    number = random.randint(0, 99)
    later = day + DAY * random.randint(-1, 90)
    match kind:
        case "submitted":
            return Event(kind, day, channel=random.choice(list(CHANNELS)))
        case "ordered":
            days = random.randint(0, 30) if number < 40 else None
            return Event(kind, day, days=days, until=later if number > 35 and number < 70 else None)
        case "correction_asked":
            return Event(kind, day, until=later if number < 60 else None)
        case "consultation_sent":
            party = random.choice(list(PARTIES))
            return Event(
                kind,
                day,
                party=party,
                id=str(random.randint(1, 3)),
                received=None if number < 30 else day - DAY * (number > 95),
                days=random.randint(0, 20) if number % 4 == 0 else None,
            )
        case "consultation_received" | "consultation_answered":
            consents = random.choice([True, False, None]) if kind == "consultation_answered" else None
            return Event(kind, day, id=str(random.randint(1, 3)), consents=consents)
        case "extended":
            return Event(kind, day, days=random.randint(0, 21), approved_by="李处")
        case "delayed":
            return Event(kind, day, until=later)
        case "fee_noticed":
            return Event(kind, day, delivered=None if number < 50 else day - DAY * (number > 95))
        case "decided":
            outcome, articles = random.choice(OLD_DECISIONS if ledger.old else DECISIONS)
            if ledger.ended and number < 80:
                outcome = AFTER_END[ledger.ended]
            return Event(kind, day, outcome=outcome, articles=tuple(articles))
        case "delivered":
            return Event(kind, day, by=random.choice(list(DELIVERIES)))
    return Event(kind, day)
