"""What requests say about a year: table 3, the carry-over, the list of 2014."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from gongkai.apps.inforequests import actions, queries
from gongkai.apps.inforequests.models import Request
from gongkai.reports.facts import Fact, Selector

TODAY = date(2026, 11, 22)
LAW_FIRM = {
    "applicant_type": "legal_services",
    "applicant_name": "某律师事务所",
    "identity_number": "11520200MB1A00002B",
}


def of(kind: str, **where: str) -> Selector:
    return Selector(kind, {name: frozenset([value]) for name, value in where.items()})


def the_year_2024(register, clerk) -> None:
    """Three requests: two online, one by post; one granted in part, two not held."""
    for day, given, outcome, articles in (
        (date(2024, 3, 4), {"channel": "online"}, "granted_in_part", ["37", "15"]),
        (date(2024, 6, 11), {"channel": "online", **LAW_FIRM}, "unavailable_not_held", ["36(4)"]),
        (date(2024, 9, 10), {"channel": "registered_mail"}, "unavailable_not_held", ["36(5)"]),
    ):
        given["signed_on" if given["channel"] == "registered_mail" else "confirmed_on"] = day
        request = register(day, **given)
        decided = date(day.year, day.month, 20)
        searched = {"places": "档案室", "method": "按文号查", "result": "未找到", "found": False}
        actions.record_search(clerk, request, searched_on=day, today=TODAY, **searched)
        actions.decide(clerk, request, day=decided, outcome=outcome, articles=articles, today=TODAY)


def test_three_requests_of_2024_give_the_facts_of_table_3(register, clerk, agency):
    the_year_2024(register, clerk)
    person_online = {"applicant": "natural_person", "channel": "online"}
    person_mail = {"applicant": "natural_person", "channel": "registered_mail"}
    firm_online = {"applicant": "legal_services", "channel": "online"}
    assert sorted(queries.facts(agency.pk, 2024), key=repr) == sorted(
        [
            Fact("request.received", person_online, 1),
            Fact("request.received", person_mail, 1),
            Fact("request.received", firm_online, 1),
            Fact("request.closed", {**person_online, "outcome": "granted_in_part", "extended": "no"}, 1),
            Fact("request.closed", {**person_mail, "outcome": "unavailable_not_held", "extended": "no"}, 1),
            Fact("request.closed", {**firm_online, "outcome": "unavailable_not_held", "extended": "no"}, 1),
        ],
        key=repr,
    )
    assert list(queries.facts(agency.pk, 2023)) == []


def test_the_text_is_told_how_many_were_answered_after_their_term(register, clerk, agency):
    the_year_2024(register, clerk)
    assert queries.numbers(agency.pk, 2024) == {"requests.overdue": 0, "fees.notices": 0}
    late = register(date(2024, 4, 1))
    actions.decide(clerk, late, day=date(2024, 6, 3), outcome="granted", articles=["36(2)"], today=TODAY)
    assert queries.numbers(agency.pk, 2024) == {"requests.overdue": 1, "fees.notices": 0}


def test_the_facts_of_a_year_are_one_question_to_the_database(
    register, clerk, agency, django_assert_num_queries
):
    the_year_2024(register, clerk)
    with django_assert_num_queries(1):
        assert len(list(queries.facts(agency.pk, 2024))) == 6


def test_a_request_of_15_december_2025_open_at_the_year_s_end_is_carried_from_2025_into_2026(
    register, clerk, agency
):
    request = register(date(2025, 12, 15))
    assert request.due_cached == date(2026, 1, 13)
    person = {"applicant": "natural_person", "channel": "in_person"}
    assert list(queries.facts(agency.pk, 2025)) == [
        Fact("request.received", person, 1),
        Fact("request.carried_out", person, 1),
    ]
    actions.decide(clerk, request, day=date(2026, 1, 12), outcome="granted", articles=["36(2)"], today=TODAY)
    assert list(queries.facts(agency.pk, 2025)) == [
        Fact("request.received", person, 1),
        Fact("request.carried_out", person, 1),
    ]
    assert list(queries.facts(agency.pk, 2026)) == [
        Fact("request.carried_in", person, 1),
        Fact("request.closed", {**person, "outcome": "granted", "extended": "no"}, 1),
    ]
    assert list(queries.facts(agency.pk, 2027)) == []


def test_a_request_closed_on_31_december_is_not_carried_out(register, clerk, agency):
    request = register(date(2025, 12, 15))
    actions.decide(clerk, request, day=date(2025, 12, 31), outcome="granted", articles=["36(2)"], today=TODAY)
    kinds = [fact.kind for fact in queries.facts(agency.pk, 2025)]
    assert kinds == ["request.received", "request.closed"]
    assert list(queries.facts(agency.pk, 2026)) == []


def test_a_request_confirmed_in_january_belongs_to_the_new_year(register, agency):
    register(date(2025, 12, 30), channel="online", confirmed_on=date(2026, 1, 4))
    assert list(queries.facts(agency.pk, 2025)) == []
    assert [fact.kind for fact in queries.facts(agency.pk, 2026)] == [
        "request.received",
        "request.carried_out",
    ]


def test_a_correction_in_january_leaves_the_request_in_the_year_of_its_first_receipt(register, clerk, agency):
    request = register(date(2025, 12, 22))
    actions.ask_correction(
        clerk, request, day=date(2025, 12, 26), until=date(2026, 1, 20), matters="请写明文号", today=TODAY
    )
    actions.receive_correction(clerk, request, day=date(2026, 1, 9), today=TODAY)
    assert [fact.kind for fact in queries.facts(agency.pk, 2026)] == [
        "request.carried_in",
        "request.carried_out",
    ]


def test_every_open_state_at_the_year_s_end_is_carried_out(register, clerk, agency):
    waiting = register(date(2025, 12, 22))
    actions.ask_correction(
        clerk, waiting, day=date(2025, 12, 26), until=date(2026, 1, 20), matters="请写明文号", today=TODAY
    )
    asking = register(date(2025, 12, 22))
    actions.send_consultation(
        clerk, asking, day=date(2025, 12, 24), party="third_party", name="某公司", today=TODAY
    )
    carried = [fact for fact in queries.facts(agency.pk, 2025) if fact.kind == "request.carried_out"]
    assert sum(fact.amount for fact in carried) == 2


def test_an_extended_closing_counts_as_extended_in_the_list_of_2014(register, clerk, agency, make_post):
    request = register(date(2018, 9, 10))
    head = make_post("second_reviewer")
    actions.extend(head, request, day=date(2018, 9, 20), days=15, reason="检索量大", today=TODAY)
    actions.decide(clerk, request, day=date(2018, 10, 26), outcome="granted", articles=["21(1)"], today=TODAY)
    closed = [fact for fact in queries.facts(agency.pk, 2018) if fact.kind == "request.closed"]
    assert [fact.where["extended"] for fact in closed] == ["yes"]


def test_fees_are_counted_in_wan_yuan(register, clerk, agency):
    request = register(date(2026, 2, 2))
    actions.notice_fee(clerk, request, day=date(2026, 2, 25), amount=Decimal("4700"), today=TODAY)
    actions.pay_fee(clerk, request, day=date(2026, 3, 10), today=TODAY)
    money = {fact.kind: fact.amount for fact in queries.facts(agency.pk, 2026) if "fee" in fact.kind}
    assert money == {"request.fee_noticed": Decimal("0.47"), "request.fee_paid": Decimal("0.47")}
    assert queries.numbers(agency.pk, 2026)["fees.notices"] == 1


def test_the_records_behind_a_figure_are_exactly_those_that_it_counts(register, clerk, agency):
    the_year_2024(register, clerk)
    not_held = list(
        queries.fact_records(agency.pk, 2024, of("request.closed", outcome="unavailable_not_held"))
    )
    assert [record.title for record in not_held] == ["申〔2024〕2号", "申〔2024〕3号"]
    assert [record.day for record in not_held] == ["2024-06-20", "2024-09-20"]
    mail = of("request.received", channel="registered_mail")
    assert [record.title for record in queries.fact_records(agency.pk, 2024, mail)] == ["申〔2024〕3号"]
    in_time = of("request.closed", extended="no")
    assert len(list(queries.fact_records(agency.pk, 2024, in_time))) == 3


def test_the_records_behind_a_figure_name_nobody(register, clerk, agency):
    the_year_2024(register, clerk)
    shown = repr(list(queries.fact_records(agency.pk, 2024, of("request.received"))))
    assert "王小明" not in shown and "律师事务所" not in shown


def test_another_agency_counts_nothing_of_this_one(register, clerk, other_agency):
    the_year_2024(register, clerk)
    assert list(queries.facts(other_agency.pk, 2024)) == []
    assert Request.objects.count() == 3
