"""The merged heads of the printed tables."""

import pytest

from gongkai.reports.flow import Heading, Responsible, Statistics, flow, title_lines
from gongkai.reports.form import EDITIONS
from gongkai.reports.layout import grid
from gongkai.reports.load import load
from tests.reports.examples import report_2018, report_2024


def cells(table, edition="2021"):
    return {cell.text: cell for row in grid(load(edition).table(table)).rows for cell in row if cell.text}


def spans(cell):
    return (cell.row, cell.column, cell.rowspan, cell.colspan)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", (0, 0, 3, 3)),
        ("申请人情况", (0, 3, 1, 7)),
        ("自然人", (1, 3, 2, 1)),
        ("法人或其他组织", (1, 4, 1, 5)),
        ("商业企业", (2, 4, 1, 1)),
        ("总计", (1, 9, 2, 1)),
        ("一、本年新收政府信息公开申请数量", (3, 0, 1, 3)),
        ("三、本年度办理结果", (5, 0, 22, 1)),
        ("（一）予以公开", (5, 1, 1, 2)),
        ("（三）不予公开", (7, 1, 8, 1)),
        ("8.属于行政查询事项", (14, 2, 1, 1)),
        ("（四）无法提供", (15, 1, 3, 1)),
        ("（五）不予处理", (18, 1, 5, 1)),
        ("（六）其他处理", (23, 1, 3, 1)),
        ("（七）总计", (26, 1, 1, 2)),
        ("四、结转下年度继续办理", (27, 0, 1, 3)),
    ],
)
def test_table_3_is_merged_as_printed(text, place):
    assert spans(cells("t3")[text]) == place


def test_the_head_of_the_results_is_written_downwards():
    assert [text for text, cell in cells("t3").items() if cell.vertical] == ["三、本年度办理结果"]


def test_table_3_of_2019_has_the_other_ways_of_closing_in_one_row():
    found = cells("t3", "2019")
    assert spans(found["三、本年度办理结果"]) == (5, 0, 20, 1)
    assert spans(found["（六）其他处理"]) == (23, 1, 1, 2)


def test_table_4_has_fifteen_cells_under_heads_of_two_and_three_levels():
    shape = grid(load("2021").table("t4"))
    assert shape.width == 15
    assert [len(row) for row in shape.rows] == [2, 7, 10, 15]
    found = cells("t4")
    assert spans(found["行政复议"]) == (0, 0, 1, 5)
    assert spans(found["行政诉讼"]) == (0, 5, 1, 10)
    assert spans(found["未经复议直接起诉"]) == (1, 5, 1, 5)
    assert spans(found["复议后起诉"]) == (1, 10, 1, 5)
    assert spans(shape.rows[1][0]) == (1, 0, 2, 1)  # 结果维持 of 行政复议 takes two rows


def test_table_2_has_four_blocks_each_under_its_item_of_article_20():
    shape = grid(load("2021").table("t2"))
    titles = [cell.text for row in shape.rows for cell in row if cell.kind == "title"]
    assert titles == ["第二十条第（一）项", "第二十条第（五）项", "第二十条第（六）项", "第二十条第（八）项"]
    assert spans(cells("t2")["本年制发件数"]) == (1, 1, 1, 1)
    assert spans(cells("t2")["本年收费金额（单位：万元）"]) == (12, 1, 1, 3)


def test_the_list_of_2014_has_indents_units_and_rows_without_a_figure():
    found = cells("s", "2014")
    assert found["一、主动公开情况"].indent == 0
    assert found["（一）主动公开政府信息数"].indent == 1
    assert found["其中：主要负责同志参加新闻发布会次数"].indent == 3
    shape = grid(load("2014").table("s"))
    assert [cell.kind for cell in shape.rows[1]] == ["row", "blank", "blank"]
    assert [cell.kind for cell in shape.rows[2]] == ["row", "unit", "figure"]


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_cells_of_a_table_cover_it_without_gap_or_overlap(edition):
    for table in load(edition).tables:
        shape = grid(table)
        area = sum(cell.rowspan * cell.colspan for row in shape.rows for cell in row)
        assert area == shape.width * len(shape.rows) == len(list(shape.covered()))


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_figure_is_printed_once(edition):
    form = load(edition)
    printed = [cell.key for table in form.tables for row in grid(table).rows for cell in row if cell.key]
    assert printed == list(form.keys)


def test_a_figure_knows_the_heads_above_and_beside_it():
    shape = grid(load("2021").table("t3"))
    figure = next(cell for row in shape.rows for cell in row if cell.key == "t3.denied_by_law.business")
    texts = {(cell.row, cell.column): cell.text for row in shape.rows for cell in row}
    assert [texts[place] for place in figure.heads] == [
        "三、本年度办理结果",
        "（三）不予公开",
        "2.其他法律行政法规禁止公开",
        "申请人情况",
        "法人或其他组织",
        "商业企业",
    ]


def test_the_report_runs_through_its_six_sections_with_three_tables():
    items = flow(report_2024())
    assert [item.text for item in items if isinstance(item, Heading) and item.level == 1] == [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ]
    assert [item.grid.table.id for item in items if isinstance(item, Statistics)] == ["t2", "t3", "t4"]


def test_a_report_of_edition_2014_ends_with_its_list_and_signature_block():
    *_, statistics, responsible = flow(report_2018())
    assert isinstance(statistics, Statistics)
    assert statistics.subtitle == "（2018年度）"
    assert statistics.filler == "填报单位（盖章）：测试区商务局"
    assert isinstance(responsible, Responsible)
    assert responsible.lines == (
        ("单位负责人", "赵一"),
        ("审核人", "钱二"),
        ("填报人", "孙三"),
        ("联系电话", "0000-2033836"),
        ("填报日期", "2019年1月17日"),
    )


def test_a_long_title_breaks_after_the_agency():
    assert title_lines(report_2024()) == ["六盘水市应急管理局", "2024年政府信息公开工作年度报告"]
