"""Channels with an interface: one adapter each, and what a person reads when they refuse. Nothing here writes the database."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from gongkai.apps.publications.channels.protocol import Adapter
from gongkai.apps.publications.channels.wechat import WeChat
from gongkai.apps.publications.channels.weibo import Weibo
from gongkai.apps.publications.channels.wire import Wire
from gongkai.apps.publications.models import Channel, ChannelAccount

INTERFACES = (Channel.Kind.WECHAT, Channel.Kind.WEIBO)
# Channels that people serve, so that a release is one only when they say where and when it was.
BY_HAND = (Channel.Kind.GAZETTE, Channel.Kind.OTHER)


def adapter_of(account: ChannelAccount) -> Adapter:
    """The interface of a channel, at the address that the settings name, with the account's own secret."""
    where: dict[str, Any] = settings.GONGKAI_CHANNELS
    wire = Wire(where[account.channel.kind], timeout=where["timeout"])
    if account.channel.kind == Channel.Kind.WECHAT:
        return WeChat(wire, account.app_id, account.secret, account.cover)
    return Weibo(wire, account.secret, account.address or "127.0.0.1")
