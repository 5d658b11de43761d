"""Things of a row that are named by their place: "the second is missing", "all but the last"."""

from collections.abc import Mapping, Sequence

from parsers.phrases import Hit
from parsers.requests.fields.places import Number, numbers
from parsers.requests.grammar.units import Unit
from parsers.requests.text.clauses import Clause

ORDER = ("pick:first", "pick:second", "pick:third", "pick:fourth")
PLACES = (*ORDER, "pick:last", "pick:middle")
WELL = ("pick:well", "have", "done", "settled", "forgotten", "unwanted")
ILL = ("negation", "missing", "pick:ill", "want", "please", "again", "blocked")
ABSENT = (*ILL, "denied", "denial", "lacking")
LACKING = frozenset({"missing", "lacking"})
LONGING = frozenset({"needing", "want", "wish", "i_want"})
ASKING = frozenset({"please", "want", "wish"})
EXCEPT = ("barring", "negation", "denied")
LEADS = ("stance:definite", "determiner", "yours")
AIMS = ("cause", "belonging")  # "the note for the second"
BEHIND = (  # what stands behind an ordinal that is no adjective
    *("verb", "pronoun", "please", "missing", "lacking", "want", "wish", "needing", "have"),
    *("joiner", "negation", "contrast", "thanks", "done", "settled", "preposition", "filter:adverb"),
    *("kind:", "pick:", "the_ones", "indefinite"),
)
NEXT = 2  # words from "first" to how many, from "but" to "the second"


def places(part: Clause, length: int, counts: Mapping[str, int]) -> set[int]:
    """The places, of `length`, that the ordinals of a clause name; none when they name all."""
    found: set[int] = set()
    for at, cue in enumerate(ORDER):
        for hit in part.of(cue):
            few = _few(part, hit.last, counts) if not at else 1
            found |= set(range(at, min(at + few, length)))
    for hit in part.of("pick:last"):
        few = _few(part, hit.last, counts)
        found |= set(range(max(length - few, 0), length))
    if "pick:middle" in part.cues and length % 2:
        found.add(length // 2)
    return found if len(found) < length else set()


def _few(part: Clause, at: int, counts: Mapping[str, int]) -> int:
    """The two of "the first two"."""
    near = [*part.words[at + 1 : at + 1 + NEXT], *part.words[max(at - 1, 0) : at]]
    return next((counts[w.folded] for w in near if counts.get(w.folded, 1) > 1), 1)


def left_over(row: Sequence[Number], read: Sequence[Unit], counts: Mapping[str, int]) -> set[Number]:
    """The numbers of a row that its message leaves out by their place: "1, 2 and 3, we have the first"."""
    row = list(dict.fromkeys(row))
    if len(row) < 2 or not all(isinstance(number, str) for number in row):
        return set()
    wanted: set[int] = set()
    well: set[int] = set()
    named = asked = False
    for part in (part for unit in read for part in unit.parts):
        own = not set(numbers(part)).isdisjoint(row)
        named = named or own
        at = places(part, len(row), counts) if named and _nominal(part) else set()
        longing = not part.cues.isdisjoint(LACKING) or _picks(part, own, asked)
        asked = asked or (own and not part.cues.isdisjoint(ASKING))
        if at and (_excepted(part) or _well(part)):
            well |= at
        elif at and longing:
            wanted |= at
    kept = wanted or set(range(len(row))) - well
    return {number for i, number in enumerate(row) if i not in kept}


def _picks(part: Clause, own: bool, asked: bool) -> bool:
    """True for "I only need the first", and of a row not asked for "the last one please"."""
    only = "only" in part.cues
    if not part.cues.isdisjoint(LONGING):
        return only or own or not asked
    return "verb" not in part.cues and (only or ("please" in part.cues and not (own or asked)))


def _ordinals(part: Clause) -> list[Hit]:
    return [hit for cue in PLACES for hit in part.of(cue)]


def _nominal(part: Clause) -> bool:
    """True when each ordinal stands for a thing: "the second is missing", not "the first time"."""
    hits = _ordinals(part)
    leads = {h.last + 1 for cue in LEADS for h in part.of(cue)}
    ends = {h.first for h in part.hits if h.cue.startswith(BEHIND)}
    aims = {h.last + 1 for cue in AIMS for h in part.of(cue)}
    words = part.words
    closed = (
        h.last + 1 >= len(words) or h.last + 1 in ends or not words[h.last + 1].written.isalnum()
        for h in hits
    )
    near = [{h.first, h.first - 1} for h in hits]
    led = (not at.isdisjoint(leads) and at.isdisjoint(aims) for at in near)
    return bool(hits) and all(led) and all(closed)


def _well(part: Clause) -> bool:
    return not part.cues.isdisjoint(WELL) and part.cues.isdisjoint(ABSENT)


def _excepted(part: Clause) -> bool:
    """True for "all but the second"."""
    first = min(h.first for h in _ordinals(part))
    only = {h.first for h in part.of("only")}
    leaving = (h for cue in EXCEPT for h in part.of(cue) if h.first not in only)
    return any(0 < first - h.last <= NEXT for h in leaving)
