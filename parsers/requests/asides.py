"""What is only told beside a plain wish: a story, a reason, a colleague's fate ask for nothing themselves."""

from collections.abc import Sequence

from parsers.requests.clauses import WANTED_KIND
from parsers.requests.drafts import Draft
from parsers.requests.intents import asks

SERVED = frozenset(
    {"documents", "statement", "export", "open_items", "order_status", "payment_status", "subscribe"}
)
ASKED = ("please", "bid", "i_want", "wish")
OURS = ("{number}", "{money}", "yours", "claim", "remedy")  # of the supplier's papers, sums and doings
GOODS = ("order_thing", "quantity")
CAME = ("arrival", "handed", "short")
# cues that make what is told an ask of its own, by intent
FIRM = {
    "dispute": (*OURS, *ASKED),
    "other": (*OURS, *ASKED, "{address}", "outside_told"),
    "people": (*ASKED, "{address}", "granted", "person_verb", "third"),
    "payment_notice": ("{number}", "{money}"),
    "order_status": ("{number}", *ASKED),
    **dict.fromkeys(
        ("open_items", "export", "subscribe", "help"), (*ASKED, "want", "missing", "{number}", "copy")
    ),
}
FRAGMENT = 6  # words; a shorter one names what is wanted: "and the open items by Friday"


def aside(draft: Draft, others: Sequence[Draft]) -> bool:
    """True for what a sentence of its own only tells while another one plainly wants something."""
    firm = FIRM.get(draft.intent)
    if firm is None or draft.shows(*firm) or asks(draft.unit.clause):
        return draft.intent == "other" and draft.shows("moving") and _moved(draft) and _wished(draft, others)
    if draft.unit.clause.source.item or _fragment(draft):
        return False
    if draft.intent == "dispute" and (_of_papers(draft) or (draft.shows(*GOODS) and draft.shows(*CAME))):
        return False
    return _wished(draft, others)


def _moved(draft: Draft) -> bool:
    """True for a move without the new address."""
    return not draft.shows("{address}", "{number}", "please", "recipient", "alter")


def _fragment(draft: Draft) -> bool:
    return draft.intent in SERVED and len(draft.unit.clause.words) <= FRAGMENT


def _of_papers(draft: Draft) -> bool:
    return any(cue.startswith(WANTED_KIND) for cue in draft.unit.clause.cues)


def _wished(draft: Draft, others: Sequence[Draft]) -> bool:
    """True when another sentence wants something outright."""
    return any(
        d.intent in SERVED and not d.unit.weak and d.unit.sentence != draft.unit.sentence for d in others
    )
