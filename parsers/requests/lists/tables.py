"""Reads the buyer's own tables and marked lists: of their rows stays what is wanted, kind by kind.

"PO | Invoice | Docket" with "4711 | yes | no" below it becomes "Docket 4711"; rows whose papers are all here
or not needed go. What says nothing of the kind stays, cut down to its numbers and sums.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from parsers.requests.lists.columns import Reader, Row, plain, rows_of
from parsers.requests.lists.grids import grids, has_number
from parsers.requests.lists.marked import checklists, lists, rows_in, without_asides, without_spared
from parsers.requests.lists.ticks import Tick

__all__ = ["Reader", "Reduced", "reduced"]

MOST = 30  # tables and as many lists of one text; a message with more is no letter
TITLE = 40  # characters of a line that names what the list below is of
FEWEST = 2  # lines with figures of a table or a list
_DIGIT = re.compile(r"[0-9]")

Found = tuple[int, int, list[str]]  # from one line up to another one, what takes their place


class Reduced(NamedTuple):
    """A text whose tables are cut down; `marked` when its rows said themselves which of them are wanted."""

    text: str
    marked: bool


def reduced(text: str, reader: Reader) -> Reduced:
    """The text with its tables and marked lists cut down to what is wanted."""
    lines = text.split("\n")
    if len(lines) < FEWEST or not _DIGIT.search(text):
        return Reduced(without_asides(text, reader.words), False)
    found: list[Found] = []
    marked = False
    for grid in islice(grids(lines), MOST):
        here = _beside(lines, grid.span, reader)
        spelled = _spelled(rows_of(grid, here), bool(grid.heads))
        kept = plain(grid, here) if spelled is None else spelled
        marked = marked or spelled is not None
        found += [(*grid.span, kept)] if kept is not None else []
    for span in islice(lists(lines, [(first, last) for first, last, _ in found]), MOST):
        here = _beside(lines, span, reader)
        spelled = _spelled(rows_in(lines[slice(*span)], here), here.asked)
        marked = marked or spelled is not None
        found += [(*span, spelled)] if spelled is not None else []
    for span, lacking in islice(checklists(lines, reader), MOST):
        marked = True
        found.append((*span, lacking))
        _head(lines, span[0] - 1)
    left = without_spared(_put(lines, found), reader)
    return Reduced(without_asides("\n".join(left), reader.words), marked)


def _beside(lines: Sequence[str], span: tuple[int, int], reader: Reader) -> Reader:
    """The reader of one table, with the line above it and all the text around it."""
    head = next((line for line in reversed(lines[: span[0]]) if line.strip()), "")
    return replace(reader, around="\n".join([*lines[: span[0]], *lines[span[1] :]]), head=head)


def _head(lines: list[str], at: int) -> None:
    """Gives the "Job 4711" right above a checklist the colon of a title."""
    above = lines[at].strip() if at >= 0 else ""
    if above and above[-1].isalnum() and len(above) < TITLE and has_number(above):
        lines[at] = above + ":"


def _put(lines: Sequence[str], found: Sequence[Found]) -> list[str]:
    """The lines with what takes the place of the tables."""
    parts: list[str] = []
    taken = 0
    for first, last, kept in sorted(found):
        parts += [*lines[taken:first], *kept]
        taken = last
    return [*parts, *lines[taken:]]


def _spelled(rows: Sequence[Row], headed: bool) -> list[str] | None:
    """What is wanted, a line for each kind; None when the rows do not say which of them are."""
    said = {claim.said for row in rows for claim in row.claims}
    if Tick.LACKING not in said or not (headed or said & {Tick.HERE, Tick.UNWANTED}):
        return None
    lines: dict[str, list[str]] = {}
    for row in rows:
        for claim in row.claims if not row.spared else ():
            if claim.said is Tick.LACKING:
                lines.setdefault(" & ".join(claim.kinds or (row.title,)), []).append(row.number)
    return [f"{title} {', '.join(dict.fromkeys(numbers))}".strip() for title, numbers in lines.items()]
