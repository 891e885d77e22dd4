"""Pages of 年报审核, HTTP only."""

from gongkai.apps.auditroom.views.figures import compare, rollup
from gongkai.apps.auditroom.views.reading import document, judge, letter, original, return_list
from gongkai.apps.auditroom.views.rounds import collect, index, matrix, read, upload

__all__ = [
    "collect",
    "compare",
    "document",
    "index",
    "judge",
    "letter",
    "matrix",
    "original",
    "read",
    "return_list",
    "rollup",
    "upload",
]
