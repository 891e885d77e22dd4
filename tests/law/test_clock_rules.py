"""The rules of the clock, one by one, and its refusals."""

from datetime import date

import pytest

from gongkai.law.clock import Event, run
from gongkai.law.refusals import Refused
from gongkai.law.workdays import default_calendar, read_year
from tests.law.case import clock, day, happened, submitted

RECEIVED = submitted("2024-09-10")  # due 2024-10-14
DECIDED = happened("decided", "2024-10-09", outcome="granted", articles=["36(1)"])
CONSULTED = happened("consultation_sent", "2024-09-12", party="third_party", id="a", received="2024-09-13")
NOTICED = happened("fee_noticed", "2024-09-12", delivered="2024-09-12")


@pytest.mark.parametrize(
    ("channel", "start", "received"),
    [
        ("in_person", None, "2024-09-10"),
        ("oral", None, "2024-09-10"),
        ("registered_mail", "signed_for", "2024-09-12"),
        ("ordinary_mail", "confirmed", "2024-09-12"),
        ("online", "confirmed", "2024-09-12"),
        ("email", "confirmed", "2024-09-12"),
        ("fax", "confirmed", "2024-09-12"),
    ],
)
def test_each_channel_has_its_own_day_of_receipt(channel, start, received):
    events = [submitted("2024-09-10", channel)] + ([happened(start, "2024-09-12")] if start else [])
    assert clock("2024-09-12", *events).received == day(received)


def test_before_2019_an_email_counts_from_the_day_on_which_the_system_got_it():
    assert clock("2018-09-10", submitted("2018-09-10", "email")).received == day("2018-09-10")


def test_the_day_of_receipt_picks_the_edition_not_the_day_of_submission():
    assert clock("2019-05-14", submitted("2019-05-14")).edition == "492"
    assert clock("2019-05-15", submitted("2019-05-15")).edition == "711"
    late = clock("2019-05-15", submitted("2019-05-13", "online"), happened("confirmed", "2019-05-15"))
    assert (late.edition, late.due) == ("711", day("2019-06-13"))  # 端午06-07放假


def test_an_online_application_confirmed_late_counts_from_the_confirmation_and_is_noted():
    made = clock("2024-09-12", submitted("2024-09-10", "online"), happened("confirmed", "2024-09-12"))
    assert "应当日与申请人确认" in made.warnings[0].text
    weekend = clock("2024-09-23", submitted("2024-09-21", "online"), happened("confirmed", "2024-09-23"))
    assert weekend.warnings == ()  # 周六到达，周一确认


def test_an_automatic_receipt_confirms_only_where_the_agency_has_set_so():
    online = submitted("2024-09-10", "online")
    assert clock("2024-09-10", online).received is None
    assert clock("2024-09-10", online, settings={"automatic_receipt_confirms": True}).received == day(
        "2024-09-10"
    )


def test_an_application_that_nobody_confirmed_waits_without_a_due_date():
    made = clock("2024-09-11", submitted("2024-09-10", "online"))
    assert (made.state, made.received, made.due) == ("awaiting_confirmation", None, None)
    assert made.next_step == "当日联系申请人，双方确认收到"


def test_a_late_correction_notice_is_noted_with_the_careful_due_date_beside_the_new_one():
    asked = happened("correction_asked", "2024-09-23")  # 第7个工作日是09-20
    made = clock("2024-09-30", RECEIVED, asked, happened("correction_received", "2024-09-30"))
    assert made.due == day("2024-11-01")
    (caution,) = made.warnings
    assert caution.due == day("2024-10-14") and "补正超期" in caution.text


def test_a_correction_that_never_came_closes_the_case():
    asked = happened("correction_asked", "2024-09-12", until="2024-09-30")
    made = clock("2024-10-08", RECEIVED, asked, happened("correction_lapsed", "2024-10-08"))
    assert (made.state, made.overdue, made.next_step) == ("closed", False, "制发终止处理告知书")


def test_under_the_old_edition_asking_for_more_does_not_stop_the_clock():
    asked = happened("correction_asked", "2018-09-25")
    waiting = clock("2018-09-26", submitted("2018-09-10"), asked)
    assert (waiting.state, waiting.due, waiting.warnings) == ("awaiting_correction", day("2018-09-30"), ())
    made = clock("2018-09-28", submitted("2018-09-10"), asked, happened("correction_received", "2018-09-28"))
    assert (made.state, made.due) == ("running", day("2018-09-30"))


