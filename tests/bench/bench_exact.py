"""Measures where the time of one exact answer over many documents goes: into the database or around it."""

import csv
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import event

from bot.channels.console import question
from bot.deliveries import run_ingest
from bot.wiring import Clerk, build
from handlers.answer import answer
from tests.bench.bench_ingest import write
from tests.bench.figures import Figure
from tests.world import NOW, configuration

SAMPLE = 300


class Stopwatch:
    """Seconds spent inside the driver of the database."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.calls = 0

    def timed(self, call: Callable[..., Any], *args: Any) -> Any:
        """The result of a call, its time counted."""
        start = time.perf_counter()
        try:
            return call(*args)
        finally:
            self.seconds += time.perf_counter() - start
            self.calls += 1


def measure(rows: int = 20_000) -> list[Figure]:
    """The median answer and the share of it that is not the database."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clerk = build(configuration(folder, limits={"answers_per_hour": 10**6}), clock=lambda: NOW)
        asks = load(clerk, folder / "drop", rows)
        watch = Stopwatch()
        watched(clerk, watch)
        one(clerk, *asks[0])  # warm: the first connection, the first compiled statements
        totals, shares = [], []
        for sender, number in asks[1:]:
            watch.seconds, start = 0.0, time.perf_counter()
            one(clerk, sender, number)
            total = time.perf_counter() - start
            totals.append(total)
            shares.append(1 - watch.seconds / total)
        clerk.close()
    method = (
        f'{len(totals)} answers in turn to "bitte Rechnung NUMBER" by different contacts over {rows:,} '
        f"documents, SQLite; from the text to the finished reply in one read transaction; the database is "
        f"every execute and fetch in the driver"
    )
    return [
        Figure("one exact answer", f"{statistics.median(totals) * 1000:.1f} ms", method),
        Figure(
            "its time outside the database", f"{statistics.median(shares):.0%}", "median share", "over 50%"
        ),
    ]


def load(clerk: Clerk, drop: Path, rows: int) -> list[tuple[str, str]]:
    """Loads a delivery; (contact, number of an invoice of theirs) to ask for."""
    drop.mkdir()
    write(drop, rows)
    with (drop / "documents.csv").open(encoding="utf-8", newline="") as file:
        invoices = [(r["account"], r["number"]) for r in csv.DictReader(file) if r["kind"] == "invoice"]
    asks = random.Random(11).sample(invoices, SAMPLE)
    with (drop / "contacts.csv").open("w", encoding="utf-8") as contacts:
        contacts.write("ACCOUNT,EMAIL,name,role\n")
        contacts.writelines(f"{a},buyer{a}@client.test,Buyer,admin\n" for a in sorted({a for a, _ in asks}))
    (report,) = run_ingest(clerk.store, clerk.blobs, (), clerk.house.kinds.codes(), [drop], now=NOW)
    assert report.ok, report.as_text()
    return [(f"buyer{account}@client.test", number) for account, number in asks]


def one(clerk: Clerk, sender: str, number: str) -> None:
    """Asks for one number; it must be found."""
    message = question(sender, f"Guten Tag, bitte Rechnung {number}. Danke!", "Rechnung", NOW)
    with clerk.store.read() as unit:
        result = answer(message, unit, clerk.house, NOW)
    assert result.outcome == "answered", result
    assert number in result.replies[0].text


def watched(clerk: Clerk, watch: Stopwatch) -> None:
    """From the next connection on, every call into the driver is timed."""

    class Cursor(sqlite3.Cursor):
        """A cursor under the watch."""

        def __getattribute__(self, name: str) -> Any:
            found = super().__getattribute__(name)
            timed = name in {"execute", "executemany", "fetchall", "fetchone", "fetchmany"}
            return partial(watch.timed, found) if timed else found

    class Connection(sqlite3.Connection):
        """Gives such cursors."""

        def cursor(self, factory: Any = Cursor) -> Any:
            return super().cursor(factory)

    engine = clerk.store._engines.read

    @event.listens_for(engine, "do_connect")
    def connect(dialect: object, record: object, args: object, options: dict[str, Any]) -> None:
        options["factory"] = Connection

    engine.dispose()
