"""The style sheets and shells as text: contrast, tokens only, nothing that the content policy would refuse."""

import re
from pathlib import Path

import pytest

LOOK = Path(__file__).resolve().parents[2] / "src/gongkai/apps/look"
SHEETS = sorted((LOOK / "static/look").glob("*.css"))
SCRIPTS = sorted((LOOK / "static/look").glob("*.js"))
SHELLS = [*sorted((LOOK / "templates").rglob("*.html")), *sorted(LOOK.parent.glob("*/templates/*/base.html"))]
TOKENS = (LOOK / "static/look/tokens.css").read_text()
TEXTS = ("ink", "ink-2", "ink-3", "blue", "deep", "red", "amber", "green")
TINTS = ("ground", "panel", "off", "current", "tint-error", "tint-warning", "tint-holds")


def block(start):
    body = TOKENS[TOKENS.index(start) + len(start) :]
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", body[: body.index("}")]))


LIGHT = block(":root {")
DARK = LIGHT | block(':root[data-theme="dark"] {')


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_colour_is_readable_on_every_ground(theme):
    low = {(t, g): contrast(theme[t], theme[g]) for t in TEXTS for g in TINTS}
    assert not {pair: round(ratio, 2) for pair, ratio in low.items() if ratio < 4.5}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_filled_controls_and_borders_are_distinct_enough(theme):
    assert contrast(theme["on-fill"], theme["fill"]) >= 4.5
    assert contrast(theme["on-fill"], theme["emblem"]) >= 4.5
    assert contrast(theme["line-2"], theme["ground"]) >= 3


def test_contrast_is_measured_as_the_guideline_measures_it():
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0
    assert round(contrast("#0f4488", "#ffffff"), 1) == 9.5


def test_dark_is_the_same_whether_chosen_or_asked_by_the_system():
    assert block(':root[data-theme="dark"] {') == block(":root:not([data-theme]) {")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda s: s.name)
def test_colours_are_named_in_the_token_file_only(sheet):
    text = sheet.read_text()
    if sheet.name != "tokens.css":
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", text)
    used, known = set(re.findall(r"var\(--([a-z0-9-]+)", text)), set(re.findall(r"--([a-z0-9-]+):", TOKENS))
    assert used <= known | {"sticky-top"}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda s: s.name)
def test_no_shadow_no_soft_gradient_no_outside_host(sheet):
    text = sheet.read_text()
    assert "box-shadow" not in text and "text-shadow" not in text
    assert "linear-gradient" not in text.replace("repeating-linear-gradient", "")
    assert "url(" not in text and "@import" not in text


@pytest.mark.parametrize("shell", SHELLS, ids=lambda s: f"{s.parent.name}/{s.name}")
def test_shells_and_parts_carry_no_inline_style_or_script_and_name_no_host(shell):
    text = shell.read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", text)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))
    assert "://" not in text


@pytest.mark.parametrize("file", [*SHEETS, *SCRIPTS], ids=lambda s: s.name)
def test_no_sheet_or_script_passes_four_hundred_lines(file):
    assert len(file.read_text().splitlines()) <= 400
