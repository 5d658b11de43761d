"""The reckoning after a fault: what was accepted against what became of it, from the store and the relay."""

import json
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg.rows import dict_row

from store.engine import Store
from tests.faults.relay import Relay

ENDS = {
    "answered": "answered",
    "missing": "answered",
    "handover": "answered",
    "question": "asked",
    "challenge": "asked",
    "held": "held",
    "draft": "held",
    "ignored": "ignored",
}
REPLIED = ("answered", "missing", "question")  # the writer must have a mail in hand
QUIET = ("held", "ignored", "challenge")  # must say why, in the store


@dataclass
class Row:
    """One line of the table; `wrong` is why it is none that we may have."""

    fault: str
    injected: int = 0
    accepted: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    doubled: int = 0
    wrong: list[str] = field(default_factory=list)
    note: str = ""


@dataclass(frozen=True)
class Ledger:
    """Reads one store, beside the running clerk."""

    url: str

    @property
    def path(self) -> Path | None:
        """The file of a store on SQLite."""
        return Path(self.url.removeprefix("sqlite:///")) if self.url.startswith("sqlite:") else None

    def rows(self, query: str, *given: object) -> list[dict[str, Any]]:
        """What a query finds, by a connection of its own."""
        if self.path:
            with closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, timeout=30)) as db:
                db.row_factory = sqlite3.Row
                return [dict(row) for row in db.execute(query, given)]
        address = self.url.replace("+psycopg", "")
        with psycopg.connect(address, row_factory=dict_row) as server:
            return server.execute(query.replace("?", "%s"), given).fetchall()  # type: ignore[arg-type]

    def busy(self) -> int:
        """Messages and parcels that are not at their end."""
        inbox = "SELECT count(*) AS n FROM inbox WHERE state IN ('received', 'working')"
        outbox = "SELECT count(*) AS n FROM outbox WHERE state IN ('queued', 'sending')"
        return sum(int(self.rows(query)[0]["n"]) for query in (inbox, outbox))

    def mark(self) -> int:
        """The last message so far."""
        return int(self.rows("SELECT coalesce(max(id), 0) AS n FROM inbox")[0]["n"])

    def reckon(self, row: Row, accepted: set[str], relay: Relay, since: int, allowed: int) -> Row:
        """Fills the row from what came in after message `since`; `allowed` = how many doubles at most."""
        row.accepted = len(accepted)
        settled = {
            m["message_id"]: m
            for m in self.rows("SELECT * FROM inbox WHERE id > ? ORDER BY id", since)
            if m["state"] in ("done", "stuck")
        }
        for name in accepted:
            self.end_of(name, settled, relay, row)
        self.parcels(since, relay, row)
        if self.path:
            checked = [str(m["integrity_check"]) for m in self.rows("PRAGMA integrity_check")]
            row.wrong += [f"the store is damaged: {told}" for told in checked if told != "ok"]
        if row.doubled > allowed:
            row.wrong.append(f"{row.doubled} doubled, {allowed} allowed")
        if row.lost:
            row.wrong.append(f"{row.lost} lost")
        row.wrong += self.chain()
        return row

    def end_of(self, name: str, settled: dict[str, dict[str, Any]], relay: Relay, row: Row) -> None:
        """What became of one accepted message."""
        message = settled.get(name)
        if message is None:
            row.lost += 1
            row.wrong.append(f"{name} was accepted and has no end")
            return
        outcome = "held" if message["state"] == "stuck" else message["outcome"]
        row.ends[ENDS.get(outcome, outcome)] += 1
        if outcome in QUIET and not message["reason"]:
            row.wrong.append(f"{name} is {outcome} without a reason")
        if outcome in REPLIED and not relay.answers.get(name):
            row.lost += 1
            row.wrong.append(f"{name} is {outcome} and nobody got a mail")
        if len(relay.answers.get(name, ())) > 1:
            row.wrong.append(f"{name} has two different answers")

    def parcels(self, since: int, relay: Relay, row: Row) -> None:
        """Each parcel must have reached the relay; a second copy must stand in the audit."""
        told = self.rows("SELECT facts FROM audit WHERE event = 'parcel.unknown'")
        again = Counter(json.loads(audited["facts"])["parcel"] for audited in told)
        for parcel in self.rows("SELECT * FROM outbox WHERE inbox_id > ?", since):
            copies, name = relay.copies[parcel["message_id"]], parcel["message_id"]
            if parcel["state"] != "sent":
                row.wrong.append(f"parcel {name} is {parcel['state']}: {parcel['error']}")
            elif copies == 0:
                row.lost += 1
                row.wrong.append(f"parcel {name} is marked as sent, the relay never had it")
            row.doubled += max(0, copies - 1)
            if copies > 1 + again[parcel["id"]]:
                row.wrong.append(f"parcel {name} went out {copies} times, {again[parcel['id']]} audited")
            if name in relay.differing:
                row.wrong.append(f"parcel {name} went out with other bytes")

    def chain(self) -> list[str]:
        """Whether the audit still is one chain."""
        store = Store.open(self.url)
        try:
            with store.read() as unit:
                broken = unit.audit.verify()
        finally:
            store.close()
        return [f"the audit breaks at row {broken}"] if broken is not None else []
