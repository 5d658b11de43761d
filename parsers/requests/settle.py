"""What remains of all the wishes of a message: doubles put together, mere explanations dropped."""

from collections.abc import Callable, Sequence

from parsers.requests.corrections import corrected
from parsers.requests.drafts import Draft
from parsers.requests.explained import explains, lists_the_same
from parsers.requests.wishes import MATTERS

ONE_EACH = frozenset({"dispute", "human", "help", "other", "reconcile"})
JOINED = frozenset({"open_items", "statement", "order_status", "payment_status", "payment_notice", "export"})
FILTERS = ("location", "cost_centre", "status", "person", "amount")


def settled(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without explanations and repetitions."""
    for draft in drafts:
        if draft.form and draft.intent == "export" and lists_the_same(draft, drafts):
            for other in drafts:
                if other.intent in ("open_items", "statement"):
                    other.form = other.form or draft.form
    for draft in drafts:  # "invoices for June. The lot as one PDF."
        if draft.kinds == {"all"} and not draft.selected and _asked_elsewhere(draft, drafts):
            draft.kinds = set()
    drafts = corrected(drafts)
    return _together(_told_each([d for d in drafts if not explains(d, drafts)]), _same_wish)


def _told_each(drafts: list[Draft]) -> list[Draft]:
    """What is said of all the people of a list, given to each of them."""
    general = [d for d in drafts if d.intent == "people" and d.person is None]
    single = [d for d in drafts if d.intent == "people" and d.person]
    if len(single) < 2 or not general:
        return drafts
    kinds = next((one.kinds for one in general if one.kinds), set())
    place = next((one.location for one in general if one.location), None)
    for draft in single:
        draft.kinds = draft.kinds or set(kinds)
        draft.location = draft.location or place
    return [d for d in drafts if d not in general]


def _asked_elsewhere(draft: Draft, drafts: Sequence[Draft]) -> bool:
    return any(d.intent == "documents" and d is not draft and d.kinds - {"all"} for d in drafts)


def shared(drafts: Sequence[Draft]) -> list[Draft]:
    """Different kinds with the same numbers, time frame and filters are one wish."""
    for draft in drafts:
        if draft.intent == "documents" and draft.numbers:  # a time frame or a site beside it only describes
            draft.since = draft.until = draft.last = draft.location = None
        if draft.intent in MATTERS and draft.numbers:  # and so do a site and a person
            draft.since = draft.until = draft.last = draft.location = draft.person = None
        if draft.intent == "documents" and draft.reminded and (len(draft.kinds) > 1 or _listing(draft)):
            draft.kinds = draft.kinds - {"reminder"}
    return _together(drafts, _same_papers)


def _listing(draft: Draft) -> bool:
    """True for "it says on your reminder that we owe 4711": the number is no reminder's."""
    return bool(draft.numbers) and draft.shows("mention") and draft.shows("status:open", "status:overdue")


def _together(drafts: Sequence[Draft], alike: Callable[[Draft, Draft], bool]) -> list[Draft]:
    whole: list[Draft] = []
    for draft in drafts:
        twin = next((other for other in whole if alike(other, draft)), None)
        if twin:
            twin.join(draft)
        else:
            whole.append(draft)
    return whole


def _same_wish(a: Draft, b: Draft) -> bool:
    """True for two sentences about one wish."""
    if a.apart or b.apart:
        return False
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
    both = alike and a.intent == b.intent == "documents" and not (a.apart or b.apart)
    listed = both and a.kinds == b.kinds and a.numbers and b.numbers
    return (both and a.selection == b.selection) or bool(listed) or a.ask() == b.ask()
