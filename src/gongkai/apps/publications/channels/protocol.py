"""What every interface of another platform can do, and the five ways in which it may not go well."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

Known = Mapping[str, Any]
Keep = Callable[[Mapping[str, Any]], None]


class ChannelError(Exception):
    """Not sent, or not known to be; the text is a Chinese sentence for the office."""


class NotAccepted(ChannelError):  # noqa: N818 - named by what happened
    """Refused for a reason that only a person can mend."""


class Later(ChannelError):  # noqa: N818
    """Surely not accepted, and worth another try; after: not before that long."""

    def __init__(self, sentence: str, after: timedelta | None = None) -> None:
        super().__init__(sentence)
        self.after = after


class Pending(ChannelError):  # noqa: N818
    """Accepted and still being worked on over there: ask again."""


class InDoubt(ChannelError):  # noqa: N818
    """The answer to a write was lost: it may have been accepted. Nothing is sent again before it is looked up."""


class Undecided(ChannelError):  # noqa: N818
    """Neither there nor surely not: a person has to look."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a post. alt: what it shows, in words."""

    name: str
    media_type: str
    data: bytes
    alt: str


@dataclass(frozen=True, slots=True)
class Message:
    """An item as it is told on a channel. key: marks the post; link: the page it came from.

    html: the body for channels that take markup, `text` for those that take a few words. source: who says it.
    cut: why the body is not whole, or empty.
    """

    key: str
    title: str
    summary: str
    html: str
    text: str
    link: str
    source: str
    pictures: tuple[Picture, ...] = ()
    cut: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """What the channel accepted: the public address of the post and its ids over there."""

    url: str
    ids: Known


class Adapter(Protocol):
    """One interface. known: what it has answered so far about this post; keep: writes more of that down at once."""

    def compose(self, message: Message) -> Message:
        """The message within the limits of this channel, as it will be seen there."""
        ...

    def send(self, message: Message, known: Known, keep: Keep) -> Sent:
        """Sends what is not sent yet, or asks for what became of it."""
        ...

    def look_up(self, message: Message, known: Known, keep: Keep, since: datetime) -> Sent | None:
        """The post if it is there; None when it surely is not, so that `send` may go on."""
        ...

    def remove(self, known: Known) -> None:
        """Deletes the post over there; also well when it is gone already."""
        ...
