"""How the house stands just now, for those who watch it: counted at the moment of asking, in any process."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, or_, select

from store.inbox import FOR_STAFF
from store.reminder_schema import reminder_letters, reminder_mails
from store.traffic_schema import UNSENT, UNSETTLED, audit, inbox, outbox

_EVENTS = ("message.settled", "parcel.sent", "parcel.failed", "link.download", "canary.leak")


@dataclass(frozen=True, slots=True)
class Tally:
    """What the audit holds up to a row. It only grows, so that it is read from where it was left."""

    last: int = 0  # id of the last row that is counted
    events: Mapping[str, int] = field(default_factory=dict)
    outcomes: Mapping[str, int] = field(default_factory=dict)  # of settled messages
    refused: int = 0  # settled messages whose sender nothing proved


@dataclass(frozen=True, slots=True)
class Gauges:
    """Numbers of one moment."""

    received: Mapping[str, int]  # channel -> messages that ever came in
    review: Mapping[str, int]  # held, handover, draft, stuck -> messages that wait for a person
    unsettled: int  # messages that wait for a worker
    unsent: int  # parcels that wait for a courier
    oldest_unsettled: dt.datetime | None
    oldest_unsent: dt.datetime | None
    canary: dt.datetime | None  # when the canary last asked
    reminders_due: int  # mails of reminders that have not left yet
    reminders_sent: int  # letters that were ever written
    tally: Tally


def gauges(connection: Connection, before: Tally) -> Gauges:
    """The numbers of now; `before` is the tally of the last look, or an empty one."""
    channels = select(inbox.c.channel, func.count()).group_by(inbox.c.channel)
    depth = select(func.count(), func.min(inbox.c.received_at)).where(UNSETTLED)
    unsettled, oldest_unsettled = connection.execute(depth).one()
    waiting = select(func.count(), func.min(outbox.c.created_at)).where(UNSENT)
    unsent, oldest_unsent = connection.execute(waiting).one()
    asked = select(audit.c.at).where(audit.c.event == "canary.asked").order_by(audit.c.id.desc()).limit(1)
    due = select(func.count()).select_from(reminder_mails.join(outbox)).where(UNSENT)
    return Gauges(
        received={row[0]: row[1] for row in connection.execute(channels)},
        review=_review(connection),
        unsettled=unsettled,
        unsent=unsent,
        oldest_unsettled=oldest_unsettled,
        oldest_unsent=oldest_unsent,
        canary=connection.scalar(asked),
        reminders_due=connection.scalar(due) or 0,
        reminders_sent=connection.scalar(select(func.count()).select_from(reminder_letters)) or 0,
        tally=_counted(connection, before),
    )


def _review(connection: Connection) -> dict[str, int]:
    """Messages that wait for a person, each state named even where nothing waits."""
    waits = or_(inbox.c.state == "stuck", inbox.c.outcome.in_(FOR_STAFF))
    query = select(inbox.c.state, inbox.c.outcome, func.count()).where(waits)
    counts = dict.fromkeys((*FOR_STAFF, "stuck"), 0)
    for state, outcome, number in connection.execute(query.group_by(inbox.c.state, inbox.c.outcome)):
        counts["stuck" if state == "stuck" else outcome] += number
    return counts


def _counted(connection: Connection, before: Tally) -> Tally:
    """The tally with the rows that were written since."""
    events, outcomes = Counter(before.events), Counter(before.outcomes)
    last, refused = before.last, before.refused
    rows = select(audit.c.id, audit.c.event, audit.c.facts).where(audit.c.id > before.last)
    for id, event, facts in connection.execute(rows.order_by(audit.c.id).execution_options(yield_per=1000)):
        last = id
        if event not in _EVENTS:
            continue
        events[event] += 1
        if event == "message.settled":
            settled = json.loads(facts)
            outcomes[settled["outcome"]] += 1
            refused += settled.get("proof") == "none"
    return Tally(last, dict(events), dict(outcomes), refused)
