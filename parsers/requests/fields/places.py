"""The telling places of a clause: document kinds, numbers and time frames, in their order."""

from collections.abc import Mapping
from dataclasses import replace
from operator import itemgetter
from typing import Any, NamedTuple

from parsers.asks import NumberRange
from parsers.phrases import Hit
from parsers.requests.fields.appointments import MANY, Stance, stances
from parsers.requests.fields.apposed import apposed
from parsers.requests.fields.filters import negated
from parsers.requests.grammar.mood import mentioned
from parsers.requests.grammar.plain import aimed
from parsers.requests.text.clauses import Clause, once
from parsers.requests.text.masks import WANTED_KIND
from parsers.requests.text.words import Word

Number = str | NumberRange
ROW = 3  # words from one time frame to the next one of a row
LACKING = ("missing", "lacking", "want", "verb", "inverted")
REACH = 3  # words between "for" and what it is for


class Place(NamedTuple):
    """A kind (its code), a number (as found) or a time frame (as found) at the index of a word.

    `label`: a kind that only names a number or is only mentioned. `belongs`: follows a word like "for".
    `tied`: a time frame behind a word like "from". `leads`: stands before the kinds of its clause.
    `alone`: a time frame whose clause names nothing else; `more`: and only goes on with what stands before.
    """

    at: int
    sort: str
    value: Any
    role: str | None = None
    label: bool = False
    belongs: bool = False
    tied: bool = False
    leads: bool = False
    alone: bool = False
    more: bool = False


def places(clause: Clause, own: Mapping[str, str], every: bool = False) -> list[Place]:
    """All places that are not negated; kinds in `own` have an intent of their own and are left out.

    Time frames of appointments and stories are left out, too, unless `every`.
    """
    papers = _kinds(clause, own)
    found = [*papers, *(_timed(clause) if every else _things(clause))]
    if len(found) < 2:
        return found
    if papers:
        first = papers[0].at
        found = [p._replace(leads=True) if p.at < first else p for p in found]
        found.sort(key=itemgetter(0))
    if "{period}" not in clause.cues:
        return found
    return [_rowed(clause, p, found[i - 1]) if i else p for i, p in enumerate(found)]


def _rowed(clause: Clause, place: Place, before: Place) -> Place:
    """The place; a time frame goes on with one right before it: "October and (of) December"."""
    if place.sort != "period" or before.sort != "period" or place.at - before.at > ROW:
        return place
    joins = {i for h in clause.of("joiner") for i in range(h.first, h.last + 1)}
    joined = any(i in joins or clause.words[i].written in ",+&/" for i in range(before.at + 1, place.at))
    return place._replace(more=True) if joined else place


def numbers(clause: Clause) -> list[Number]:
    """The numbers of a clause that are not negated."""
    return [p.value.value for p in numbered(clause)] if "{number}" in clause.cues else []


def number_of(word: Word) -> Number | None:
    """The number that a word is, negated or not."""
    found: Number | None = getattr(word.thing.value, "value", None) if word.thing else None
    return found if word.thing and word.thing.sort == "number" else None


def numbered(clause: Clause) -> list[Place]:
    """The places of the numbers of a clause that are not negated."""
    return [p for p in _things(clause) if p.sort == "number"] if "{number}" in clause.cues else []


def kinds(clause: Clause, own: Mapping[str, str]) -> list[str]:
    """The kinds of a clause that are not negated."""
    return [p.value for p in _kinds(clause, own)]


def named_kinds(clause: Clause, own: Mapping[str, str]) -> list[str]:
    """All kinds of a clause, those that are negated too."""
    named = (h.cue.removeprefix(WANTED_KIND) for h in clause.kinds)
    return [kind for kind in named if kind not in own]


def denied_kinds(clause: Clause) -> tuple[str, ...]:
    """The kinds that a clause leaves out: "everything of May except the credit notes"."""
    return tuple(sorted({h.cue.removeprefix(WANTED_KIND) for h in clause.kinds if _denied(clause, h.first)}))


