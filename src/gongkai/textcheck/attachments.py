"""The attachments that a text names, and which of them are not there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gongkai.textcheck.likeness import pairs

_HEAD = re.compile(r"^[ \t\u3000]*附[ \u3000]*件[ \t\u3000]*[：:](?P<rest>[^\n]*)", re.M)
_NEXT = re.compile(r"\n[ \t\u3000]*(?P<said>\d{1,2}[.．、][^\n]*)")
_SERIAL = re.compile(r"(?:^|(?<=[ \t\u3000；;]))\d{1,2}[.．、]\s*")
_SHARE = 0.6  # of the pairs of characters of a name that must stand in the name of its file


def named(text: str) -> list[str]:
    """The names after 附件：, in order: 附件：1.名单 and the numbered lines below it, or the one name there."""
    names: list[str] = []
    for head in _HEAD.finditer(text):
        said = [head["rest"]]
        at = head.end()
        while following := _NEXT.match(text, at):
            said.append(following["said"])
            at = following.end()
        names += [name for line in said for name in _names(line)]
    return names


def _names(line: str) -> Iterator[str]:
    for part in _SERIAL.split(line):
        name = part.strip(" \t\u3000。；;，,《》")
        if len(name) > 1:
            yield name


def absent(text: str, files: Iterable[str]) -> list[str]:
    """The names that neither a file carries nor the text itself brings below under its own heading."""
    stems = [file.rpartition(".")[0] or file for file in files]
    return [name for name in named(text) if not _brought(text, name) and not _carried(name, stems)]


def _carried(name: str, stems: list[str]) -> bool:
    own = pairs(name)
    return any(stem in name or len(own & pairs(stem)) >= _SHARE * len(own) for stem in stems)


def _brought(text: str, name: str) -> bool:
    return bool(re.search(rf"^[ \t\u3000]*{re.escape(name)}[ \t\u3000]*$", text, re.M))
