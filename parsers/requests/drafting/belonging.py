"""What belongs to another ask of the message: it ends it, asks about it, says what to do with it."""

from parsers.requests.drafting.drafts import Draft
from parsers.requests.drafting.mentions import together_said

FAULTY = ("{number}", "{money}", "docs", "damage", "short", "charged", "order_thing", "quantity", "levy")
MATTERS = ("remedy", "ordering", "topic", "outside", "alter", "swap")  # what somebody wants to do


def told_with(matter: Draft, draft: Draft) -> bool:
    """True for a complaint that names no paper, sum or goods, beside a matter that is asked for or told."""
    if draft.unit.clause.kinds or draft.shows(*FAULTY) or matter.shows("remedy", "{number}", "docs"):
        return False
    return not matter.unit.weak or matter.shows("outside_told", "fraud", "recall")


def asked_of(draft: Draft, matter: Draft) -> bool:
    """True for "how does that work?" behind what somebody wants to do: it asks about that, not the clerk."""
    behind = draft.intent == "help" and draft.unit.sentence == matter.unit.sentence + 1
    return behind and draft.shows("this") and matter.shows(*MATTERS) and not draft.shows("docs", "ability")


def either(wish: Draft, draft: Draft) -> bool:
    """True for the "or can I send the fitter home?" of a question after goods or money."""
    asked = wish.intent in ("order_status", "payment_status", "open_items") and together_said(wish, draft)
    return asked and draft.unit.clause.opens("joiner") and not draft.unit.clause.opens("same", "also")


def booked(told: Draft, draft: Draft) -> bool:
    """True for "please apply it to that invoice" behind what tells of the payment."""
    behind = told.intent == "payment_notice" and told.unit.sentence < draft.unit.sentence
    return behind and draft.shows("this") and draft.shows("kind:invoice", "paid")


def ends(draft: Draft, told: Draft) -> bool:
    """True for "please stop that" behind what tells of the mails that come."""
    points = draft.intent == "unsubscribe" and not draft.kinds and draft.unit.sentence > told.unit.sentence
    return points and told.unit.clause.cues.isdisjoint(("please", "wish", "i_want"))


def lack_told(draft: Draft) -> bool:
    """True for a complaint that only tells what was not there, and demands nothing."""
    rule = draft.unit.rule
    lacks = rule is not None and not rule.needs[0].isdisjoint(("short", "flaw"))
    return lacks and not draft.shows("claim", "anger", "{money}", "dispute", "damage")
