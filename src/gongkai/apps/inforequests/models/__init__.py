"""Requests and everything that belongs to a case."""

from gongkai.apps.inforequests.models.files import Attachment, AttachmentKind, Withholding
from gongkai.apps.inforequests.models.letters import Letter, LetterState, LetterStep, LetterTemplate, SentBy
from gongkai.apps.inforequests.models.likeness import ContentMark
from gongkai.apps.inforequests.models.making import Making, MakingState
from gongkai.apps.inforequests.models.outside import (
    Deflection,
    Draft,
    DraftFile,
    Notice,
    NoticeState,
    Submission,
    SubmissionKind,
)
from gongkai.apps.inforequests.models.request import ApplicantType, Event, IdentityKind, Request, label_of
from gongkai.apps.inforequests.models.work import Assignment, Search

__all__ = [
    "ApplicantType",
    "Assignment",
    "Attachment",
    "AttachmentKind",
    "ContentMark",
    "Deflection",
    "Draft",
    "DraftFile",
    "Event",
    "IdentityKind",
    "Letter",
    "LetterState",
    "LetterStep",
    "LetterTemplate",
    "Making",
    "MakingState",
    "Notice",
    "NoticeState",
    "Request",
    "Search",
    "SentBy",
    "Submission",
    "SubmissionKind",
    "Withholding",
    "label_of",
]
