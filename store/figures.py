"""What the clerk did since a moment, counted: messages by outcome, waiting times, downloads, canary."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select

from store.traffic_schema import audit, inbox, outbox

_COUNTED = ("link.download", "canary.asked", "canary.leak", "message.confirmed", "message.released")


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts since `since`; waiting times in seconds from arrival to decision, of answered messages only."""

    since: dt.datetime
    received: int
    outcomes: Mapping[str, int]
    by_day: Mapping[str, Mapping[str, int]]  # ISO day (UTC) -> outcome -> messages
    median_seconds: float | None
    slowest_seconds: float | None
    sent: int
    failed: int
    events: Mapping[str, int]  # audit rows of the events that are counted
    probes: int  # questions of the canary
    leaks: int


def figures(connection: Connection, since: dt.datetime) -> Figures:
    """Counted in the database's own snapshot; a house of a million messages a year is read in a second."""
    query = select(inbox.c.received_at, inbox.c.done_at, inbox.c.outcome).where(inbox.c.received_at >= since)
    outcomes: Counter[str] = Counter()
    by_day: dict[str, Counter[str]] = {}
    waited: list[float] = []
    received = 0
    for arrived, done, outcome in connection.execute(query):
        received += 1
        if outcome is None:
            continue
        outcomes[outcome] += 1
        by_day.setdefault(arrived.date().isoformat(), Counter())[outcome] += 1
        if outcome == "answered" and done is not None:
            waited.append((done - arrived).total_seconds())
    waited.sort()
    states = select(outbox.c.state, func.count()).where(outbox.c.created_at >= since)
    parcels = _counted(connection, states.group_by(outbox.c.state))
    events, sung = _events(connection, since)
    return Figures(
        since=since,
        received=received,
        outcomes=dict(outcomes.most_common()),
        by_day={day: dict(counts) for day, counts in sorted(by_day.items())},
        median_seconds=waited[len(waited) // 2] if waited else None,
        slowest_seconds=waited[-1] if waited else None,
        sent=parcels.get("sent", 0),
        failed=parcels.get("failed", 0),
        events=events,
        probes=sum(row.get("probes", 0) for row in sung),
        leaks=sum(row.get("leaks", 0) for row in sung),
    )


def _events(connection: Connection, since: dt.datetime) -> tuple[dict[str, int], list[dict[str, int]]]:
    counted = select(audit.c.event, func.count()).where(audit.c.event.in_(_COUNTED), audit.c.at >= since)
    events = _counted(connection, counted.group_by(audit.c.event))
    sung = select(audit.c.facts).where(audit.c.event == "canary.asked", audit.c.at >= since)
    return events, [json.loads(facts) for facts in connection.scalars(sung)]


def _counted(connection: Connection, query: Select[Any]) -> dict[str, int]:
    return {row[0]: row[1] for row in connection.execute(query)}
