"""A question as conditions on fields, from the strictest to the widest. Each engine says them in its own language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gongkai.apps.search import text
from gongkai.apps.search.asked import Asked, Word
from gongkai.apps.search.documents import Filters, Widened


@dataclass(frozen=True, slots=True)
class Term:
    """The field holds this piece."""

    field: str
    piece: str


@dataclass(frozen=True, slots=True)
class InOrder:
    """The field holds these pieces one after the other."""

    field: str
    pieces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HoldsCharacter:
    """The field holds a pair of characters of which this is one."""

    field: str
    character: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """The condition, counting so many times."""

    condition: Condition
    weight: float


@dataclass(frozen=True, slots=True)
class BestOf:
    """Any of them; the best one counts, the others a little."""

    conditions: tuple[Condition, ...]
    others: float = 0.0


@dataclass(frozen=True, slots=True)
class AllOf:
    """All of `must`; what is in `better` counts when it holds too."""

    must: tuple[Condition, ...]
    better: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class AtLeast:
    """So many of them."""

    number: int
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Flat:
    """The condition, counting the same wherever it holds."""

    condition: Condition
    weight: float


@dataclass(frozen=True, slots=True)
class NoneOf:
    """The field holds none of these pieces."""

    field: str
    pieces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Nothing:
    """No document."""


Condition = Term | InOrder | HoldsCharacter | Weighed | BestOf | AllOf | AtLeast | Flat | NoneOf | Nothing

# Everything that a document says stands in one field, which decides what is found; where it stands decides the order.
ALL = "all_pairs"
TITLE = 6.0
WORDS = (("title_words", 4.0), ("keywords", 3.0), ("text_words", 0.7))
WHOLE = 20.0  # all that was asked stands in the title, in one piece
SYNONYM = 0.4
ENOUGH = 0.6  # of the words, when not all are to be found
LONG = 5  # words: who writes a whole sentence says more than any document does
FEW = 0.3  # of the words of a long question, when not even most are to be found
NEWER = 0.8  # for each year that a document is younger than RECENT years: decides between alike ones, no more
RECENT = 5
IN_FORCE = 8.0  # what was repealed or lapsed comes after what holds
PAST = ("废止", "失效")


def ways(asked: Asked, filters: Filters, year: int = 0) -> Iterator[tuple[Widened, Condition]]:
    """(how the search is widened, condition); an engine stops at the first that finds something.

    year: that of the question; 0: whether something is new does not count.
    """
    timely = _timely(filters, year)
    for relaxed, condition in _ways(asked):
        yield relaxed, AllOf((condition,), timely) if timely else condition


def _timely(filters: Filters, year: int) -> tuple[Condition, ...]:
    """What makes one of two alike documents the better answer, unless all are so: it is in force, it is newer."""
    found: list[Condition] = [] if filters.validity else [Flat(NoneOf("validity", PAST), IN_FORCE)]
    if year and not filters.year:
        found += (Flat(Term("year", str(year - ago)), NEWER * (RECENT - ago)) for ago in range(RECENT))
    return tuple(found)


def _ways(asked: Asked) -> Iterator[tuple[Widened, Condition]]:
    if not asked:
        return
    yield "", _all(asked)
    if asked.numbers:
        yield "number", _all(asked, whole_numbers=False)
    if asked.numbers or any(word.exact for word in asked.words):
        return  # what is asked for exactly is not widened
    if sounding := _sounding(asked):
        yield "sound", sounding
    if len(asked.words) > 1:
        yield "part", _part(asked.words)
        if len(asked.words) >= LONG:
            yield "few", _part(asked.words, FEW)
    elif asked.words and len(pieces := list(text.pairs(asked.words[0].text))) > 2:
        yield "part", _part(tuple(Word(piece) for piece in pieces))


def parts(condition: Condition) -> tuple[list[Condition], list[Condition]]:
    """All that decides whether a document is found, side by side, and all that only decides its place."""
    if not isinstance(condition, AllOf):
        return [condition], []
    must, better = [], list(condition.better)
    for one in condition.must:
        inner, preferred = parts(one)
        must += inner
        better += preferred
    return list(dict.fromkeys(must)), better


def beginning(question: str) -> Condition:
    """Titles in which the question, as far as it is typed, stands."""
    plain = "".join(text.RUN.findall(text.normalised(question)))[:30]
    if not plain:
        return Nothing()
    if plain.isascii() and plain.isalpha():
        return _letters(plain)
    if len(plain) == 1:
        return HoldsCharacter("title_pairs", plain)
    return _in_order("title_pairs", plain)


def alike(pieces: Iterable[str], least: int) -> Condition:
    """Titles (or keywords) that share at least so many of these pieces, the rarer ones counting more."""
    return AtLeast(least, tuple(Term(field, one) for one in pieces for field in ("title_pairs", "keywords")))


def _all(asked: Asked, *, whole_numbers: bool = True) -> Condition:
    """Everything asked for must stand somewhere; numbers whole, or from the year on."""
    must: list[Condition] = [_word(word) for word in asked.words]
    if whole_numbers:
        must += [_number(key, typed) for key, typed in zip(asked.numbers, asked.named, strict=True)]
    else:
        must += [Weighed(Term("number", text.number_from_year(typed)), WHOLE) for typed in asked.named]
    must += [_letters(letters) for letters in asked.letters]
    better = _better(asked.words)
    if len(asked.whole) > 2:
        better += (Weighed(_in_order("title_pairs", asked.whole), WHOLE),)
    return AllOf(tuple(must), better)


def _number(key: str, typed: str) -> Condition:
    """The document of this number; less, those that mention it."""
    whole = Weighed(Term("number", key), WHOLE)
    said = list(text.pairs(typed.strip().removesuffix("号").strip()))
    return BestOf((whole, _sequence(ALL, said))) if len(said) > 1 else whole


def _word(word: Word) -> Condition:
    """The word, or with less weight another for the same thing."""
    if word.exact:
        return _in_order(ALL, word.text)
    if not word.others:
        return _anywhere(word.text)
    others = (Weighed(_anywhere(other), SYNONYM) for other in word.others)
    return BestOf((_anywhere(word.text), *others), 0.1)


def _anywhere(word: str) -> Condition:
    if len(word) == 1 and text.CHINESE.match(word):
        in_title = Weighed(HoldsCharacter("title_pairs", word), TITLE)
        return BestOf((in_title, *(Term(field, word) for field, _ in WORDS)))
    # All of its pairs; that they stand in order need not be looked up, since each binds the next (安全 全生 生产).
    pieces = dict.fromkeys(text.pairs(word))
    terms = tuple(Term(ALL, piece) for piece in pieces)
    return terms[0] if len(terms) == 1 else AllOf(terms)


def _better(words: Iterable[Word]) -> tuple[Condition, ...]:
    """What makes a document a better answer to the words: they, or others for the same, stand in its title; the
    cutter sees them as words in the text, while elsewhere they merely stand across two."""
    found: list[Condition] = []
    for word in words:
        if len(word.text) > 1:
            titles = [_in_order("title_pairs", word.text)]
            titles += [Weighed(_in_order("title_pairs", other), SYNONYM) for other in word.others]
            found.append(Weighed(BestOf(tuple(titles)) if len(titles) > 1 else titles[0], TITLE))
        if not word.exact:
            found += [Weighed(Term(field, word.text), weight) for field, weight in WORDS]
    return tuple(found)


def _in_order(field: str, word: str) -> Condition:
    """The word as it stands: its pairs of characters one after the other."""
    return _sequence(field, list(text.pairs(word)))


def _sequence(field: str, pieces: list[str]) -> Condition:
    return Term(field, pieces[0]) if len(pieces) == 1 else InOrder(field, tuple(pieces))


def _letters(letters: str) -> Condition:
    """Latin letters: a word as it stands, the initials of a title (yjgl), or its syllables (yingji)."""
    either: list[Condition] = [Term(ALL, letters), Weighed(Term("title_pairs", letters), TITLE)]
    if len(letters) > 1:
        either.append(_sequence("title_initials", list(letters)))
    if syllables := text.as_syllables(letters):
        either.append(Weighed(_sequence("title_sounds", syllables), 2.0))
    return BestOf(tuple(either))


def _sounding(asked: Asked) -> Condition | None:
    """Each word stands somewhere or a title sounds like it: a wrong character of the same sound finds it."""
    heard = {word: syllables for word in asked.words if len(syllables := text.sounds(word.text)) > 1}
    if not heard:
        return None
    alike = (
        BestOf((_word(word), _sequence("title_sounds", heard[word]))) if word in heard else _word(word)
        for word in asked.words
    )
    whole = Weighed(_sequence("title_sounds", text.sounds(asked.whole)), WHOLE)
    return AllOf(tuple(alike), (*_better(asked.words), whole))


def _part(words: tuple[Word, ...], share: float = ENOUGH) -> Condition:
    """Most of the words, or that share of them."""
    enough = max(1, round(len(words) * share))
    return AllOf((AtLeast(enough, tuple(_word(word) for word in words)),), _better(words))
