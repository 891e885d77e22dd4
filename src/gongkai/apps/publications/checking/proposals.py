"""What a person may fill in with one click: keywords, summary, topic, genre and audience, out of the text and what the
agency has published. Offline; nothing is filled in by itself.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from math import log

import rjieba

from gongkai.apps.publications.checking.parts import Draft
from gongkai.apps.publications.genres import GENRES
from gongkai.apps.publications.models import Column, Item
from gongkai.textcheck.likeness import pairs
from gongkai.textcheck.privacy import find as find_private

USUAL = {"topic": "主题分类", "audience": "服务对象"}  # which items of one column mostly share
MOST_WORDS = 5
SUMMARY = 120  # characters
KNOWN = 1000  # newest published items that tell which words are common
READ = 4000  # characters of the text: what it is about stands at its beginning
MOST_SENTENCES = 20  # of the beginning, out of which the summary is taken
# Words of every official text, which say nothing about this one.
EMPTY = frozenset(
    [
        "关于",
        "有关",
        "进行",
        "开展",
        "情况",
        "工作",
        "单位",
        "部门",
        "各单位",
        "以及",
        "其他",
        "相关",
        "要求",
        "做好",
        "加强",
        "进一步",
        "落实",
        "组织",
        "实施",
        "根据",
        "按照",
        "现将",
        "如下",
        "请",
        "公告",
        "通知",
        "通告",
        "公示",
        "印发",
        "同志",
        "我市",
        "我局",
        "全市",
        "我县",
        "我区",
        "以下",
        "以上",
        "附件",
        "同时",
        "认真",
        "及时",
        "确保",
        "提高",
        "积极",
        "严格",
        "切实",
        "推进",
        "负责",
        "方面",
        "问题",
        "时间",
        "之日",
        "起",
        "可以",
        "应当",
        "或者",
        "并",
        "其中",
        "对于",
        "通过",
        "完成",
        "内容",
        "人员",
        "年度",
        "季度",
        "月份",
        "第一",
        "第二",
        "第三",
        "特此",
        "予以",
        "我们",
        "已经",
    ]
)
_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z]{2,8}")
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
_OPENING = re.compile(r"^(?:各[^：\n]{0,60}|[^：\n。]{2,30}(?:局|委|办|政府|单位|部门|公司|院|中心))：$")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value for one field of the form, and why it is proposed."""

    field: str
    name: str
    value: str
    why: str


def propose(draft: Draft) -> list[Proposal]:
    """For each of genre, topic, audience, keywords and summary that is still empty: what to fill in, if anything is
    known."""
    title, body = draft.said["title"].strip(), draft.body[:READ]
    found = []
    if not draft.said["genre"] and (genre := genre_of(title)):
        found.append(Proposal("genre", "体裁", genre, "按标题"))
    for field, name in USUAL.items():
        if not draft.said[field] and draft.column and (usual := _usual(draft.column, field, title)):
            found.append(Proposal(field, name, usual, "按本栏目已公开的信息"))
    if body and not (draft.said["keywords"] and draft.said["summary"]):
        weights = _weights(title, body, _common(draft.agency.pk, _newest(draft)))
        if not draft.said["keywords"] and (words := keywords(weights)):
            found.append(Proposal("keywords", "关键词", "，".join(words), "按出现次数和少见程度"))
        if not draft.said["summary"] and (text := summary(body, weights)):
            found.append(Proposal("summary", "内容概述", text, "摘自正文"))
    return found


def genre_of(title: str) -> str:
    """The genre that a title ends with, "" for none: 关于……的通知 → 通知."""
    plain = re.sub(r"[（(][^）)]*[）)]$", "", title)
    return next((genre for genre in GENRES if plain.endswith(genre)), "")


def _usual(column: Column, field: str, title: str) -> str:
    """What the column's newest items say there, those with a title like this one counting more."""
    rows = (
        Item.objects.filter(column=column, state=Item.State.PUBLISHED)
        .exclude(**{field: ""})
        .order_by("-first_public_on")
        .values_list(field, "title")[:200]
    )
    own = pairs(title)
    votes: Counter[str] = Counter()
    for said, other in rows:
        votes[said] += 1 + len(own & pairs(other))
    return votes.most_common(1)[0][0] if votes else ""


def _newest(draft: Draft) -> int:
    public = Item.objects.filter(agency=draft.agency, state=Item.State.PUBLISHED)
    return public.order_by("-pk").values_list("pk", flat=True).first() or 0


@lru_cache(maxsize=64)
def _common(agency: int, newest: int) -> tuple[int, Counter[str]]:
    """How many of the agency's newest titles and summaries hold each word. newest: read again after a publication."""
    public = Item.objects.filter(agency_id=agency, state=Item.State.PUBLISHED, pk__lte=newest).order_by("-pk")
    held: Counter[str] = Counter()
    count = 0
    for title, said in public.values_list("title", "summary")[:KNOWN]:
        held.update(set(_words(f"{title} {said[:300]}")))
        count += 1
    return count, held


def _words(text: str) -> list[str]:
    return [word for word in rjieba.cut(text) if _WORD.fullmatch(word) and word not in EMPTY]


def _weights(title: str, body: str, common: tuple[int, Counter[str]]) -> dict[str, float]:
    """tf-idf of each word, a word of the title counting three times as much."""
    count, held = common
    private = "".join(body[one.start : one.end] for one in find_private(body))
    told = Counter(_words(body))
    named = set(_words(title))
    for word in named:
        told[word] += 1
    return {
        word: (1 + log(times)) * (log((count + 1) / (held[word] + 1)) + 1) * (3 if word in named else 1)
        for word, times in told.items()
        if word not in private
    }


def keywords(weights: dict[str, float]) -> list[str]:
    """The weightiest words, none inside another one."""
    chosen: list[str] = []
    for word in sorted(weights, key=lambda word: (-weights[word], word)):
        if not any(word in other or other in word for other in chosen):
            chosen.append(word)
        if len(chosen) == MOST_WORDS:
            break
    return chosen


def summary(body: str, weights: dict[str, float]) -> str:
    """The sentences that say most, in their order, at most `SUMMARY` characters; none with personal data."""
    sentences = [one[0].strip() for one in islice(_SENTENCE.finditer(body), MOST_SENTENCES)]
    fit = [
        (place, text)
        for place, text in enumerate(sentences)
        if 12 <= len(text) <= SUMMARY and "\t" not in text and not _OPENING.match(text)
    ]
    # What an official text is about stands at its beginning.
    scored = sorted(
        fit,
        key=lambda one: (
            -sum(weights.get(word, 0) for word in set(_words(one[1]))) / (8 + len(one[1])) / (3 + one[0])
        ),
    )
    chosen: list[tuple[int, str]] = []
    left = SUMMARY
    for place, text in scored:
        if len(text) <= left and not list(find_private(text)):
            chosen.append((place, text))
            left -= len(text)
    return "".join(text if text[-1] in "。！？" else f"{text}。" for _, text in sorted(chosen[:2]))
