"""Reads a letter before it is signed: what is missing or wrong, judged by the text as people edited it."""

from gongkai.letters.lint.finding import Finding
from gongkai.letters.lint.run import lint

__all__ = ["Finding", "lint"]
