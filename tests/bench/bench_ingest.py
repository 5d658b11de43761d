"""Measures how many document rows a second a delivery loads, and how long mail intake waits meanwhile."""

import csv
import datetime as dt
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from bot.deliveries import run_ingest
from bot.words import read_kinds
from store.blobs import Blobs
from store.engine import Store
from store.traffic import Arrival

ACCOUNTS, PAUSE = 500, 0.05
KINDS = ("invoice", "delivery_note", "order_confirmation", "credit_note")


def main(rows: int = 100_000) -> None:
    """Prints rows a second of a first load and of the same delivery again."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        drop = place / "drop"
        drop.mkdir()
        write(drop, rows)
        store = Store.open(f"sqlite:///{place}/bench.db", create=True)
        blobs = Blobs.open("memory:")
        for what in ("first load", "same again"):
            measure(store, blobs, drop, rows, what)
        store.close()


def measure(store: Store, blobs: Blobs, drop: Path, rows: int, what: str) -> None:
    """One load with an intake beside it; prints its figures."""
    ending, waits = threading.Event(), list[float]()
    intake = threading.Thread(target=take_in, args=(store, what, ending, waits))
    intake.start()
    start = time.perf_counter()
    (report,) = run_ingest(store, blobs, (), list(read_kinds()), [drop], now=dt.datetime.now(dt.UTC))
    seconds = time.perf_counter() - start
    ending.set()
    intake.join()
    counts = report.rows.as_json()
    worst = sorted(waits)[int(len(waits) * 0.99)] if waits else 0.0
    print(
        f"{what}: {rows / seconds:,.0f} document rows/s ({rows:,} rows in {seconds:.1f} s, {counts}; "
        f"one folder, SQLite on a local disk, parsing, upsert, numbers and chains included); "
        f"meanwhile {len(waits)} mails were stored, median {statistics.median(waits) * 1000:.0f} ms, "
        f"99 % within {worst * 1000:.0f} ms, worst {max(waits) * 1000:.0f} ms"
    )


def take_in(store: Store, name: str, ending: threading.Event, waits: list[float]) -> None:
    """Stores a small mail every 50 ms and notes how long each took."""
    while not ending.wait(PAUSE):
        start = time.perf_counter()
        store.accept(Arrival("email", f"{name} {len(waits)}", b"x" * 20_000, dt.datetime.now(dt.UTC)))
        waits.append(time.perf_counter() - start)


def write(folder: Path, rows: int) -> None:
    """A delivery with chains of an order, its confirmation, note, invoice and some credit notes."""
    dice = random.Random(7)
    accounts = [str(10_000 + n) for n in range(ACCOUNTS)]
    table(folder / "accounts.csv", ["account", "name"], ([a, f"Kunde {a}"] for a in accounts))
    orders = [(dice.choice(accounts), f"45{n:08}") for n in range(rows // len(KINDS) + 1)]
    table(folder / "orders.csv", ["account", "order", "date"], ([*o, "2025-01-07"] for o in orders))
    columns = (
        "account kind number date due_date order customer_po delivery refers_to location cost_centre orderer"
    )
    columns += " currency net gross paid disputed file"
    table(folder / "documents.csv", columns.split(), documents(rows, orders, dice))


def documents(rows: int, orders: list[tuple[str, str]], dice: random.Random) -> Iterator[list[str]]:
    """So many rows of documents."""
    start = dt.date(2024, 1, 1)
    for n in range(rows):
        account, order = orders[n // len(KINDS)]
        kind = KINDS[n % len(KINDS)]
        day = start + dt.timedelta(days=dice.randrange(700))
        net = dice.randrange(100, 900_000) / 100
        money = [f"{net:.2f}", f"{net * 1.19:.2f}", "0.00"] if kind != "delivery_note" else ["", "", ""]
        refers_to = f"RE-{n - 3}" if kind == "credit_note" else ""
        number = {"invoice": "RE", "credit_note": "GS", "delivery_note": "LS"}.get(kind, "AB")
        due = str(day + dt.timedelta(days=30)) if kind == "invoice" else ""
        texts = [f"PO-{order}", f"80{n:08}", refers_to, "Graz", "4711", "Maier"]
        yield [account, kind, f"{number}-{n}", str(day), due, order, *texts, "EUR", *money, "no", ""]


def table(path: Path, columns: list[str], rows: Iterator[list[str]]) -> None:
    """Writes one CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
