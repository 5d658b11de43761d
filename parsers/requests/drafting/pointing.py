"""Papers that one sentence names and the next asks for: "INV-1 went to our old office. Please resend it"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from parsers.requests.drafting.drafts import Draft, Setting
from parsers.requests.drafting.hints import Message
from parsers.requests.drafting.wishes import drafts_of, each_paper
from parsers.requests.fields.places import kinds, numbers
from parsers.requests.grammar.mood import asks
from parsers.requests.grammar.rules import NOTHING, WANT
from parsers.requests.grammar.units import Unit

PAPERS = frozenset({"documents", "statement", "export", "open_items", "subscribe", "unsubscribe"})
TOLD = (None, NOTHING, "documents")  # sentences that may name what the next one asks for
POINTING = ("this", "these", "docs", "copy")
ASKING = ("please", "wish", "i_want", "copy")
ELSE = ("negation", "alter", "remedy", "order_thing", "quantity", "other_one", "stop")
BRIEF = 6  # words of a plea that names nothing
UNLESS = 4  # words of "if not,"
ONCE = frozenset({"documents", "statement", "open_items"})
SET_UP = frozenset({"recurring", "cadence:setup"})
NEAR = 2  # sentences from a paper to the wish for it


def pointed(message: Message, drafts: Sequence[Draft], setting: Setting) -> list[Draft]:
    """The wish for a paper that only the sentence before it names, beside wishes of other sorts."""
    for at, unit in enumerate(message.units if drafts else ()):
        if unit.intent != WANT or not (_points(unit) or _again(unit) or _otherwise(unit)):
            continue
        named = _named(message.units[:at], unit, setting)
        about = named is not None and "filter:applies" in named.clause.cues  # "it's about your quote 4711"
        if named and (about or not any(draft.intent in PAPERS for draft in drafts)):
            return _unsaid(drafts_of(replace(named, intent="documents"), setting), drafts)
        if asked := _asked_of(message.units[:at], unit):
            return drafts_of(replace(asked, intent="documents"), setting)
    return []


def _asked_of(before: Sequence[Unit], wish: Unit) -> Unit | None:
    """The question right before "please send me the document again": "has 4711 been paid?"."""
    again = {"docs", "again"} <= wish.clause.cues or {"docs", "also"} <= wish.clause.cues
    last = before[-1] if before and (again or _otherwise(wish)) else None
    return last if last and last.intent == "payment_status" and numbers(last.clause) else None


def _unsaid(found: list[Draft], drafts: Sequence[Draft]) -> list[Draft]:
    """The wishes found, unless other wishes are for the same papers."""
    taken = {kind for draft in drafts if draft.intent in PAPERS for kind in draft.kinds}
    return [draft for draft in found if draft.kinds.isdisjoint(taken)]


def _again(unit: Unit) -> bool:
    """True for "Please resend.": a short plea that names no paper."""
    cues = unit.clause.cues
    return "again" in cues and not cues.isdisjoint(("please", "want")) and len(unit.clause.words) <= BRIEF


def _otherwise(unit: Unit) -> bool:
    """True for "If not, please send it"."""
    first = unit.parts[0]
    unless = len(unit.parts) > 1 and {"condition", "negation"} <= first.cues and len(first.words) <= UNLESS
    return unless and unit.clause.cues.isdisjoint(("order_thing", "alter", "remedy", "human"))


def gathered(message: Message, drafts: Sequence[Draft], setting: Setting) -> list[Draft]:
    """The drafts; of "the note 1 is lost, the bill 2 came without its end. Could I have both?" each paper."""
    found = list(drafts)
    for unit, following in pairwise(message.units):
        if unit.intent != "documents" or following.intent != WANT:
            continue
        if following.clause.cues.isdisjoint(("these", "several")) or numbers(following.clause):
            continue
        own = [d for d in found if d.unit is unit]
        more = each_paper(unit, setting)
        if len(own) < len(more):
            found = [*(d for d in found if d.unit is not unit), *more]
    return found


def standing(message: Message, drafts: Sequence[Draft], setting: Setting) -> list[Draft]:
    """The drafts; what the next sentence wants to be set up to come regularly is no single wish."""
    found: list[Draft] = []
    for draft in drafts:
        behind = (u for u in message.units if u.intent == WANT and u.sentence == draft.unit.sentence + 1)
        once = draft.intent not in ONCE or draft.selected or draft.shows("please", "wish")
        if not once and any(u.clause.cues >= SET_UP and not kinds(u.clause, setting.own) for u in behind):
            found += drafts_of(replace(draft.unit, intent="subscribe"), setting)
        else:
            found.append(draft)
    return found


def _points(unit: Unit) -> bool:
    """True for a plain request for "it" or "the PDF"."""
    cues = unit.clause.cues
    plain = "want" in cues and (asks(unit.clause) or not unit.clause.opens("yours"))
    plain = plain and not cues.isdisjoint(POINTING) and cues.isdisjoint(ELSE)
    return plain and (asks(unit.clause) or not cues.isdisjoint(ASKING))


def _named(before: Sequence[Unit], wish: Unit, setting: Setting) -> Unit | None:
    """The sentence right before a wish that names a paper, unless another matter stands between."""
    for unit in reversed(before):
        spared = unit.intent == NOTHING and "unwanted" in unit.clause.cues
        if spared or wish.sentence - unit.sentence > NEAR or unit.intent not in TOLD:
            return None
        if kinds(unit.clause, setting.own):
            return unit
    return None
