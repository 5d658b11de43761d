"""Lives the year of reminders with many accounts: `python -m tests.bench.bench_reminders [ACCOUNTS]`."""

import datetime as dt
import logging
import sys
import tempfile
import time
from pathlib import Path

import structlog

from bot.reminders import Reminders
from handlers.reminders.planning import plan
from tests.bench.figures import Figure, show
from tests.reminder_world import invent
from tests.reminder_year import Life, Totals

ACCOUNTS = 5000


def measure(accounts: int = ACCOUNTS) -> list[Figure]:
    """One year, each day compared with the naive check; an AssertionError names the day that was wrong."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    with tempfile.TemporaryDirectory() as name:
        life = Life(invent(accounts), Path(name))
        start = time.perf_counter()
        totals = life.run(progress)
        seconds = time.perf_counter() - start
        idle, planning = looks(life)
    method = (
        f"{accounts:,} accounts, {len(life.year.bills):,} invoices, {totals.days} working days, "
        f"{totals.quiet_days} without fresh data, {totals.crashes} deaths in mid-run, two processes; "
        f"every day's letters compared with a naive check; typesetting left out"
    )
    return [
        Figure("reminders sent in a year", f"{totals.letters:,} letters", method, "all right, none double"),
        Figure("invoices reminded of or sent", f"{totals.items:,}", "levels of invoices in these letters"),
        Figure(
            "the whole year", f"{seconds:,.0f} s", "ERP, buyers, clerk, courier and check on this machine"
        ),
        Figure("planning a day", f"{planning * 1000:,.0f} ms", "all accounts, from the store, at the end"),
        Figure("a tick with nothing to do", f"{idle * 1000:.1f} ms", "median of 20"),
    ]


def progress(day: dt.date, totals: Totals) -> None:
    """One line a week on the screen."""
    if day.isoweekday() == 5:
        done = f"{totals.letters:,} letters, {totals.mails:,} mails, {totals.crashes} deaths, all right"
        print(f"{time.strftime('%H:%M:%S')}  {day}: {done}", file=sys.stderr, flush=True)


def looks(life: Life) -> tuple[float, float]:
    """Seconds of a tick on a day that is done, and of planning one."""
    process: Reminders = life.process(0)
    day = life.year.days[-1]
    taken = []
    for _ in range(20):
        start = time.perf_counter()
        process.tick()
        taken.append(time.perf_counter() - start)
    start = time.perf_counter()
    with process.store.read() as unit:
        plan(unit, process.house, process.rules, day, life.clock.now)
    return sorted(taken)[10], time.perf_counter() - start


if __name__ == "__main__":
    show(measure(int(sys.argv[1]) if len(sys.argv) > 1 else ACCOUNTS))
