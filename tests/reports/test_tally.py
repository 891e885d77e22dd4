"""Facts in, figures out."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.refusals import Refused
from gongkai.reports.check import check
from gongkai.reports.facts import Fact, Selector
from gongkai.reports.load import load
from gongkai.reports.tally import selectors, tally
from tests.reports.facts_2024 import FACTS
from tests.reports.gold import gold

APPLICANTS = ["natural_person", "business", "research", "charity", "legal_services", "other_organisation"]
OUTCOMES = [
    "granted",
    "granted_in_part",
    "denied_state_secret",
    "unavailable_not_held",
    "closed_fee_unpaid",
    "closed_other",
]


def test_the_facts_of_2024_give_the_published_tables_cell_for_cell():
    assert tally(load("2021"), FACTS) == gold("example_002")


def test_no_facts_give_zero_everywhere():
    figures = tally(load("2021"), [])
    assert len(figures) == 200
    assert set(figures.values()) == {0}


def test_totals_are_derived_from_their_parts_and_counted_once():
    facts = [
        Fact("request.received", {"applicant": "natural_person", "channel": "online"}, 4),
        Fact("request.received", {"applicant": "business", "channel": "fax"}, 3),
        Fact("request.carried_in", {"applicant": "business", "channel": "fax"}, 1),
        Fact(
            "request.closed",
            {"applicant": "natural_person", "channel": "online", "outcome": "granted", "extended": "no"},
            2,
        ),
        Fact(
            "request.closed",
            {"applicant": "business", "channel": "fax", "outcome": "closed_other", "extended": "yes"},
            4,
        ),
        Fact("request.carried_out", {"applicant": "natural_person", "channel": "online"}, 2),
    ]
    figures = tally(load("2021"), facts)
    assert figures["t3.new_received.natural_person"] == 4
    assert figures["t3.new_received.business"] == 3
    assert figures["t3.new_received.total"] == 7
    assert figures["t3.carried_in.total"] == 1
    assert figures["t3.granted.total"] == 2
    assert figures["t3.closed_other.total"] == 4
    assert figures["t3.results_total.natural_person"] == 2
    assert figures["t3.results_total.business"] == 4
    assert figures["t3.results_total.total"] == 6
    assert figures["t3.carried_out.total"] == 2


def test_disputes_fall_into_the_fifteen_cells_of_table_4():
    facts = [
        Fact("dispute", {"route": "reconsideration", "result": "upheld"}, 2),
        Fact("dispute", {"route": "reconsideration", "result": "pending"}, 1),
        Fact("dispute", {"route": "litigation_after_reconsideration", "result": "corrected"}, 1),
    ]
    figures = tally(load("2021"), facts)
    assert figures["t4.reconsideration.upheld"] == 2
    assert figures["t4.reconsideration.pending"] == 1
    assert figures["t4.reconsideration.total"] == 3
    assert figures["t4.litigation_direct.total"] == 0
    assert figures["t4.litigation_after_reconsideration.corrected"] == 1
    assert figures["t4.litigation_after_reconsideration.total"] == 1


def test_money_is_added_as_decimal():
    figures = tally(load("2021"), [Fact("charge", {}, Decimal("0.10")), Fact("charge", {}, Decimal("0.25"))])
    assert figures["t2.fees.amount"] == Decimal("0.35")
    assert isinstance(figures["t2.fees.amount"], Decimal)


def test_edition_2019_counts_all_other_ways_of_closing_in_one_row():
    closed = {"applicant": "charity", "channel": "online", "extended": "no"}
    facts = [
        Fact("request.closed", {**closed, "outcome": "closed_not_corrected"}, 1),
        Fact("request.closed", {**closed, "outcome": "closed_other"}, 2),
    ]
    figures = tally(load("2019"), facts)
    assert figures["t3.closed_otherwise.charity"] == 3
    assert figures["t3.results_total.total"] == 3


def test_edition_2019_counts_services_their_change_and_procurement():
    facts = [
        Fact("service.last_year", {"type": "licence"}, 39),
        Fact("service.change", {"type": "licence"}, -6),
        Fact("service.last_year", {"type": "charge"}, 3),
        Fact("procurement.project", {}, 6),
        Fact("procurement.amount", {}, Decimal("25.1")),
    ]
    figures = tally(load("2019"), facts)
    assert figures["t2.licences.items_last_year"] == 39
    assert figures["t2.licences.items_change"] == -6
    assert figures["t2.fees.items_last_year"] == 3
    assert figures["t2.procurement.projects"] == 6
    assert figures["t2.procurement.amount"] == Decimal("25.1")
    assert check(load("2019"), figures) == []


def test_the_list_of_2014_puts_every_channel_into_one_of_its_four():
    channels = {
        "in_person": 1,
        "oral": 2,
        "fax": 4,
        "online": 8,
        "email": 16,
        "registered_mail": 32,
        "ordinary_mail": 64,
    }
    facts = [
        Fact("request.received", {"applicant": "business", "channel": c}, n) for c, n in channels.items()
    ]
    figures = tally(load("2014"), facts)
    assert figures["s.applications.in_person"] == 3
    assert figures["s.applications.fax"] == 4
    assert figures["s.applications.online"] == 24
    assert figures["s.applications.mail"] == 96
    assert figures["s.applications.received"] == 127


def test_the_list_of_2014_counts_replies_by_extension_and_by_outcome():
    closed = {"applicant": "business", "channel": "fax"}
    facts = [
        Fact("request.closed", {**closed, "outcome": "already_public", "extended": "no"}, 5),
        Fact("request.closed", {**closed, "outcome": "denied_privacy", "extended": "yes"}, 2),
        Fact("request.closed", {**closed, "outcome": "denied_state_secret", "extended": "no"}, 1),
    ]
    figures = tally(load("2014"), facts)
    assert figures["s.applications.closed_on_time"] == 6
    assert figures["s.applications.closed_extended"] == 2
    assert figures["s.applications.closed"] == 8
    assert figures["s.replies.already_public"] == 5
    assert figures["s.replies.denied_privacy"] == 2
    assert figures["s.replies.denied"] == 3
    assert figures["s.replies.total"] == 8


def test_answers_to_everyday_events_count_by_their_channel_but_not_as_matters_of_wide_concern():
    """How a list can truthfully print 0 at 二（一） and 2 and 3 under 二（二）."""
    facts = [
        Fact("response", {"form": "social_media", "hot": "no", "by_head": "no"}, 2),
        Fact("response", {"form": "other", "hot": "no", "by_head": "no"}, 3),
    ]
    figures = tally(load("2014"), facts)
    assert figures["s.responses.total"] == 0
    assert figures["s.responses.social_media"] == 2
    assert figures["s.responses.other"] == 3


def test_a_press_conference_attended_by_the_head_counts_in_both_rows():
    figures = tally(
        load("2014"), [Fact("response", {"form": "press_conference", "hot": "yes", "by_head": "yes"}, 2)]
    )
    assert figures["s.responses.press_conferences"] == 2
    assert figures["s.responses.press_conferences_by_head"] == 2
    assert figures["s.responses.total"] == 2


def test_a_request_that_fits_no_cell_is_refused_and_never_dropped():
    with pytest.raises(Refused, match="没有对应的一格"):
        tally(load("2021"), [Fact("request.received", {"applicant": "robot", "channel": "online"})])


def test_facts_that_the_form_does_not_ask_for_are_left_aside():
    assert tally(load("2021"), [Fact("meeting", {}, 4)])["t3.new_received.total"] == 0


def test_the_selector_of_a_cell_joins_its_row_and_its_column():
    assert selectors(load("2021"), "t3.new_received.business") == [
        Selector("request.received", {"applicant": frozenset({"business"})})
    ]


def test_the_selectors_of_a_total_are_those_of_its_parts():
    found = selectors(load("2021"), "t3.carried_out.total")
    assert [sorted(selector.where["applicant"]) for selector in found] == [[a] for a in APPLICANTS]
    assert len(selectors(load("2021"), "t3.results_total.total")) == 126  # 21 rows of 6
    assert len(selectors(load("2014"), "s.replies.total")) == 13


@st.composite
def consistent_years(draw):
    """Requests that each came in this year or last, and were each either closed or carried over."""
    facts = []
    for _ in range(draw(st.integers(0, 30))):
        who = {"applicant": draw(st.sampled_from(APPLICANTS)), "channel": "online"}
        facts.append(Fact(draw(st.sampled_from(["request.received", "request.carried_in"])), who))
        if draw(st.booleans()):
            outcome = {"outcome": draw(st.sampled_from(OUTCOMES)), "extended": "no"}
            facts.append(Fact("request.closed", who | outcome))
        else:
            facts.append(Fact("request.carried_out", who))
    return facts


@given(consistent_years())
def test_the_balance_of_table_3_holds_for_any_set_of_requests(facts):
    for edition in ("2021", "2019"):
        figures = tally(load(edition), facts)
        for column in [*APPLICANTS, "total"]:
            came = figures[f"t3.new_received.{column}"] + figures[f"t3.carried_in.{column}"]
            went = figures[f"t3.results_total.{column}"] + figures[f"t3.carried_out.{column}"]
            assert came == went
        assert figures["t3.new_received.total"] == sum(
            f.amount for f in facts if f.kind == "request.received"
        )
        assert figures["t3.results_total.total"] == sum(f.amount for f in facts if f.kind == "request.closed")
        assert check(load(edition), figures) == []


@given(
    consistent_years(),
    st.sampled_from(["t3.granted.total", "t3.results_total.business", "t4.reconsideration.total"]),
)
def test_every_figure_is_the_sum_of_the_facts_that_its_selectors_accept(facts, key):
    form = load("2021")
    expected = sum(f.amount for f in facts for s in selectors(form, key) if s.accepts(f))
    assert tally(form, facts)[key] == expected
