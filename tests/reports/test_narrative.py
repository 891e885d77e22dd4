"""Sentences proposed for the narrative."""

from decimal import Decimal

from gongkai.reports.load import load
from gongkai.reports.narrative import draft
from gongkai.reports.tally import tally
from tests.reports.facts_2024 import FACTS

NUMBERS = {
    "items.total": 1057,
    "items.website": 633,
    "items.wechat": 424,
    "requests.online": 2,
    "requests.mail": 1,
    "requests.overdue": 0,
    "letters.received": 2,
    "letters.on_time": 2,
    "letters.average_days": Decimal("4.0"),
    "fees.notices": 0,
}


def texts(block, figures=None, numbers=None, year=2024):
    figures = tally(load("2021"), FACTS) if figures is None else figures
    return [sentence.text for sentence in draft(block, "市应急局", year, figures, numbers)]


def empty_year(**changes):
    return tally(load("2021"), []) | {key.replace("__", "."): value for key, value in changes.items()}


def test_proactive_disclosure_of_2024():
    assert texts("overview.proactive", numbers=NUMBERS) == [
        "2024年，市应急局主动公开政府信息1057条，其中政府网站633条、政务微信424条。",
        "本年制发行政规范性文件1件，现行有效3件。",
        "本年作出行政许可决定220件、行政处罚决定12件。",
    ]


def test_requests_of_2024():
    assert texts("overview.requests", numbers=NUMBERS) == [
        "2024年，市应急局收到政府信息公开申请3件（网络2件、信函1件）。",
        "本年办结3件，其中部分公开1件、无法提供（本机关不掌握相关政府信息）2件；没有结转下年度的申请。",
        "办结的申请均在法定期限内答复。",
        "本年未发生因政府信息公开引起的行政复议、行政诉讼。",
    ]


def test_every_number_in_a_sentence_knows_where_it_comes_from():
    (first, *_) = draft("overview.requests", "市应急局", 2024, tally(load("2021"), FACTS), NUMBERS)
    assert [(span.source, first.text[span.start : span.end]) for span in first.spans] == [
        ("t3.new_received.total", "3"),
        ("requests.online", "2"),
        ("requests.mail", "1"),
    ]


def test_letters_and_the_statement_on_fees():
    assert texts("overview.management", numbers=NUMBERS) == [
        "2024年，市应急局收到公众来信2件，均在5个工作日内答复，平均办理4个工作日。",
        "集中公开现行有效的行政规范性文件3件。",
    ]
    assert texts("other", numbers=NUMBERS) == [
        "2024年，市应急局未发出信息处理费收费通知，未收取信息处理费。",
        "无其他需要报告的事项。",
    ]
    fees = {"fees.notices": 2, "fees.noticed": Decimal("0.55"), "fees.paid": Decimal("0.10")}
    assert texts("other", numbers=fees) == [
        "2024年，市应急局发出信息处理费收费通知2件，总金额0.55万元，实际收取0.1万元。"
    ]


def test_a_year_in_which_nothing_happened_says_so():
    nothing = dict.fromkeys(NUMBERS, 0)
    assert texts("overview.proactive", empty_year(), nothing) == [
        "2024年，市应急局未新增主动公开的政府信息。",
        "本年未制发行政规范性文件，没有现行有效的行政规范性文件。",
        "本年未作出行政许可、行政处罚、行政强制决定。",
    ]
    assert texts("overview.requests", empty_year(), nothing) == [
        "2024年，市应急局未收到政府信息公开申请，无上年结转申请。",
        "本年未发生因政府信息公开引起的行政复议、行政诉讼。",
    ]
    assert texts("overview.management", empty_year(), nothing) == ["2024年，市应急局未收到公众来信。"]


def test_requests_carried_in_and_carried_over_are_told():
    figures = empty_year(
        t3__new_received__total=13,
        t3__carried_in__total=1,
        t3__results_total__total=10,
        t3__granted__total=9,
        t3__denied_state_secret__total=1,
        t3__carried_out__total=4,
    )
    assert texts("overview.requests", figures, {"requests.overdue": 1})[:3] == [
        "2024年，市应急局收到政府信息公开申请13件，上年结转1件。",
        "本年办结10件，其中予以公开9件、不予公开（属于国家秘密）1件；结转下年度继续办理4件。",
        "办结的申请中有1件超过法定期限答复。",
    ]


def test_a_year_with_only_last_years_requests():
    figures = empty_year(t3__carried_in__total=1, t3__results_total__total=1, t3__granted__total=1)
    assert (
        texts("overview.requests", figures)[0] == "2024年，市应急局未收到新的政府信息公开申请，上年结转1件。"
    )


def test_disputes_are_told_by_route_and_result():
    figures = empty_year(
        t4__reconsideration__upheld=2,
        t4__reconsideration__corrected=1,
        t4__reconsideration__total=3,
        t4__litigation_direct__pending=1,
        t4__litigation_direct__total=1,
    )
    assert texts("overview.requests", figures)[-1] == (
        "本年因政府信息公开引起行政复议3件（结果维持2件、结果纠正1件），未经复议直接起诉的行政诉讼1件（尚未审结1件）。"
    )
    assert texts("problems", figures) == ["有1件行政复议结果为纠正，答复的规范性有待加强。"]


def test_what_is_not_known_is_not_said():
    assert texts("overview.proactive", {}) == []
    assert texts("overview.requests", {}) == []
    assert texts("overview.management", {}) == []
    assert texts("other", {}) == []
    assert texts("overview.requests")[1:3] == [
        "本年办结3件，其中部分公开1件、无法提供（本机关不掌握相关政府信息）2件；没有结转下年度的申请。",
        "本年未发生因政府信息公开引起的行政复议、行政诉讼。",
    ]
    assert draft("no.such.block", "市应急局", 2024, {}) == []


def test_items_released_by_several_channels_are_not_called_parts_of_the_total():
    figures = {
        "s.disclosed.total": 93,
        "s.channel.website": 20,
        "s.channel.wechat": 32,
        "s.channel.weibo": 35,
    }
    figures |= {"s.channel.other": 100, "s.channel.gazette": 0}
    assert texts("disclosure", figures, year=2018) == [
        "2018年，市应急局主动公开政府信息93条（同一信息由多个渠道公开的计1条）；"
        "按渠道计，政府网站20条、政务微信32条、政务微博35条、其他方式100条。"
    ]


def test_the_sections_of_the_form_of_2014():
    figures = tally(load("2014"), [])
    assert texts("requests", figures, year=2018) == ["2018年，市应急局未收到政府信息公开申请。"]
    assert texts("fees", figures, year=2018) == ["2018年，市应急局依申请公开政府信息未收取费用。"]
    assert texts("disputes", figures, year=2018) == [
        "2018年，市应急局没有因政府信息公开引起的行政复议、行政诉讼和举报投诉。"
    ]
