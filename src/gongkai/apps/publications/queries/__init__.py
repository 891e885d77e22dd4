"""Every read of 主动公开: for the office, for the public, for the desk, for the annual report."""

from gongkai.apps.publications.queries.desk import desk
from gongkai.apps.publications.queries.facts import fact_records, facts, numbers
from gongkai.apps.publications.queries.office import (
    ReviewStage,
    batch_for,
    batches,
    channels_of,
    columns_of,
    item_for,
    items,
    stages,
    years,
)
from gongkai.apps.publications.queries.public import (
    annual_reports,
    column_counts,
    interpretations_of,
    latest,
    public_attachment,
    public_columns,
    public_item,
    public_items,
)

__all__ = [
    "ReviewStage",
    "annual_reports",
    "batch_for",
    "batches",
    "channels_of",
    "column_counts",
    "columns_of",
    "desk",
    "fact_records",
    "facts",
    "interpretations_of",
    "item_for",
    "items",
    "latest",
    "numbers",
    "public_attachment",
    "public_columns",
    "public_item",
    "public_items",
    "stages",
    "years",
]
