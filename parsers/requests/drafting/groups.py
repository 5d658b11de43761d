"""Kinds put together with what selects among them, in a clause and across the clauses of a wish."""

from collections.abc import Sequence

from parsers.requests.fields.places import Number, Place
from parsers.requests.text.clauses import Clause

Group = tuple[list[Place], list[Place]]  # kinds, and what selects among them


def groups_of(found: Sequence[Place]) -> list[Group]:
    """One clause: each row of kinds with the selectors behind it, or before it as in "for 4711 the note"."""
    if again := _named_again(found):
        return [*groups_of(found[:again]), *groups_of(found[again:])]
    wanted = [p for p in found if p.sort != "kind" or not p.label]
    if not any(p.sort == "kind" for p in wanted):
        wanted = list(found)
    backwards = bool(wanted) and wanted[0].sort != "kind" and wanted[-1].sort == "kind"
    groups: list[Group] = []
    before = ""
    for place in reversed(wanted) if backwards else wanted:
        if not groups or (place.sort == "kind" != before and groups[-1][0]):
            groups.append(([], []))
        groups[-1][0 if place.sort == "kind" else 1].append(place)
        before = place.sort
    if backwards:
        groups = [(kinds_[::-1], selectors[::-1]) for kinds_, selectors in reversed(groups)]
    return groups


def _named_again(found: Sequence[Place]) -> int:
    """Where a number is named once more: "4711, 4712; 4712 with its note"; 0 for nowhere."""
    named: list[Number] = []
    for i, place in enumerate(found):
        if place.sort == "number":
            if len(set(named)) > 1 and place.value.value in named:
                return i
            named.append(place.value.value)
    return 0


def _for_some(groups: Sequence[Group]) -> list[Group]:
    """ "The invoices 4711, 4712, | and for 4712 | the note, too": the note is wanted of one of them only."""
    found: list[Group] = []
    for kinds_, selectors in groups:
        named = [p.value.value for _, old in found[:-1] for p in old if p.sort == "number"]
        again = [p.value.value for p in found[-1][1] if p.sort == "number"] if found else []
        some = bool(again) and not found[-1][0] and set(again) < set(named)
        if some and kinds_ and not selectors:
            found[-1] = (list(kinds_), found[-1][1])
        else:
            found.append((kinds_, selectors))
    return found


def merged(groups: Sequence[Group]) -> list[Group]:
    """Across clauses: what lacks kinds or selectors goes with its neighbour."""
    whole: list[Group] = []
    for kinds_, selectors in _announced(_for_some(groups)):
        last = whole[-1] if whole else None
        beside = last is not None and bool(selectors) and selectors == last[1]  # "4711 | and the note for it"
        if last and not beside and not (kinds_ and last[0] and selectors and last[1]):
            last[0].extend(kinds_)
            last[1].extend(selectors)
        else:
            whole.append((list(kinds_), list(selectors)))
    return whole


def _announced(groups: Sequence[Group]) -> list[Group]:
    """A kind whose number stands in a clause of its own, behind one that has its number already."""
    found: list[Group] = []
    for kinds_, selectors in groups:
        apart = len(found) > 1 and not found[-1][1] and bool(found[-2][1])
        if apart and not kinds_ and any(p.sort == "number" for p in selectors):
            found[-1] = (found[-1][0], selectors)
        else:
            found.append((kinds_, selectors))
    return found


def goes_on_in_time(part: Clause, behind: Clause) -> bool:
    """True for the second of two time frames before their paper: "the April | and June invoices"."""
    last = next((word for word in reversed(behind.words) if word.written[:1].isalnum()), None)
    row = (last, part.words[1] if len(part.words) > 1 else None)
    timed = (word is not None and word.thing is not None and word.thing.sort == "period" for word in row)
    return part.opens("joiner") and all(timed)
