"""The doors: how messages come in and replies go out, one file for each."""

from datetime import datetime
from typing import Protocol

from handlers.answers import Reply
from parsers.message import InboundMessage, Proof
from store.traffic import InboxItem, Parcel


class TemporaryFailure(Exception):
    """The other side could not take it now; it is tried again later."""


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
