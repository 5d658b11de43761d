"""Goods that a question asks after without any word for them: "Is Thursday still good?", "Rest wann?"."""

from collections.abc import Sequence

from parsers.requests.drafting.drafts import Draft, Setting
from parsers.requests.drafting.hints import Message
from parsers.requests.drafting.wishes import draft_as
from parsers.requests.grammar.mood import asks
from parsers.requests.text.clauses import Clause

MOVING = ("late", "motion", "whereabouts")  # what goods do
TIMED = ("progress", "{period}", "when:")  # what may be asked of anything
# what a question with a time in it is about when it is not about goods that are on their way
ELSE = (
    *("kind:", "{money}", "{address}", "docs", "statement", "open_items", "export", "form:", "status:"),
    *("paid", "pay:money", "due", "figure", "people", "human", "help", "ability", "outside", "topic"),
    *("private", "stop", "handling", "please", "want", "wish", "thanks", "copy"),
)
SPEAKING = ("pronoun", "told_by", "person_verb", "alter")  # what somebody does with them
THINGS = ("{number}", "order_thing")
POINTING = (*THINGS, "this", "stance:definite")


def awaited(message: Message, drafts: Sequence[Draft], setting: Setting) -> list[Draft]:
    """The question after goods where an order is named and nothing else but papers is asked for."""
    if any(draft.intent != "documents" for draft in drafts):
        return []
    units = [*message.units, *message.head]
    if all(unit.clause.cues.isdisjoint(THINGS) for unit in units):
        return []
    asked = [unit for unit in message.units if unit.intent is None and _after_goods(unit.clause)]
    if drafts:
        asked = [unit for unit in asked if not unit.clause.cues.isdisjoint(POINTING)]
    return [draft_as("order_status", unit, setting) for unit in asked[:1]]


def _after_goods(clause: Clause) -> bool:
    """True for a question after a movement, or after a time of something that nobody does."""
    if not asks(clause) and not clause.cues >= {"ask_words", "denial"}:  # "nobody told us when it comes"
        return False
    if any(cue.startswith(ELSE) for cue in clause.cues):
        return False
    if not clause.cues.isdisjoint(MOVING):
        return True
    if not clause.cues.isdisjoint(SPEAKING):
        return False
    numbered = "{number}" in clause.cues and clause.opens("ask_words", "inverted", "whether")
    return numbered or any(cue.startswith(TIMED) for cue in clause.cues)
