"""How a run of a DOCX looks once its styles are worked out, as far as that is kept; and whether anybody sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element as Element

HEX = re.compile(r"[0-9A-Fa-f]{6}")
SMALLEST = 4  # half points: smaller text is not read by anybody
FAINTEST = 1.4  # contrast below which text is not seen on its ground
LIGHT_THEME = {"background1", "bg1", "light1", "lt1"}
HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "darkBlue": "00008B", "darkCyan": "008B8B",
    "darkGray": "A9A9A9", "darkGreen": "006400", "darkMagenta": "8B008B", "darkRed": "8B0000",
    "darkYellow": "808000", "green": "00FF00", "lightGray": "D3D3D3", "magenta": "FF00FF", "red": "FF0000",
    "white": "FFFFFF", "yellow": "FFFF00",
}  # fmt: skip
FONTS = (
    "宋体", "仿宋", "仿宋_GB2312", "黑体", "楷体", "楷体_GB2312", "微软雅黑", "方正小标宋简体", "华文中宋",
    "SimSun", "SimHei", "FangSong", "KaiTi", "Times New Roman", "Arial", "Calibri",
)  # fmt: skip
ALIGNMENTS = {"left", "center", "right", "both", "distribute", "start", "end"}


@dataclass(frozen=True, slots=True)
class Look:
    """What is kept of a run's looks. size: half points, 0 for the default; font: one of `FONTS` or empty."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    raised: str = ""  # superscript, subscript
    size: int = 0
    font: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """What is kept of a paragraph's setting: alignment, indents in twips, line in twips, outline level from 1."""

    align: str = ""
    left: int = 0
    first: int = 0
    line: int = 0
    level: int = 0


def local(element: Element) -> str:
    """The name of an element without its namespace; empty for comments."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of that name, and so on down the path."""
    for name in path:
        if element is None:
            return None
        element = next((one for one in element if local(one) == name), None)
    return element


def attribute(element: Element | None, name: str = "val") -> str:
    """An attribute by its name without namespace; empty when there is none."""
    if element is None:
        return ""
    for key, value in element.attrib.items():
        if etree.QName(str(key)).localname == name:
            return str(value)
    return ""


def number(text: str, least: int = -31680, most: int = 31680) -> int:
    """A whole number within what Word allows; 0 for anything else."""
    if not re.fullmatch(r"-?\d{1,9}(\.\d+)?", text):
        return 0
    return min(max(int(float(text)), least), most)


