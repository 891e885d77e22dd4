"""Where the pages are: from where they are walked, by whom, and which are no pages or cannot be reached by a link."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, get_resolver

HOME = "/a/lps-yj/"
PUBLIC = ["/", HOME, "/api/", f"{HOME}topics/", f"{HOME}questions/", f"{HOME}standards/"]
PUBLIC += [f"{HOME}search/?q=安全", "/search/?q=安全", f"{HOME}search/?q=没有这样的词"]
# The office as each of these sees it; the first walks through most of it.
PEOPLE = ["chenyu", "zhaoqing", "xitong", "shenji", "jiandu"]

NOT_PAGES = """agency_search_feed agency_search_rss agency_sitemap attachment blank_application column_feed column_rss
data_catalogue data_reports data_statistics feed file item_metadata item_qr own_file own_paper picture platform_feed
platform_rss report_css request_application robots rss search_feed search_rss sitemap sitemap_part"""
REASONS = {
    "a file, a feed or an answer for machines, not a page": NOT_PAGES,
    "part of a page, which a script asks for": "apply_answered apply_save apply_suggest",
    "answers a form that was sent, walked in test_citizen": "apply_check own_leave own_message own_request request_receipt",
    "answers a form that was sent, looked at in tests/portal": "apply_resume receipt subscribed subscribed_agency",
    "its address stands in an e-mail, looked at in tests/portal": "subscription subscription_leave",
}
NOT_WALKED = {name: reason for reason, told in REASONS.items() for name in told.split()}


def names(space: str) -> set[str]:
    """The names of all views in this name space of the URL map."""
    found = next(one for one in get_resolver().url_patterns if getattr(one, "namespace", "") == space)
    return {one.name or "" for one in _patterns(found.url_patterns)}


def _patterns(patterns: list) -> Iterator[URLPattern]:
    for one in patterns:
        if isinstance(one, URLPattern):
            yield one
        else:
            yield from _patterns(one.url_patterns)
