"""What is published already and may answer an application: titles that share words with its description.

The search gives the likeliest titles, which are compared by their pairs of characters, rare pairs counting more; a named
document (《…》, 〔2026〕1号, an index number) is looked for by name. Three queries, nothing of the text is kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from math import log, sqrt
from operator import or_

from django.db.models import Q

from gongkai.apps.agencies.models import Agency
from gongkai.apps.publications.keys import pk_of
from gongkai.apps.publications.models import Item
from gongkai.apps.publications.queries.public import public_items
from gongkai.apps.search import queries as search
from gongkai.apps.search.documents import Filters

MOST = 5
LIKELIEST = 100  # titles compared
ASKED = 80  # pairs of the description that are looked for
READ = 2000  # characters of the description
NAMED = 4  # documents by name
SHARE = 0.3  # of a title's pairs that must occur in the description
# Words that say nothing about which information is meant.
EMPTY = re.compile(
    r"政府信息公开|政府信息|信息公开|依申请公开|主动公开|申请公开|有关情况|有关|关于|印发|转发|通知|公告|公示|通告|通报|意见|方案|情况|"
    r"申请|公开|信息|材料|文件|资料|相关|全部|所有|提供|需要|希望|想要|了解|获取|获得|查询|复印件|贵局|贵单位|贵机关|你局|本人|"
    r"我们|你们|我想|我要|请问|请|及其|以及|或者|包括|具体|内容|名称|文号|年度|[的和与及或在对为是我您你]"
)
RUNS = re.compile(r"[\u4e00-\u9fff]+|[A-Za-z]{2,}|\d{4}")
QUOTED = re.compile(r"《([^《》]{2,60})》")
DOCUMENT_NUMBER = re.compile(r"[\u4e00-\u9fff]{0,12}[〔\[［(（]\d{4}[〕\]］)）]第?\d{1,5}号")
INDEX_NUMBER = re.compile(r"[0-9A-Z]{9}/\d{4,6}-\d{5}")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A published item, and the words of its title that the description shares."""

    item: Item
    words: str


def suggest(agency: Agency, description: str) -> list[Suggestion]:
    """At most five public items of the agency that may answer, the likeliest first; none for a vague text."""
    text = description[:READ]
    named = _named(agency, text)
    wanted = _pairs(text)
    best = named + [pk for pk in _alike(agency, wanted) if pk not in named]
    items = public_items(agency).in_bulk(best[:MOST]) if best else {}
    return [Suggestion(items[pk], shared_words(items[pk].title, text)) for pk in best[:MOST] if pk in items]


def shared_words(title: str, description: str) -> str:
    """The runs of two characters and more that a title shares with the description, longest first."""
    runs = {run for piece in _pieces(title) for run in _shared(piece, description)}
    return "、".join(sorted(runs, key=lambda run: (-len(run), run))[:5])


def _named(agency: Agency, text: str) -> list[int]:
    """Items called by title, document number or index number."""
    names = [Q(title__icontains=name) for name in QUOTED.findall(text)[:NAMED]]
    names += [Q(document_number__icontains=_number(name)) for name in DOCUMENT_NUMBER.findall(text)[:NAMED]]
    names += [Q(index_number=name) for name in INDEX_NUMBER.findall(text)[:NAMED]]
    if not names:
        return []
    return list(public_items(agency).filter(reduce(or_, names)).values_list("pk", flat=True)[:MOST])


def _number(name: str) -> str:
    """〔2026〕1号, in the brackets that documents use: what stands before it is often written wrongly."""
    year, serial = re.findall(r"\d+", name)
    return f"〔{year}〕{serial}号"


def _alike(agency: Agency, wanted: dict[str, None]) -> list[int]:
    keys = search.alike(list(wanted)[:ASKED], Filters(agency=agency.code), LIKELIEST)
    if not keys:
        return []
    titles = public_items(agency).filter(pk__in=[pk_of(key) for key in keys])
    read = [
        (pk, set(_pairs(title)), set(_pairs(keywords)))
        for pk, title, keywords in titles.values_list("pk", "title", "keywords")
    ]
    frequency = Counter(pair for _, title, keywords in read for pair in (title | keywords) & wanted.keys())
    scored = []
    for pk, title, keywords in read:
        shared = (title | keywords) & wanted.keys()
        if len(shared) < 2 or (len(title & wanted.keys()) < SHARE * len(title) and len(shared) < 4):
            continue
        weight = sum(log(1 + len(read) / frequency[pair]) for pair in shared)
        scored.append((weight * sqrt(len(title & wanted.keys()) / (len(title) or 1)), pk))
    return [pk for _, pk in sorted(scored, reverse=True)[:MOST]]


def _pieces(text: str) -> Iterator[str]:
    return (run for run in RUNS.findall(EMPTY.sub(" ", text)))


def _pairs(text: str) -> dict[str, None]:
    """Every two neighbouring characters of the words that say something, in order; a number or Latin word is one."""
    return {
        pair: None
        for run in _pieces(text)
        for pair in ([run] if run[0].isascii() else (run[at : at + 2] for at in range(len(run) - 1)))
    }


def _shared(piece: str, description: str) -> Iterator[str]:
    """The longest runs of a piece that stand in the description, one after the other."""
    start = 0
    while start < len(piece) - 1:
        end = start
        while end < len(piece) and piece[start : end + 1] in description:
            end += 1
        if end - start >= 2:
            yield piece[start:end]
        start = max(end, start + 1)
