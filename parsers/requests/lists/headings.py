"""Lists below a heading: the papers of the items belong to the numbers that the line with the colon names."""

from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import zip_longest

from parsers.requests.drafting.drafts import Draft, headed
from parsers.requests.fields.places import named_kinds, numbers
from parsers.requests.fields.times import TIMED, frames
from parsers.requests.grammar.rules import WANT
from parsers.requests.grammar.units import Unit

HEADING = (None, WANT, "documents")
TITLES = ("open_items", "export")  # "Open with us:", "Checklist for order 4711:"
LACKING = ("order_status", "reconcile")
ANNOUNCING = ("dispute", "other", "order_status")
NAMING = ("{number}", "{money}", "quantity", "damage")
ASKING = ("want", "wish", "please", "ask_words", "look", "verb")
BEGGING = ("want", "wish", "please", "look")
ROWS = ("other", "reconcile", "open_items", "help", "export")
WISHING = ("want", "wish", "please", "missing")


def of_rows(read: Sequence[Unit]) -> list[Unit]:
    """The units around rows that say themselves what is wanted: "fill in the blanks" asks for those."""
    named = {
        kind for unit in read if unit.weak and numbers(unit.clause) for kind in named_kinds(unit.clause, {})
    }
    return [
        replace(unit, intent=WANT)
        if _beside(unit, named)
        or (
            (unit.intent in ROWS or (unit.intent == "dispute" and "missing" in unit.clause.cues))
            and not numbers(unit.clause)
            and not unit.clause.cues.isdisjoint(WISHING)
        )
        else unit
        for unit in read
    ]


def _beside(unit: Unit, named: Set[str]) -> bool:
    """True for a paper that no row lacks: "invoices need not be sent again"."""
    told = set(named_kinds(unit.clause, {})) if unit.intent == "documents" and named else set()
    return bool(told) and told.isdisjoint(named) and not {"{number}", "{period}"} & unit.clause.cues


def without_heads(read: Sequence[Unit]) -> list[Unit]:
    """The units; "Open with us:" above the papers that are wanted asks for no balance."""
    return [
        replace(unit, intent=None) if _heads_papers(unit, following) else unit
        for unit, following in zip_longest(read, read[1:])
        if unit
    ]


def _heads_papers(unit: Unit, following: Unit | None) -> bool:
    """True for a title with a colon right above a line that asks for papers."""
    cues = unit.clause.cues
    if _announces(unit) and following is not None and following.intent == "documents" and following.weak:
        return True
    title = unit.intent in TITLES and cues.isdisjoint(ASKING)
    title = title or (unit.intent in LACKING and "missing" in cues)  # "for order 4711 lack:"
    if following is None or following.intent != "documents":
        return False
    if following.sentence == unit.sentence:  # "what is still open: the consignment note for 4711"
        told = unit.intent == "open_items" and cues.isdisjoint(BEGGING) and unit.clause.source.end != "?"
        return told and unit.clause.words[-1].written == ":" and following.weak
    return title and unit.clause.source.end == ":" and following.clause.source.fresh


def _announces(unit: Unit) -> bool:
    """True for "we still lack two things", that names none of them."""
    cues = unit.clause.cues
    return unit.intent in ANNOUNCING and {"missing", "several"} <= cues and cues.isdisjoint(NAMING)


def take_headings(drafts: Sequence[Draft], read: Sequence[Unit]) -> None:
    """Gives what "For order 4711:", "The August pack:" says to each "- data sheets" below it."""
    if not any(draft.unit.clause.source.item for draft in drafts):
        return
    heading: Unit | None = None
    for unit in read:
        source = unit.clause.source
        if not source.item:
            heading = unit if unit.intent in HEADING else None
            continue
        for draft in drafts if heading else ():
            if draft.unit is unit and heading and not (draft.selected or draft.status or draft.amount):
                _head(draft, heading)


def _head(draft: Draft, heading: Unit) -> None:
    """Gives a line of a list the numbers, or the only time frame, of the line above it."""
    named = numbers(heading.clause)
    if named and heading.clause.source.end == ":" and draft.intent == "documents":
        draft.numbers = named
    told = list(frames(heading, ("range",)))
    if not named and len(told) == 1 and draft.intent in TIMED:
        draft.take(told[0])


def take_rows(drafts: Sequence[Draft], read: Sequence[Unit]) -> None:
    """Gives the number of the row "4711: 35 euros carriage. Please correct." to its further sentences."""
    if all(draft.unit.clause.source.fresh for draft in drafts):
        return
    row: Unit | None = None
    for unit in read:
        source = unit.clause.source
        if source.fresh:
            row = unit if headed(source.words) else row if row and row.sentence == unit.sentence else None
            continue
        for draft in drafts if row else ():
            if draft.unit is unit and row and not draft.selected:
                draft.numbers, draft.below = numbers(row.clause)[:1], True
