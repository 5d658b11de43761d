"""Which of several things answered before are meant: "the second", "the other one comes up blank"."""

from collections.abc import Mapping, Sequence

from parsers.requests.fields.places import Number, numbers
from parsers.requests.grammar.units import Unit
from parsers.requests.text.clauses import Clause

ORDER = ("pick:first", "pick:second", "pick:third", "pick:fourth")
WELL = ("pick:well", "have", "done", "settled", "forgotten", "unwanted")
ILL = ("negation", "missing", "pick:ill", "want", "please", "again", "blocked")
ABSENT = (*ILL, "denied", "denial", "lacking")
NEXT = 2  # words from "first" to how many


def picked(found: Sequence[Number], read: Sequence[Unit], counts: Mapping[str, int]) -> list[Number]:
    """The numbers that clauses pick to be sent, all but those that came well; all when none is picked."""
    if len(found) < 2:
        return list(found)
    wanted: set[int] = set()
    well: set[int] = set()
    others = False
    for part in (part for unit in read for part in unit.parts):
        places = _places(part, len(found), counts) | {found.index(n) for n in numbers(part) if n in found}
        if not part.cues.isdisjoint(WELL) and part.cues.isdisjoint(ILL):
            well |= places
        else:
            wanted |= places
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


def _places(part: Clause, length: int, counts: Mapping[str, int]) -> set[int]:
    """The places that the ordinals of a clause name."""
    places: set[int] = set()
    for at, cue in enumerate(ORDER):
        for hit in part.of(cue):
            few = _few(part, hit.last, counts) if not at else 1
            places |= set(range(at, min(at + few, length)))
    for hit in part.of("pick:last"):
        few = _few(part, hit.last, counts)
        places |= set(range(max(length - few, 0), length))
    if "pick:middle" in part.cues and length % 2:
        places.add(length // 2)
    return places if len(places) < length else set()


def _few(part: Clause, at: int, counts: Mapping[str, int]) -> int:
    """The two of "the first two"."""
    near = [*part.words[at + 1 : at + 1 + NEXT], *part.words[max(at - 1, 0) : at]]
    return next((counts[w.folded] for w in near if counts.get(w.folded, 1) > 1), 1)
