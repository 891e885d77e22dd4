"""Template tags: what they write, and that it can be read by ear."""

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from gongkai.apps.look.forms import LookForm
from gongkai.apps.look.marks import MARKS
from tests.law.case import clock, happened, submitted


def write(source, path="/", **context):
    return Template(source).render(Context({"request": RequestFactory().get(path), **context}))


class Receipt(LookForm):
    laws = {"received_on": "邮寄的，以签收日为收到日（条例第三十一条）"}
    received_on = forms.DateField(label="收到日期", help_text="按回执填写")
    channel = forms.ChoiceField(
        label="渠道", choices=[("a", "当面"), ("b", "邮寄")], widget=forms.RadioSelect
    )
    checked = forms.BooleanField(label="身份证明已核验", required=False)


@pytest.mark.parametrize("name", MARKS)
def test_a_state_mark_stands_beside_its_word_and_is_silent_itself(name):
    written = write("{% state name word %}", name=name, word="某状态")
    assert 'aria-hidden="true"' in written
    assert written.endswith("</svg>某状态</span>")


def test_an_unknown_mark_is_an_error_not_a_blank():
    with pytest.raises(KeyError, match="no state mark called 'late'"):
        write('{% icon "late" %}')


def test_a_figure_opens_its_records_and_zero_is_quiet():
    assert write('{% figure 1057 "/records/" %}') == '<a class="figure" href="/records/">1,057</a>'
    assert write('{% figure 0 "/records/" %}') == '<span class="figure-zero">0</span>'
    assert write("{% figure 3 %}") == '<span class="figure-plain">3</span>'
    assert write("{% figure none %}", none=None) == '<span class="figure-zero">—</span>'


def test_a_figure_says_by_ear_what_it_counts():
    assert 'aria-label="行政许可：220，打开记录"' in write('{% figure 220 "/records/" "行政许可" %}')


def test_what_people_typed_is_escaped():
    written = write('{% state "done" word %}{% figure 1 href %}', word="<b>", href='"><script>')
    assert "<b>" not in written and "<script>" not in written


def test_a_field_ties_hint_law_and_error_to_its_control():
    form = Receipt({"received_on": "2026-13-45", "channel": "a"})
    written = write("{% field form.received_on %}", form=form)
    described = "id_received_on_hint id_received_on_law id_received_on_error"
    assert f'aria-describedby="{described}"' in written
    assert all(f'id="{ident}"' in written for ident in described.split())
    assert 'aria-invalid="true"' in written
    assert "收到日期不是有效的日期，请按 2026-12-08 的样子填写" in written
    assert "以签收日为收到日" in written


def test_a_field_without_anything_to_say_points_nowhere():
    assert "aria-describedby" not in write("{% field form.checked %}", form=Receipt())


def test_radio_buttons_stand_in_a_fieldset_named_by_the_label():
    written = write("{% field form.channel %}", form=Receipt())
    assert '<fieldset class="field">' in written
    assert '<legend class="field-label">渠道</legend>' in written


def test_the_summary_of_errors_links_to_each_field():
    form = Receipt({"received_on": "", "channel": "a"})
    form.add_error(None, "这一整张表有问题")
    written = write("{% form_errors form %}", form=form)
    assert "有 2 处需要改" in written
    assert '<a href="#id_received_on">请填写收到日期</a>' in written
    assert "<li>这一整张表有问题</li>" in written
    assert write("{% form_errors form %}", form=Receipt()).strip() == ""


def test_the_pager_keeps_the_filters_of_the_address():
    page = Paginator(range(1057), 50).get_page(3)
    written = write("{% pager page %}", "/?kind=a&page=3", page=page)
    assert "共 1,057 条，第 3 / 22 页" in written
    assert 'href="?kind=a&amp;page=4"' in written
    assert 'aria-label="第3页" aria-current="page"' in written


def test_one_page_has_no_pager_but_its_count():
    written = write("{% pager page %}", page=Paginator([1, 2], 50).get_page(1))
    assert "共 2 条" in written
    assert "<a" not in written


def test_the_breadcrumb_ends_with_this_page_without_a_link():
    written = write("{% breadcrumb trail %}", trail=[("首页", "/"), ("公开年报", "/reports/")])
    assert '<a href="/">首页</a>' in written
    assert '<span aria-current="page">公开年报</span>' in written


def test_the_calendar_is_a_table_that_reads_day_by_day():
    drawn = clock(
        "2025-11-04",
        submitted("2025-09-22"),
        happened("consultation_sent", "2025-09-25", party="third_party", id="1", received="2025-09-28"),
        happened("consultation_answered", "2025-10-15", id="1", consents=False),
    ).drawn()
    written = write('{% clock_calendar drawn "征求意见" %}', drawn=drawn)
    assert written.count("<td class=") == 49 + 1  # seven weeks of days, and the empty corner
    assert written.count('class="word">不计') == 10
    assert '<td class="due later month-top">' in written
    assert 'datetime="2025-11-07"' in written
    assert '<th scope="row" class="month">9月<span>2025</span></th>' in written
    assert "不计（征求意见）" in written


def test_a_provisional_due_date_is_said_to_be_so():
    drawn = clock("2026-12-20", submitted("2026-12-14")).drawn()
    assert '<span class="corner">暂定到期</span>' in write("{% clock_calendar drawn %}", drawn=drawn)


def test_the_flow_is_drawn_to_scale_and_its_figures_are_written():
    parts = [{"label": "予以公开", "value": 1}, {"label": "无法提供", "value": 3}]
    written = write("{% flow parts %}", parts=parts)
    assert '<rect x="0.000%" width="25.000%" height="100%"/><rect x="25.000%" width="75.000%"' in written
    assert "<dt>无法提供</dt>" in written
