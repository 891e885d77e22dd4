"""A ruling orders a new reply: a fresh handling with a term of its own. 2025-04-04 is off, 04-05 and 06 a weekend."""

import pytest

from gongkai.law.refusals import Refused
from tests.law.case import clock, day, happened, submitted

RECEIVED = submitted("2024-09-10")
ORDERED = happened("ordered", "2025-03-10")


def refused(today, *events):
    with pytest.raises(Refused) as refusal:
        clock(today, *events)
    return str(refusal.value)


def test_a_ruling_without_a_term_starts_the_full_term_on_the_day_it_was_received_without_a_new_receipt():
    made = clock("2025-03-10", ORDERED)
    assert (made.received, made.counted_from, made.due) == (None, day("2025-03-10"), day("2025-04-08"))
    assert (made.state, made.fixed, made.what_if(20)) == ("running", False, day("2025-05-08"))
    marks = [(mark.kind, mark.number) for mark in made.drawn()][:3]
    assert marks == [("received", 0), ("counted", 1), ("counted", 2)]


@pytest.mark.parametrize(
    ("term", "due"),
    [
        ({"days": 15}, "2025-03-31"),
        ({"until": "2025-03-28"}, "2025-03-28"),
        ({"until": "2025-04-05"}, "2025-04-07"),  # a Saturday, 04-04 is off
    ],
)
def test_a_term_that_the_ruling_sets_holds_and_moves_on_from_a_day_off(term, due):
    made = clock("2025-03-11", {**ORDERED, **term})
    assert (made.due, made.fixed, made.what_if(20)) == (day(due), True, None)
    assert "行政复议法第六十四条" in made.steps[-1].article


@pytest.mark.parametrize(
    "event",
    [
        happened("extended", "2025-03-12", days=5, approved_by="李处"),
        happened("fee_noticed", "2025-03-12"),
    ],
)
def test_nothing_that_the_agency_does_moves_a_term_set_by_a_ruling(event):
    sentence = refused("2025-03-20", {**ORDERED, "days": 15}, event)
    assert "须在2025-03-31前重新答复" in sentence and "行政诉讼法第七十条" in sentence


def test_consulting_and_correcting_do_not_stop_a_term_set_by_a_ruling():
    made = clock(
        "2025-03-20",
        {**ORDERED, "days": 15},
        happened("consultation_sent", "2025-03-11", party="third_party", id="1", received="2025-03-11"),
        happened("correction_asked", "2025-03-12", until="2025-03-18"),
        happened("correction_received", "2025-03-17"),
    )
    assert (made.due, made.excluded, made.counted_from) == (day("2025-03-31"), (), day("2025-03-10"))


def test_a_fresh_handling_is_consulted_extended_decided_and_delivered_like_any_other():
    made = clock(
        "2025-04-08",
        ORDERED,
        happened("extended", "2025-04-08", days=1, approved_by="李处"),
        happened("decided", "2025-04-08", outcome="granted", articles=["36(2)"]),
        happened("delivered", "2025-04-08", by="post"),
    )
    assert (made.due, made.on_time) == (day("2025-04-09"), True)


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ([RECEIVED, happened("ordered", "2024-11-01")], "只能是重新办理的第一个事件"),
        ([ORDERED, ORDERED], "只能是重新办理的第一个事件"),
        ([ORDERED, submitted("2025-03-11")], "不是新的申请"),
        ([ORDERED, happened("confirmed", "2025-03-11")], "不是新的申请"),
        ([{**ORDERED, "days": 0}], "1个工作日以上"),
        ([{**ORDERED, "until": "2025-03-10"}], "应晚于收到裁判之日"),
        ([{**ORDERED, "until": "2025-03-28", "days": 5}], "只填一种"),
    ],
)
def test_an_impossible_order_is_refused(events, words):
    assert words in refused("2025-12-01", *events)
