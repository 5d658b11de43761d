"""What is only told beside a plain wish: a colleague's fate, a payment, a delivery (complaints: stories)."""

from collections.abc import Sequence

from parsers.requests.drafting.drafts import Draft
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


def aside(draft: Draft, others: Sequence[Draft]) -> bool:
    """True for what a sentence of its own only tells while another one plainly wants something."""
    if draft.intent == "documents" and draft.kinds == {"all"} and done_by_others(draft.unit.clause):
        return _wished(draft, others)  # "the works manager needed everything the day before"
    firm = FIRM.get(draft.intent)
    if firm is None or draft.shows(*firm) or asks(draft.unit.clause):
        return False
    if draft.unit.clause.source.item or _fragment(draft):
        return False
    return _wished(draft, others)


def _fragment(draft: Draft) -> bool:
    return draft.intent in SERVED and len(draft.unit.clause.words) <= FRAGMENT


def _wished(draft: Draft, others: Sequence[Draft]) -> bool:
    """True when another sentence wants something outright."""
    return any(
        d.intent in SERVED and not d.unit.weak and d.unit.sentence != draft.unit.sentence for d in others
    )
