"""What somebody asks, taken apart: words, phrases in quotes, 文号 and 索引号, letters that may be pinyin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import rjieba

from gongkai.apps.search import text

QUOTED = re.compile(r"[“\"「『]([^”\"」』]{1,60})[”\"」』]")
LONGEST = 100  # characters of a question; nobody types more, a machine may
MOST_WORDS = 12
LONGEST_JOINED = 5  # pieces of the cutter in one word


@dataclass(frozen=True, slots=True)
class Word:
    """One thing that must be found. others: words that would do as well. exact: asked for in quotes."""

    text: str
    others: tuple[str, ...] = ()
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A question taken apart.

    whole: all of it without blanks. numbers: 文号 and 索引号 as they are compared, named: as they were typed.
    letters: Latin letters that may be pinyin.
    """

    whole: str
    words: tuple[Word, ...] = ()
    numbers: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.numbers or self.letters)

    def marked(self) -> tuple[str, ...]:
        """The words to mark in a result, the longest first."""
        found = {text for word in self.words for text in (word.text, *word.others)}
        found |= {*self.letters, *self.named}
        return tuple(sorted(found, key=lambda word: (-len(word), word)))


def asked(question: str, synonyms: text.Synonyms | None = None) -> Asked:
    """The question taken apart; an empty one for blanks and marks alone.

    synonyms: those that hold for it (`meanings.synonyms`), else those that ship with the platform.
    """
    plain = text.simplified(question[:LONGEST])
    if all(len(chunk) == 1 for chunk in plain.split()):
        plain = text.normalised(plain)  # s p a c e d
    phrases = [
        Word(text.normalised(part.strip()), exact=True) for part in QUOTED.findall(plain) if part.strip()
    ]
    plain = QUOTED.sub(" ", plain)
    named: list[str] = []
    for pattern in (text.INDEX_NUMBER, text.DOCUMENT_NUMBER):
        named += pattern.findall(plain)
        plain = pattern.sub(" ", plain)
    words, letters = _words(plain, text.synonyms() if synonyms is None else synonyms)
    whole = "".join(text.RUN.findall(plain))
    numbers = tuple(text.number_key(number) for number in named)
    return Asked(whole, (*phrases, *words)[:MOST_WORDS], numbers, tuple(named), tuple(letters))


def _words(plain: str, synonyms: text.Synonyms) -> tuple[list[Word], list[str]]:
    """The words of the rest, and its runs of Latin letters."""
    found: list[Word] = []
    letters: list[str] = []
    idle: list[Word] = []
    for chunk in plain.split():
        if whole := _known(chunk, synonyms):
            found.append(whole)
            continue
        before = len(found) + len(letters)
        for piece in _joined(rjieba.cut(chunk), synonyms):
            if not text.RUN.fullmatch(piece) or piece in text.stop_words():
                continue
            if piece.isascii() and piece.isalpha() and len(piece) > 1:
                letters.append(piece)
            elif len(piece) > 1 or not text.CHINESE.match(piece):
                found.append(_known(piece, synonyms) or Word(piece))
        if len(found) + len(letters) == before:
            idle += [
                Word(run) for run in text.RUN.findall(chunk) if run not in text.stop_words() or len(run) > 1
            ]
    # Characters that the cutter sees as no word, and words that say little, are all that there is when they stand alone.
    return list(dict.fromkeys(found or ([] if letters else idle))), list(dict.fromkeys(letters))


def _joined(pieces: list[str], synonyms: text.Synonyms) -> Iterator[str]:
    """The pieces of the cutter; several in one where together they are a word that has synonyms (打 疫苗)."""
    at = 0
    while at < len(pieces):
        ends = range(min(at + LONGEST_JOINED, len(pieces)), at, -1)
        end = next((end for end in ends if "".join(pieces[at:end]) in synonyms), at + 1)
        yield "".join(pieces[at:end])
        at = end


def _known(word: str, synonyms: text.Synonyms) -> Word | None:
    """The word with its synonyms, when it has some."""
    others = synonyms.get(word)
    return Word(word, tuple(other for other in others if other != word)) if others else None
