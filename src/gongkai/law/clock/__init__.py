"""The clock of an application: a pure function of its events, the calendar and the law (arts 30 to 36)."""

from gongkai.law.clock.case import Caution, Step
from gongkai.law.clock.counting import Counting, Interval
from gongkai.law.clock.draw import DayMark
from gongkai.law.clock.events import CHANNELS, DELIVERIES, PARTIES, TYPES, Event, parse_day, parse_events
from gongkai.law.clock.result import STATES, Clock, Excluded
from gongkai.law.clock.run import run

__all__ = [
    "CHANNELS",
    "DELIVERIES",
    "PARTIES",
    "STATES",
    "TYPES",
    "Caution",
    "Clock",
    "Counting",
    "DayMark",
    "Event",
    "Excluded",
    "Interval",
    "Step",
    "parse_day",
    "parse_events",
    "run",
]
