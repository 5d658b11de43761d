"""The fault campaign: every fault in its own place, and the table of what became of every message."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from rich.console import Console
from rich.table import Column, Table

from tests.faults import chat, disk, ends, kills, mailbox, servers, smarthost
from tests.faults.ledger import Row
from tests.faults.nursery import Nursery
from tests.faults.yard import Yard, open_yard

WIDTH = 150  # characters that the table takes where there is no terminal
GROUPS = ("kills", "slack", "relay", "disk", "mailbox", "ends", "postgres")
Fault = Callable[[Yard, int], Iterator[Row]]


def run(times: int, groups: Sequence[str] = GROUPS, steps: Sequence[str] = ()) -> Iterator[Row]:
    """All rows, each as soon as it is known. `times` = how often each step is killed; others less."""
    few = max(2, times // 3)
    in_yards: dict[str, tuple[tuple[Fault, int], ...]] = {
        "kills": ((kills.at_steps, times), (kills.at_any_moment, 2 * times), (kills.at_syncs, 2 * times)),
        "relay": ((smarthost.moods, 2 * times), (smarthost.down, few)),
        "disk": ((disk.locked, few), (disk.failing_syncs, few)),
        "mailbox": ((mailbox.ways, few),),
        "ends": ((ends.under_load, times), (ends.while_all_hang, few)),
    }
    if steps:
        in_yards["kills"] = ((partial(kills.at_steps, steps=steps), times),)
    with Nursery() as nursery:
        for group in groups:
            if group == "slack":
                yield from chat.all_of_it(nursery, times)
                continue
            if group == "postgres":
                yield from servers.all_of_it(nursery, times)
                continue
            if group == "disk":
                yield from disk.full(nursery, few)
            with open_yard(nursery) as yard:
                for fault, how_often in in_yards[group]:
                    yield from fault(yard, how_often)


def show(rows: list[Row]) -> None:
    """The table."""
    names = ("Times", "Accepted", "Answered", "Asked", "Held", "Ignored", "Lost", "Doubled")
    table = Table(
        Column("Fault", no_wrap=True), *(Column(n, justify="right", no_wrap=True) for n in names), "Note"
    )
    for row in rows:
        ends_ = [str(row.ends[end]) for end in ("answered", "asked", "held", "ignored")]
        note = "; ".join([row.note] * bool(row.note) + [f"! {wrong}" for wrong in row.wrong[:5]])
        counts = [str(n) for n in (row.injected, row.accepted)]
        table.add_row(row.fault, *counts, *ends_, str(row.lost), str(row.doubled), note)
    killed = sum(row.injected for row in rows if row.fault.startswith("kill -9"))
    total = [sum(getattr(row, n) for row in rows) for n in ("injected", "accepted")]
    sums = [sum(row.ends[end] for row in rows) for end in ("answered", "asked", "held", "ignored")]
    gone = [sum(getattr(row, n) for row in rows) for n in ("lost", "doubled")]
    table.add_section()
    table.add_row("all", *(str(n) for n in (*total, *sums, *gone)), f"{killed} times kill -9")
    console = Console()
    console.width = max(console.width, WIDTH)
    console.print(table)