def _kinds(clause: Clause, own: Mapping[str, str]) -> list[Place]:
    return [place for place in _papers(clause) if place.value not in own]


@once
def _papers(clause: Clause) -> list[Place]:
    """All kinds that are not negated, in order."""
    found = []
    several = len({hit.cue for hit in clause.kinds}) > 1
    for hit in clause.kinds:
        kind = hit.cue.removeprefix(WANTED_KIND)
        if _denied(clause, hit.first) or _only_form(clause, hit):
            continue
        if several and not _names_number(clause, hit.first, hit.last) and aimed(clause, hit):
            continue
        if several and (_owns(clause, hit) or _only_mentions(clause, hit)):
            continue
        label = _names_number(clause, hit.first, hit.last) or mentioned(clause, hit.first)
        belongs = _follows(clause, hit.first, "belonging", numbers_between=False)
        belongs = belongs and not _asked_for(clause, hit.first)
        found.append(Place(hit.first, "kind", kind, label=label, belongs=belongs))
    return sorted(found, key=lambda p: p.at)


@once
def _things(clause: Clause) -> list[Place]:
    """The numbers, and the time frames of papers and goods."""
    if "{period}" not in clause.cues:
        return _timed(clause)
    apart = {i for i, stance in stances(clause).items() if stance == Stance.APART}
    return [place for place in _timed(clause) if place.at not in apart]


@once
def _timed(clause: Clause) -> list[Place]:
    """The numbers, and all time frames."""
    if clause.cues.isdisjoint(("{number}", "{period}")):
        return []
    ties = {hit.last + 1 for cue in ("relation", "attributive") for hit in clause.of(cue)}
    told = _mentioned(clause) if "mention" in clause.cues else set()
    refused = {i for hit in clause.of("not_this") for i in range(hit.first, hit.last + 1)}
    lacked = {i for hit in clause.of("missing") for i in range(hit.first, hit.last + 1)}
    refuses = _denied if clause.kinds else negated  # "no invoice for 4711" lacks one, "except 4711" does not
    dated = stances(clause) if "{period}" in clause.cues else {}
    opened = {i for i, stance in dated.items() if stance == Stance.BEGUN}
    found = [
        Place(
            i,
            word.thing.sort,
            word.thing.value,
            getattr(word.thing.value, "role", None),
            tied=i in ties or dated.get(i) == Stance.HEADS,
        )
        for i, word in enumerate(clause.words)
        if word.thing
        and (i not in refused or i in lacked)
        and (word.thing.sort == "number" or (word.thing.sort == "period" and i not in told))
        and (i in lacked or not refuses(clause, i))
    ]
    found = _singled(clause, found) if "of_those" in clause.cues else found
    return _together(clause, [p._replace(value=_open_end(p.value)) if p.at in opened else p for p in found])


def _singled(clause: Clause, found: list[Place]) -> list[Place]:
    """The 2 of "of the invoices 1, 2 and 3 we lack the 2"."""
    whole = clause.of("of_those")[0]
    verbs = [h.first for cue in LACKING for h in clause.of(cue) if h.first > whole.last]
    told = [p for p in found if p.sort == "number" and verbs and p.at > min(verbs)]
    return [p for p in found if p.sort != "number" or p in told] if told else found


def _mentioned(clause: Clause) -> set[int]:
    """The words that only mention something, but for "the dunning letter of 12 September"."""
    named = {i for h in clause.kinds for i in range(h.first, h.last + 1)}
    hits = [hit for hit in clause.of("mention") if hit.first not in named]
    return {i for hit in hits for i in range(hit.first, hit.last + 1)}


def _together(clause: Clause, found: list[Place]) -> list[Place]:
    """The places with those time frames united that tell the same time."""
    frames = [(p.at, p.value) for p in found if p.sort == "period"]
    told = apposed(clause, frames) if 1 < len(frames) <= MANY else {}
    if not told:
        return found
    return [p._replace(value=told.get(p.at, p.value)) for p in found if told.get(p.at, p) is not None]


def _open_end(frame: Any) -> Any:
    """The time from a day on: "since the change of system on 4 August"."""
    return (
        replace(frame, until=None, kind="since") if getattr(frame, "kind", "") in ("day", "range") else frame
    )


