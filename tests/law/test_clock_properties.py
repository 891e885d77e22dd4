"""What holds for every application, whatever happens to it."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.clock import Event, run
from gongkai.law.refusals import Refused
from gongkai.law.workdays import default_calendar

CALENDAR = default_calendar()
RECEIVED = st.dates(date(2019, 5, 15), date(2025, 6, 30))


@st.composite
def histories(draw):
    """A received application and a few later events, in order of date; some of them will be refused."""
    start = draw(RECEIVED)
    events = [Event("submitted", start, channel="in_person")]
    day = start
    for number in range(draw(st.integers(0, 6))):
        day += timedelta(days=draw(st.integers(0, 12)))
        kind = draw(
            st.sampled_from(["asked", "corrected", "sent", "answered", "extended", "noticed", "paid"])
        )
        events.append(
            {
                "asked": Event("correction_asked", day),
                "corrected": Event("correction_received", day),
                "sent": Event("consultation_sent", day, party="third_party", id=str(number), received=day),
                "answered": Event("consultation_answered", day, id=str(number - 1), consents=True),
                "extended": Event("extended", day, days=draw(st.integers(1, 20)), approved_by="负责人"),
                "noticed": Event("fee_noticed", day),
                "paid": Event("fee_paid", day),
            }[kind]
        )
    return events


def accepted(events):
    """The events that the clock takes, one after the other."""
    taken = []
    for event in events:
        try:
            run([*taken, event], event.date)
        except Refused:
            continue
        taken.append(event)
    return taken


@given(histories())
def test_a_due_date_is_always_a_working_day_and_never_before_the_plain_term(events):
    events = accepted(events)
    made = run(events, events[-1].date)
    if made.due is not None:
        assert CALENDAR.is_workday(made.due)
        assert made.due >= CALENDAR.add(events[0].date, 20)


@given(histories())
def test_consulting_and_extending_never_bring_the_due_date_forward(events):
    events = accepted(events)
    for place in range(1, len(events)):
        before = run(events[:place], events[place].date).due
        after = run(events[: place + 1], events[place].date).due
        if events[place].type in ("consultation_sent", "extended") and before and after:
            assert after >= before


@given(histories())
def test_the_days_counted_and_the_days_left_out_add_up_to_the_working_days_between(events):
    events = accepted(events)
    made = run(events, events[-1].date)
    if made.due is None:
        return
    left_out = sum(part.working_days for part in made.excluded)
    numbered = [mark.number for mark in made.drawn() if mark.number]
    assert numbered == list(range(1, len(numbered) + 1))
    assert CALENDAR.count(made.counted_from, made.due) == len(numbered) + left_out


@given(histories(), st.integers(0, 90))
def test_the_due_date_of_a_running_case_does_not_depend_on_the_day_on_which_one_looks(events, later):
    events = accepted(events)
    first = run(events, events[-1].date)
    assert run(events, events[-1].date + timedelta(days=later)).due == first.due
