"""Every write of 主动公开, one verb each. `publish`, `release_in_emergency` and `import_history` alone lead to the public."""

from gongkai.apps.publications.actions.amend import amend
from gongkai.apps.publications.actions.chain import consent_chain, end_deputy, name_deputy, propose_chain
from gongkai.apps.publications.actions.copying import drop_copy, keep_copy
from gongkai.apps.publications.actions.deliver import deliver_due
from gongkai.apps.publications.actions.deliver_by_hand import (
    cancel_delivery,
    close_task,
    connect_channel,
    disconnect_channel,
    record_evidence,
    resend,
    settle_by_hand,
)
from gongkai.apps.publications.actions.emergency import release_in_emergency
from gongkai.apps.publications.actions.history import submit_history, survey_history
from gongkai.apps.publications.actions.history_in import (
    approve_history,
    continue_batches,
    continue_history,
    done_of,
    import_history,
    pause_history,
    refuse_history,
    resume_history,
)
from gongkai.apps.publications.actions.indexing import index_changes, rebuild_index
from gongkai.apps.publications.actions.picture import add_picture, clean_pictures, store_picture
from gongkai.apps.publications.actions.place import open_column, open_standard_columns, register_channel
from gongkai.apps.publications.actions.publish import add_release, change_validity, publish, withdraw
from gongkai.apps.publications.actions.reevaluate import reevaluate
from gongkai.apps.publications.actions.remark import drop_remark, explain, remark, tick_remark
from gongkai.apps.publications.actions.review import approve, send_back, submit
from gongkai.apps.publications.actions.schedule import (
    cancel_schedule,
    lapse_due,
    release_due,
    schedule_release,
    schedule_withdrawal,
)
from gongkai.apps.publications.actions.word_lists import (
    allow_name,
    consent_list,
    drop_list,
    end_name,
    propose_list,
)
from gongkai.apps.publications.actions.write import (
    attach,
    detach,
    discard,
    draft,
    draft_report,
    revise,
    revise_report,
)

__all__ = [
    "add_picture",
    "add_release",
    "allow_name",
    "amend",
    "approve",
    "approve_history",
    "attach",
    "cancel_delivery",
    "cancel_schedule",
    "change_validity",
    "clean_pictures",
    "close_task",
    "connect_channel",
    "consent_chain",
    "consent_list",
    "continue_batches",
    "continue_history",
    "deliver_due",
    "detach",
    "discard",
    "disconnect_channel",
    "done_of",
    "draft",
    "draft_report",
    "drop_copy",
    "drop_list",
    "drop_remark",
    "end_deputy",
    "end_name",
    "explain",
    "import_history",
    "index_changes",
    "keep_copy",
    "lapse_due",
    "name_deputy",
    "open_column",
    "open_standard_columns",
    "pause_history",
    "propose_chain",
    "propose_list",
    "publish",
    "rebuild_index",
    "record_evidence",
    "reevaluate",
    "refuse_history",
    "register_channel",
    "release_due",
    "release_in_emergency",
    "remark",
    "resend",
    "resume_history",
    "revise",
    "revise_report",
    "schedule_release",
    "schedule_withdrawal",
    "send_back",
    "settle_by_hand",
    "store_picture",
    "submit",
    "submit_history",
    "survey_history",
    "tick_remark",
    "withdraw",
]
