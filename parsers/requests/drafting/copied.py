"""Papers that a message names beside its other wishes, and of which a copy is asked for, too."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from parsers.requests.drafting import elsewhere
from parsers.requests.drafting.drafts import Draft, Setting
from parsers.requests.drafting.hints import Message
from parsers.requests.drafting.wishes import drafts_of
from parsers.requests.grammar.rules import WANT
from parsers.requests.grammar.units import Unit


def copies(message: Message, drafts: Sequence[Draft], setting: Setting) -> list[Draft]:
    """ "I also ask for a copy" beside other wishes."""
    if not drafts or any(draft.intent == "documents" for draft in drafts):
        return []
    wanting = [u for u in message.units if u.intent == WANT and "copy" in u.clause.cues]
    pairs = pairwise(message.units)
    named = [
        before
        for before, u in pairs
        if u.intent == WANT and ((_points(u) and _told_kind(before)) or _if_unpaid(before, u))
    ]
    if named and not wanting:
        return drafts_of(replace(named[0], intent="documents"), setting)
    wanting = [u for u in wanting if not elsewhere.of_others(u)]
    return [Draft("documents", unit) for unit in wanting[:1]]


def _points(unit: Unit) -> bool:
    """True for "if you send me them": what is wanted stands in the sentence before."""
    cues = unit.clause.cues
    return {"want", "these"} <= cues and cues.isdisjoint(("other", "alter", "{number}"))


def _told_kind(unit: Unit) -> bool:
    return unit.intent is None and bool(unit.clause.kinds)


def _if_unpaid(before: Unit, unit: Unit) -> bool:
    """True for "If not, send it again" behind "Is the invoice paid?"."""
    asks_ = before.intent == "payment_status" and bool(before.clause.kinds)
    return asks_ and {"want", "again", "condition"} <= unit.clause.cues and "{number}" not in unit.clause.cues
