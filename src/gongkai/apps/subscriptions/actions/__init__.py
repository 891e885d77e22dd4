"""Writes of subscriptions: one verb each."""

from gongkai.apps.subscriptions.actions.gathering import gather
from gongkai.apps.subscriptions.actions.sending import forget, send_mailings
from gongkai.apps.subscriptions.actions.subscribing import change_rhythm, confirm, leave, subscribe

__all__ = ["change_rhythm", "confirm", "forget", "gather", "leave", "send_mailings", "subscribe"]
