"""What SQLite knows of its indexes."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from gongkai.apps.agencies.upkeep import refresh_statistics
from gongkai.apps.publications import actions, queries
from gongkai.apps.publications.models import Item

pytestmark = pytest.mark.sqlite


@pytest.fixture
def public(agency, clerk):
    """A document and three hundred other public items, none of which explains it."""
    column = actions.open_standard_columns(clerk, agency)[0]
    told = {"agency": agency, "column": column, "author": clerk, "state": "published"}
    told |= {"first_public_on": date(2026, 1, 5), "published_at": timezone.now()}
    Item.objects.bulk_create(
        Item(title=f"公告{number}", index_number=f"upkeep-{number}", **told) for number in range(301)
    )
    return Item.objects.first()


def test_with_statistics_the_few_explanations_of_a_document_are_found_by_their_own_index(public):
    asked = queries.interpretations_of(public)
    assert "item_newest" in asked.explain()  # what looks at every public item
    refresh_statistics()
    assert "item_interpreting" in asked.explain()
