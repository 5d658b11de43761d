"""The doors: how messages come in and replies go out, one file for each."""

from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable

from handlers.answers import Reply
from parsers.message import InboundMessage, Proof
from store.traffic import InboxItem, Parcel


class TemporaryFailure(Exception):
    """The other side could not take it now; it is tried again later, or `after` a while that it named.

    `unknown` = the line broke while it was being handed over: it may have arrived all the same.
    """

    def __init__(self, text: str, after: timedelta | None = None, *, unknown: bool = False) -> None:
        super().__init__(text)
        self.after = after
        self.unknown = unknown


class PermanentFailure(Exception):
    """The other side will never take it; staff are told."""


class Channel(Protocol):
    """What the worker and the courier need of a door."""

    @property
    def name(self) -> str:
        """What the inbox calls it."""

    def decode(self, item: InboxItem, proof: Proof | None = None) -> InboundMessage:
        """The message inside; without a `proof` the sender's is gathered here, over the network."""

    def pack(self, reply: Reply, item: InboxItem | None, now: datetime) -> Parcel:
        """The reply as it will travel: complete, with its final id."""

    def deliver(self, parcel: Parcel) -> None:
        """Hands a parcel over; raises TemporaryFailure or PermanentFailure."""


@runtime_checkable
class Chat(Channel, Protocol):
    """A door where people talk: not everything that we write belongs there."""

    def carries(self, reply: Reply, item: InboxItem) -> bool:
        """Whether a reply to a message is for who wrote it there; what is not goes by mail."""
