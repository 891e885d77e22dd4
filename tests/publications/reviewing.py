"""The review of an item by all of its steps."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.apps.agencies.models import Post
from gongkai.apps.publications import actions
from gongkai.apps.publications.models import Item


def through(item: Item, clerk: Post, reviewers: Sequence[Post]) -> Item:
    """The item submitted by the clerk and approved by each of the reviewers in turn."""
    row = actions.submit(clerk, item)
    for reviewer in reviewers:
        row = actions.approve(reviewer, row)
    return row
