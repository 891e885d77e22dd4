"""Something to subscribe to, published through the door."""

from tests.portal.conftest import (  # noqa: F401
    approve,
    columns,
    draft,
    fresh_limits,
    migrate,
    publish,
    reviewers,
    website,
)
