"""What a store that comes from a backup must not do: send again what may have gone out since."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Executable, and_, delete, func, insert, select, update

from store.house_schema import switches
from store.inbox import FOR_STAFF
from store.subscription_schema import subscriptions
from store.traffic_schema import UNSENT, UNSETTLED, inbox, outbox

REMINDERS = "reminders.held"  # the switch that keeps reminders back until the operator lets them go on
REASON = "restored from a backup; may have been answered since"
_FOR_HOUSE = ("staff", "handover")  # mail of this kind is no answer to whoever wrote


@dataclass(frozen=True, slots=True)
class HeldBack:
    """How much of a restored store waits for staff."""

    messages: int
    parcels: int


def hold(now: dt.datetime) -> Sequence[Executable]:
    """The statements that keep everything back which was on its way; messages then wait for a person."""
    unsent = select(outbox.c.inbox_id).where(UNSENT, outbox.c.purpose.not_in(_FOR_HOUSE))
    unsent = unsent.where(outbox.c.inbox_id.is_not(None))
    answering = and_(inbox.c.state == "done", inbox.c.outcome.not_in(FOR_STAFF), inbox.c.id.in_(unsent))
    held = {"outcome": "held", "reason": REASON}
    free = {"lease_owner": None, "lease_until": None}
    return (
        update(inbox).where(answering).values(held),
        update(inbox).where(UNSETTLED).values(held | free | {"state": "done", "done_at": now}),
        update(outbox).where(UNSENT).values({"state": "failed", "error": REASON, "due": now} | free),
        update(subscriptions).values(next_due=None),  # what was due may have been sent since
        delete(switches).where(switches.c.name == REMINDERS),
        insert(switches).values(name=REMINDERS, value={}, author="restore", reason=REASON, at=now),
    )


def held_back(connection: Connection) -> HeldBack:
    """How much was kept back."""
    messages = select(func.count()).select_from(inbox).where(inbox.c.reason == REASON)
    parcels = select(func.count()).select_from(outbox).where(outbox.c.error == REASON)
    return HeldBack(connection.scalar(messages) or 0, connection.scalar(parcels) or 0)
