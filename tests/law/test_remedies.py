"""Remedies: derived from the articles and the day of the decision, never from the row."""

from datetime import date

import pytest

from gongkai.law.refusals import Refused
from gongkai.law.remedies import remedy, remedy_for_silence
from gongkai.law.workdays import default_calendar

CALENDAR = default_calendar()


@pytest.mark.parametrize(
    ("articles", "decided_on", "route"),
    [
        (["14", "36(3)"], "2023-12-31", "either"),
        (["14", "36(3)"], "2024-01-01", "reconsideration_first"),
        (["15", "32"], "2024-06-03", "reconsideration_first"),
        (["16.1"], "2024-06-03", "reconsideration_first"),
        (["37", "16.2"], "2025-06-02", "reconsideration_first"),  # 部分公开，不公开部分属第十六条
        (["条例第十四条"], "2025-06-02", "reconsideration_first"),
        (["37", "36(4)"], "2025-06-02", "either"),
        (["36(7)"], "2025-06-02", "either"),  # 行政查询列在“不予公开”各行，但不在第十四至十六条
        (["36(4)"], "2025-06-02", "either"),
        (["38"], "2025-06-02", "either"),
        (["39.1"], "2025-06-02", "either"),
        (["35"], "2025-06-02", "either"),
        (["36(1)"], "2025-06-02", "either"),
        (["统计法第十四条"], "2025-06-02", "either"),
    ],
)
def test_reconsideration_comes_first_for_articles_14_to_16_since_2024(articles, decided_on, route):
    assert remedy(articles, date.fromisoformat(decided_on)).route == route


@pytest.mark.parametrize(
    ("decided_on", "months"),
    [("2015-04-30", 3), ("2015-05-01", 6), ("2023-12-31", 6), ("2024-01-01", 6)],
)
def test_the_term_for_the_court_is_3_months_until_may_2015_and_6_after(decided_on, months):
    assert remedy(["36(4)"], date.fromisoformat(decided_on)).litigation_months == months


def test_the_interpretation_of_2025_is_cited_from_its_first_day():
    assert "法释〔2025〕8号" not in remedy(["14"], date(2025, 5, 31)).article
    assert "法释〔2025〕8号" in remedy(["14"], date(2025, 6, 1)).article


def test_the_paragraph_for_reconsideration_first_does_not_offer_the_court_directly():
    text = remedy(["14"], date(2025, 6, 2)).text("六盘水市人民政府", "六盘水市钟山区人民法院")
    assert text == (
        "如对本答复不服，应当先申请行政复议：可以自收到本答复之日起60日内向六盘水市人民政府申请行政复议；"
        "对行政复议决定不服的，可以自收到行政复议决定书之日起15日内向六盘水市钟山区人民法院提起行政诉讼。"
    )
    assert "6个月" not in text


def test_the_paragraph_for_other_replies_offers_both():
    text = remedy(["36(4)"], date(2025, 6, 2)).text("某市人民政府", "某区人民法院")
    assert text == (
        "如对本答复不服，可以自收到本答复之日起60日内向某市人民政府申请行政复议，"
        "也可以自收到本答复之日起6个月内向某区人民法院提起行政诉讼。"
    )


def test_before_2024_the_applicant_could_choose_the_authority():
    assert "〔本级人民政府〕或者〔上一级主管部门〕" in remedy(["14"], date(2018, 9, 10)).text()
    assert "〔行政复议机关〕" in remedy(["14"], date(2024, 9, 10)).text()


def test_where_other_law_leaves_the_court_only_the_paragraph_names_the_court_only():
    made = remedy(["36(4)"], date(2025, 6, 2), final_in_court=True)
    assert (made.route, made.reconsideration_days) == ("direct", 0)
    assert "复议" not in made.text()


def test_60_natural_days_move_on_from_a_day_off():
    made = remedy(["14"], date(2024, 8, 1))
    assert made.reconsider_by(date(2024, 8, 2), CALENDAR) == date(2024, 10, 8)  # 第60日10-01放假
    assert made.reconsider_by(date(2024, 9, 10), CALENDAR) == date(2024, 11, 11)  # 第60日11-09周六


def test_6_months_end_on_the_same_day_of_the_month_or_its_last():
    made = remedy(["36(4)"], date(2024, 8, 30))
    assert made.sue_by(date(2024, 8, 30), CALENDAR) == date(2025, 2, 28)
    assert made.sue_by(date(2024, 9, 10), CALENDAR) == date(2025, 3, 10)


def test_nobody_sues_directly_where_reconsideration_comes_first():
    with pytest.raises(Refused, match="须先申请行政复议"):
        remedy(["14"], date(2024, 8, 1)).sue_by(date(2024, 8, 1), CALENDAR)


def test_silence_opens_both_ways():
    assert remedy_for_silence(date(2025, 7, 1)).route == "either"


@pytest.mark.parametrize("articles", [[], [" "]])
def test_a_reply_without_articles_has_no_remedy_and_is_refused(articles):
    with pytest.raises(Refused, match="条款") as refusal:
        remedy(articles, date(2025, 6, 2))
    assert refusal.value.field == "articles"


def test_a_decision_before_the_regulation_is_refused():
    with pytest.raises(Refused, match="2008-05-01"):
        remedy(["14"], date(2008, 4, 30))
