"""Puts into the outbox what follows from a decision, to whoever it concerns."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.channels import Channel
from handlers.answers import Reply
from store.engine import Unit
from store.traffic import InboxItem


def post(
    replies: Iterable[Reply], item: InboxItem | None, writer: str, channel: Channel, unit: Unit, now: datetime
) -> None:
    """Queues replies that belong to a message; only to its writer they stand in its thread."""
    for reply in replies:
        apart = reply.apart or reply.recipient != writer
        unit.outbox.add(channel.pack(replace(reply, apart=apart), item, now), now)
