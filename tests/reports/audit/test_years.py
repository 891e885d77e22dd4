"""Last year's report and sister reports beside this one."""

from gongkai.reports.audit import audit
from tests.reports.audit.report import reading

TEXT = {
    "proactive": "".join(
        f"围绕第{name}项重点工作持续推进政府信息主动公开，回应社会关切。" for name in "甲乙丙丁"
    ),
    "management": "".join(
        f"落实{name}类信息发布审核制度，做好源头管理和动态调整工作。" for name in "戊己庚辛"
    ),
    "platforms": "".join(
        f"推进{name}平台规范化建设，优化栏目设置和检索服务功能体验。" for name in "壬癸子丑"
    ),
}


def rules(found):
    return [note.rule for note in found]


def test_what_last_year_carried_out_this_year_carries_in():
    this = reading()
    last = {**this.figures, "t3.carried_out.total": 3, "t3.carried_out.natural_person": 3}
    found = [note for note in audit(this, last) if note.rule == "year.carried"]
    assert [(note.level, note.says, note.should) for note in found] == [("error", 2, 3)]


def test_ten_times_last_year_is_a_question():
    this = reading()
    last = {**this.figures, "t3.carried_out.total": 2, "t2.licences.decisions": 22_000}
    assert "year.jump" in rules(audit(this, last))


def test_pending_cases_of_last_year_must_come_up_again():
    this = reading()
    assert "year.pending" in rules(audit(this, {"t4.reconsideration.pending": 9}))
    assert "year.pending" not in rules(audit(this, {"t4.reconsideration.pending": 2}))


def test_growth_is_recomputed_from_last_year():
    said = reading(requests="共收到政府信息公开申请50件，同比增长20%。")
    found = [note for note in audit(said, {"t3.new_received.total": 40}) if note.rule == "claim.growth"]
    assert [(note.says, note.should) for note in found] == [(20, 25)]
    right = reading(requests="共收到政府信息公开申请50件，较去年增长25%。")
    assert "claim.growth" not in rules(audit(right, {"t3.new_received.total": 40}))


def test_the_same_text_as_last_year_is_a_warning_even_with_other_numbers():
    this, last = reading(**TEXT, year=2024), reading(**TEXT, year=2023)
    assert "likeness.previous" in rules(audit(this, last))


def test_the_same_text_as_a_sister_agency_is_a_warning():
    this, sister = reading(**TEXT), reading("测试市教育局", **TEXT)
    assert "likeness.sibling" in rules(audit(this, siblings=[sister]))


def test_a_text_of_ones_own_is_not_alike():
    other = {name: text.replace("工作", "事务").replace("公开", "发布") for name, text in TEXT.items()}
    assert "likeness.sibling" not in rules(
        audit(reading(**TEXT), siblings=[reading("测试市教育局", **other)])
    )
