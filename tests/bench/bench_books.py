"""Measures statements of account: CPU of one with 500 lines, memory of one with 5,000."""

import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from bot.wiring import Clerk
from handlers.answers import Table
from handlers.desk import Desk
from handlers.intents.statement import respond
from handlers.senders.people import known, principal
from parsers.asks import Ask
from parsers.message import Proof, ProofLevel
from store.records import Document, Payment
from tests.bench.figures import Figure
from tests.world import NOW, open_clerk

GOALS = {500: "under 1.5 s CPU", 5000: "under 1 GB"}


def measure() -> list[Figure]:
    """Each size in a process of its own."""
    found = []
    for lines, goal in GOALS.items():
        command = [sys.executable, "-m", "tests.bench.bench_books", str(lines)]
        done = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        method = (
            f"{lines} movements of one account (invoices and payments in turn) in SQLite; books, answer, PDF "
            f"and XLSX in a process of its own; CPU of all threads for the first, loading "
            f"included (a second takes {done['again']:.2f} s); highest memory of the process; "
            f"{done['pdf']:,} bytes PDF, {done['xlsx']:,} bytes XLSX"
        )
        value = f"{done['cpu']:.2f} s CPU, {done['memory'] / 2**20:,.0f} MB"
        found.append(Figure(f"statement of {lines:,} lines", value, method, goal))
    return found


def fill(clerk: Clerk, lines: int) -> None:
    """An invoice and its payment, every few hours of the last year."""
    start = NOW.date() - timedelta(days=365)
    documents, payments = [], []
    for n in range(lines // 2):
        day, number = start + timedelta(days=n * 360 * 2 // lines), f"BE-{n:06}"
        paid = Decimal(n % 5000) + Decimal("10.37")
        documents.append(
            Document(
                "2001",
                "invoice",
                number,
                day,
                day + timedelta(days=30),
                gross=paid,
                paid=paid,
                currency="GBP",
            )
        )
        payments.append(Payment("2001", f"ZB-{n:06}", day + timedelta(days=5), paid, "GBP", number))
    with clerk.store.begin() as unit:
        unit.documents.upsert(documents)
        unit.payments.upsert(payments)


def once(clerk: Clerk) -> tuple[float, Table]:
    """One statement of all of it: CPU seconds and the answer."""
    with clerk.store.read() as unit:
        today, house = NOW.date(), clerk.house
        person = principal(
            known("ben@birch.test", unit, today), Proof(ProofLevel.SIGNED), unit, house.kinds, today
        )
        desk = Desk(person, unit, house, house.tongues["en"], today, NOW)
        before = time.process_time()
        answer = respond(Ask("statement", since=today - timedelta(days=365)), desk)
        spent = time.process_time() - before
    assert isinstance(answer, Table)
    return spent, answer


def main(lines: int) -> None:
    """Prints the figures of one size as JSON."""
    with tempfile.TemporaryDirectory() as name:
        clerk = open_clerk(Path(name) / "house")
        fill(clerk, lines)
        spent, answer = once(clerk)
        again, _ = once(clerk)
        clerk.close()
    sizes = {made.name.rpartition(".")[2]: len(made.data) for made in answer.made}
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"cpu": spent, "again": again, "memory": memory, **sizes}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
