"""Words that mean the same: those that ship with the platform, and the groups that people added."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from gongkai.apps.audit.memory import remembered
from gongkai.apps.search import text
from gongkai.apps.search.models import WordGroup
from gongkai.law.refusals import Refused
from gongkai.textcheck.privacy import find_private

FIELD = "words"
MOST_WORDS = 10  # of a group
LONGEST = 20  # characters of a word
MOST_GROUPS = 500  # of one agency


def synonyms(agency: str = "") -> text.Synonyms:
    """Those that hold for a question: the platform's, and of one agency (by code) its own as well."""
    return remembered(("synonyms", agency), partial(_read, agency))


def _read(agency: str) -> text.Synonyms:
    rows = WordGroup.objects.filter(agency__in={"", agency}).order_by("pk")
    groups = [words.split() for words in rows.values_list("words", flat=True)]
    return text.grouped(groups, text.synonyms()) if groups else text.synonyms()


def group(line: str, known: Collection[tuple[str, ...]] = ()) -> tuple[str, ...]:
    """The words of a line as the search compares them; Refused when they make no group, or stand in a known one.

    known: the groups that people added before and that hold for the same questions.
    """
    if not (words := text.simplified(line).split()):
        raise Refused("请填写同义词，例如“年度报告 年报”", field=FIELD)
    if private := find_private(line):
        raise Refused(f"含有{private[0].name}等个人信息，不能作为同义词", field=FIELD)
    for word in words:
        _word(word)
    if len(words) == 1:
        raise Refused(f"只有“{words[0]}”一个词，请再填写与它意思相同的词，词与词之间用空格分开", field=FIELD)
    if len(words) > MOST_WORDS:
        raise Refused(f"一组最多{MOST_WORDS}个词，现有{len(words)}个，请删减", field=FIELD)
    if twice := next((word for word in words if words.count(word) > 1), ""):
        raise Refused(f"“{twice}”填写了两次，请删去一个", field=FIELD)
    for where, groups in (("检索词典", text.synonym_groups()), ("同义词", known)):
        for others in groups:
            if set(words) <= set(others):
                raise Refused(f"{where}里已有“{' '.join(others)}”，不必重复添加", field=FIELD)
    return tuple(words)


def _word(word: str) -> None:
    """Refused when nobody could search by it, or everybody would find too much."""
    if marks := text.RUN.sub("", word):
        raise Refused(f"“{word}”中有“{marks[0]}”，请只用汉字、字母和数字，词与词之间用空格分开", field=FIELD)
    if len(word) < 2:
        raise Refused(f"“{word}”只有一个字，检索结果会过多，请填写两个字以上的词", field=FIELD)
    if len(word) > LONGEST:
        raise Refused(f"“{word}”超过{LONGEST}个字，请填写其中的关键词，不要填写句子", field=FIELD)
    if word in text.stop_words():
        raise Refused(f"“{word}”是检索时略去的词，请换成有具体含义的词", field=FIELD)
