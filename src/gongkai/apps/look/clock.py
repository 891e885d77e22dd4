"""The one place where a screen or a command reads the clock."""

from __future__ import annotations

from datetime import date

from django.utils import timezone


def today() -> date:
    """Today's date in Beijing (the project's TIME_ZONE). Tests replace this function."""
    return timezone.localdate()
