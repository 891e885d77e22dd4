"""`gongkai check`: published annual reports read and audited, one by one or by the ten thousand.

command: what the words mean. paths: which files. one: a file to its result, the same in every engine.
pool: many at a time, in order. store: what is done, for a later run. years: which reports belong together.
terminal, html, batch: the ways out.
"""

from gongkai.cli.check.command import check

__all__ = ["check"]
