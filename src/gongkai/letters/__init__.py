"""Letters of the request desk (依申请公开): library, composition, lint, and files in 公文 layout.

Pure: no framework, no clock, no I/O beyond the tables and templates that the package ships.
"""

from gongkai.letters.compose import blank, compose
from gongkai.letters.facts import Agency, Facts
from gongkai.letters.letter import ROLES, Letter, Paragraph
from gongkai.letters.library import Field, LetterType, for_event, for_outcome, get, types
from gongkai.letters.lint import Finding, lint
from gongkai.letters.write import write_docx, write_pdf

__all__ = [
    "ROLES",
    "Agency",
    "Facts",
    "Field",
    "Finding",
    "Letter",
    "LetterType",
    "Paragraph",
    "blank",
    "compose",
    "for_event",
    "for_outcome",
    "get",
    "lint",
    "types",
    "write_docx",
    "write_pdf",
]
