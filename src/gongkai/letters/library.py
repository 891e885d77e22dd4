"""The letters that the desk writes: `data/*.toml`, one table a type, with what each must say."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from gongkai.law import articles as art
from gongkai.law.outcomes import outcomes
from gongkai.law.refusals import Refused

KINDS = {"procedural": "程序文书", "decision": "处理决定文书", "internal": "内部文书"}
FIELD_KINDS = ("text", "date", "number", "money", "choice", "private")


@dataclass(frozen=True, slots=True)
class Field:
    """What the desk gives for one letter. kind: one of `FIELD_KINDS`; private: personal data of the person it is about.

    choices: of a choice, code → words.
    """

    name: str
    label: str
    kind: str
    required: bool
    help: str
    choices: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Must:
    """What the text of a letter must say (or, with `never`, must not).

    part: its name in a finding. says: a pattern for one paragraph, in which {name} stands for a value; it is not asked
    for when that value is empty. article: why.
    """

    part: str
    says: str
    article: str
    level: str
    never: bool
    message: str


@dataclass(frozen=True, slots=True)
class LetterType:
    """One type of letter.

    kind: a key of `KINDS`. event: the type of clock event that it belongs to, "" for none. outcomes: the codes that it
    serves. articles: its own legal basis, which the text must cite; a decision cites those of the facts instead.
    when: the article of the facts that calls for this letter, where an outcome has several. to: "applicant", "party"
    (the field `party` names it) or "" (nobody). layout: "letter" or "form" (a ruled table). edition: of the Regulation.
    numbered, signed: whether it carries 文号, and the agency's name with date.
    """

    code: str
    name: str
    kind: str
    event: str
    outcomes: tuple[str, ...]
    articles: tuple[str, ...]
    when: str
    to: str
    layout: str
    edition: str
    numbered: bool
    signed: bool
    fields: tuple[Field, ...]
    template: str
    musts: tuple[Must, ...]

    @property
    def title(self) -> str:
        """What stands at its head: the name without the case in brackets, which tells letters of one title apart."""
        return self.name.partition("（")[0]

    @property
    def remedy(self) -> bool:
        """True when the letter tells the applicant where to turn against it."""
        return "{remedy}" in self.template

    def placeholders(self) -> dict[str, str]:
        """Every name that may stand in braces in a template of this type → its label."""
        own = {field.name: field.label for field in self.fields}
        shared = {name: label for name, label in common().items() if name != "remedy" or self.remedy}
        return shared | own


@cache
def types() -> dict[str, LetterType]:
    """Every type of letter by code, in the order of a case. Callers do not change it."""
    found = {}
    for name in ("procedural", "granted", "denied", "unavailable", "closed", "forms"):
        shared = _data("common")["part"]
        for row in _data(name)["letter"]:
            found[row["code"]] = _type(row, shared)
    return found


def get(code: str) -> LetterType:
    """The type with this code; refuses an unknown one."""
    if code not in types():
        raise Refused(f"没有名为“{code}”的文书，请从文书列表中选择。", field="type")
    return types()[code]


def for_outcome(outcome: str, articles: Iterable[str] = (), edition: str = "711") -> list[LetterType]:
    """The decision letters that serve an outcome under an edition, the one that the articles call for first."""
    cited = [art.normalise(article) for article in articles]
    serving = [
        letter for letter in types().values() if outcome in letter.outcomes and letter.edition == edition
    ]
    return sorted(serving, key=lambda letter: not any(art.within(article, letter.when) for article in cited))


def for_event(event: str) -> list[LetterType]:
    """The letters that belong to a type of clock event."""
    return [letter for letter in types().values() if letter.event == event]


@cache
def common() -> dict[str, str]:
    """The placeholders of every template, name → label."""
    labels: dict[str, str] = _data("common")["placeholder"]
    return labels


def _type(row: Mapping[str, Any], shared: Mapping[str, Mapping[str, Any]]) -> LetterType:
    lines: list[str] = []
    musts: list[Mapping[str, Any]] = []
    for line in row["template"].strip().splitlines():
        part = shared[line[1:]] if line.startswith("@") else None
        lines.append(part["text"].strip() if part else line)
        musts += part.get("must", []) if part else []
    musts += row.get("must", [])
    unknown = set(row.get("outcomes", ())) - set(outcomes())
    if unknown:
        raise KeyError(f"{row['code']}: unknown outcomes {unknown}")
    return LetterType(
        code=row["code"],
        name=row["name"],
        kind=row["kind"],
        event=row.get("event", ""),
        outcomes=tuple(row.get("outcomes", ())),
        articles=tuple(row.get("articles", ())),
        when=row.get("when", "-"),
        to=row.get("to", "applicant"),
        layout=row.get("layout", "letter"),
        edition=row.get("edition", "711"),
        numbered=row.get("numbered", True),
        signed=row.get("signed", True),
        fields=tuple(map(_field, row.get("fields", ()))),
        template="\n".join(lines),
        musts=tuple(map(_must, musts)),
    )


def _field(row: Mapping[str, Any]) -> Field:
    kind = row.get("kind", "choice" if "choices" in row else "text")
    if kind not in FIELD_KINDS:
        raise KeyError(f"{row['name']}: unknown kind {kind}")
    required = row.get("required", True)
    return Field(row["name"], row["label"], kind, required, row.get("help", ""), row.get("choices", {}))


def _must(row: Mapping[str, Any]) -> Must:
    level, message = row.get("level", "error"), row.get("message", "")
    return Must(row["part"], row["says"], row.get("article", ""), level, row.get("never", False), message)


@cache
def _data(name: str) -> dict[str, Any]:
    return tomllib.loads((files("gongkai.letters") / "data" / f"{name}.toml").read_text("utf-8"))
