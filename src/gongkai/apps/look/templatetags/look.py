"""Template tags and filters of the look. Built in: no template needs to load them (see docs/design.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from gongkai.apps.look import calendar, marks, words
from gongkai.law.clock.draw import DayMark

register = template.Library()

register.filter("zh_date", words.zh_date)
register.filter("zh_day", words.zh_day)
register.filter("amount", words.amount)
register.filter("due_words", words.due_words)


@register.filter
def may(post: Any, permission: str) -> bool:
    """`{% if post|may:"inforequests.handle" %}`: whether this post may do it; the action asks once more."""
    return bool(post.may(permission))


@register.simple_tag
def icon(name: str) -> SafeString:
    """A state mark without its word; the word must stand beside it. Use `state` where you can."""
    return marks.mark(name)


@register.simple_tag
def state(name: str, word: str) -> SafeString:
    """A state mark and its word."""
    return format_html('<span class="state state-{}">{}{}</span>', name, marks.mark(name), word)


@register.simple_tag
def figure(value: Any, href: str = "", label: str = "") -> SafeString:
    """A figure: bold, blue, underlined and a link to its records when not zero; zero is quiet; none is a dash."""
    if value is None or value == "":
        return format_html('<span class="figure-zero">{}</span>', "—")
    shown = words.amount(value)
    if not value:
        return format_html('<span class="figure-zero">{}</span>', shown)
    if not href:
        return format_html('<span class="figure-plain">{}</span>', shown)
    if not label:
        return format_html('<a class="figure" href="{}">{}</a>', href, shown)
    return format_html(
        '<a class="figure" href="{}" aria-label="{}：{}，打开记录">{}</a>', href, label, shown, shown
    )


@register.simple_tag
def breadcrumb(trail: Iterable[tuple[str, str]], name: str = "当前位置") -> SafeString:
    """`trail`: (title, url) from the top; the last is this page and needs no url. name: said by ear only."""
    *above, here = [*trail] or [("", "")]
    steps = "".join(
        f'<li><a href="{escape(url)}">{escape(title)}</a></li>'
        if url
        else f"<li><span>{escape(title)}</span></li>"
        for title, url in above
    )
    steps += f'<li><span aria-current="page">{escape(here[0])}</span></li>'
    return mark_safe(f'<nav aria-label="{escape(name)}"><ol class="breadcrumb">{steps}</ol></nav>')  # noqa: S308


@register.simple_tag(takes_context=True)
def pager(context: Context, page: Page[Any], key: str = "page", unit: str = "条") -> SafeString:
    """Links to the other pages; the rest of the address stays as it is."""
    pages, links = page.paginator, ""
    said = f"共 {words.amount(pages.count)} {escape(unit)}"
    if pages.num_pages > 1:
        said += f"，第 {page.number} / {words.amount(pages.num_pages)} 页"
        numbers = pages.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
        address = escape(_query(context, key, ""))
        drawn = "\n".join(_page(number, address, current=number == page.number) for number in numbers)
        links = f'<ol class="pages">{drawn}</ol>'
    return mark_safe(f'<nav class="pager" aria-label="翻页"><span>{said}</span>{links}</nav>')  # noqa: S308


def _page(number: int | str, address: str, *, current: bool) -> str:
    if isinstance(number, str):
        return "<li><span>…</span></li>"
    here = ' aria-current="page"' if current else ""
    return f'<li><a href="{address}{number}" aria-label="第{number}页"{here}>{number}</a></li>'


@register.inclusion_tag("look/sort_head.html", takes_context=True)
def sort_head(context: Context, listing: Any, name: str, title: str, classes: str = "") -> dict[str, Any]:
    """A column head that sorts by `name` (a key of the filters' `sorts`); a second press turns it round."""
    ascending, descending = listing.sort == name, listing.sort == f"-{name}"
    return {
        "title": title,
        "classes": classes,
        "direction": "ascending" if ascending else "descending" if descending else "",
        "href": _query(context, "sort", f"-{name}" if ascending else name, drop="page"),
    }


def _query(context: Context, key: str, value: Any, drop: str = "") -> str:
    """The address with another value of the key, which stands last in it."""
    query = context["request"].GET.copy()
    query.pop(drop, None)
    query.pop(key, None)
    query[key] = value
    return f"?{query.urlencode()}"


@register.inclusion_tag("look/field.html")
def field(bound: BoundField, law: str = "", hint: str = "", label: str = "") -> dict[str, Any]:
    """Label, hint, control, error and the law's reason, tied together for readers by ear.

    law: why the field is asked, with its article; by default the form's own `laws[name]`. A field that is not always
    required says 选填, or when it is required, as in the form's own `optional[name]`.
    """
    law = law or getattr(bound.form, "laws", {}).get(bound.name, "")
    hint = hint or str(bound.help_text)
    ident = bound.auto_id
    parts = {"hint": bool(hint), "law": bool(law), "error": bool(bound.errors)}
    described = " ".join(f"{ident}_{part}" for part, there in parts.items() if there)
    attrs: dict[str, str | bool] = {}
    if described and not bound.use_fieldset:
        attrs["aria-describedby"] = described
    return {
        "bound": bound,
        "control": bound.as_widget(attrs=attrs),
        "described": described,
        "hint": hint,
        "id": ident,
        "label": label or bound.label,
        "law": law,
        "optional": ""
        if bound.field.required
        else getattr(bound.form, "optional", {}).get(bound.name, "选填"),
        "single": getattr(bound.field.widget, "input_type", "") == "checkbox" and not bound.use_fieldset,
    }


@register.inclusion_tag("look/fields.html")
def fields(form: BaseForm) -> dict[str, Any]:
    """All fields of a form in one column, the hidden ones with them."""
    return {"form": form}


@register.inclusion_tag("look/form_errors.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    """What has to be mended, in one place above the form, each sentence a link to its field."""
    bad = [bound for bound in form if bound.errors]
    general = form.non_field_errors()
    return {"bad": bad, "general": general, "count": len(general) + sum(len(one.errors) for one in bad)}


@register.inclusion_tag("look/calendar.html")
def clock_calendar(drawn: Sequence[DayMark], reason: str = "") -> dict[str, Any]:
    """The clock as a calendar: `drawn` is `Clock.drawn()`; reason: why days are left out, for the legend."""
    return {"weeks": calendar.weeks(drawn), "reason": reason}


@register.inclusion_tag("look/flow.html")
def flow(parts: Iterable[Mapping[str, Any]], caption: str = "") -> dict[str, Any]:
    """A bar of parts ({label, value, href}) drawn to scale, its figures written below."""
    drawn = [dict(part) for part in parts]
    total = sum(part["value"] for part in drawn) or 1
    start = 0.0
    for part in drawn:
        part["start"], part["width"] = f"{start:.3f}%", f"{part['value'] / total * 100:.3f}%"
        start += part["value"] / total * 100
    return {"parts": drawn, "caption": caption}
