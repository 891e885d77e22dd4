"""Chinese text as an index sees it: one form of each character, words, pairs of characters, sounds.

Words give good order; pairs of neighbouring characters make sure that no word of two characters is ever missed,
whatever the cutter makes of the sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from operator import add
from types import MappingProxyType

import opencc
import pypinyin
import rjieba

Synonyms = Mapping[str, tuple[str, ...]]  # a word → all words that mean the same

RUN = re.compile(r"[一-鿿㐀-䶿]+|[a-z0-9]+")
CHINESE = re.compile(r"[一-鿿㐀-䶿]")
BETWEEN = re.compile(r"(?<=[一-鿿㐀-䶿])\s+(?=[一-鿿㐀-䶿])")
NUMBER = re.compile(r"[^一-鿿a-z0-9]+")
INDEX_NUMBER = re.compile(r"(?<![a-z0-9])(?:[a-z0-9]{9,18}[\s/]\s*)?\d{4,6}\s*[-–—\s]\s*\d{5}(?!\d)")
# 文号 as they are typed: any brackets, or none, but then with 号.
DOCUMENT_NUMBER = re.compile(
    r"[一-鿿]{0,20}\s*"
    r"(?:[〔\[(【<{「]\s*\d{4}\s*[〕\])】>}」]?\s*第?\s*\d{1,5}(?!\d)\s*号?"
    r"|(?<!\d)(?:19|20)\d\d\s*[年\s]?\s*第?\s*\d{1,5}\s*号)"
)
FROM_YEAR = re.compile(r"(?<!\d)\d{4}(?:\d\d)?\D{1,3}\d{1,5}号?$")
YEAR_SIGN = re.compile(r"(?<=\d{4})年(?=\d)")


@lru_cache(maxsize=1)
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def normalised(text: str) -> str:
    """Lower case, full-width as half-width, traditional as simplified, no blanks inside Chinese."""
    return BETWEEN.sub("", simplified(text))


def simplified(text: str) -> str:
    """The same with its blanks."""
    return str(_simplifier().convert(unicodedata.normalize("NFKC", text).lower())) if text else ""


def words(plain: str) -> list[str]:
    """The words of a normalised text, long ones also in their parts; marks are left out."""
    return [word for word in rjieba.cut_for_search(plain) if RUN.fullmatch(word)]


def pairs(plain: str) -> Iterator[str]:
    """Every pair of neighbouring Chinese characters, a lone one by itself, Latin words and numbers whole, in order."""
    for part in RUN.findall(plain):
        if len(part) < 2 or part[0].isascii():
            yield part
        else:
            yield from map(add, part, part[1:])


def sounds(plain: str) -> list[str]:
    """The syllables of the Chinese characters, without tones: 应急 → ying ji."""
    return [syllable for word in rjieba.cut("".join(CHINESE.findall(plain))) for syllable in _spoken(word)]


def as_initials(plain: str) -> str:
    """The initials of the Chinese characters: 应急 → yj."""
    return "".join(syllable[0] for syllable in sounds(plain))


@lru_cache(maxsize=100_000)
def _spoken(word: str) -> tuple[str, ...]:
    """The syllables of one word; words come again and again, and looking them up takes long."""
    return tuple(pypinyin.lazy_pinyin(word, errors="ignore"))


@lru_cache(maxsize=1)
def _syllables() -> frozenset[str]:
    known = {pypinyin.lazy_pinyin(chr(code))[0] for code in range(0x4E00, 0x9FA6)}
    return frozenset(syllable for syllable in known if syllable.isascii() and syllable.isalpha())


def as_syllables(letters: str) -> list[str]:
    """The letters cut into syllables (yingji → ying ji), the fewest; empty when they are no pinyin."""
    best: list[list[str] | None] = [[]]
    for end in range(1, len(letters) + 1):
        ways = [
            [*before, letters[start:end]]
            for start in range(max(0, end - 6), end)
            if (before := best[start]) is not None and letters[start:end] in _syllables()
        ]
        best.append(min(ways, key=len, default=None))
    return best[-1] or []


def number_key(number: str) -> str:
    """文号 or 索引号 without brackets, blanks and 年/第/号: 测应急〔2026〕第3号 and 测应急[2026]3 are the same."""
    bare = NUMBER.sub("", normalised(number)).replace("第", "").removesuffix("号")
    return YEAR_SIGN.sub("", bare)


def number_from_year(number: str) -> str:
    """The key of a number from the year on; of all of it when there is no year in it."""
    found = FROM_YEAR.search(normalised(number).strip())
    return number_key(found[0] if found else number)


@lru_cache(maxsize=1)
def synonym_groups() -> tuple[tuple[str, ...], ...]:
    """The groups of words with one meaning that ship with the platform, as they are compared."""
    lines = files(__package__).joinpath("data/synonyms.txt").read_text("utf-8").splitlines()
    groups = (tuple(normalised(word) for word in line.split("#")[0].split()) for line in lines)
    return tuple(group for group in groups if group)


def grouped(groups: Iterable[Sequence[str]], known: Synonyms = MappingProxyType({})) -> Synonyms:
    """Each word with the words that mean the same, itself among them: what is known, and these groups."""
    found = dict(known)
    for group in groups:
        for word in group:
            found[word] = tuple(dict.fromkeys((*found.get(word, ()), *group)))
    return found


@lru_cache(maxsize=1)
def synonyms() -> Synonyms:
    """Those that ship with the platform."""
    return grouped(synonym_groups())


@lru_cache(maxsize=1)
def stop_words() -> frozenset[str]:
    """Words that say nothing in a search."""
    return frozenset(files(__package__).joinpath("data/stop_words.txt").read_text("utf-8").split())
