"""Word lists: immutable, shipped as data and joined with an agency's own; all words are found in one pass."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from itertools import permutations
from typing import Any

import ahocorasick_rs


@dataclass(frozen=True, slots=True)
class Entry:
    """An expression to find. suggestion: what is right; None where a person must decide.

    since: the day from which it is wrong (a renamed institution, a repealed law); None for always.
    not_before, not_after: characters beside which it is part of other words and so no finding.
    rule: a pattern that must match over these words; the finding is then the match, `{0}` in message its words,
    and suggestion a template of the pattern's groups.
    """

    words: str
    kind: str
    level: str
    message: str
    suggestion: str | None = None
    article: str = ""
    since: date | None = None
    not_before: str = ""
    not_after: str = ""
    rule: re.Pattern[str] | None = None


@dataclass(frozen=True)
class Lexicon:
    """Entries and words that are never corrected. A longer allowed word shadows the shorter entries in it."""

    entries: tuple[Entry, ...] = ()
    allowed: frozenset[str] = field(default_factory=frozenset)

    def joined(self, other: Lexicon) -> Lexicon:
        """Both lists as one; on the same words the other one's entries count, and an allowed word beats an entry."""
        replaced = {entry.words for entry in other.entries if entry.rule is None}
        kept = tuple(entry for entry in self.entries if entry.words not in replaced or entry.rule)
        return Lexicon(kept + other.entries, (self.allowed - replaced) | other.allowed)

    @cached_property
    def _compiled(self) -> tuple[ahocorasick_rs.AhoCorasick, list[tuple[Entry, ...]]]:
        table: dict[str, tuple[Entry, ...]] = {}
        for entry in self.entries:
            table[entry.words] = (*table.get(entry.words, ()), entry)
        table |= dict.fromkeys(self.allowed, ())
        longest = ahocorasick_rs.MatchKind.LeftmostLongest
        return ahocorasick_rs.AhoCorasick(list(table), matchkind=longest), list(table.values())

    def hits(self, text: str) -> Iterator[tuple[Entry, int, int]]:
        """Every entry found with its place, in order; what allowed or longer words cover is left out."""
        automaton, table = self._compiled
        for index, start, end in automaton.find_matches_as_indexes(text):
            for entry in table[index]:
                yield entry, start, end


@cache
def shipped() -> Lexicon:
    """The lists of the package: misspellings, style, wording, institutions, laws, places, series, patterns, allowed."""
    entries: list[Entry] = []
    for load in (_misspellings, _style, _wording, _institutions, _laws, _places, _series, _patterns):
        entries += load()
    entries += _slips({entry.words for entry in entries})
    return Lexicon(tuple(entries), frozenset(row[0] for row in _rows("allowed", 1)))


@cache
def shipped_digest() -> str:
    """SHA-256 over the data files of the package: which lists a check went by."""
    told = hashlib.sha256()
    for file in sorted((files("gongkai.textcheck") / "data").iterdir(), key=lambda one: one.name):
        if file.is_file():
            told.update(f"{file.name}\n".encode() + file.read_bytes())
    return told.hexdigest()


def _text(name: str) -> str:
    return (files("gongkai.textcheck") / "data" / name).read_text("utf-8")


def _rows(name: str, columns: int) -> Iterator[list[str]]:
    """The rows of a .tsv, filled up to so many columns; lines that begin with # are remarks."""
    for line in _text(f"{name}.tsv").splitlines():
        if line and not line.startswith("#"):
            row = line.split("\t")
            yield row + [""] * (columns - len(row))


def _misspellings() -> Iterator[Entry]:
    for wrong, right, before, after in _rows("misspellings", 4):
        message = f"“{wrong}”有误，请改为“{right}”。"
        yield Entry(wrong, "misspelling", "must_explain", message, right, not_before=before, not_after=after)


def _slips(known: set[str]) -> Iterator[Entry]:
    """Common phrases with one character mistaken for one that looks or sounds like it."""
    alike = dict(_rows("confusions", 2))
    lines = [line for line in _text("phrases.txt").splitlines() if not line.startswith("#")]
    phrases = [phrase for line in lines for phrase in line.split()]
    taken = known | set(phrases)
    for phrase in phrases:
        for at, char in enumerate(phrase):
            # 申请入 and the like begin longer words; a phrase of four characters stands by itself.
            for mistaken in alike.get(char, "") if len(phrase) > 3 or char != "人" else "":
                words = phrase[:at] + mistaken + phrase[at + 1 :]
                if words not in taken:
                    taken.add(words)
                    message = f"“{words}”有误，请改为“{phrase}”。"
                    yield Entry(words, "misspelling", "must_explain", message, phrase)


def _style() -> Iterator[Entry]:
    for wrong, right, why, before, after in _rows("style", 5):
        message = f"“{wrong}”宜写作“{right}”" + (f"：{why}。" if why else "。")
        yield Entry(wrong, "style", "hint", message, right, not_before=before, not_after=after)


def _wording() -> Iterator[Entry]:
    for wrong, right, level, why, before, after in _rows("wording", 6):
        do = f"请改为“{right}”" if right else "请核对并改写"
        message = f"“{wrong}”不宜使用，{do}：{why}。"
        yield Entry(wrong, "wording", level, message, right or None, not_before=before, not_after=after)


def _institutions() -> Iterator[Entry]:
    for old, new, since, source, after, before in _rows("institutions", 6):
        day = date.fromisoformat(since)
        do = f"现为“{new}”" if new else "请按“三定”规定改为现名"
        message = f"“{old}”在机构改革后已不再使用，{do}；确为历史名称的，请加“原”字。"
        found = Entry(old, "institution", "must_explain", message, new or None, source, day, before, after)
        yield found


def _laws() -> Iterator[Entry]:
    for old, new, since, source in _rows("laws", 4):
        day = date.fromisoformat(since)
        do = f"请改引《{new}》" if new else "请核对现行依据"
        message = f"《{old}》自{day.year}年{day.month}月{day.day}日起已失效，{do}。"
        yield Entry(f"《{old}》", "law", "must_explain", message, f"《{new}》" if new else None, source, day)


def _places() -> Iterator[Entry]:
    for wrong, right, level, why in _rows("places", 4):
        message = f"“{wrong}”有误，请改为“{right}”" + (f"：{why}。" if why else "。")
        yield Entry(wrong, "place", level, message, right)


def _series() -> Iterator[Entry]:
    """Two neighbours of a fixed series that do not follow each other in it."""
    for row in tomllib.loads(_text("series.toml"))["series"]:
        items: list[str] = row["items"]
        order = "、".join(items)
        for one, other in permutations(items, 2):
            if items.index(other) != items.index(one) + 1:
                message = f"{row['name']}的顺序或者内容有误，应为“{order}”，请改正。"
                yield Entry(f"{one}、{other}", "wording", "must_explain", message)


def _patterns() -> Iterator[Entry]:
    rows: Iterable[dict[str, Any]] = tomllib.loads(_text("patterns.toml"))["pattern"]
    for row in rows:
        rule = re.compile(row["rule"])
        for cue in row["cues"]:
            suggestion = row.get("suggestion")
            article = row.get("article", "")
            since = row.get("since")
            yield Entry(cue, row["kind"], row["level"], row["message"], suggestion, article, since, rule=rule)
