"""Outcomes of an application (处理决定): name, legal bases, letter and table row of each report form.

Row, article and remedy are three separate facts: the outcome fixes letter and row, the articles that
the agency cites fix the remedy (`law.remedies`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from gongkai.law import articles as art
from gongkai.law.refusals import Refused
from gongkai.law.sources import edition as law_edition
from gongkai.law.tables import table

GROUPS = {"G": "公开", "D": "不予公开", "U": "无法提供", "N": "不予处理", "O": "其他处理"}


@dataclass(frozen=True, slots=True)
class Bases:
    """Articles for one outcome under one edition: at least one of `bases`, and `also` beside it."""

    bases: tuple[str, ...]
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A kind of reply letter: its code and its Chinese title."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way in which an application ends.

    code: a ROW of the report form, or a reply of the 2014 list. group: a key of `GROUPS`.
    law: legal bases by edition of the Regulation. rows: the row in each report form, by form edition;
    a form without a row for it is absent.
    """

    code: str
    name: str
    group: str
    letter: Letter
    letters: Mapping[str, Letter]  # where the article decides the letter
    rows: Mapping[str, str]
    law: Mapping[str, Bases]

    def row(self, form: str) -> str | None:
        """The table row under the form edition "2014", "2019" or "2021"; None where it has none."""
        return self.rows.get(form)

    def bases(self, edition: str = "711") -> tuple[str, ...]:
        """The articles of which one must be cited, in record form ("36(1)")."""
        return self._law(edition).bases

    def choices(self, edition: str = "711") -> list[tuple[str, str]]:
        """Every article that may be cited, as (record form, Chinese), for a form's choices."""
        law = self._law(edition)
        cite = law_edition(edition).cite
        return [(article, art.cite(article, cite)) for article in (*law.bases, *law.also)]

    def letter_for(self, articles: Iterable[str]) -> Letter:
        """The letter to write: the outcome's own, unless an article calls for another."""
        for article in map(art.normalise, articles):
            if article in self.letters:
                return self.letters[article]
        return self.letter

    def _law(self, edition: str) -> Bases:
        if edition not in self.law:
            name = law_edition(edition).name
            raise Refused(f"“{self.name}”不是{name}下的处理决定，请另选。", field="outcome")
        return self.law[edition]


@cache
def outcomes() -> Mapping[str, Outcome]:
    """Every outcome of both editions by code, in the printed order of the report form."""
    data = table("outcomes")
    letters = {code: Letter(code, name) for code, name in data["letters"].items()}
    return {
        row["code"]: Outcome(
            code=row["code"],
            name=row["name"],
            group=row["group"],
            letter=letters[row["letter"]],
            letters={article: letters[code] for article, code in row.get("letter_by_article", {}).items()},
            rows=row["rows"],
            law={code: Bases(tuple(law["bases"]), tuple(law["also"])) for code, law in row["law"].items()},
        )
        for row in data["outcome"]
    }


def get(code: str) -> Outcome:
    """The outcome with this code; refuses an empty or unknown one."""
    if not code:
        raise Refused("请选择处理决定后再办结。", article="条例第三十六条", field="outcome")
    if code not in outcomes():
        raise Refused(f"没有名为“{code}”的处理决定，请从处理决定列表中选择。", field="outcome")
    return outcomes()[code]


def outcomes_for(edition: str) -> list[Outcome]:
    """The outcomes that the edition ("492" or "711") knows, in printed order."""
    law_edition(edition)
    return [outcome for outcome in outcomes().values() if edition in outcome.law]


def check_articles(outcome: Outcome, articles: Iterable[str], edition: str = "711") -> None:
    """Refuses a closing without legal basis, or with one that does not carry the outcome.

    articles: in record form or Chinese; names of other laws may stand beside the Regulation's.
    """
    given = [art.normalise(article) for article in articles if article.strip()]
    law = outcome._law(edition)
    cite = law_edition(edition).cite
    wanted = "或".join(art.cite(base, cite) for base in law.bases)
    if not given:
        says = f"请引用{wanted}" if wanted else "请写明依据"
        raise Refused(f"办结须有法律依据：“{outcome.name}”{says}。", field="articles")
    if not law.bases:
        return
    for article in given:
        if art.is_article(article) and not any(art.within(article, base) for base in (*law.bases, *law.also)):
            raise Refused(
                f"{art.cite(article, cite)}不是“{outcome.name}”的依据，请引用{wanted}（具体到款、项）。",
                field="articles",
            )
    if not any(art.within(article, base) for article in given for base in law.bases):
        raise Refused(f"“{outcome.name}”须引用{wanted}。", article=wanted, field="articles")