def test_two_overlapping_consultations_are_left_out_once():
    # 09-18、19、20、23、24、25 六日；两函重叠部分只扣一次
    made = clock(
        "2024-09-26",
        RECEIVED,
        happened("consultation_sent", "2024-09-14", party="third_party", id="a", received="2024-09-14"),
        happened("consultation_sent", "2024-09-18", party="joint_author", id="b", received="2024-09-18"),
        happened("consultation_answered", "2024-09-23", id="a", consents=True),
        happened("consultation_answered", "2024-09-25", id="b", consents=True),
    )
    assert [part.working_days for part in made.excluded] == [6]
    assert made.due == day("2024-10-22")


def test_a_consultation_of_which_nobody_knows_the_arrival_has_no_due_date_yet():
    sent = happened("consultation_sent", "2024-09-12", party="third_party", id="a")
    assert clock("2024-09-13", RECEIVED, sent).due is None
    arrived = happened("consultation_received", "2024-09-13", id="a")
    assert clock("2024-09-13", RECEIVED, sent, arrived).wait_until == day("2024-10-11")


@pytest.mark.parametrize(
    ("party", "words"),
    [("third_party", "由机关依照条例决定"), ("joint_author", "视为同意公开"), ("other_agency", "自行决定")],
)
def test_silence_of_a_third_party_leaves_the_decision_to_the_agency_and_of_a_joint_author_is_consent(
    party, words
):
    sent = happened("consultation_sent", "2024-09-12", party=party, id="a", received="2024-09-13")
    made = clock("2024-10-12", RECEIVED, sent)
    assert made.state == "running"
    assert made.excluded[0].until == day("2024-10-11")  # 15个工作日期满
    assert any(words in step.text for step in made.steps)


def test_an_opinion_after_the_end_of_its_term_leaves_out_the_term_only():
    answered = happened("consultation_answered", "2024-10-16", id="a", consents=False)
    assert clock("2024-10-16", RECEIVED, CONSULTED, answered).excluded[0].until == day("2024-10-11")


def test_the_agency_sets_the_term_of_another_agency_it_asks():
    sent = happened(
        "consultation_sent", "2024-09-12", party="other_agency", id="a", received="2024-09-12", days=5
    )
    assert clock("2024-09-12", RECEIVED, sent).wait_until == day("2024-09-20")


def test_an_extension_without_an_approver_is_noted():
    made = clock("2024-10-14", RECEIVED, happened("extended", "2024-10-14", days=1))
    assert made.due == day("2024-10-15")
    assert "批准人" in made.warnings[0].text


@pytest.mark.parametrize(("on", "on_time"), [("2024-10-14", True), ("2024-10-15", False)])
def test_a_reply_is_in_time_when_it_is_posted_on_the_due_date(on, on_time):
    made = clock("2024-10-20", RECEIVED, DECIDED, happened("delivered", on, by="post"))
    assert (made.state, made.on_time, made.overdue) == ("closed", on_time, not on_time)


def test_a_decision_that_was_never_delivered_is_overdue_after_the_due_date():
    assert not clock("2024-10-14", RECEIVED, DECIDED).overdue
    late = clock("2024-10-15", RECEIVED, DECIDED)
    assert (late.overdue, late.next_step) == (True, "立即送达答复书")


def test_an_overdue_case_counts_the_working_days_it_is_late():
    made = clock("2024-10-16", RECEIVED)
    assert (made.overdue, made.working_days_left) == (True, -2)
    assert made.next_step == "已超期2个工作日：立即作出处理决定并送达"


def test_asking_for_reasons_stops_the_clock_only_where_the_agency_has_set_so():
    events = (RECEIVED, happened("reasons_asked", "2024-09-12"), happened("reasons_received", "2024-09-20"))
    assert clock("2024-09-20", *events).due == day("2024-10-14")
    stopping = clock("2024-09-20", *events, settings={"excessive_stops_clock": True})
    assert stopping.due == day("2024-10-21")  # 不计09-13、14、18、19、20


