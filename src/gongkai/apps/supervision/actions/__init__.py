"""All writes of supervision."""

from gongkai.apps.supervision.actions.feeds import open_feed, revoke_feed
from gongkai.apps.supervision.actions.recalculating import recalculate
from gongkai.apps.supervision.actions.reminding import mail_reminders, remind

__all__ = ["mail_reminders", "open_feed", "recalculate", "remind", "revoke_feed"]
