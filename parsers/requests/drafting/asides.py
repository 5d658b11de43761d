"""What is only told beside a plain wish: a colleague's fate, a payment, a delivery (complaints: stories)."""

from collections.abc import Sequence
from itertools import pairwise

from parsers.requests.drafting.drafts import Draft
from parsers.requests.drafting.mentions import adds
from parsers.requests.grammar.mood import asks
from parsers.requests.grammar.telling import done_by_others

SERVED = frozenset(
    {"documents", "statement", "export", "open_items", "order_status", "payment_status", "subscribe"}
)
ASKED = ("please", "bid", "i_want", "wish")
# cues that make what is told an ask of its own, by intent
FIRM = {
    "people": (*ASKED, "{address}", "granted", "person_verb", "third"),
    "payment_notice": ("{number}", "{money}"),
    "order_status": ("{number}", *ASKED),
    **dict.fromkeys(("open_items", "export", "subscribe"), (*ASKED, "want", "missing", "{number}", "copy")),
}
FRAGMENT = 6  # words; a shorter one names what is wanted: "and the open items by Friday"
SPEAKING = ("verb", "told_by", "inverted")
WISHING = ("want", "wish", "please")
LETTER = 2  # sentences before one that only tells in passing
REACH = 3  # sentences from what somebody tells to the wish that it is told for


def aside(draft: Draft, others: Sequence[Draft]) -> bool:
    """True for what a sentence of its own only tells while another one plainly wants something."""
    if draft.intent == "documents" and draft.kinds == {"all"} and done_by_others(draft.unit.clause):
        return _wished(draft, others)  # "the works manager needed everything the day before"
    if draft.intent == "documents" and _background(draft):
        return any(_led_to(draft, d) for d in others)
    firm = FIRM.get(draft.intent)
    if firm is None or _asks(draft) or (draft.shows(*firm) and not state(draft)):
        return False
    if draft.unit.clause.source.item or _fragment(draft):
        return False
    return _wished(draft, others)


def _asks(draft: Draft) -> bool:
    """True for a question, also behind a heading: "for my boss: what do we owe you"."""
    parts = draft.unit.parts
    headed = any(a.words[-1].written == ":" and asks(b) for a, b in pairwise(parts))
    return headed or asks(draft.unit.clause)


def state(draft: Draft) -> bool:
    """True for "RE-1 is paid already": how things stand in a letter, not who paid when, how much or how."""
    clause = draft.unit.clause
    if draft.intent != "payment_notice" or clause.sentence < LETTER or clause.opens("pay:money"):
        return False
    words = (word for word in clause.words if not word.thing)
    timed = draft.shows("{money}", "{period}", "pay:run", "motion")
    return not timed and not any(char.isdigit() for word in words for char in word.written)


def _background(draft: Draft) -> bool:
    """True for papers that are only told of, so that the wish behind them is understood."""
    clause = draft.unit.clause
    if draft.numbers or draft.rowed or clause.source.item or clause.source.end == ":" or asks(clause):
        return False
    told = not clause.cues.isdisjoint(("verb", "pronoun")) and not draft.shows(*WISHING, "again", "copy")
    nameless = not (draft.kinds or draft.shows("please", "wish", "i_want", "copy"))
    return told or nameless or _vague(draft)


def _vague(draft: Draft) -> bool:
    return not (draft.dated or draft.status or draft.location or draft.person or draft.cost_centre)


def _led_to(told: Draft, wish: Draft) -> bool:
    """True for the wish of "our notes were lost in April. Please send those of January to March"."""
    after = 0 < wish.unit.sentence - told.unit.sentence <= REACH
    if not after or wish.intent != "documents" or not (wish.selected or (_vague(told) and wish.kinds)):
        return False
    same = told.kinds <= wish.kinds or told.kinds <= {"all"} or (not wish.kinds and wish.shows("the_ones"))
    return same and wish.shows(*WISHING) and not wish.shows("also")


def _fragment(draft: Draft) -> bool:
    """True for what names a thing and tells nothing of it."""
    short = len(draft.unit.clause.words) <= FRAGMENT or draft.unit.clause.cues.isdisjoint(SPEAKING)
    return draft.intent in SERVED and (short or adds(draft))


def _wished(draft: Draft, others: Sequence[Draft]) -> bool:
    """True when another sentence wants something outright."""
    return any(
        d.intent in SERVED and not d.unit.weak and d.unit.sentence != draft.unit.sentence for d in others
    )
