"""State marks: the inner drawing of each 14 px SVG, one line weight, always shown beside its word."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_RING = '<circle cx="7" cy="7" r="5.25" fill="none" stroke="currentColor" stroke-width="1.75"{}/>'
_LINE = 'fill="none" stroke="currentColor" stroke-width="1.75"'
_SQUARE = (
    '<path fill="currentColor" d="M1 1h12v12H1z"/>'
    '<path class="on" d="M6.1 3h1.8v5H6.1z"/><path class="on" d="M6.1 9.4h1.8v1.8H6.1z"/>'
)
_DIAMOND = '<path fill="currentColor" d="M7 .8 13.2 7 7 13.2.8 7z"/>'
_TICK = (
    '<circle cx="7" cy="7" r="6.4" fill="currentColor"/>'
    '<path class="on-line" fill="none" stroke-width="1.75" d="m3.9 7.2 2.2 2.2 4-4.6"/>'
)

MARKS = {
    "overdue": _SQUARE,
    "soon": _DIAMOND,
    "running": _RING.format(""),
    "in_hand": _RING.format("") + '<path fill="currentColor" d="M7 1.8a5.2 5.2 0 0 1 0 10.4z"/>',
    "paused": '<path fill="currentColor" d="M3.6 2h2.2v10H3.6zM8.2 2h2.2v10H8.2z"/>',
    "provisional": _RING.format(' stroke-dasharray="2.4 1.725"'),
    "done": _TICK,
    "voided": _RING.format("") + f'<path {_LINE} d="m3.4 10.6 7.2-7.2"/>',
    "sent_back": '<path fill="currentColor" d="M7 2.2v9.6L1.2 7zM12.8 2.2v9.6L7 7z"/>',
    "not_begun": '<circle cx="7" cy="7" r="5.5" fill="none" stroke="currentColor" stroke-width="1"/>',
    "error": _SQUARE,
    "warning": _DIAMOND,
    "note": '<circle cx="7" cy="7" r="5.5" fill="none" stroke="currentColor" stroke-width="1"/>'
    '<circle cx="7" cy="7" r="1.75" fill="currentColor"/>',
}


def mark(name: str) -> SafeString:
    """The SVG of a state mark, hidden from readers by ear, who hear its word. KeyError names an unknown mark."""
    if name not in MARKS:
        raise KeyError(f"no state mark called {name!r}; there are {', '.join(MARKS)}")
    drawing = mark_safe(MARKS[name])  # noqa: S308 - the constant above
    return format_html(
        '<svg class="mark mark-{}" viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">{}</svg>',
        name,
        drawing,
    )
