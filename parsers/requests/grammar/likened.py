"""Clauses that say little more than "the same for York"."""

from collections.abc import Sequence
from dataclasses import replace

from parsers.requests.grammar.units import Unit
from parsers.requests.text.clauses import Clause, joined

SPEAKING = ("verb", "told_by", "negation", "done", "thanks", "people", "dispute", "closing", "greeting")
NAMING = ("relation", "filter:location", "filter:cost_centre", "filter:town", "{period}")
OWN = ("{number}", "the_ones")  # "and the one of 3 May too"
LONGEST = 9  # words of such a clause
SERVED = frozenset({"documents", "statement", "export", "open_items"})


def likened(clause: Clause) -> bool:
    """True for "and the same for Linz", not for the mere "and"."""
    joined_ = {h.first for h in clause.of("joiner")}
    return any(h.first not in joined_ for h in clause.of("same"))


def likens(part: Clause) -> bool:
    """True for a clause that says no more than that something else is wanted likewise."""
    return likened(part) and len(part.words) <= LONGEST and part.cues.isdisjoint(SPEAKING)


def likening_apart(read: Sequence[Unit]) -> list[Unit]:
    """The units; "the invoices for Ulm, | the same for Bonn" are two."""
    found: list[Unit] = []
    for unit in read:
        *before, last = unit.parts
        begins = last.opens("same") and not last.kinds and last.cues.isdisjoint(OWN)
        begins = begins and not last.cues.isdisjoint(NAMING)
        if before and unit.intent in SERVED and begins and likens(last) and _names(before):
            found.append(replace(unit, parts=tuple(before), clause=joined(before)))
            found.append(Unit(None, None, (last,), last))
        else:
            found.append(unit)
    return found


def _names(parts: Sequence[Clause]) -> bool:
    return any(part.kinds or not part.cues.isdisjoint(("open_items", "statement")) for part in parts)
