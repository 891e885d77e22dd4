"""Pages of 年报编报: HTTP only."""

from gongkai.apps.filings.views.editor import editor, index, note, open_year, text, why
from gongkai.apps.filings.views.files import download, version
from gongkai.apps.filings.views.way_out import (
    correct,
    drop,
    import_published,
    publish,
    review,
    submit,
)

__all__ = [
    "correct",
    "download",
    "drop",
    "editor",
    "import_published",
    "index",
    "note",
    "open_year",
    "publish",
    "review",
    "submit",
    "text",
    "version",
    "why",
]