def _denied(clause: Clause, at: int) -> bool:
    """True for "no invoice, only"; "no invoice until today" misses one, if nothing else is asked for."""
    if not negated(clause, at) or any(h.first <= at <= h.last for h in clause.of("missing")):
        return False
    if "existence" in clause.cues and clause.source.end == "?":
        return False  # "wasn't there a credit note?"
    if "presence" in clause.cues and any(h.first > at for h in clause.of("presence")):
        return not clause.cues.isdisjoint(("want", "wish", "please"))  # "until he has not the sheet at hand"
    told = clause.cues.isdisjoint(("want", "wish", "please", "only"))
    told = told and not ("everything" in clause.cues and clause.cues.isdisjoint(("verb", "have", "arrival")))
    return "lacking" not in clause.cues or not told


def _owns(clause: Clause, hit: Hit) -> bool:
    """True for the invoice of "das zur Rechnung gehörende Zeugnis"."""
    if not _follows(clause, hit.first, "relation"):
        return False
    ties = {h.last + 1 for h in clause.of("belonging") if h.first == hit.last + 1}
    prepositions = {h.last + 1 for h in clause.of("relation")}
    return any(kind.first in ties - prepositions for kind in clause.kinds)


def _only_mentions(clause: Clause, hit: Hit) -> bool:
    """True for the reminder of "your reminder lists invoice 4711"."""
    said = {i for h in clause.of("mention") for i in range(h.first, h.last + 1)}
    numbered = {i for i, word in enumerate(clause.words) if number_of(word) is not None}
    return hit.first in said and any(k.first not in said and k.last + 1 in numbered for k in clause.kinds)


def _asked_for(clause: Clause, at: int) -> bool:
    """True for both papers of "I ask for certificates and for a delivery note": the verb has its "for"."""
    tied = {h.last for cue in ("want", "joiner") for h in clause.of(cue)}
    tied -= {h.last for h in clause.of("want") if any(h.first < k.first < h.last for k in clause.kinds)}
    led = [h for h in clause.of("belonging") if 0 < at - h.last <= REACH]
    return any(h.last in tied or h.first - 1 in tied for h in led)


def _only_form(clause: Clause, hit: Hit) -> bool:
    """True for "4410 as an e-invoice": only in which form what has a number, or is named, is to come."""
    if "form:xml" not in clause.cues:
        return False
    if "{number}" not in clause.cues and len(clause.kinds) == 1:
        return False
    led = {h.last + 1 for h in clause.of("stance:manner")}
    return any(h.first in led and h.first <= hit.first and hit.last <= h.last for h in clause.of("form:xml"))


def _names_number(clause: Clause, first: int, last: int) -> bool:
    """True for "for delivery note 8001": what is wanted stands elsewhere."""
    numbered = any(word.thing and word.thing.sort == "number" for word in clause.words[first : last + 5])
    ahead = clause.words[max(first - 2, 0) : first]
    bracketed = any(word.written == "(" for word in ahead)  # "the valves (your delivery note 8001)"
    return numbered and (bracketed or _follows(clause, first, "relation"))


def _closed(clause: Clause, end: int, at: int) -> bool:
    """True when an article follows what the word at `end` governs: "von uns das Zeugnis"."""
    every = {h.last for h in clause.of("all")}  # "for all the invoices"
    starts = (h.first for cue in ("determiner", "stance:definite") for h in clause.of(cue))
    return any(end + 1 < start < at and start - 1 not in every for start in starts)


def _follows(clause: Clause, at: int, cue: str, numbers_between: bool = True) -> bool:
    """True right behind a word like "for"; in "for 4711 the note" it is the number that follows it."""
    ends = [
        hit.last for hit in clause.of(cue) if 0 < at - hit.last <= REACH and not _closed(clause, hit.last, at)
    ]
    if numbers_between:
        return bool(ends)
    return any(not any(w.thing and w.thing.sort == "number" for w in clause.words[e + 1 : at]) for e in ends)
