"""All writes of requests, one verb each."""

from gongkai.apps.inforequests.actions.archiving import archive, export_archive, verify_archive
from gongkai.apps.inforequests.actions.assigning import answer_department, ask_department
from gongkai.apps.inforequests.actions.attaching import attach, keep_upload
from gongkai.apps.inforequests.actions.casework import answer_step, check_identity, record_search
from gongkai.apps.inforequests.actions.closing import (
    decide,
    deliver,
    lapse_correction,
    lapse_fee,
    record_withdrawal,
)
from gongkai.apps.inforequests.actions.letter_templates import end_template, save_template
from gongkai.apps.inforequests.actions.letters import (
    draft_letter,
    edit_letter,
    note_opened,
    redraft_letter,
    void_letter,
)
from gongkai.apps.inforequests.actions.opening import make_public
from gongkai.apps.inforequests.actions.paper_decision import record_paper_decision
from gongkai.apps.inforequests.actions.progress import (
    answer_consultation,
    ask_correction,
    ask_reasons,
    charge_costs,
    confirm,
    delay,
    deliver_consultation,
    extend,
    notice_fee,
    pay_fee,
    receive_correction,
    receive_reasons,
    send_consultation,
)
from gongkai.apps.inforequests.actions.recomputing import recompute_due_dates
from gongkai.apps.inforequests.actions.registering import Identity, assign, change, register, show_identity
from gongkai.apps.inforequests.actions.rehandling import rehandle
from gongkai.apps.inforequests.actions.sending import send_letter
from gongkai.apps.inforequests.actions.signing import approve_letter, send_back_letter, submit_letter
from gongkai.apps.inforequests.actions.splitting import join, split

__all__ = [
    "Identity",
    "answer_consultation",
    "answer_department",
    "answer_step",
    "approve_letter",
    "archive",
    "ask_correction",
    "ask_department",
    "ask_reasons",
    "assign",
    "attach",
    "change",
    "charge_costs",
    "check_identity",
    "confirm",
    "decide",
    "delay",
    "deliver",
    "deliver_consultation",
    "draft_letter",
    "edit_letter",
    "end_template",
    "export_archive",
    "extend",
    "join",
    "keep_upload",
    "lapse_correction",
    "lapse_fee",
    "make_public",
    "note_opened",
    "notice_fee",
    "pay_fee",
    "receive_correction",
    "receive_reasons",
    "recompute_due_dates",
    "record_paper_decision",
    "record_search",
    "record_withdrawal",
    "redraft_letter",
    "register",
    "rehandle",
    "save_template",
    "send_back_letter",
    "send_consultation",
    "send_letter",
    "show_identity",
    "split",
    "submit_letter",
    "verify_archive",
    "void_letter",
]
