"""Measures whom the clerk tells what: hostile mails, missing against forbidden numbers, the leak property.

Alone: `python -m tests.bench.bench_trust`.
"""

import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from bot.cli.shared import quiet_logs
from bot.wiring import Clerk
from handlers.answer import answer
from parsers.message import InboundMessage, Proof, ProofLevel
from tests.bench.distributions import kolmogorov_smirnov, mann_whitney
from tests.bench.figures import Figure, show
from tests.hostile.table import ALL
from tests.hostile.trial import LONGEST, MOST_MEMORY, Outcome, running
from tests.world import NOW, open_clerk

TRIES = 200
ROOT = Path(__file__).parents[2]
WORLDS = 600
ASKER = "ben@birch.test"
FORBIDDEN, MISSING = "RE-2025-0413", "RE-2025-0418"  # another customer's, and nobody's; as far from his own


def measure() -> list[Figure]:
    """All figures of trust."""
    return [*hostile(), *timing(), *property_of_leaks()]


def hostile() -> Iterator[Figure]:
    """The hostile mails through the real door, by row of the threat table, then in total."""
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as world:
        outcomes = world.try_all(ALL)
        dialogues = world.speak_all()
        memory = max(clerk.memory() for clerk in world.clerks.values())
        trouble = [line for clerk in world.clerks.values() for line in clerk.trouble()]
    rows: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        rows[outcome.case.row].append(outcome)
    for row, found in rows.items():
        yield Figure(shortened(row), score(found), slowest(found))
    for odd in (o for o in outcomes if not o.expected or o.disclosed or not o.good):
        yield Figure("not as expected", odd.action, str(odd))
    method = "each by SMTP into a running clerk with DNS on loopback, each followed by a good mail"
    yield Figure(
        "hostile mails as expected", score(outcomes), f"{method}; {slowest(outcomes)}", "at least 97 %"
    )
    yield Figure("disclosures", str(sum(len(o.disclosed) for o in outcomes)), "words, amounts and files", "0")
    good = sum(o.good for o in outcomes)
    yield Figure("good mails behind them", f"{good}/{len(outcomes)} answered", "one behind each", "all")
    late = sum(o.seconds > LONGEST for o in outcomes)
    yield Figure("later than 2 s", str(late), "from 250 to the settled answer; several mails at once", "0")
    yield Figure(
        "memory of the process",
        f"{memory:.0f} MB",
        "the most ever held, VmHWM",
        f"under {MOST_MEMORY:.0f} MB",
    )
    yield Figure("faults in the log", str(len(trouble)), "; ".join(trouble)[:300] or "none", "0")
    yield Figure(
        "SMTP dialogues by hand", f"{len(dialogues)} odd", "; ".join(dialogues)[:300] or "none", "0 odd"
    )


def shortened(row: str) -> str:
    """A row of the threat table in one column."""
    return row if len(row) <= 46 else row[:45] + "…"


def score(outcomes: list[Outcome]) -> str:
    """As expected of all."""
    good = sum(o.expected for o in outcomes)
    return f"{good}/{len(outcomes)} ({100 * good / len(outcomes):.1f} %)"


def slowest(outcomes: list[Outcome]) -> str:
    """The slowest of some."""
    last = max(outcomes, key=lambda o: o.seconds)
    return f"slowest {last.seconds:.2f} s ({last.case.name})"


def timing() -> Iterator[Figure]:
    """How long a number takes that nobody has, and one that belongs to somebody else."""
    with tempfile.TemporaryDirectory() as folder:
        clerk = open_clerk(Path(folder), limits={"misses_per_day": 100_000})
        times: dict[str, list[float]] = {MISSING: [], FORBIDDEN: []}
        order = [MISSING, FORBIDDEN] * TRIES
        random.Random(4).shuffle(order)
        for number in [*order[:20], *order]:  # the first ones warm up
            times[number].append(asked(clerk, number))
        clerk.close()
    missing, forbidden = (sample[-TRIES:] for sample in times.values())
    distance, likely = kolmogorov_smirnov(missing, forbidden)
    method = f"{TRIES} each in mixed order; medians; the whole answer without DNS and SMTP, in process"
    yield Figure(
        "missing against forbidden number",
        f"{median(missing)} against {median(forbidden)} ms",
        method,
        "not to be told apart",
    )
    yield Figure(
        "p of their being alike",
        f"{mann_whitney(missing, forbidden):.2f} and {likely:.2f}",
        f"Mann-Whitney, and Kolmogorov-Smirnov (distance {distance:.3f})",
        "over 0.05",
    )


def median(seconds: list[float]) -> str:
    """In milliseconds."""
    return f"{1000 * statistics.median(seconds):.2f}"


def asked(clerk: Clerk, number: str) -> float:
    """Seconds until one question is answered."""
    proof = Proof(ProofLevel.SIGNED)
    text = f"Bitte die Rechnung {number}."
    message = InboundMessage("email", "x", ASKER, "", text, NOW, proof=proof)
    with clerk.store.read() as unit:
        start = time.perf_counter()
        result = answer(message, unit, clerk.house, NOW)
        spent = time.perf_counter() - start
    if result.outcome != "missing":
        raise RuntimeError(f"{number} was {result.outcome}")
    return spent


def property_of_leaks() -> Iterator[Figure]:
    """Random worlds, each asked at random, against an independent check."""
    worlds = int(os.environ.get("DOCCLERK_LEAK_EXAMPLES", WORLDS))
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_no_leak.py"]
    start = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "DOCCLERK_LEAK_EXAMPLES": str(worlds)},
        capture_output=True,
        text=True,
        check=False,
    )
    failed = re.search(r"(\d+) failed", done.stdout)
    verdict = "a leak" if failed or done.returncode else "no leak"
    method = f"two messages each, {time.monotonic() - start:.0f} s; DOCCLERK_LEAK_EXAMPLES sets how many"
    yield Figure("random worlds", f"{worlds + 2 * (worlds // 6):,}: {verdict}", method, "no leak")


if __name__ == "__main__":
    quiet_logs()
    show(measure())
