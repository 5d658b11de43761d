"""Bills contested without a word of complaint: for a charge upon them, as doubles, as a stranger's."""

from collections.abc import Sequence

from parsers.requests.drafting.drafts import Draft, Setting
from parsers.requests.drafting.hints import Message
from parsers.requests.drafting.wishes import draft_as
from parsers.requests.fields.places import numbers
from parsers.requests.grammar.mood import asks
from parsers.requests.grammar.units import Unit

REACH = 2  # sentences from what is told of a bill to what shall be done about it
BILLS = ("{number}", "kind:invoice", "kind:credit_note", "near:kind:invoice")
NOT_BILLS = ("kind:quote", "kind:order_confirmation", "kind:delivery_note", "kind:statement")
WANTED = ("copy", "again", "missing", "want", "docs", "wish")
PASSING = frozenset({"documents", "other"})
REASONS = ("contest:off", "contest:anew", "contest:against", "contest:listed", "contest:void")
TELLING = (
    "contest:listed",
    "contest:void",
    "contest:charge",
    "contest:goods",
    "contest:double",
    "contest:stranger",
)


def contested(message: Message, drafts: list[Draft], setting: Setting) -> list[Draft]:
    """The drafts, with a complaint in place of what was read from the sentences that contest a bill."""
    for at, unit in enumerate(message.units):
        if unit.clause.cues.isdisjoint(TELLING) or unit.clause.cues.isdisjoint(BILLS):
            continue
        close = [u for u in message.units[at:] if u.sentence - unit.sentence <= REACH]
        own = {*numbers(unit.clause)}
        more = [
            u for u in close if not u.clause.cues.isdisjoint(REASONS) and own.issuperset(numbers(u.clause))
        ]
        told = [unit, *(u for u in more if u is not unit)]
        here = [draft for draft in drafts if draft.unit in told]
        if _contests(unit, told) and all(_passing(d) or d.intent == "dispute" for d in here):
            rest = [d for d in drafts if d not in here or d.intent == "dispute"]
            found = any(d.intent == "dispute" for d in rest)
            return rest if found else [*rest, draft_as("dispute", unit, setting)]
    return drafts


def _contests(unit: Unit, told: Sequence[Unit]) -> bool:
    """True for "4711 has freight on it, we collected", "4712 is a repeat of 4711", "4711 is for others"."""
    cues = unit.clause.cues
    around = frozenset[str]().union(*(u.clause.cues for u in told))
    if {"contest:listed", "contest:void"} <= around and "paid" not in around:
        return not asks(unit.clause)  # "4711 was cancelled, yet it is on your reminder"
    if not cues.isdisjoint(NOT_BILLS) or not cues.isdisjoint(("copy", "missing", "contest:ours")):
        return False
    if "contest:double" in cues and len(numbers(unit.clause)) > 1:
        return not asks(unit.clause)
    if "again" in cues:
        return False
    if "contest:stranger" in cues:
        return not asks(unit.clause)
    if "contest:upon" not in cues:
        return False
    against = any("contest:against" in u.clause.cues for u in told)
    charge = "contest:charge" in cues and any("contest:off" in u.clause.cues and _bids(u) for u in told)
    return against or charge


def _bids(unit: Unit) -> bool:
    return asks(unit.clause) or not unit.clause.cues.isdisjoint(("please", "want", "wish", "contest:must"))


def _passing(draft: Draft) -> bool:
    """True for a number that is only named, and for what would be some matter of it."""
    again = draft.shows(*WANTED) and not draft.shows("contest:double", "contest:off")  # "a repeat of"
    plain = draft.intent == "other" or draft.shows("contest:anew") or not (draft.kinds or again)
    return draft.intent in PASSING and plain
