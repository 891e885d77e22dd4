"""The narrative against the tables."""

import pytest

from tests.reports.audit.report import findings, told


@pytest.mark.parametrize(
    "text",
    [
        "2024年，本局共收到政府信息公开申请50件，上年结转2件，办结49件，结转下年度继续办理3件。",
        "2024年共受理政府信息公开申请52件（含上年结转2件），办结49件，3件结转下年度继续办理。",
        "共收到政府信息公开申请50件，其中自然人申请45件，法人或其他组织申请5件。",
        "办理政府信息公开申请52件，均在法定期限内办理。",
        "收到政府信息公开申请五十件。",
        "收到政府信息公开申请约60件。",
        "收到政府信息公开申请50件，较上年减少35件。其中延期答复4件。",
        "2023年收到政府信息公开申请35件，2024年收到政府信息公开申请50件。",
        "答复申请49件，其中予以公开21件，部分公开3件，不予公开5件，无法提供18件，不予处理2件，其他处理0件。",
        "因政府信息公开引起的行政复议7件，其中结果维持5件、尚未审结2件；行政诉讼9件，其中结果维持8件，尚未审结1件。",
        "收到政府信息公开申请50件。因信息公开引起的行政复议7件，已审结的5件均维持。",
        "政府信息公开行政复议案件7件，其中维持5件，未审结2件；行政诉讼案件9件，驳回8件，正在审理1件。",
        "做好政府信息公开行政复议、行政诉讼案件的应诉工作，共办理相关案件16件。",
        "收到政府信息公开申请50件，已办结49件，其余3件正在办理，依申请公开答复率100%。",
        "全年未发生因政府信息公开引起的行政诉讼败诉案件。",
        "受理信访事项12件，办结12件。收到网民留言30条，答复30条。",
        "收到政府信息公开申请50件。向2名申请人发出补正通知，收到补正申请2件。",
    ],
)
def test_a_text_that_agrees_with_its_tables_gives_no_error(text):
    assert [one for one in told(requests=text) if one[1] == "error"] == []


@pytest.mark.parametrize(
    ("text", "rule", "says", "should"),
    [
        ("2024年共收到政府信息公开申请51件。", "table.requests", 51, 50),
        ("共收到依申请公开信件五十三件。", "table.requests", 53, 50),
        ("收到政府信息公开申请50件，办结48件。", "table.requests", 48, 49),
        ("收到政府信息公开申请50件，上年结转1件。", "table.requests", 1, 2),
        ("收到申请50件，依申请公开办结49件，结转下年度继续办理4件。", "table.requests", 4, 3),
        ("收到政府信息公开申请50件，其中自然人申请44件，法人或其他组织申请5件。", "table.requests", 44, 45),
        ("政府信息公开申请办结情况：无法提供15件。", "table.requests", 15, 18),
        ("政府信息公开申请中，予以公开及部分公开21件。", "table.requests", 21, 24),
        ("因政府信息公开引起的行政复议6件。", "table.disputes", 6, 7),
        ("因政府信息公开引起的行政复议7件，其中结果维持6件。", "table.disputes", 6, 5),
        ("信息公开类行政诉讼8件。", "table.disputes", 8, 9),
        ("2024年未收到政府信息公开申请。", "words.none_received", 0, 50),
        ("本年未发生因政府信息公开引起的行政复议、行政诉讼。", "words.none_disputed", 0, 7),
    ],
)
def test_a_number_that_the_table_contradicts_is_an_error(text, rule, says, should):
    note = next(note for note in findings(requests=text) if note.rule == rule)
    assert (note.level, note.says, note.should) == ("error", says, should)
    assert note.keys


def test_the_finding_is_pinned_to_the_number():
    (note,) = [
        note for note in findings(requests="共收到政府信息公开申请51件。") if note.rule == "table.requests"
    ]
    assert note.quote == "共收到政府信息公开申请51件"
    assert note.at is not None
    assert note.at.end - note.at.start == len("51件")
    assert note.keys == ("t3.new_received.total",)


def test_a_government_that_speaks_of_its_office_alone_is_asked_to_say_so():
    found = findings("测试县人民政府", requests="县政府办公室受理政府信息公开申请17件。")
    (note,) = [note for note in found if note.rule == "table.requests"]
    assert note.level == "warning"
    assert "口径" in note.message


def test_a_department_that_speaks_of_the_whole_city_is_asked_to_say_so():
    assert ("table.requests", "warning") in told(requests="全市各级共收到政府信息公开申请700件。")


def test_all_closed_with_cases_carried_over_is_a_contradiction():
    assert ("words.all_closed", "warning") in told(requests="收到政府信息公开申请50件，已全部办结。")


def test_all_closed_beside_the_cases_carried_over_is_none():
    text = "收到政府信息公开申请50件，除3件结转下年度继续办理外，其余均已办结。"
    assert "words.all_closed" not in [rule for rule, _ in told(requests=text)]


def test_all_upheld_with_pending_cases_is_a_contradiction():
    text = "信息公开类行政复议7件，诉讼9件，均获维持。"
    (note,) = [note for note in findings(requests=text) if note.rule == "words.all_upheld"]
    assert note.level == "error"
    assert note.should == "5、8"


def test_no_fees_in_one_place_and_an_amount_in_another_is_a_contradiction():
    text = "2024年收取信息处理费380元。"
    assert ("words.no_fees", "error") in told(other="本机关未收取信息处理费。", requests=text)


def test_documents_and_decisions_are_a_question_not_an_error():
    text = "本年制发行政规范性文件4件，现行有效行政规范性文件12件，作出行政许可决定210件。"
    found = [note for note in findings(proactive=text) if note.rule == "table.documents"]
    assert [(note.level, note.says, note.should) for note in found] == [
        ("warning", 4, 3),
        ("warning", 210, 220),
    ]
