"""Goods that a question asks after without any word for them: "Is Thursday still good?", "Rest wann?"."""

from collections.abc import Sequence

from parsers.requests.drafting.drafts import Draft, Setting
from parsers.requests.drafting.hints import Message
from parsers.requests.drafting.wishes import draft_as
from parsers.requests.grammar.mood import asks
from parsers.requests.text.clauses import Clause

MOVING = ("late", "motion", "whereabouts", "order_status")  # what goods do
DEALT = ("traded", "arrival")  # what is done with them
SILENT = "unheard"  # "and we have heard nothing since"
TIMED = ("progress", "{period}", "when:")  # what may be asked of anything
# what a question with a time in it is about when it is not about goods that are on their way
ELSE = (
    *("kind:", "{money}", "{address}", "docs", "statement", "open_items", "export", "form:", "status:"),
    *("paid", "pay:money", "due", "figure", "people", "human", "help", "ability", "outside", "topic"),
    *("private", "invoiced", "stop", "handling", "remedy", "please", "want", "wish", "thanks", "copy"),
)
SPEAKING = ("pronoun", "told_by", "person_verb", "alter")  # what somebody does with them
THINGS = ("{number}", "order_thing")
ORDERED = (*THINGS, "filter:ordering")
OF_THINGS = frozenset({"datasheet", "sds", "certificate"})
FREIGHT = ("kind:shipping_document", "kind:delivery_note")  # goods are asked after by their papers
POINTING = (*THINGS, "this", "stance:definite")


def awaited(message: Message, drafts: Sequence[Draft], setting: Setting) -> list[Draft]:
    """The question after goods where an order is named and nothing else but papers is asked for."""
    if any(draft.intent != "documents" for draft in drafts):
        return []
    units = [*message.units, *message.head]
    if all(unit.clause.cues.isdisjoint(ORDERED) for unit in units):
        return []
    open_ = [u for u in message.units if u.intent is None and not (drafts and _silent(u.clause))]
    if drafts and not open_:
        return []
    papers = any(hit.cue not in FREIGHT for unit in units for hit in unit.clause.kinds)
    goods = not any(draft.kinds & OF_THINGS for draft in drafts)  # "is A-20 washable?"
    asked = [
        u for u in open_ if any(_after_goods(p, papers) for p in u.parts) or (goods and _numbered(u.clause))
    ]
    asked = asked or [u for u in message.units if not (drafts or u.intent) and SILENT in u.clause.cues]
    return [draft_as("order_status", unit, setting) for unit in asked[:1]]


def _silent(clause: Clause) -> bool:
    """True for what is no question, or asks after nothing that a message may have named."""
    return clause.source.end != "?" or clause.cues.isdisjoint(POINTING)


def _after_goods(clause: Clause, papers: bool) -> bool:
    """True for a question after a movement, or after a time of something that nobody does.

    `papers`: some are named, and it may be they that were sent.
    """
    if not asks(clause) and not clause.cues >= {"ask_words", "denial"}:  # "nobody told us when it comes"
        return False
    if any(cue.startswith(ELSE) for cue in clause.cues):
        return False
    dealt = not papers and clause.source.end == "?" and not clause.cues.isdisjoint(DEALT)
    if dealt or not clause.cues.isdisjoint(MOVING):
        return True
    if not clause.cues.isdisjoint(SPEAKING) or ("someone" in clause.cues and clause.cues.isdisjoint(THINGS)):
        return False  # "anybody in the office this week?"
    return any(cue.startswith(TIMED) for cue in clause.cues)


def _numbered(clause: Clause) -> bool:
    """True for a question that begins with its verb, after a number upon which nobody acts."""
    put = "{number}" in clause.cues and asks(clause) and clause.opens("ask_words", "inverted", "whether")
    return put and not any(cue.startswith((*ELSE, *SPEAKING)) for cue in clause.cues)
