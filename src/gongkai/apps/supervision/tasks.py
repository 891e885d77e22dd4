"""What runs by itself, as plain functions: `gongkai worker` calls them on time, `gongkai remind` by hand, cron as well."""

from __future__ import annotations

from datetime import date

from gongkai.apps.agencies.upkeep import refresh_statistics
from gongkai.apps.inforequests.actions.applying import discard_expired_drafts
from gongkai.apps.inforequests.actions.making import carry_out_orders
from gongkai.apps.inforequests.actions.noticing import send_notices
from gongkai.apps.publications.actions import (
    clean_pictures,
    continue_batches,
    deliver_due,
    index_changes,
    lapse_due,
    release_due,
)
from gongkai.apps.subscriptions.actions import forget, gather, send_mailings
from gongkai.apps.supervision.actions import mail_reminders, recalculate, remind


def reminders(today: date) -> str:
    """Writes and mails the reminders of the day; what was done, in words."""
    written, mailed = remind(today), mail_reminders(today)
    return f"新生成提醒{written}条，发送邮件{mailed}封"


def notices(today: date) -> str:
    """Sends the e-mails to applicants that are due."""
    sent, failed = send_notices()
    return f"发送通知{sent}件，未成功{failed}件"


def due_dates(today: date) -> str:
    """Recomputes every due date and keeps what moved."""
    run = recalculate(today)
    return f"已重算，{run.moved if run else 0}件变动"


def drafts(today: date) -> str:
    """Deletes applications that were never sent, with their files."""
    return f"删除过期草稿{discard_expired_drafts(today)}件"


def releases(today: date) -> str:
    """Does what was ordered for this minute: releases and withdrawals, each through the one door."""
    done, failed = release_due()
    return f"按时发布、撤下{done}件，未能办理{failed}件"


def subscriptions(today: date) -> str:
    """Gathers what became public for those who subscribed to it, and sends the e-mails."""
    queued, (sent, failed) = gather(), send_mailings()
    return f"新拟订阅邮件{queued}封，发送{sent}封，未成功{failed}封"


def forgetting(today: date) -> str:
    """Deletes addresses that did not confirm in time."""
    return f"删除未确认的订阅{forget()}件"


def deliveries(today: date) -> str:
    """Sends what waits for the interfaces of other platforms, and deletes there what was withdrawn."""
    done, failed = deliver_due()
    return f"渠道推送、删除{done}件，未办成{failed}件"


def history(today: date) -> str:
    """Goes on with the batches of history that were let in, for the better part of a minute."""
    if count := continue_batches(40):
        refresh_statistics()
    return f"迁移历史信息{count}条"


def withheld_files(today: date) -> str:
    """Makes the files without marked passages that were ordered; beside the other tasks, for it may take minutes."""
    return f"生成遮蔽后的文件{carry_out_orders(40)}份"


def validity(today: date) -> str:
    """Marks as 失效 what states a validity that has run out."""
    return f"标注失效{lapse_due(today)}件"


def pictures(today: date) -> str:
    """Deletes pictures that no text has used for long."""
    return f"删除不再使用的图片{clean_pictures()}幅"


def statistics(today: date) -> str:
    """Counts anew what the indexes of the database hold."""
    refresh_statistics()
    return "数据库统计信息已更新"


def index(today: date) -> str:
    """Indexes what was not indexed right after it became public."""
    index_changes()
    return "检索索引已是最新"
