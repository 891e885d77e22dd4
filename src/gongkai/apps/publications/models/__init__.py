"""主动公开: columns and channels, items, their review, their way out, and what came from before the platform."""

from gongkai.apps.publications.models.chain import ChainRule, Deputy
from gongkai.apps.publications.models.checking import AllowedName, CheckRecord, ListEdition, Remark
from gongkai.apps.publications.models.history import HistoryBatch
from gongkai.apps.publications.models.item import Attachment, Item
from gongkai.apps.publications.models.place import Channel, Column, Release
from gongkai.apps.publications.models.release import Emergency, Evaluation, PublicVersion, Schedule
from gongkai.apps.publications.models.review import Review, Revision

__all__ = [
    "AllowedName",
    "Attachment",
    "ChainRule",
    "Channel",
    "CheckRecord",
    "Column",
    "Deputy",
    "Emergency",
    "Evaluation",
    "HistoryBatch",
    "Item",
    "ListEdition",
    "PublicVersion",
    "Release",
    "Remark",
    "Review",
    "Revision",
    "Schedule",
]