def test_a_reasonable_delay_is_due_on_the_day_that_the_applicant_was_told():
    made = clock(
        "2024-10-10",
        RECEIVED,
        happened("reasons_asked", "2024-09-12"),
        happened("reasons_received", "2024-09-20"),
        happened("delayed", "2024-10-10", until="2024-12-31"),
    )
    assert made.due == day("2024-12-31")


def test_a_decision_before_the_third_party_answered_is_noted_not_refused():
    made = clock(
        "2024-09-20",
        RECEIVED,
        CONSULTED,
        happened("decided", "2024-09-20", outcome="granted", articles=["36(2)"]),
    )
    assert made.state == "closed" and "意见未到" in made.warnings[0].text


def test_a_due_date_in_a_year_without_a_notice_is_provisional_not_a_crash():
    made = clock("2026-12-21", submitted("2026-12-21"))
    assert made.provisional and made.due == day("2027-01-19")
    assert "暂定" in made.steps[-1].text


def test_a_new_notice_moves_the_due_date_and_makes_it_sure():
    notice = {
        "year": 2027,
        "holidays": [
            {"name": "元旦", "festival": "2027-01-01", "days": ["2027-01-01", "2027-01-04"], "makeup": []}
        ],
    }
    made = clock(
        "2026-12-21", submitted("2026-12-21"), calendar=default_calendar().with_year(read_year(notice))
    )
    assert (made.provisional, made.due) == (False, day("2027-01-20"))


def test_events_may_be_recorded_late_the_clock_takes_them_by_date():
    asked = happened("correction_asked", "2024-09-12")
    assert clock("2024-09-13", asked, RECEIVED).state == "awaiting_correction"


