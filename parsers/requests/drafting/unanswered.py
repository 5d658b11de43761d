"""What is plainly asked and no wish answers: a question inside another wish, "please send it" of a number."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from parsers.requests.drafting.drafts import Draft, Setting
from parsers.requests.drafting.hints import Message
from parsers.requests.drafting.wishes import draft_as, drafts_of
from parsers.requests.fields.places import Number, numbers
from parsers.requests.grammar.governing import owned
from parsers.requests.grammar.mood import asks
from parsers.requests.grammar.rules import WANT
from parsers.requests.grammar.units import Unit
from parsers.requests.text.clauses import Clause

TOPICS = {  # what a question about a number is after
    "payment_status": frozenset({"paid", "due", "due_date", "pay:done"}),
    "order_status": frozenset({"order_thing", "order_status", "motion", "late", "arrival", "whereabouts"}),
}
PAPERS = ("want", "copy", "docs", "everything")
POINTING = ("this", "these", "docs", "copy", "again")
ELSE = ("negation", "alter", "remedy", "order_thing", "quantity", "other_one", "stop", "{number}")
SETTLED = frozenset(
    {"have", "done", "settled", "paid", "thanks", "unwanted", "order_thing", "damage", "short"}
)
NEAR = 2  # sentences from a number to the wish for it


def unanswered(message: Message, drafts: Sequence[Draft], setting: Setting) -> list[Draft]:
    """One more draft for each such question, and for each number whose wish stands right behind it."""
    if not drafts:
        return []
    named = {n for draft in drafts for n in draft.numbers}
    found = [draft for unit in message.units for draft in _asked(unit, drafts, setting)]
    for at, unit in enumerate(message.units):
        if unit.intent == WANT and _points(unit.clause) and all(d.unit is not unit for d in drafts):
            told = _told(message.units[:at], unit, drafts, named)
            found += drafts_of(replace(told, intent="documents"), setting) if told else []
    return found


def _asked(unit: Unit, drafts: Sequence[Draft], setting: Setting) -> list[Draft]:
    """The questions of a sentence after numbers, where it has no wish of their sort."""
    found: list[Draft] = []
    if "{number}" not in unit.clause.cues:
        return found
    for before, part in pairwise((None, *unit.parts)):
        if part is None or not (numbers(part) and _questions(part, before)):
            continue
        intent = _topic(part)
        if intent and not any(_answers(d, intent, part, unit) for d in drafts):
            found.append(draft_as(intent, replace(unit, intent=intent, parts=(part,), clause=part), setting))
    return found


def _questions(part: Clause, before: Clause | None) -> bool:
    """True for a question put to the reader: "and tell me whether 4711 is paid", not "so I see whether"."""
    if asks(part) and part.source.end == "?" and part.opens("ask_words", "inverted", "whether"):
        return True
    bids = "please" in part.cues or (before is not None and "please" in before.cues)
    queries = "whether" in part.cues or ("ask_words" in part.cues and "relative" not in part.cues)
    return bids and queries and part.cues.isdisjoint(("all", "purpose"))


def _topic(part: Clause) -> str | None:
    if part.kinds or not part.cues.isdisjoint(PAPERS):
        return None
    return next((intent for intent, cues in TOPICS.items() if not cues.isdisjoint(part.cues)), None)


def _answers(draft: Draft, intent: str, part: Clause, unit: Unit) -> bool:
    """True for a wish of the same sort, or of no papers in the same sentence."""
    same = draft.unit.sentence == unit.sentence and draft.intent not in ("documents", "statement", "export")
    # "to see who took it"
    proves = intent == "order_status" and bool(set(draft.numbers) & set(numbers(part)))
    return draft.intent == intent or same or proves


def _points(clause: Clause) -> bool:
    """True for a plain request for "it" or "a copy", that names nothing itself."""
    asked = "want" in clause.cues and (asks(clause) or not clause.cues.isdisjoint(("please", "wish", "copy")))
    plain = asked and not clause.cues.isdisjoint(POINTING) and clause.cues.isdisjoint(ELSE)
    return plain and not clause.kinds and not owned(clause)


def _told(before: Sequence[Unit], wish: Unit, drafts: Sequence[Draft], named: set[Number]) -> Unit | None:
    """The sentence right before a wish that names a number which no wish has."""
    for unit in reversed(before):
        if wish.sentence - unit.sentence > NEAR or any(d.unit.sentence == unit.sentence for d in drafts):
            return None
        here = numbers(unit.clause)
        if here:
            free = unit.intent is None and unit.clause.cues.isdisjoint(SETTLED)
            return unit if free and not named & set(here) else None
    return None
