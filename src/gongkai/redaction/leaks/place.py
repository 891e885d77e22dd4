"""What is found when a file is taken apart: places to look at, and files within files."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A place and what it holds.

    pixels: compressed or pixel data. values: names and numbers of the format rather than words. lines: line breaks
    are of the layout only.
    """

    name: str
    content: str | bytes
    pixels: bool = False
    values: bool = False
    lines: bool = False


@dataclass(frozen=True, slots=True)
class Inner:
    """Bytes within a file that are to be taken apart in their turn."""

    name: str
    data: bytes
