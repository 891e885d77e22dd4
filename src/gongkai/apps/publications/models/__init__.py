"""主动公开: columns and channels, items, their review, their way out, and what came from before the platform."""

from gongkai.apps.publications.models.chain import ChainRule, Deputy
from gongkai.apps.publications.models.checking import AllowedName, CheckRecord, ListEdition, Remark
from gongkai.apps.publications.models.cleanup import CleanupLine, CleanupList
from gongkai.apps.publications.models.delivery import ChannelAccount, ChannelTask, Delivery, Evidence
from gongkai.apps.publications.models.duty import Duty, DutyEdition, UpdateTerm
from gongkai.apps.publications.models.history import HistoryBatch, HistoryRow
from gongkai.apps.publications.models.item import Attachment, Item
from gongkai.apps.publications.models.knowledge import KnowledgeEntry, VainHandling
from gongkai.apps.publications.models.normative import NormativeDocument, NormativeEvent
from gongkai.apps.publications.models.place import Channel, Column, Release
from gongkai.apps.publications.models.release import Emergency, Evaluation, PublicVersion, Schedule
from gongkai.apps.publications.models.review import Review, Revision
from gongkai.apps.publications.models.topic import Topic, TopicBlock, TopicChoice
from gongkai.apps.publications.models.writing import Picture, WorkingCopy

__all__ = [
    "AllowedName",
    "Attachment",
    "ChainRule",
    "Channel",
    "ChannelAccount",
    "ChannelTask",
    "CheckRecord",
    "CleanupLine",
    "CleanupList",
    "Column",
    "Delivery",
    "Deputy",
    "Duty",
    "DutyEdition",
    "Emergency",
    "Evaluation",
    "Evidence",
    "HistoryBatch",
    "HistoryRow",
    "Item",
    "KnowledgeEntry",
    "ListEdition",
    "NormativeDocument",
    "NormativeEvent",
    "Picture",
    "PublicVersion",
    "Release",
    "Remark",
    "Review",
    "Revision",
    "Schedule",
    "Topic",
    "TopicBlock",
    "TopicChoice",
    "UpdateTerm",
    "VainHandling",
    "WorkingCopy",
]
