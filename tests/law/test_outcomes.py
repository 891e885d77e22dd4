"""Outcomes: rows of every form, legal bases, letters."""

import pytest

from gongkai.law import articles as art
from gongkai.law.outcomes import check_articles, get, outcomes, outcomes_for
from gongkai.law.refusals import Refused

ROWS_2021 = [
    "granted",
    "granted_in_part",
    "denied_state_secret",
    "denied_by_law",
    "denied_security_stability",
    "denied_third_party",
    "denied_internal_affairs",
    "denied_deliberative",
    "denied_enforcement_file",
    "denied_administrative_query",
    "unavailable_not_held",
    "unavailable_needs_creation",
    "unavailable_still_unclear",
    "not_processed_petition",
    "not_processed_repeat",
    "not_processed_publication",
    "not_processed_excessive",
    "not_processed_reconfirm",
    "closed_not_corrected",
    "closed_fee_unpaid",
    "closed_other",
]
REPLIES_2014 = {
    *(
        "already_public",
        "granted",
        "granted_in_part",
        "denied_state_secret",
        "denied_trade_secret",
        "denied_privacy",
    ),
    *("denied_security", "denied_not_government_information", "denied_other_law", "not_this_agency"),
    *("does_not_exist", "asked_to_correct", "other_channels"),
}


def test_the_edition_of_2019_knows_the_21_rows_in_printed_order():
    assert [outcome.code for outcome in outcomes_for("711")] == ROWS_2021
    assert [outcome.row("2021") for outcome in outcomes_for("711")] == ROWS_2021


def test_the_form_of_2019_has_one_row_for_other_closures():
    rows = [outcome.row("2019") for outcome in outcomes_for("711")]
    assert rows[:18] == ROWS_2021[:18]
    assert rows[18:] == ["closed_otherwise"] * 3


def test_the_edition_of_2008_knows_the_replies_of_the_2014_list():
    assert {outcome.row("2014") for outcome in outcomes_for("492")} - {None} == REPLIES_2014


def test_every_outcome_of_the_old_edition_finds_a_row_in_the_forms_after_it():
    assert all(outcome.row("2019") and outcome.row("2021") for outcome in outcomes_for("492"))
    assert get("denied_trade_secret").row("2019") == "denied_third_party"


def test_an_outcome_of_the_new_edition_has_no_row_in_the_old_list():
    assert get("denied_deliberative").row("2014") is None


@pytest.mark.parametrize(
    ("outcome", "articles"),
    [
        ("granted", ["36(1)"]),
        ("granted", ["36(2)"]),
        ("granted", ["条例第三十六条第（二）项"]),
        ("granted_in_part", ["37", "15", "32"]),
        ("denied_state_secret", ["14", "36(3)"]),
        ("denied_by_law", ["14", "统计法第二十五条"]),
        ("denied_internal_affairs", ["16.1"]),
        ("denied_enforcement_file", ["第十六条第二款"]),
        ("denied_administrative_query", ["36(7)"]),
        ("unavailable_not_held", ["36(5)"]),
        ("not_processed_petition", ["39.1"]),
        ("closed_other", ["国办公开办函〔2019〕14号"]),
    ],
)
def test_the_articles_of_the_table_carry_their_outcome(outcome, articles):
    check_articles(get(outcome), articles)


@pytest.mark.parametrize(
    ("outcome", "articles", "words"),
    [
        ("granted", [], "办结须有法律依据"),
        ("closed_other", ["  "], "请写明依据"),
        ("granted", ["36"], "具体到款、项"),
        ("granted", ["14"], "条例第十四条不是“予以公开”的依据"),
        ("denied_internal_affairs", ["16.2"], "条例第十六条第二款不是"),
        ("granted_in_part", ["15"], "须引用条例第三十七条"),
        ("denied_by_law", ["统计法第二十五条"], "须引用条例第十四条"),
    ],
)
def test_a_closing_without_the_right_article_is_refused(outcome, articles, words):
    with pytest.raises(Refused) as refusal:
        check_articles(get(outcome), articles)
    assert words in str(refusal.value)
    assert refusal.value.field == "articles"


@pytest.mark.parametrize("code", ["", "denied_by_mood"])
def test_a_closing_without_a_known_outcome_is_refused(code):
    with pytest.raises(Refused, match="处理决定") as refusal:
        get(code)
    assert refusal.value.field == "outcome"


def test_an_outcome_of_the_other_edition_is_refused():
    with pytest.raises(Refused, match="不是政府信息公开条例（国务院令第492号）下的处理决定"):
        check_articles(get("denied_deliberative"), ["16.2"], "492")
    check_articles(get("denied_privacy"), ["14", "23"], "492")


def test_one_row_may_have_two_letters_and_the_article_decides():
    outcome = get("unavailable_not_held")
    assert outcome.letter_for(["36(4)"]).name == "政府信息不存在告知书"
    assert outcome.letter_for(["条例第三十六条第（五）项"]).name == "非本机关政府信息告知书"
    assert get("granted").letter_for(["36(2)"]).code == "granted"


def test_groups_are_the_six_of_table_3():
    assert [outcome.group for outcome in outcomes_for("711")] == list(
        "GG" + "D" * 8 + "UUU" + "NNNNN" + "OOO"
    )
    assert all(outcome.group in "GDUNO" for outcome in outcomes().values())


@pytest.mark.parametrize(
    ("record", "chinese"),
    [
        ("36(1)", "条例第三十六条第（一）项"),
        ("16.2", "条例第十六条第二款"),
        ("14", "条例第十四条"),
        ("20(15)", "条例第二十条第（十五）项"),
        ("50", "条例第五十条"),
        ("统计法第二十五条", "统计法第二十五条"),
    ],
)
def test_an_article_is_written_short_in_records_and_in_full_in_chinese(record, chinese):
    assert art.cite(record) == chinese
    assert art.normalise(chinese) == record


@pytest.mark.parametrize(
    "text",
    [
        "第36条第1项",
        "第三十六条第一项",
        "《条例》第三十六条第（一）项",
        " 36（1） ",
        "政府信息公开条例第三十六条第（一）项",
    ],
)
def test_every_usual_way_to_write_an_article_is_read(text):
    assert art.normalise(text) == "36(1)"


@pytest.mark.parametrize(
    ("written", "record"),
    [
        ("第三十六条第（一）项", "36(1)"),
        ("条例第十四条", "14"),
        ("第十条", "10"),
        ("第四一条", "第四一条"),  # no number, so no article of the Regulation
        ("第十十条", "第十十条"),
    ],
)
def test_an_article_is_read_only_from_a_number_that_is_one(written: str, record: str):
    assert art.normalise(written) == record
