"""`gongkai due`: the contract on the command line."""

import json

import pytest
import typer
from typer.testing import CliRunner

from gongkai.cli.due import due

app = typer.Typer()
app.command()(due)
RUNNER = CliRunner()

CONSULTED = {
    "events": [
        {"type": "submitted", "date": "2025-09-22", "channel": "online"},
        {"type": "confirmed", "date": "2025-09-22"},
        {
            "type": "consultation_sent",
            "date": "2025-09-25",
            "party": "third_party",
            "id": "1",
            "received": "2025-09-28",
        },
        {"type": "consultation_answered", "date": "2025-10-15", "id": "1", "consents": False},
    ],
    "today": "2025-11-04",
}


def ask(data):
    text = data if isinstance(data, str | bytes) else json.dumps(data)
    return RUNNER.invoke(app, ["-"], input=text)


def test_it_prints_the_contract():
    result = ask(CONSULTED)
    assert result.exit_code == 0
    printed = json.loads(result.stdout)
    steps = printed.pop("steps")
    expected = {
        "edition": "711",
        "received": "2025-09-22",
        "due": "2025-11-07",
        "state": "running",
        "provisional": False,
        "overdue": False,
        "working_days_left": 3,
        "excluded": [
            {
                "from": "2025-09-26",
                "to": "2025-10-15",
                "working_days": 10,
                "why": "征求第三方意见",
                "article": "条例第三十二条",
            }
        ],
    }
    assert {key: printed[key] for key in expected} == expected
    assert all(set(step) == {"date", "article", "text"} for step in steps)
    assert steps[-1]["date"] == "2025-11-07"


def test_it_reads_a_file_and_prints_chinese_as_it_is(tmp_path):
    file = tmp_path / "case.json"
    file.write_text(json.dumps(CONSULTED), "utf-8-sig")
    result = RUNNER.invoke(app, [str(file)])
    assert result.exit_code == 0
    assert "征求第三方意见" in result.stdout


def test_a_year_without_a_calendar_is_provisional_and_no_failure():
    result = ask(
        {
            "events": [{"type": "submitted", "date": "2026-12-21", "channel": "in_person"}],
            "today": "2026-12-22",
        }
    )
    assert result.exit_code == 0
    assert json.loads(result.stdout)["provisional"] is True


def one(**event):
    return {"events": [event], "today": "2024-09-20"}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("{", "不是有效的JSON：第1行第2列"),
        (b"\xff\xfe\x00", "不是UTF-8编码"),
        ("[]", "输入应为含“events”"),
        ({"today": "2024-09-20"}, "输入应为含“events”"),
        ({"events": {}, "today": "2024-09-20"}, "应为事件的列表"),
        ({"events": [7], "today": "2024-09-20"}, "第1个事件应为对象"),
        ({"events": [], "today": "2024-09-20"}, "没有任何事件"),
        ({"events": [], "today": "20 September"}, "today的日期“20 September”不是有效日期"),
        (one(type="arrived", date="2024-09-10"), "第1个事件的类型“arrived”不认识"),
        (one(type=["submitted"], date="2024-09-10"), "不认识"),
        (one(type="submitted", channel="in_person"), "第1个事件（提交申请）的日期（空）不是有效日期"),
        (one(type="submitted", date="2024-02-30", channel="in_person"), "“2024-02-30”不是有效日期"),
        (one(type="submitted", date="2024-09-10T08:00", channel="in_person"), "不是有效日期"),
        (one(type="submitted", date=20240910, channel="in_person"), "不是有效日期"),
        (one(type="submitted", date="2024-09-10"), "channel没有填写"),
        (one(type="submitted", date="2024-09-10", channel="pigeon"), "channel“pigeon”不认识"),
        (one(type="extended", date="2024-09-10", days="20"), "days“20”应为整数"),
        (one(type="extended", date="2024-09-10", days=True), "应为整数"),
        (one(type="consultation_sent", date="2024-09-10", id="1"), "party没有填写"),
        (one(type="consultation_answered", date="2024-09-10", id="1", consents="yes"), "应为true或false"),
        (one(type="decided", date="2024-09-10", outcome="granted", articles={"36": 1}), "应为条款的列表"),
        (one(type="submitted", date="2024-09-21", channel="in_person"), "晚于今天"),
    ],
)
def test_a_wrong_call_exits_1_with_one_chinese_sentence_on_standard_error(data, words):
    result = ask(data)
    assert result.exit_code == 1
    assert words in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


def test_a_missing_file_is_named():
    result = RUNNER.invoke(app, ["/nonexistent/case.json"])
    assert result.exit_code == 1
    assert "无法读取文件“/nonexistent/case.json”" in result.stderr


def test_a_late_extension_names_the_event_and_the_article():
    late = {
        "events": [
            {"type": "submitted", "date": "2024-09-10", "channel": "in_person"},
            {"type": "extended", "date": "2024-10-15", "days": 20, "approved_by": "工作机构负责人"},
        ],
        "today": "2024-10-15",
    }
    result = ask(late)
    assert result.exit_code == 1
    assert "延长答复期限（2024-10-15）" in result.stderr and "条例第三十三条" in result.stderr
