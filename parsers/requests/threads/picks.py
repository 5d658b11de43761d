"""Which of several things answered before are meant: "the second", "the other one comes up blank"."""

from collections.abc import Mapping, Sequence

from parsers.requests.fields.places import Number, numbers
from parsers.requests.grammar.units import Unit
from parsers.requests.lists.ordinals import ABSENT, ILL, ORDER, WELL, places
from parsers.requests.text.clauses import Clause


def picked(found: Sequence[Number], read: Sequence[Unit], counts: Mapping[str, int]) -> list[Number]:
    """The numbers that clauses pick to be sent, all but those that came well; all when none is picked."""
    if len(found) < 2:
        return list(found)
    wanted: set[int] = set()
    well: set[int] = set()
    others = False
    for part in (part for unit in read for part in unit.parts):
        named = places(part, len(found), counts) | {found.index(n) for n in numbers(part) if n in found}
        if not part.cues.isdisjoint(WELL) and part.cues.isdisjoint(ILL):
            well |= named
        else:
            wanted |= named
            others = others or "pick:other" in part.cues
    if others or (well and not wanted):
        wanted = set(range(len(found))) - well - (wanted if others and not well else set())
    return [number for i, number in enumerate(found) if i in wanted] or list(found)


def halved(parts: Sequence[Clause]) -> bool:
    """True for "the first came through, the second didn't"."""
    ordered = [part for part in parts if any(part.of(cue) for cue in (*ORDER, "pick:last"))]
    ill = [part for part in ordered if not part.cues.isdisjoint(ABSENT)]
    return bool(ill) and any(not p.cues.isdisjoint(WELL) and p not in ill for p in ordered)


def ordinals(part: Clause, length: int) -> set[int]:
    """The places, of `length`, that a clause names one by one: "the note for the second one"."""
    return {at for at, cue in enumerate(ORDER[:length]) if part.of(cue)}


def of_both(part: Clause) -> bool:
    """True for the "for both" of "the sheet for 1, the note for 2, | the certificate for both"."""
    ties = {h.last + 1 for h in part.of("relation")}
    return any(h.first in ties and h.last >= len(part.words) - 2 for h in part.of("several"))
