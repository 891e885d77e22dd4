"""The text of an item as HTML: pure functions from text to text, no database, no framework.

clean: whatever came from a browser, a word processor or another site → the few elements that a published text has.
plain: such a text → its words. from_text: plain words → such a text. draw: such a text → what a page shows.
"""

from gongkai.apps.publications.richtext.cleaning import clean, marked, read
from gongkai.apps.publications.richtext.compare import Row, compare
from gongkai.apps.publications.richtext.drawing import draw
from gongkai.apps.publications.richtext.reading import (
    Block,
    Image,
    blocks,
    from_text,
    images,
    plain,
)

__all__ = [
    "Block",
    "Image",
    "Row",
    "blocks",
    "clean",
    "compare",
    "draw",
    "from_text",
    "images",
    "marked",
    "plain",
    "read",
]
