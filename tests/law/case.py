"""Short ways to write an application's events down in tests."""

from datetime import date

from gongkai.law.clock import Clock, parse_events, run


def submitted(day, channel="in_person"):
    return {"type": "submitted", "date": day, "channel": channel}


def happened(kind, day, **fields):
    return {"type": kind, "date": day, **fields}


def clock(today, *events, **options) -> Clock:
    return run(parse_events(events), date.fromisoformat(today), **options)


def day(text):
    return date.fromisoformat(text)
