"""Lists below a heading: the papers of the items belong to the numbers that the line with the colon names."""

from collections.abc import Sequence

from parsers.requests.drafts import Draft
from parsers.requests.places import numbers
from parsers.requests.rules import WANT
from parsers.requests.units import Unit

HEADING = (None, WANT, "documents")


def take_headings(drafts: Sequence[Draft], read: Sequence[Unit]) -> None:
    """Gives the numbers of "For order 4711:" to each "- data sheets" below it."""
    heading: Unit | None = None
    for unit in read:
        source = unit.clause.source
        if not source.item:
            heads = source.end == ":" and unit.intent in HEADING and bool(numbers(unit.clause))
            heading = unit if heads else None
            continue
        for draft in drafts if heading else ():
            if draft.unit is unit and heading and draft.intent == "documents" and not draft.selected:
                draft.numbers = numbers(heading.clause)
