"""Template tags of the public site."""

from __future__ import annotations

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from gongkai.apps.audit.memory import parts

register = template.Library()


@register.filter
def phrases(title: str) -> SafeString:
    """A title that breaks before the name of the document in it rather than inside that name."""
    before, mark, name = title.partition("《")
    if not (before and mark):
        return format_html("{}", title)
    phrase = '<span class="phrase">{}</span><span class="phrase">{}</span>'
    return format_html(phrase, before, mark + name)


class Kept(template.Node):
    """What is inside, rendered once for each key: while one run bakes many pages, or while nothing is recorded."""

    def __init__(self, keys: list[template.base.FilterExpression], inside: template.NodeList) -> None:
        self.keys, self.inside = keys, inside

    def render(self, context: Context) -> SafeString:
        request = context.get("request")
        if request is None:
            return self.inside.render(context)
        kept = getattr(request, "kept", None)
        if kept is None:
            kept = request.kept = parts()
        key = tuple(key.resolve(context) for key in self.keys)
        if key not in kept:
            kept[key] = self.inside.render(context)
        found: SafeString = kept[key]
        return found


@register.tag
def kept(parser: template.base.Parser, token: template.base.Token) -> Kept:
    """{% kept "top" agency.pk place search_url %} … {% endkept %}: the keys name the part and everything on which it depends."""
    keys = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    inside = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(keys, inside)
