"""All writes of disputes and complaints, one verb each."""

from gongkai.apps.disputes.actions.complaints import (
    change_complaint,
    handle_complaint,
    register_complaint,
    void_complaint,
)
from gongkai.apps.disputes.actions.papers import add_paper, open_paper, remove_paper
from gongkai.apps.disputes.actions.progress import answer, open_stage, perform, rehandle, resolve
from gongkai.apps.disputes.actions.registering import change, register_dispute, void

__all__ = [
    "add_paper",
    "answer",
    "change",
    "change_complaint",
    "handle_complaint",
    "open_paper",
    "open_stage",
    "perform",
    "register_complaint",
    "register_dispute",
    "rehandle",
    "remove_paper",
    "resolve",
    "void",
    "void_complaint",
]
