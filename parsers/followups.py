"""Follow-ups: what a short message means after the answer before it in the same thread."""

from collections.abc import Mapping, Sequence
from datetime import date

from parsers import filters
from parsers.asks import Ask
from parsers.intents import WANT
from parsers.units import Unit
from parsers.wishes import Draft, Number, draft_from, kinds, numbers

TAKES_NUMBERS = frozenset({"documents", "order_status", "payment_status", "dispute", "payment_notice"})
TAKES_FILTERS = frozenset({"documents", "export", "subscribe"})
ORDINALS = {"first": 0, "second": 1, "final": -1}


def follow(
    drafts: list[Draft], read: Sequence[Unit], context: Ask, own: Mapping[str, str], today: date
) -> list[Draft]:
    """The drafts with what they lean on written out; a mere fragment becomes a wish like the one before."""
    leaning = sorted((u for u in read if _leans(u, own)), key=lambda u: not numbers(u.clause))
    more = [u for u in read if _adds(u)] if drafts else leaning[:1]
    if not drafts and not more:
        found = next(((u, n) for u in read for n in _alike(u, context)), None)
        if found:
            return [_taking(Draft(context.intent, found[0], numbers=[found[1]]), context)]
    drafts = [*drafts, *(draft_from(context.intent, unit, own, today) for unit in more)]
    return [_taking(one, context) for one in drafts]


def _alike(unit: Unit, context: Ask) -> list[Number]:
    """Plain digits that are as long as a number of the context: "and 5514?"."""
    lengths = {len(n) for n in context.numbers if isinstance(n, str) and n.isdigit()}
    return [w.written for w in unit.clause.words if w.written.isdigit() and len(w.written) in lengths]


def _adds(unit: Unit) -> bool:
    """True for a fragment such as "and for batch 8842 too?" beside other wishes."""
    return (
        unit.intent is None
        and bool(numbers(unit.clause))
        and bool(unit.clause.cues & {"also", "same"} or unit.clause.source.end == "?")
    )


def _leans(unit: Unit, own: Mapping[str, str]) -> bool:
    """True for a fragment that says only in what it differs from the wish before."""
    clause = unit.clause
    if unit.intent not in (None, WANT, "documents"):
        return False
    if numbers(clause) or kinds(clause, own) or unit.intent == WANT:
        return True
    cues = ("{period}", "same", "second", "first", "other_one", "filter:cost_centre")
    return any(cue in clause.cues for cue in cues) or any(
        filters.one_of(group, clause) for group in ("form", "status")
    )


def _taking(one: Draft, context: Ask) -> Draft:
    """Adds what the context tells and the message does not."""
    if one.intent == "documents" and not one.kinds:
        one.kinds = set(context.kinds)
    if one.intent in TAKES_NUMBERS and not one.selected and not one.amount:
        one.numbers = _numbers(one, context)
    if one.intent in TAKES_FILTERS:
        if one.intent != "documents" and not one.kinds:
            one.kinds = set(context.kinds)
        if not one.selected or (one.intent == "export" and not one.numbers):
            one.since, one.until = one.since or context.since, one.until or context.until
        for name in ("location", "cost_centre", "person"):
            if getattr(one, name) is None and not one.numbers:
                setattr(one, name, getattr(context, name))
    return one


def _numbers(one: Draft, context: Ask) -> list[Number]:
    for cue, place in ORDINALS.items():
        if cue in one.unit.clause.cues and len(context.numbers) > abs(place):
            return [context.numbers[place]]
    return list(context.numbers)
