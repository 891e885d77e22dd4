"""Pages of requests."""

from gongkai.apps.inforequests.views.case import case, identity
from gongkai.apps.inforequests.views.decision import basis, decide
from gongkai.apps.inforequests.views.events import happen
from gongkai.apps.inforequests.views.index import index
from gongkai.apps.inforequests.views.registering import assign, edit, register

__all__ = ["assign", "basis", "case", "decide", "edit", "happen", "identity", "index", "register"]
