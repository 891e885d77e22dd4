"""Every write of 主动公开, one verb each. `publish` and `import_history` are the only ways to the public."""

from gongkai.apps.publications.actions.history import import_history, submit_history
from gongkai.apps.publications.actions.indexing import index_changes, rebuild_index
from gongkai.apps.publications.actions.place import open_column, open_standard_columns, register_channel
from gongkai.apps.publications.actions.publish import add_release, change_validity, publish, withdraw
from gongkai.apps.publications.actions.review import approve, send_back, submit
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
    "add_release",
    "approve",
    "attach",
    "change_validity",
    "detach",
    "discard",
    "draft",
    "draft_report",
    "import_history",
    "index_changes",
    "open_column",
    "open_standard_columns",
    "publish",
    "rebuild_index",
    "register_channel",
    "revise",
    "revise_report",
    "send_back",
    "submit",
    "submit_history",
    "withdraw",
]
