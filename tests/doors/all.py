"""All doors, and what they make of the same conversations."""

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from tests.doors.conversations import stories
from tests.doors.door import Open
from tests.doors.mail import open_imap, open_smtp
from tests.doors.play import Tally
from tests.doors.slack import open_slack
from tests.dovecot import MISSING

DOORS: Mapping[str, Open] = {
    "SMTP": open_smtp,
    "IMAP": open_imap,
    "Slack, Socket Mode": partial(open_slack, mode="socket"),
    "Slack, HTTP": partial(open_slack, mode="http"),
}
CANNOT = {"IMAP": f"not on this machine: {', '.join(MISSING)}"} if MISSING else {}
EVERYTHING = "DOCCLERK_DOORS"  # in the environment: every story through every door


def everything() -> bool:
    """Whether every door tells every story, or each its share of them."""
    return bool(os.environ.get(EVERYTHING))


def apart(tallies: Mapping[str, Tally]) -> Iterator[str]:
    """Turns of which not all doors that told them made the same."""
    for where in dict.fromkeys(where for tally in tallies.values() for where in tally.documents):
        made = {door: tally.documents[where] for door, tally in tallies.items() if where in tally.documents}
        if len(set(made.values())) > 1:
            yield f"{where}: {made}"


def table(tallies: Mapping[str, Tally]) -> str:
    """What was told where, and why the rest was not."""
    lines = [row("door", "conversations", "whole", "turns", "left out", "odd", "seconds")]
    for door, tally in tallies.items():
        out = sum(map(len, tally.left_out.values()))
        told = tally.conversations, tally.whole, tally.turns
        lines.append(row(door, *told, out, len(tally.odd), f"{tally.seconds:.1f}"))
    return "\n".join([*lines, *reasons(tallies)])


def row(door: str, *cells: object) -> str:
    """One line of the table."""
    return f"{door:20}" + "".join(f" {cell!s:>13}" for cell in cells)


def reasons(tallies: Mapping[str, Tally]) -> Iterator[str]:
    """What a door leaves out, by the rule that it breaks."""
    for door, tally in tallies.items():
        for why, turns in tally.left_out.items():
            yield f"{door} leaves out {len(turns):3}: {why}"


def whole_everywhere(tallies: Iterable[Tally]) -> int:
    """The conversations of which every door told every turn."""
    cut = {where.partition(",")[0] for t in tallies for turns in t.left_out.values() for where in turns}
    return len([story for story in stories() if story.name not in cut])