class Styles:
    """The styles of a document, and what they come to."""

    def __init__(self, root: Element | None) -> None:
        found = [] if root is None else [one for one in root if local(one) == "style"]
        self._styles = {attribute(one, "styleId"): one for one in found}
        self._default = next(
            (
                attribute(one, "styleId")
                for one in found
                if attribute(one, "type") == "paragraph" and attribute(one, "default") in ("1", "true", "on")
            ),
            "",
        )
        defaults = child(root, "docDefaults")
        self._runs = child(defaults, "rPrDefault", "rPr")
        self._paragraphs = child(defaults, "pPrDefault", "pPr")

    def look(self, run: Element | None, paragraph: Element | None) -> Look:
        """The looks of a run with these properties in a paragraph with these."""
        chain = list(self._run_chain(run, paragraph))
        fonts = (attribute(child(one, "rFonts"), side) for one in chain for side in ("eastAsia", "ascii"))
        return Look(
            bold=_on(chain, "b"),
            italic=_on(chain, "i"),
            underline=_value(chain, "u") not in ("", "none"),
            raised=_value(chain, "vertAlign")
            if _value(chain, "vertAlign") in ("superscript", "subscript")
            else "",
            size=number(_value(chain, "sz"), 0, 300),
            font=next((font for font in fonts if font in FONTS), ""),
        )

    def hidden(self, run: Element | None, paragraph: Element | None, ground: str) -> bool:
        """True when nobody sees the run: hidden text, text in the colour of its ground, text too small to read.

        ground: the colour under the paragraph, six hexadecimal digits; empty where it is not known.
        """
        chain = list(self._run_chain(run, paragraph))
        if _on(chain, "vanish") or _on(chain, "specVanish"):
            return True
        size = _value(chain, "sz")
        if size and number(size) <= SMALLEST:
            return True
        colour = next(
            (_colour(one) for one in (child(props, "color") for props in chain) if one is not None), ""
        )
        under = HIGHLIGHTS.get(_value(chain, "highlight"), "")
        under = under or next((fill for props in chain if (fill := shading(props))), "") or ground
        if not HEX.fullmatch(colour) or not under:
            return False  # automatic: the reader takes black or white, whichever is seen
        return contrast(colour, under) < FAINTEST

    def setting(self, paragraph: Element | None) -> Setting:
        """The setting of a paragraph with these properties."""
        chain = list(self._paragraph_chain(paragraph))
        align = _value(chain, "jc")
        indents = [child(one, "ind") for one in chain]
        left = _first(indents, "left") or _first(indents, "start")
        first = number(_first(indents, "firstLine")) - number(_first(indents, "hanging"))
        spacing = [child(one, "spacing") for one in chain]
        level = _value(chain, "outlineLvl")
        return Setting(
            align=align if align in ALIGNMENTS else "",
            left=number(left),
            first=first,
            line=number(_first(spacing, "line"), 0, 2000) if _first(spacing, "lineRule") != "auto" else 0,
            level=number(level) + 1 if level and 0 <= number(level) < 9 else 0,
        )

    def numbering(self, paragraph: Element | None) -> tuple[str, int]:
        """The list of the paragraph and its level from 0; ("", 0) for none."""
        for properties in self._paragraph_chain(paragraph):
            found = child(properties, "numPr")
            if found is not None and attribute(child(found, "numId")):
                return attribute(child(found, "numId")), number(attribute(child(found, "ilvl")), 0, 8)
        return "", 0

    def ground(self, paragraph: Element | None, under: str) -> str:
        """The colour under the paragraph, on a ground of that colour."""
        return next((fill for one in self._paragraph_chain(paragraph) if (fill := shading(one))), "") or under

    def shades(self, name: str) -> bool:
        """True when a table style colours the ground of some of its cells."""
        return any(local(one) == "shd" for style in self._based_on(name) for one in style.iter())

    def _run_chain(self, run: Element | None, paragraph: Element | None) -> Iterator[Element]:
        """The run properties that hold, the nearest first."""
        if run is not None:
            yield run
        for style in self._based_on(attribute(child(run, "rStyle"))):
            if (found := child(style, "rPr")) is not None:
                yield found
        for style in self._based_on(attribute(child(paragraph, "pStyle")) or self._default):
            if (found := child(style, "rPr")) is not None:
                yield found
        if self._runs is not None:
            yield self._runs

    def _paragraph_chain(self, paragraph: Element | None) -> Iterator[Element]:
        if paragraph is not None:
            yield paragraph
        for style in self._based_on(attribute(child(paragraph, "pStyle")) or self._default):
            if (found := child(style, "pPr")) is not None:
                yield found
        if self._paragraphs is not None:
            yield self._paragraphs

    def _based_on(self, name: str) -> Iterator[Element]:
        """The style and those it is based on; a circle ends where it began."""
        seen: set[str] = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            yield self._styles[name]
            name = attribute(child(self._styles[name], "basedOn"))


def shading(properties: Element | None) -> str:
    """The colour of a run's, paragraph's or cell's shading; empty for none."""
    found = child(properties, "shd")
    pattern, fill = attribute(found), attribute(found, "fill")
    colour = attribute(found, "color") if pattern == "solid" else fill
    return colour if HEX.fullmatch(colour) else ""


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 for the same to 21 for black and white (WCAG)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _colour(element: Element) -> str:
    return "FFFFFF" if attribute(element, "themeColor") in LIGHT_THEME else attribute(element)


def _on(chain: list[Element], name: str) -> bool:
    for properties in chain:
        if (found := child(properties, name)) is not None:
            return attribute(found) not in ("0", "false", "off")
    return False


def _value(chain: list[Element], name: str) -> str:
    return next((attribute(found) for one in chain if (found := child(one, name)) is not None), "")


def _first(elements: list[Element | None], name: str) -> str:
    return next((value for one in elements if (value := attribute(one, name))), "")
