"""Every write of 年报编报, one verb each."""

from gongkai.apps.filings.actions.correct import correct, drop_correction, import_published
from gongkai.apps.filings.actions.submit import approve, publish, send_back, submit
from gongkai.apps.filings.actions.write import adopt_draft, decline_draft, note, open_filing, save_text

__all__ = [
    "adopt_draft",
    "approve",
    "correct",
    "decline_draft",
    "drop_correction",
    "import_published",
    "note",
    "open_filing",
    "publish",
    "save_text",
    "send_back",
    "submit",
]
