"""Pictures of figures: named, escaped, in the page's ink, drawn once."""

from __future__ import annotations

from gongkai.apps.look import charts
from gongkai.apps.look.charts import Link, flow, svg, trend

SPEC = flow(
    [("渠道", ["网上", "信函"]), ("办理", ["直接办理", "补正"]), ("决定", ["公开"])],
    [
        [Link("网上", "直接办理", 3), Link("信函", "补正", 1)],
        [Link("直接办理", "公开", 3), Link("补正", "公开", 1)],
    ],
)


def test_a_picture_carries_its_title_and_description_and_no_style():
    drawn = svg(SPEC, title="去向<图>", description="数字见下表")
    assert '<title id="chart-' in drawn and "去向&lt;图&gt;" in drawn and 'role="img"' in drawn
    assert "style=" not in drawn and "<script" not in drawn
    assert "网上 3" in drawn and "公开 4" in drawn


def test_words_with_markup_stay_words():
    drawn = svg(trend(("收到", "办结"), [("<b>", 1, 2)]), title="t", description="d")
    assert "<b>" not in drawn and "&lt;b&gt;" in drawn


def test_the_same_picture_is_drawn_once(monkeypatch):
    svg(SPEC, title="once", description="d")
    monkeypatch.setattr(charts.vl_convert, "vega_to_svg", None)
    assert "<svg" in svg(SPEC, title="once", description="d")


def test_bands_are_to_scale():
    nodes = SPEC["data"][0]["values"]
    heights = {node["text"]: node["height"] for node in nodes}
    assert heights["网上 3"] == 3 * heights["信函 1"]
