"""The runs of one paragraph of a DOCX, and what they share over the document: open fields, notes, pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from lxml.etree import _Element as Element

from gongkai.law.refusals import Refused
from gongkai.redaction.docx.body import Paragraph, Picture, Piece
from gongkai.redaction.docx.parts import picture_of
from gongkai.redaction.docx.styles import Look, Styles, attribute, child, local, number
from gongkai.redaction.files import Package
from gongkai.redaction.passages import clean

MOST_PICTURES = 300
DEEPEST = 20
EMU_WIDEST = 5_486_400  # 15.24 cm: the width of the text
EMU_SIZE = (2_743_200, 2_057_400)  # of a picture that does not tell its own

CONTAINERS = {
    "hyperlink",
    "ins",
    "moveTo",
    "smartTag",
    "customXml",
    "sdt",
    "sdtContent",
    "fldSimple",
    "dir",
    "bdo",
}
GONE = {
    "del": "已删除的修订文字",
    "moveFrom": "已删除的修订文字",
    "object": "内嵌对象",
    "control": "内嵌对象",
    "altChunk": "内嵌对象",
}
SYMBOLS = {"F0FE": "☑", "F0A8": "□", "F06F": "□", "F0FC": "✓", "F0FB": "✗", "F052": "☑", "F0A3": "□"}
PAGE_FIELDS = {"PAGE", "NUMPAGES"}


class Shared:
    """What the paragraphs of a document share while they are read in order."""

    def __init__(self, package: Package, styles: Styles, targets: dict[str, str]) -> None:
        self.package, self.styles, self.targets = package, styles, targets
        self.left_out: Counter[str] = Counter()
        self.fields: list[bool] = []  # open fields; True while in the instruction
        self.notes: list[tuple[str, str]] = []  # the part and id of each note, in the order of its reference
        self._pictures = 0

    def field(self, kind: str) -> None:
        """A field begins, comes to its result, or ends."""
        if kind == "begin":
            self.fields.append(True)
        elif kind == "separate" and self.fields:
            self.fields[-1] = False
        elif kind == "end" and self.fields:
            self.fields.pop()

    def picture(self, blip: Element, size: tuple[int, int], crop: Element | None) -> Picture | None:
        """The picture that a drawing shows, None when it cannot be read or lies outside the file."""
        name = self.targets.get(attribute(blip, "embed") or attribute(blip, "id"), "")
        made = picture_of(self.package.read(name), crop) if name else None
        if made is None:
            self.left_out["不能读取的图片"] += 1
            return None
        self._pictures += 1
        if self._pictures > MOST_PICTURES:
            raise Refused(f"“{self.package.name}”的图片超过{MOST_PICTURES}幅，请拆分后再遮蔽")
        width, height = size
        if width > EMU_WIDEST:
            width, height = EMU_WIDEST, height * EMU_WIDEST // width
        at = self._pictures
        return Picture(f"i{at}", f"图{at}", made[0], made[1], max(width, 9525), max(height, 9525))


class Line:
    """Reads the runs of one paragraph into it. boxes: the text boxes that hang on it."""

    def __init__(self, shared: Shared, properties: Element | None, ground: str, made: Paragraph) -> None:
        self._shared, self._properties, self._made = shared, properties, made
        self._ground = shared.styles.ground(properties, ground)
        self.boxes: list[Element] = []
        self.page_field = False
        self._own: dict[str, Callable[[Element, Look], None]] = {
            "drawing": self._drawing,
            "pict": self._vml,
            "footnoteReference": self._note,
            "endnoteReference": self._note,
            "sym": self._symbol,
        }

    def read(self, parent: Element, depth: int = 0) -> None:
        """Everything in the element, in order; what is not on the list is passed over."""
        for one in parent if depth <= DEEPEST else ():
            name = local(one)
            if name == "r":
                self._run(one, depth)
            elif name in CONTAINERS:
                self._see_instruction(attribute(one, "instr"))
                self.read(one, depth + 1)
            elif name in ("oMath", "oMathPara"):
                text = "".join(part.text or "" for part in one.iter() if local(part) == "t")
                self._add(text, Look())
            elif name == "AlternateContent":
                self.read(chosen(one), depth + 1)
            elif name in GONE:
                self._shared.left_out[GONE[name]] += 1

    def _run(self, run: Element, depth: int) -> None:
        properties = child(run, "rPr")
        if self._shared.styles.hidden(properties, self._properties, self._ground):
            if any(one.text for one in run if local(one) == "t"):
                self._shared.left_out["看不见的文字"] += 1
            for one in run:
                if local(one) == "fldChar":
                    self._shared.field(attribute(one, "fldCharType"))
            return
        self._within(run, self._shared.styles.look(properties, self._properties), depth)

    def _within(self, run: Element, look: Look, depth: int) -> None:
        for one in run if depth <= DEEPEST else ():
            name = local(one)
            if name == "fldChar":
                self._shared.field(attribute(one, "fldCharType"))
            elif name == "instrText":
                self._see_instruction(one.text or "")
            elif any(self._shared.fields):
                continue
            elif name == "t":
                self._add(one.text or "", look)
            elif name in ("tab", "ptab"):
                self._add("\t", look)
            elif name == "cr" or (name == "br" and attribute(one, "type") in ("", "textWrapping")):
                self._add("\n", look)
            elif name == "noBreakHyphen":
                self._add("-", look)
            elif name == "ruby":
                for base in one:
                    if local(base) == "rubyBase":
                        self.read(base, depth + 1)
            elif name == "AlternateContent":
                self._within(chosen(one), look, depth + 1)
            elif name in GONE:
                self._shared.left_out[GONE[name]] += 1
            elif name in self._own:
                self._own[name](one, look)

    def _see_instruction(self, text: str) -> None:
        self.page_field = self.page_field or bool(PAGE_FIELDS & set(text.upper().split()))

    def _add(self, text: str, look: Look) -> None:
        kept = "".join(part if part in ("\t", "\n") else clean(part) for part in _parts(text))
        if kept:
            self._made.items.append(Piece(kept, look))

    def _symbol(self, one: Element, look: Look) -> None:
        self._add(SYMBOLS.get(attribute(one, "char").upper(), "□"), look)

    def _note(self, one: Element, look: Look) -> None:
        self._shared.notes.append((f"word/{local(one).removesuffix('Reference')}s.xml", attribute(one, "id")))
        self._add(f"[注{len(self._shared.notes)}]", look)

    def _drawing(self, drawing: Element, look: Look) -> None:
        frame = next(iter(drawing), None)
        if frame is None or attribute(child(frame, "docPr"), "hidden") in ("1", "true"):
            return
        if {"chart", "relIds"} & {local(one) for one in frame.iter()}:
            self._shared.left_out["图表或者 SmartArt 图形"] += 1
        extent = child(frame, "extent")
        size = number(attribute(extent, "cx"), 0, 10**8), number(attribute(extent, "cy"), 0, 10**8)
        self._shapes(frame, size if all(size) else EMU_SIZE)

    def _vml(self, pict: Element, look: Look) -> None:
        if any(local(one) == "textpath" for one in pict.iter()):
            self._shared.left_out["水印"] += 1
        else:
            self._shapes(pict, EMU_SIZE)

    def _shapes(self, frame: Element, size: tuple[int, int]) -> None:
        """The pictures and text boxes of a drawing; what is merely drawn is left."""
        for one in _outermost(frame, {"txbxContent", "blipFill", "imagedata"}):
            if local(one) == "txbxContent":
                self.boxes.append(one)
                continue
            blip = one if local(one) == "imagedata" else child(one, "blip")
            picture = None if blip is None else self._shared.picture(blip, size, child(one, "srcRect"))
            if picture:
                self._made.items.append(picture)


def chosen(alternate: Element) -> Element:
    """The content that a reader of today takes: the first choice, else the fallback."""
    choice = child(alternate, "Choice")
    fallback = child(alternate, "Fallback")
    return choice if choice is not None else fallback if fallback is not None else alternate


def _parts(text: str) -> Iterable[str]:
    """Single characters where tabs and breaks must live through the cleaning, else the text as it is."""
    return text if "\t" in text or "\n" in text else (text,)


def _outermost(parent: Element, names: set[str]) -> Iterator[Element]:
    for one in parent:
        if local(one) in names:
            yield one
        else:
            yield from _outermost(chosen(one) if local(one) == "AlternateContent" else one, names)
