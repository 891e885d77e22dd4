"""Editions, settings, scope and the terms outside the clock."""

from datetime import date

import pytest

from gongkai.law import reporting
from gongkai.law.refusals import Refused
from gongkai.law.scope import matter, matters, matters_for
from gongkai.law.sources import edition, edition_for, editions, setting
from gongkai.law.workdays import default_calendar

CALENDAR = default_calendar()


@pytest.mark.parametrize(
    ("received", "code"),
    [("2008-05-01", "492"), ("2019-05-14", "492"), ("2019-05-15", "711"), ("2026-01-01", "711")],
)
def test_the_day_of_receipt_picks_the_edition(received, code):
    assert edition_for(date.fromisoformat(received)).code == code


def test_before_the_regulation_there_is_no_edition():
    with pytest.raises(Refused, match="2008-05-01"):
        edition_for(date(2008, 4, 30))


@pytest.mark.parametrize(
    ("code", "term", "value", "article"),
    [
        ("492", "reply", 15, "2008年条例第二十四条"),
        ("492", "extension", 15, "2008年条例第二十四条"),
        ("492", "correction_notice", None, "2008年条例第二十一条第（四）项"),
        ("492", "consultation", None, "2008年条例第二十三条"),
        ("492", "proactive", 20, "2008年条例第十八条"),
        ("711", "reply", 20, "条例第三十三条"),
        ("711", "extension", 20, "条例第三十三条"),
        ("711", "correction_notice", 7, "条例第三十条"),
        ("711", "consultation", 15, "条例第三十二条"),
        ("711", "proactive", 20, "条例第二十六条"),
    ],
)
def test_every_term_carries_its_article_and_source(code, term, value, article):
    found = edition(code).term(term)
    assert (found.value, found.article) == (value, article)
    assert found.source.startswith("国务院令")


def test_both_editions_know_the_same_terms_and_channels():
    old, new = editions()
    assert old.terms.keys() == new.terms.keys()
    assert old.channels.keys() == new.channels.keys()


def test_where_law_is_silent_a_setting_says_why_it_has_its_default():
    assert setting("mailbox_reply", date(2024, 1, 1)).value == 5
    assert setting("excessive_stops_clock", date(2024, 1, 1)).value is False
    assert setting("fee_payment", date(2024, 1, 1)).why


@pytest.mark.parametrize(
    ("year", "reporter", "due", "article"),
    [
        (2017, "department", "2018-03-31", "2008年条例第三十一条"),
        (2018, "department", "2019-03-31", "2008年条例第三十一条"),
        (2018, "government", "2019-03-31", "2008年条例第三十一条"),
        (2019, "department", "2020-01-31", "条例第四十九条第一款"),
        (2024, "department", "2025-01-31", "条例第四十九条第一款"),
        (2024, "government", "2025-03-31", "条例第四十九条第二款"),
    ],
)
def test_the_annual_report_is_due_by_edition_and_reporter(year, reporter, due, article):
    found = reporting.report_due(year, reporter)
    assert (found.date.isoformat(), found.article) == (due, article)


def test_information_is_published_within_20_working_days_of_being_made():
    assert reporting.publication_due(date(2024, 9, 10), CALENDAR).date == date(2024, 10, 14)


def test_licences_and_penalties_are_published_within_7_working_days_and_other_decisions_within_20():
    assert reporting.decision_due(date(2025, 1, 13), CALENDAR, "licence").date == date(2025, 1, 22)
    assert reporting.decision_due(date(2025, 1, 13), CALENDAR, "penalty").date == date(2025, 1, 22)
    assert reporting.decision_due(date(2025, 1, 13), CALENDAR, "coercive_measure").date == date(2025, 2, 14)


def test_an_interpretation_follows_its_document_within_3_working_days():
    assert reporting.interpretation_due(date(2024, 9, 13), CALENDAR).date == date(2024, 9, 19)  # 中秋放假


def test_a_letter_to_the_mailbox_is_answered_within_5_working_days_unless_the_agency_says_otherwise():
    assert reporting.mailbox_due(date(2024, 9, 10), CALENDAR).date == date(2024, 9, 18)
    assert reporting.mailbox_due(date(2024, 9, 10), CALENDAR, "simple").date == date(2024, 9, 11)
    assert reporting.mailbox_due(date(2024, 9, 10), CALENDAR, days=3).date == date(2024, 9, 13)


@pytest.mark.parametrize(
    "call",
    [
        lambda: edition("1949"),
        lambda: reporting.report_due(2024, "village"),
        lambda: reporting.mailbox_due(date(2024, 9, 10), CALENDAR, "urgent"),
        lambda: matters_for("village"),
        lambda: matter("weather"),
    ],
)
def test_an_unknown_name_is_refused(call):
    with pytest.raises(Refused):
        call()


def test_article_20_lists_15_matters_for_everybody():
    everybody = [entry for entry in matters() if entry.article.startswith("20(")]
    assert len(everybody) == 15
    assert all(entry in matters_for("national") for entry in everybody)
    assert matter("penalties").citation == "条例第二十条第（六）项"


def test_article_21_adds_matters_for_cities_counties_and_townships():
    assert len(matters_for("province")) == 15
    assert len(matters_for("city")) == len(matters_for("county")) == 22
    assert len(matters_for("township")) == 22
    assert matter("homesteads") in matters_for("township") and matter("homesteads") not in matters_for(
        "county"
    )


def test_codes_are_unique():
    codes = [entry.code for entry in matters()]
    assert len(codes) == len(set(codes))
