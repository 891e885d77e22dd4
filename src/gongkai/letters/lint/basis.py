"""The articles: those of the case stand in the text down to the item, they exist, and they carry the outcome."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from gongkai.law import articles as art
from gongkai.law.outcomes import check_articles, outcomes
from gongkai.law.refusals import Refused
from gongkai.letters.lint.finding import Finding, Judged, flat

_N = r"(?:[1-9]\d?|[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
# A law's name (in 《》, or bare before 第), or an article of the law named last in the paragraph.
_TOKEN = re.compile(
    rf"《(?P<named>[^》]+)》|(?P<article>第{_N}条(?:第{_N}款)?(?:第?[（(]{_N}[）)]项|第{_N}项)?)"
    r"|(?P<bare>[一-龥]{0,14}?(?:条例|法|办法|规定|解释))(?=第)"
)
_OURS = re.compile(r"(?:^|政府信息公开|该|本|依据|根据|按照|依照|和|及|与)条例$")
# Named on the way to any decision, whatever it rests on.
_ON_THE_WAY = ("29", "30", "31", "32", "33", "34", "35", "40", "42", "51")


def check(judge: Judged) -> Iterator[Finding]:
    """Findings about the legal basis."""
    facts = judge.facts
    edition = facts.edition.code if facts.received else judge.type.edition
    law = facts.edition.cite
    decision = judge.type.kind == "decision"
    basis = facts.cited if decision or "{articles}" in judge.type.template else judge.type.articles
    written = cited_in(judge.own)
    if decision:
        yield from _carries(judge, edition)
    for article in basis:
        if art.is_article(article) and article not in written:
            message = f"正文没有引用{art.cite(article, law)}，或者没有具体到款、项，请写明依据。"
            yield Finding("error", "法律依据", message, art.cite(article, law), "body")
        elif not art.is_article(article) and _other_law_missing(judge, article):
            yield Finding("error", "法律依据", f"正文没有写明依据“{article}”，请补上。", article, "body")
    for article in written:
        if edition == "711" and not exists(article):
            message = f"条例没有{art.cite(article, '')}，请核对所引条款。"
            yield Finding("error", "法律依据", message, where="body")
        elif decision and article not in basis and not _on_the_way(judge, article):
            message = f"正文引用了{art.cite(article, law)}，与登记的依据不一致，请改正。"
            yield Finding("error", "法律依据", message, art.cite(article, law), "body")


def _carries(judge: Judged, edition: str) -> Iterator[Finding]:
    if judge.facts.outcome not in outcomes():
        yield Finding("error", "处理决定", "登记中没有处理决定，请先选择处理决定。", "条例第三十六条")
        return
    try:
        check_articles(outcomes()[judge.facts.outcome], judge.facts.articles, edition)
    except Refused as refused:
        yield Finding("error", "法律依据", refused.message, refused.article, "body")
    for article in judge.facts.cited:
        if edition == "711" and art.is_article(article) and not exists(article):
            yield Finding("error", "法律依据", f"条例没有{art.cite(article, '')}，请核对登记的依据。")
    wanted = judge.type.when
    if wanted != "-" and not any(art.within(article, wanted) for article in judge.facts.cited):
        message = f"{judge.type.name}应当引用{art.cite(wanted)}，请改正依据或者改用相应的文书。"
        yield Finding("error", "法律依据", message, art.cite(wanted), "body")


def _other_law_missing(judge: Judged, article: str) -> bool:
    """True when no paragraph that names a basis names this one (a reason may name it too)."""
    bases = [text for _, text in judge.own_lines if re.search("根据|依据|依照|按照", text)]
    return "{articles}" in judge.type.template and not any(flat(article) in text for text in bases)


def _on_the_way(judge: Judged, article: str) -> bool:
    """An article that the letter may name beside its basis."""
    return any(art.within(article, base) for base in (*_ON_THE_WAY, *judge.type.articles))


def cited_in(text: str) -> list[str]:
    """The articles of the Regulation that a text without blanks cites, in record form, none twice."""
    found: list[str] = []
    for paragraph in text.split("\n"):
        ours = True
        for token in _TOKEN.finditer(paragraph):
            if token["named"] is not None:
                ours = token["named"] == "条例" or token["named"].endswith("政府信息公开条例")
            elif token["bare"] is not None:
                ours = _OURS.search(token["bare"]) is not None
            elif ours:
                found.append(art.normalise(token["article"]))
    return list(dict.fromkeys(found))


@cache
def _shape() -> dict[str, dict[str, int]]:
    """Article → number of paragraphs and items, of those that have more than one paragraph or any item."""
    text = (files("gongkai.letters") / "data" / "regulation.toml").read_text("utf-8")
    shape: dict[str, dict[str, int]] = tomllib.loads(text)["article"]
    return shape


def exists(article: str) -> bool:
    """True when the Regulation (711) has this article, paragraph and item."""
    match = re.fullmatch(r"(\d+)(?:\.(\d+))?(?:\((\d+)\))?", article)
    if match is None or not 1 <= int(match[1]) <= 56:
        return False
    shape = _shape().get(match[1], {})
    paragraphs, items = shape.get("paragraphs", 1), shape.get("items", 0)
    return int(match[2] or 1) <= paragraphs and int(match[3] or 0) <= items and match[2] != "0"
