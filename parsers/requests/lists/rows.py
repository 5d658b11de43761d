"""A wish for papers said site by site: "for A all invoices since July, for B only those of October"."""

from collections.abc import Sequence
from dataclasses import replace

from parsers.requests.fields import filters
from parsers.requests.fields.locations import LOCATING, location
from parsers.requests.fields.sites import town_named
from parsers.requests.grammar.units import Unit
from parsers.requests.text.clauses import Clause, joined
from parsers.requests.text.masks import WANTED_KIND

SITED = ("filter:cost_centre", "filter:town", *LOCATING)
SELECTING = ("{number}", "{period}", "filter:last")


def by_site(unit: Unit) -> list[Unit]:
    """The unit cut where another site or cost centre is named with papers or a time frame of its own."""
    if len(unit.parts) == 1 or unit.clause.cues.isdisjoint(SITED):
        return [unit]
    rows: list[list[Clause]] = [[]]
    before: str | None = None  # the first site of the row
    for part in unit.parts:
        site = _site(part)
        if site and before and site != before and _selects(rows[-1]) and _selects([part]):
            rows.append([])
            before = None
        rows[-1].append(part)
        before = before or site
    if len(rows) == 1:
        return [unit]
    return [replace(unit, parts=tuple(row), clause=joined(row)) for row in rows]


def _site(part: Clause) -> str | None:
    """The site or the cost centre that a clause names."""
    return filters.cost_centre(part) or location(part) or (town_named(part) if part.kinds else None)


def _selects(parts: Sequence[Clause]) -> bool:
    """True when a kind or a selection is named."""
    cues = frozenset().union(*(part.cues for part in parts))
    return not cues.isdisjoint(SELECTING) or any(cue.startswith(WANTED_KIND) for cue in cues)
