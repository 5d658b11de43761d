"""What remains of all the wishes of a message: doubles put together, mere explanations dropped."""

from collections.abc import Callable, Mapping, Sequence

from parsers.requests.drafts import Draft
from parsers.requests.intents import asks

ONE_EACH = frozenset({"dispute", "human", "help", "other", "reconcile"})
JOINED = frozenset({"open_items", "statement", "order_status", "payment_status", "payment_notice", "export"})
FIRM = frozenset(
    {
        "dispute",
        "payment_notice",
        "payment_status",
        "reconcile",
        "people",
        "unsubscribe",
        "subscribe",
        "other",
        "human",
        "help",
    }
)
LIGHT = frozenset({"documents", "statement", "order_status", "export", "subscribe", "open_items"})
PROOFS = frozenset({"shipping_document", "delivery_note"})
FILTERS = ("location", "cost_centre", "status", "person", "amount")


def settled(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without explanations and repetitions."""
    return _together([d for d in drafts if not _explains(d, drafts)], _same_wish)


def shared(drafts: Sequence[Draft]) -> list[Draft]:
    """Different kinds with the same numbers, time frame and filters are one wish."""
    return _together(drafts, _same_papers)


def _together(drafts: Sequence[Draft], alike: Callable[[Draft, Draft], bool]) -> list[Draft]:
    whole: list[Draft] = []
    for draft in drafts:
        twin = next((other for other in whole if alike(other, draft)), None)
        if twin:
            twin.join(draft)
        else:
            whole.append(draft)
    return whole


def _explains(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """True when a draft only describes what another one asks for."""
    others = [d for d in drafts if d is not draft]
    light = draft.intent in LIGHT and draft.unit.weak and not draft.unit.clause.source.item
    light = light and not draft.shows("meant")
    if light and any(d.intent in FIRM for d in others):
        return True
    implied = draft.intent == "subscribe" and not draft.shows("subscribe")
    if implied and any(d.intent == "other" and d.shows("outside", "moving") for d in others):
        return True
    outside = any(d.shows("moving", "outside_told", "private") for d in others)
    outside = outside and not draft.shows("missing", "copy", "again")
    if outside and draft.intent in LIGHT | {"payment_status"} and not draft.selected:
        return True
    return draft.intent in EXPLAINING and EXPLAINING[draft.intent](draft, others)


def _document(draft: Draft, others: Sequence[Draft]) -> bool:
    """A name without a verb beside a plain wish; the credit note or copy that a complaint speaks of."""
    if draft.unit.weak and not draft.unit.clause.source.item and not draft.numbers:
        return any(d.intent == "documents" and not d.unit.weak for d in others)
    if not draft.selected and any(d.intent == "export" and d.kinds >= draft.kinds for d in others):
        return "copy" not in draft.unit.clause.cues
    disputed = any(d.intent == "dispute" for d in others)
    if not draft.kinds and any(d.intent == "dispute" and _near(d, draft) for d in others):
        return not draft.shows("want", "please", "again", "copy", "meant")
    empty = not draft.kinds and not draft.numbers and not draft.shows("want", "please")
    if empty and any(d.intent == "documents" and d.kinds and d.selected for d in others):
        return True
    told = not draft.shows("want", "wish", "missing", "again", "copy", "meant", "{period}")
    return disputed and (told or (draft.kinds == {"credit_note"} and not draft.numbers))


def _near(a: Draft, b: Draft) -> bool:
    return abs(a.unit.sentence - b.unit.sentence) <= 1


def _dispute(draft: Draft, others: Sequence[Draft]) -> bool:
    """ "That is the wrong one, I meant 4711" disputes nothing; nor what an asked delivery still lacks."""
    awaited = any(d.intent == "order_status" and d.unit.sentence < draft.unit.sentence for d in others)
    return any(d.shows("meant") for d in others) or (awaited and not draft.shows("dispute", "damage"))


def _other(draft: Draft, others: Sequence[Draft]) -> bool:
    """What somebody wants to talk to a person about; a private matter told in passing."""
    if draft.unit.weak and draft.shows("private", "private_bill") and not draft.shows("outside"):
        return any(not d.unit.weak for d in others)
    near = [d for d in others if abs(d.unit.sentence - draft.unit.sentence) <= 1]
    told = draft.unit.weak and not draft.shows("outside_told", "moving")
    return any(d.intent in ("human", "help") or (told and d.intent == "dispute") for d in near)


def _people(draft: Draft, others: Sequence[Draft]) -> bool:
    """Who somebody is, beside what is wanted; who leaves beside who comes is wanted."""
    if draft.person and draft.shows("leaving") and all(d.intent == "people" for d in others):
        return False
    return draft.unit.weak and any(d.intent != "people" or (d.person and not d.unit.weak) for d in others)


def _unsubscribe(draft: Draft, others: Sequence[Draft]) -> bool:
    """The last line of an advertisement."""
    return draft.unit.weak and any(d.intent == "other" for d in others)


def _payment_notice(draft: Draft, others: Sequence[Draft]) -> bool:
    """A payment told of without a sum or a number, while complaining, or while asking about that payment."""
    asked = [d for d in others if d.intent == "payment_status"]
    same = any(not d.numbers or d.numbers == draft.numbers or not draft.shows("{number}") for d in asked)
    vague = bool(others) and not draft.shows("{number}", "{money}", "{period}")
    return same or vague or any(d.intent == "dispute" for d in others)


def _payment_status(draft: Draft, others: Sequence[Draft]) -> bool:
    return draft.unit.weak and not draft.numbers and any(not d.unit.weak for d in others)


def _order_status(draft: Draft, others: Sequence[Draft]) -> bool:
    """A delivery that is told of, beside a wish for the proof that it came."""
    proofs = any(d.intent == "documents" and not d.kinds.isdisjoint(PROOFS) for d in others)
    told = not asks(draft.unit.clause) and not draft.shows("please", "ask_words")
    return proofs and told and draft.shows("verb", "pronoun") and not draft.unit.clause.source.item


def _export(draft: Draft, others: Sequence[Draft]) -> bool:
    """ "A short list" of what is open."""
    return not draft.selected and any(d.intent in ("open_items", "statement") for d in others)


EXPLAINING: Mapping[str, Callable[[Draft, Sequence[Draft]], bool]] = {
    "documents": _document,
    "dispute": _dispute,
    "other": _other,
    "people": _people,
    "unsubscribe": _unsubscribe,
    "payment_notice": _payment_notice,
    "payment_status": _payment_status,
    "order_status": _order_status,
    "export": _export,
}


def _same_wish(a: Draft, b: Draft) -> bool:
    """True for two sentences about one wish."""
    if a.intent != b.intent or a.intent in ONE_EACH:
        return a.intent == b.intent
    if a.intent == "people":
        return not a.person or not b.person or a.person.casefold() == b.person.casefold()
    if not _agree(a, b, "location", "cost_centre", "status", "person"):
        return False
    if a.intent in JOINED:
        return _agree(a, b, "since", "until") and (not a.numbers or not b.numbers or a.numbers == b.numbers)
    return _same_documents(a, b) if a.intent == "documents" else a.kinds == b.kinds


def _same_documents(a: Draft, b: Draft) -> bool:
    lists = a.kinds == b.kinds and bool(a.numbers and b.numbers) and a.selection[1:] == b.selection[1:]
    agree = a.kinds == b.kinds or not a.kinds or not b.kinds
    return lists or (agree and (not a.selected or not b.selected or a.selection == b.selection))


def _agree(a: Draft, b: Draft, *names: str) -> bool:
    """True when no field says two different things."""
    values = ({getattr(a, name), getattr(b, name)} for name in names)
    return all(len(pair) == 1 or None in pair for pair in values)


def _same_papers(a: Draft, b: Draft) -> bool:
    alike = all(getattr(a, name) == getattr(b, name) for name in FILTERS)
    return alike and a.intent == b.intent == "documents" and a.selection == b.selection
