"""What points into a row of numbers named before: "for the last one the certificate", "the first we have"."""

from collections.abc import Sequence

from parsers.requests.drafting.drafts import Draft
from parsers.requests.fields.places import Number, numbers
from parsers.requests.grammar.units import Unit
from parsers.requests.lists.listed import ORDINALS
from parsers.requests.text.clauses import Clause
from parsers.requests.text.masks import WANTED_KIND

SENT = frozenset({"for_me", "yours"})
HERE = ("have", "done", "settled", "arrival")
ASKING = ("want", "wish", "please", "missing", "again", "copy", "negation")
INSTEAD = ("contrast", "missing", "lacking", "needing", "want", "wish", "negation")
PAIR = 2
COUNTED = 3  # words from "the last" to what it counts


def refer(drafts: Sequence[Draft], read: Sequence[Unit] = ()) -> None:
    """Gives the last number named before to a wish that stands "for the last one".

    `read`: all units, for a wish of two numbers of which another sentence points to one.
    """
    named: list[Number] = []
    for draft in drafts:
        points = draft.intent == "documents" and draft.kinds and not draft.numbers and not draft.dated
        if points and len(named) > 1 and _to_last(draft.unit.clause):
            draft.numbers, draft.last = named[-1:], None
        named = draft.numbers or named
    for draft in drafts:
        pair = list(dict.fromkeys(draft.numbers))
        if draft.intent == "documents" and len(pair) == PAIR:
            parts = draft.unit.parts if len(drafts) > 1 else [p for unit in read for p in unit.parts]
            draft.numbers = _one_of(pair, parts, draft.numbers)


def _one_of(pair: list[Number], parts: Sequence[Clause], all_: list[Number]) -> list[Number]:
    """Of two numbers the one that is pointed to: "please resend the latter", "ersteres fehlt"."""
    pointing = [part.cues for part in parts if not numbers(part)]
    if any("former" in cues for cues in pointing):
        return pair[:1]
    return pair[1:] if any("latter" in cues and not cues.isdisjoint(INSTEAD) for cues in pointing) else all_


def _to_last(clause: Clause) -> bool:
    """True for "for the latter", "zur letzten", not for "the last invoice"."""
    if "latter" in clause.cues:
        return True
    kinds = [h.first for h in clause.hits if h.cue.startswith((WANTED_KIND, "order_thing", "docs"))]
    last = [h for h in clause.of("filter:last") if not any(0 < at - h.last <= COUNTED - 1 for at in kinds)]
    led = [h.last for h in clause.of("relation")]
    return any(0 < h.first - at < COUNTED for h in last for at in led)


def received(read: Sequence[Unit]) -> set[Number]:
    """The numbers of a row that a clause says are here: "of 1, 2 and 3 the first has come"."""
    found: set[Number] = set()
    row: list[Number] = []
    for unit in read:
        for part in unit.parts:
            here = numbers(part)
            row = here if len(here) > 1 else row
            told = len(here) != 1 and not part.cues.isdisjoint(HERE) and part.cues.isdisjoint(ASKING)
            for cue, place in ORDINALS if told else ():
                if cue in part.cues and len(row) > abs(place):
                    found.add(row[place])
        found |= _sent(unit.parts)
    return found


def _sent(parts: Sequence[Clause]) -> set[Number]:
    """The 1 of "you sent me 1 | but I need 2", of "1 has come | 2 is missing"."""
    told = [p for p in parts if _come(p) and p.cues.isdisjoint(ASKING)]
    if not told:
        return set()
    instead = [i for i, p in enumerate(parts) if not p.cues.isdisjoint(INSTEAD) and numbers(p)]
    return {n for p in told for n in numbers(p) if any(parts.index(p) < i for i in instead)}


def _come(part: Clause) -> bool:
    """True for what was sent or has come."""
    return part.cues >= SENT or not part.cues.isdisjoint(("arrival", "have"))
