"""Pictures of figures, drawn on the server as SVG in the page's own ink, so that they read in the dark and without colour.

A picture never stands alone: its title and description are part of it, and the table with the same numbers is beside it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import vl_convert
from django.core.cache import cache
from django.utils.html import escape
from django.utils.safestring import SafeString

INK = "currentColor"
WIDTH, GAP, NODE = 720, 14, 10  # px: the picture, between two nodes, a node's width
LABEL = 150  # px kept for words on either side
# What Vega says of its own parts to readers by ear; the picture's title and description say it better.
PARTS = re.compile(r' (?:role="graphics-[^"]*"|aria-(?:roledescription|label)="[^"]*")')
KEEP = 30 * 24 * 3600  # seconds in the cache; the key holds everything that is drawn


@dataclass(frozen=True, slots=True)
class Link:
    """`n` things that went from one node to another; nodes are named within their column."""

    source: str
    target: str
    n: int


def svg(spec: Mapping[str, Any], *, title: str, description: str) -> SafeString:
    """The picture of a Vega specification, named for readers by ear; the same specification is drawn once."""
    text = json.dumps(spec, ensure_ascii=False, sort_keys=True)
    key = hashlib.sha256(f"{title}\0{description}\0{text}".encode()).hexdigest()
    drawn = cache.get(f"chart:{key}")
    if drawn is None:
        drawn = _named(vl_convert.vega_to_svg(text), key[:8], title, description)
        cache.set(f"chart:{key}", drawn, KEEP)
    return SafeString(drawn)  # Vega escapes the words in it, `_named` its own


def _named(drawn: str, ident: str, title: str, description: str) -> str:
    head, body = PARTS.sub("", drawn).split(">", 1)
    named = f'role="img" aria-labelledby="chart-{ident}-title chart-{ident}-desc"'
    words = (
        f'<title id="chart-{ident}-title">{escape(title)}</title>'
        f'<desc id="chart-{ident}-desc">{escape(description)}</desc>'
    )
    return f"{head} {named}>{words}{body}"


def flow(columns: Sequence[tuple[str, Sequence[str]]], steps: Sequence[Iterable[Link]]) -> dict[str, Any]:
    """A Vega specification: nodes in columns (head, names) and the bands between them, to scale, with their numbers.

    steps: the links from each column to the next. Nodes without anything are left out.
    """
    links = [[link for link in step if link.n] for step in steps]
    sizes = [_sizes(names, links, place) for place, (_, names) in enumerate(columns)]
    total = max((sum(column.values()) for column in sizes), default=0) or 1
    tallest = max((len(column) for column in sizes), default=1)
    height = max(220, tallest * (GAP + 18))
    scale = (height - GAP * (tallest - 1)) / total
    tops = [_tops(column, scale, height) for column in sizes]
    last = len(columns) - 1
    step = (WIDTH - 2 * LABEL - NODE) / max(last, 1)
    xs = [LABEL + place * step for place in range(len(columns))]
    nodes = [
        _node(xs[place], tops[place][name], n * scale, f"{name} {n:,}", place)
        for place, column in enumerate(sizes)
        for name, n in column.items()
    ]
    heads = [
        {"x": x + NODE / 2, "text": head, "align": "center"} for x, (head, _) in zip(xs, columns, strict=True)
    ]
    bands = [
        band for place, step_links in enumerate(links) for band in _bands(step_links, tops, xs, place, scale)
    ]
    return _drawing(WIDTH, height, nodes, bands, heads)


def _sizes(names: Sequence[str], links: Sequence[Sequence[Link]], place: int) -> dict[str, int]:
    """How much is in each node of a column: what leaves it, in the last one what arrives."""
    inward = place == len(links)
    step = links[place - 1] if inward else links[place]
    sizes = {
        name: sum(link.n for link in step if (link.target if inward else link.source) == name)
        for name in names
    }
    return {name: n for name, n in sizes.items() if n}


def _tops(column: Mapping[str, int], scale: float, height: float) -> dict[str, float]:
    used = sum(column.values()) * scale + GAP * (len(column) - 1)
    top, tops = (height - used) / 2, {}
    for name, n in column.items():
        tops[name] = top
        top += n * scale + GAP
    return tops


def _node(x: float, top: float, high: float, text: str, place: int) -> dict[str, Any]:
    """A node with its words: left of the first column, right of the others."""
    left = place == 0
    return {
        "x": x,
        "y": top,
        "height": max(high, 1.5),
        "text": text,
        "align": "right" if left else "left",
        "label": x - 6 if left else x + NODE + 6,
        "middle": top + max(high, 1.5) / 2,
    }


def _bands(
    links: Sequence[Link], tops: Sequence[Mapping[str, float]], xs: Sequence[float], place: int, scale: float
) -> list[dict[str, Any]]:
    """The bands between two columns, one under the other at both ends."""
    out, into = dict(tops[place]), dict(tops[place + 1])
    x0, x1 = xs[place] + NODE, xs[place + 1]
    half = (x0 + x1) / 2
    bands = []
    for link in links:
        high, y0, y1 = link.n * scale, out[link.source], into[link.target]
        out[link.source], into[link.target] = y0 + high, y1 + high
        bands.append(
            {
                "path": f"M{x0:.1f},{y0:.1f}C{half:.1f},{y0:.1f} {half:.1f},{y1:.1f} {x1:.1f},{y1:.1f}"
                f"L{x1:.1f},{y1 + high:.1f}C{half:.1f},{y1 + high:.1f} {half:.1f},{y0 + high:.1f} "
                f"{x0:.1f},{y0 + high:.1f}Z"
            }
        )
    return bands


def _drawing(
    width: float, height: float, nodes: list[Any], bands: list[Any], heads: list[Any]
) -> dict[str, Any]:
    def field(name: str) -> dict[str, str]:
        return {"field": name}

    text = {"fill": {"value": INK}, "fontSize": {"value": 13}, "text": field("text"), "align": field("align")}
    return {
        "$schema": "https://vega.github.io/schema/vega/v5.json",
        "width": width,
        "height": height + 28,
        "padding": 4,
        "data": [
            {"name": "nodes", "values": nodes},
            {"name": "bands", "values": bands},
            {"name": "heads", "values": heads},
        ],
        "marks": [
            _mark(
                "text", "heads", text | {"x": field("x"), "y": {"value": 12}, "fontWeight": {"value": "bold"}}
            ),
            {
                "type": "group",
                "encode": {"enter": {"y": {"value": 28}}},
                "marks": [
                    _mark(
                        "path",
                        "bands",
                        {
                            "path": field("path"),
                            "fill": {"value": INK},
                            "fillOpacity": {"value": 0.16},
                            "stroke": {"value": INK},
                            "strokeOpacity": {"value": 0.35},
                            "strokeWidth": {"value": 0.5},
                        },
                    ),
                    _mark(
                        "rect",
                        "nodes",
                        {
                            "x": field("x"),
                            "width": {"value": NODE},
                            "y": field("y"),
                            "height": field("height"),
                            "fill": {"value": INK},
                        },
                    ),
                    _mark(
                        "text",
                        "nodes",
                        text | {"x": field("label"), "y": field("middle"), "baseline": {"value": "middle"}},
                    ),
                ],
            },
        ],
    }


def _mark(kind: str, data: str, encode: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": kind, "from": {"data": data}, "encode": {"enter": dict(encode)}}


def trend(names: tuple[str, str], points: Sequence[tuple[str, int, int]]) -> dict[str, Any]:
    """A Vega specification: for each label a solid and an open bar with their numbers above; names: of the two."""
    most = max((max(first, second) for _, first, second in points), default=0) or 1
    values = [
        {"label": label, "n": n, "side": side, "said": str(n) if n else ""}
        for label, *pair in points
        for side, n in zip(names, pair, strict=True)
    ]
    inner = [
        _mark(
            "rect",
            "facet",
            {
                "x": {"scale": "side", "field": "side"},
                "width": {"scale": "side", "band": 1},
                "y": {"scale": "y", "field": "n"},
                "y2": {"scale": "y", "value": 0},
                "fill": {"value": INK},
                "fillOpacity": {"signal": f"datum.side == '{names[0]}' ? 0.85 : 0.08"},
                "stroke": {"value": INK},
                "strokeWidth": {"value": 1},
            },
        ),
        _mark(
            "text",
            "facet",
            {
                "x": {"scale": "side", "field": "side", "band": 0.5},
                "y": {"scale": "y", "field": "n", "offset": -4},
                "text": {"field": "said"},
                "align": {"value": "center"},
                "fill": {"value": INK},
                "fontSize": {"value": 11},
            },
        ),
    ]
    return {
        "$schema": "https://vega.github.io/schema/vega/v5.json",
        "width": WIDTH - 20,
        "height": 180,
        "padding": {"left": 4, "right": 4, "top": 18, "bottom": 4},
        "data": [{"name": "points", "values": values}],
        "scales": [
            {
                "name": "x",
                "type": "band",
                "domain": [label for label, *_ in points],
                "range": "width",
                "padding": 0.25,
            },
            {"name": "y", "type": "linear", "domain": [0, most], "range": "height", "nice": True},
        ],
        "axes": [
            {
                "orient": "bottom",
                "scale": "x",
                "labelColor": INK,
                "domainColor": INK,
                "ticks": False,
                "labelFontSize": 12,
                "labelPadding": 6,
                "labelAngle": 0,
            }
        ],
        "marks": [
            {
                "type": "group",
                "from": {"facet": {"data": "points", "name": "facet", "groupby": "label"}},
                "encode": {
                    "enter": {"x": {"scale": "x", "field": "label"}, "width": {"scale": "x", "band": 1}}
                },
                "signals": [{"name": "width", "update": "bandwidth('x')"}],
                "scales": [
                    {"name": "side", "type": "band", "domain": list(names), "range": "width", "padding": 0.08}
                ],
                "marks": inner,
            }
        ],
    }
