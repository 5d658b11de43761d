""" "Everything" beside papers that are named: "the invoice for 4711 and everything for 4712"."""

from collections.abc import Sequence

from parsers.requests.fields.places import Place, places
from parsers.requests.grammar.units import Unit
from parsers.requests.text.clauses import Clause

ALL = "all"
LISTING = "("


def of_another(unit: Unit) -> bool:
    """True when "everything" goes with one number and named papers with another one."""
    return _parted([place for part in unit.parts for place in with_all(places(part, {}), part)], unit)


def with_all(found: Sequence[Place], part: Clause) -> list[Place]:
    """The places of a clause, with "everything" as a kind of paper among them."""
    spoken = [h.first for h in part.of("everything")]
    kinds = {p.at for p in found if p.sort == "kind"}
    whole = [Place(at, "kind", ALL) for at in dict.fromkeys(spoken) if at not in kinds]
    return sorted([*found, *whole[:1]], key=lambda place: place.at) if whole else list(found)


def _parted(row: Sequence[Place], unit: Unit) -> bool:
    """True when a number stands between "everything" and the papers, and each of both has a number."""
    if any(word.written == LISTING for part in unit.parts for word in part.words):
        return False  # "all you have on job 4711 (quote, notes)"
    sorts = [ALL if p.value == ALL else p.sort for p in row if p.sort in ("kind", "number") and not p.label]
    shape = [sort for i, sort in enumerate(sorts) if not i or sort != sorts[i - 1]]
    forth = (["kind", "number", ALL, "number"], [ALL, "number", "kind", "number"])
    back = (["number", "kind", "number", ALL], ["number", ALL, "number", "kind"])
    return shape in (*forth, *back)
