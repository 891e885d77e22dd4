"""The document inside a Word file → a cleaned text, its footnotes where they are referred to, its pictures kept."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

import mammoth
from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.apps.publications import richtext
from gongkai.apps.publications.importing_docx.checking import FIELD
from gongkai.law.refusals import Refused

# By the names of Word's and WPS's styles; a text's own headings begin at level 2.
STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='标题'] => h1:fresh
p[style-name='heading 1'] => h2:fresh
p[style-name='heading 2'] => h3:fresh
p[style-name='heading 3'] => h4:fresh
p[style-name='heading 4'] => h4:fresh
u => u
"""
TITLE = "h1"  # as mammoth writes the title's style; taken out of the text by `recognise`


@dataclass(frozen=True, slots=True)
class Converted:
    """The document's text. title: what stands in the style 标题, empty without; lost: pictures that no page can show."""

    html: str
    title: str
    lost: int


def convert(name: str, data: bytes, keep: Callable[[str, bytes], str]) -> Converted:
    """The document as a text. keep: stores a picture and returns its name, or refuses it.

    Refused by the file's name when it cannot be read.
    """
    lost = 0

    def place(image: mammoth.documents.Image) -> dict[str, str]:
        nonlocal lost
        try:
            with image.open() as opened:
                return {"src": f"pictures/{keep(f'{name}中的图片', opened.read())}"}
        except (Refused, KeyError, OSError):
            lost += 1
            return {"src": ""}

    try:
        made = mammoth.convert_to_html(
            io.BytesIO(data), style_map=STYLES, convert_image=mammoth.images.img_element(place)
        ).value
    except Exception as broken:  # a document can be broken in more ways than mammoth names
        raise Refused(f"文件“{name}”已损坏，读不出正文，请重新保存后导入", field=FIELD) from broken
    return _finished(made, lost)


def _finished(made: str, lost: int) -> Converted:
    body = LexborHTMLParser(made).body
    if body is None:
        return Converted("", "", lost)
    for reference in body.css("a[id^='footnote-ref-'], a[id^='endnote-ref-']"):
        note = body.css_first(reference.attributes.get("href") or "#none")
        words = _words(note) if note else ""
        holder = reference.parent if reference.parent and reference.parent.tag == "sup" else reference
        holder.replace_with(_small(words))
    for note in body.css("li[id^='footnote-'], li[id^='endnote-']"):
        note.decompose()
    titles = body.css(TITLE)
    title = "".join(richtext.plain(richtext.clean(each.html or "")).replace("\n", "") for each in titles)
    for each in titles:
        each.decompose()
    return Converted(richtext.clean(body.inner_html or ""), title, lost)


def _words(note: LexborNode) -> str:
    for back in note.css("a[href^='#footnote-ref-'], a[href^='#endnote-ref-']"):
        back.decompose()
    return " ".join((note.text(deep=True, separator=" ") or "").split())


def _small(words: str) -> LexborNode:
    made = LexborHTMLParser(f"<small>{escape(words, quote=False)}</small>").css_first("small")
    assert made is not None  # noqa: S101 - written just above
    return made