CORRECTED = (happened("correction_asked", "2024-09-12"), happened("correction_received", "2024-09-14"))


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ([], "没有任何事件"),
        ([submitted("2024-12-02")], "提交申请（2024-12-02）的日期晚于今天"),
        ([submitted("2008-04-30")], "早于条例施行之日"),
        ([happened("confirmed", "2024-09-10")], "不能早于提交申请"),
        ([RECEIVED, submitted("2024-09-11")], "重复"),
        ([RECEIVED, happened("confirmed", "2024-09-11")], "已于2024-09-10收到"),
        ([submitted("2024-09-10", "online"), happened("signed_for", "2024-09-11")], "与渠道不符"),
        ([submitted("2024-09-10", "online"), happened("extended", "2024-09-11", days=5)], "不能早于收到申请"),
        (
            [
                submitted("2024-09-12"),
                happened("decided", "2024-09-10", outcome="granted", articles=["36(1)"]),
            ],
            "不能早于收到申请",
        ),
        ([RECEIVED, *CORRECTED, happened("correction_asked", "2024-09-18")], "补正须一次性告知"),
        ([RECEIVED, happened("correction_received", "2024-09-18")], "之前没有补正告知"),
        ([RECEIVED, happened("correction_lapsed", "2024-09-18")], "之前没有补正告知"),
        ([RECEIVED, happened("correction_asked", "2024-09-12", until="2024-09-12")], "应晚于告知日"),
        (
            [
                RECEIVED,
                happened("correction_asked", "2024-09-12", until="2024-09-30"),
                happened("correction_lapsed", "2024-09-30"),
            ],
            "尚未届满",
        ),
        ([RECEIVED, happened("extended", "2024-10-15", days=20, approved_by="某")], "已于2024-10-14届满"),
        ([RECEIVED, happened("extended", "2024-10-10", days=21)], "1至20个工作日"),
        ([RECEIVED, happened("extended", "2024-10-10", days=0)], "1至20个工作日"),
        ([RECEIVED, happened("extended", "2024-10-10")], "没有填写天数"),
        ([submitted("2018-09-10"), happened("extended", "2018-09-20", days=16)], "1至15个工作日"),
        (
            [
                RECEIVED,
                happened("extended", "2024-10-10", days=5),
                happened("extended", "2024-10-11", days=5),
            ],
            "延长过一次",
        ),
        (
            [
                RECEIVED,
                happened("correction_asked", "2024-09-12"),
                happened("extended", "2024-09-13", days=5),
            ],
            "正在等待申请人补正",
        ),
        ([RECEIVED, CONSULTED, CONSULTED], "重复"),
        ([RECEIVED, happened("consultation_answered", "2024-09-18", id="z")], "之前没有编号“z”的征求意见"),
        ([RECEIVED, {**CONSULTED, "received": "2024-09-11"}], "早于发函日"),
        ([RECEIVED, {**CONSULTED, "received": "2024-12-02"}], "晚于今天"),
        ([RECEIVED, {**CONSULTED, "days": 30}], "由条例定为15个工作日"),
        ([RECEIVED, {**CONSULTED, "party": "other_agency", "days": -3}], "应为1个工作日以上"),
        (
            [
                RECEIVED,
                CONSULTED,
                *[happened("consultation_answered", d, id="a") for d in ("2024-09-18", "2024-09-19")],
            ],
            "该意见已于2024-09-18收到",
        ),
        ([RECEIVED, happened("fee_paid", "2024-09-12")], "之前没有收费通知"),
        ([RECEIVED, happened("fee_noticed", "2024-10-15")], "须在答复期限（2024-10-14）内发出"),
        ([submitted("2020-09-10"), happened("fee_noticed", "2020-09-11")], "自2021-01-01起"),
        ([RECEIVED, NOTICED, happened("fee_paid", "2024-10-17")], "缴费期限已于2024-10-16届满"),
        ([RECEIVED, NOTICED, happened("fee_lapsed", "2024-10-16")], "尚未届满"),
        (
            [
                RECEIVED,
                NOTICED,
                happened("fee_paid", "2024-09-13"),
                {**NOTICED, "date": "2024-09-14", "delivered": None},
            ],
            "重复",
        ),
        ([RECEIVED, happened("decided", "2024-09-12", articles=["36(1)"])], "请选择处理决定"),
        ([RECEIVED, happened("decided", "2024-09-12", outcome="granted")], "没有引用依据"),
        (
            [RECEIVED, happened("decided", "2024-09-12", outcome="whatever", articles=["36(1)"])],
            "没有名为“whatever”的处理决定",
        ),
        ([RECEIVED, DECIDED, DECIDED], "晚于办结"),
        ([RECEIVED, DECIDED, happened("extended", "2024-10-10", days=5)], "晚于办结"),
        ([RECEIVED, happened("delivered", "2024-09-12", by="post")], "不能早于作出处理决定"),
        (
            [RECEIVED, DECIDED, *[happened("delivered", d, by="post") for d in ("2024-10-10", "2024-10-11")]],
            "已于2024-10-10送达",
        ),
        ([RECEIVED, happened("delayed", "2024-09-12", until="2024-12-31")], "先要求说明理由"),
        ([RECEIVED, happened("reasons_received", "2024-09-12")], "没有待答的说明理由通知"),
        ([submitted("2018-09-10"), happened("reasons_asked", "2018-09-12")], "2008年条例没有"),
        (
            [
                RECEIVED,
                happened("correction_asked", "2024-09-12"),
                happened("correction_lapsed", "2024-09-30"),
                DECIDED,
            ],
            "该申请已终止处理",
        ),
    ],
)
def test_an_impossible_event_is_refused_with_a_sentence_that_names_it(events, words):
    with pytest.raises(Refused) as refusal:
        clock("2024-12-01", *events)
    assert words in str(refusal.value)


@pytest.mark.parametrize(
    ("events", "article"),
    [
        ([RECEIVED, *CORRECTED, happened("correction_asked", "2024-09-18")], "条例第三十条"),
        ([RECEIVED, happened("extended", "2024-10-15", days=20)], "条例第三十三条"),
        ([submitted("2018-09-10"), happened("extended", "2018-10-08", days=15)], "2008年条例第二十四条"),
        ([RECEIVED, NOTICED, happened("fee_paid", "2024-10-17")], "条例第四十二条；国办函〔2020〕109号"),
        ([RECEIVED, {**CONSULTED, "days": 30}], "条例第三十二条"),
    ],
)
def test_a_refusal_for_a_legal_reason_cites_the_article(events, article):
    with pytest.raises(Refused) as refusal:
        clock("2024-12-01", *events)
    assert refusal.value.article == article


def test_an_event_made_without_its_channel_is_refused():
    with pytest.raises(Refused, match="channel"):
        run([Event("submitted", date(2024, 9, 10))], date(2024, 9, 10))
