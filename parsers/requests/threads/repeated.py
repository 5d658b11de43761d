"""A wish that a sentence behind it repeats for something else: "the same for York", "Bonn: dasselbe"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from parsers.requests.drafting.drafts import Draft, Setting
from parsers.requests.grammar.likened import likens
from parsers.requests.grammar.units import Unit
from parsers.requests.text.clauses import Clause
from parsers.requests.threads.followups import follow

REPEATED = frozenset({"documents", "statement", "export", "open_items", "subscribe"})
NEAR = 2  # sentences back to the wish
SELECTING = ("kinds", "numbers", "since", "until", "location", "cost_centre", "person", "status", "last")


def repeated(drafts: Sequence[Draft], read: Sequence[Unit], setting: Setting) -> list[Draft]:
    """The drafts with those that say "the same" of another site, time, paper or person."""
    found = list(drafts)
    for unit in _likening(read) if drafts else ():
        base = _base(found, unit)
        if base is None:
            continue
        for draft in follow([], [unit], base.ask(), setting):
            draft.last = draft.last or (None if draft.dated else base.last)
            if _differs(draft, base) and not any(_alike(draft, other) for other in found):
                found.append(draft)
    return found


def _likening(read: Sequence[Unit]) -> Iterator[Unit]:
    """The clauses, each as a unit of its own, that say little more than "the same for ..."."""
    for unit in read:
        for part in unit.parts if "same" in unit.clause.cues else ():
            if likens(part):
                whole = len(unit.parts) > 1 and _heads(unit, part)
                yield unit if whole else replace(unit, intent=None, rule=None, parts=(part,), clause=part)


def _heads(unit: Unit, part: Clause) -> bool:
    """True for the "York branch:" of "York branch: the same"."""
    return unit.parts[-1] is part and len(unit.parts) == 2 and unit.parts[0].words[-1].written == ":"


def _base(drafts: Sequence[Draft], unit: Unit) -> Draft | None:
    """The last wish before, where it is near enough."""
    said = (d for d in reversed(drafts) if 0 <= unit.sentence - d.unit.sentence <= NEAR)
    base = next(said, None)
    return base if base and base.intent in REPEATED and not base.numbers else None


def _differs(draft: Draft, base: Draft) -> bool:
    """True when something is named that the wish before did not say; a time frame may lie within its own."""
    if base.since and base.until and draft.since and draft.until and draft.location == base.location:
        within = base.since <= draft.since and draft.until <= base.until
        if within and draft.kinds == base.kinds:
            return False
    named = ((getattr(draft, name), getattr(base, name)) for name in SELECTING)
    return not draft.numbers and any(told and told != said for told, said in named)


def _alike(a: Draft, b: Draft) -> bool:
    return a.intent == b.intent and all(getattr(a, name) == getattr(b, name) for name in SELECTING)
