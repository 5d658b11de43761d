"""Payments and debts that a message asks after or tells of in words that no rule knows."""

from parsers.requests.drafting.drafts import Draft, Setting
from parsers.requests.drafting.hints import Message
from parsers.requests.drafting.wishes import draft_as
from parsers.requests.fields.places import numbers
from parsers.requests.grammar.ledger import PAYING, followed, notice, owed, status
from parsers.requests.grammar.units import Unit
from parsers.requests.text.clauses import Clause

VAGUE = ("about", "action")  # what tells of no matter that only a person can handle
PAYMENTS = ("payment_notice", "payment_status")
SERVED = frozenset({"documents", "statement", "open_items", "export", "subscribe", "human", "people"})
KNOWN = ("{number}", "{money}")
# what a sentence about money is about when nobody asks for the books
ELSE = ("copy", "missing", "outside", "topic", "private", "human", "help", "ability", "people", "{address}")


def booked(message: Message, drafts: list[Draft], setting: Setting, answered: bool = False) -> list[Draft]:
    """The drafts; what is asked or told of money where nothing else is, and what is asked of a payment.

    `answered`: a paper was sent before in the thread.
    """
    everything = [*message.units, *message.head]
    if any("ledger:strange" in u.clause.cues for u in everything):
        return drafts
    if any(map(_firm, drafts)):
        return [*drafts, *_beside(message, drafts, setting)]
    known = answered or any(not unit.clause.cues.isdisjoint(KNOWN) for unit in everything)
    numbered = any("{number}" in unit.clause.cues for unit in everything)
    told = any(draft.intent == "payment_notice" for draft in drafts)
    notices: list[Unit] = []
    for unit in message.units:
        if unit.intent == "payment_notice" and any(map(followed, unit.parts)):
            return [draft_as("payment_status", unit, setting)]  # "it went off in May, have you cashed it?"
        if told and unit.intent is not None:
            continue
        if known and (told or notices) and followed(unit.clause):
            return [draft_as("payment_status", unit, setting)]
        readings = [
            _read(part, known, numbered) if part.cues.isdisjoint(ELSE) else None for part in unit.parts
        ]
        asked = next((intent for intent in readings if intent not in (None, "payment_notice")), None)
        if asked:
            return [draft_as(asked, unit, setting)]
        if any(readings) and any(map(followed, unit.parts)):
            return [draft_as("payment_status", unit, setting)]
        if any(readings) and not told and message.wanting in (None, unit):
            notices.append(unit)
    return [draft_as("payment_notice", unit, setting) for unit in notices[:1]] or drafts


def _beside(message: Message, drafts: list[Draft], setting: Setting) -> list[Draft]:
    """What is told or asked of the payment of other numbers than those that something is wanted of."""
    if not SERVED.issuperset(draft.intent for draft in drafts):
        return []
    wanted = {n for draft in drafts for n in draft.numbers}
    found: list[Draft] = []
    for unit in message.units:
        named = numbers(unit.clause) if unit.intent is None and unit.clause.cues.isdisjoint(ELSE) else []
        if named and wanted.isdisjoint(named):
            read = next((intent for part in unit.parts if (intent := _read(part, True, True))), None)
            found += [draft_as(read, unit, setting)] if read in PAYMENTS else []
    return found


def _firm(draft: Draft) -> bool:
    """True for all but a payment that is told, a number alone, a subject, and some matter of a paper."""
    rule = draft.unit.rule
    if draft.intent == "other":
        return rule is None or rule.needs[0].isdisjoint(VAGUE)
    if draft.intent == "order_status":
        return draft.shows("order_thing") or not draft.shows(*PAYING)
    lacked = draft.shows("missing") and numbers(draft.unit.clause)
    named = (draft.kinds or lacked) and draft.unit.sentence >= 0
    return draft.intent != "payment_notice" and (draft.intent != "documents" or bool(named))


def _read(clause: Clause, known: bool, numbered: bool) -> str | None:
    """The intent of a clause about money; `known`: the message names some payment or paper."""
    if owed(clause) and (not numbered or "ledger:owes" in clause.cues):
        return "open_items"
    if known and status(clause):
        return "payment_status"
    ours = known or "ledger:yours" in clause.cues  # else it may be paid to anybody
    return "payment_notice" if ours and notice(clause) else None
