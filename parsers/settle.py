"""What remains of all the wishes of a message: doubles put together, mere explanations dropped."""

from collections.abc import Sequence

from parsers.wishes import Draft

ONE_EACH = frozenset({"dispute", "human", "help", "other", "reconcile"})
JOINED = frozenset({"open_items", "statement", "order_status", "payment_status", "payment_notice", "export"})
FIRM = frozenset(
    {"dispute", "payment_notice", "payment_status", "reconcile", "people", "unsubscribe", "other"}
)
LIGHT = frozenset({"documents", "statement", "order_status", "export", "subscribe", "open_items"})


def settled(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without explanations and repetitions."""
    kept = [d for d in drafts if not _explains(d, drafts)]
    whole: list[Draft] = []
    for draft in kept:
        twin = next((other for other in whole if _same_wish(other, draft)), None)
        if twin:
            join(twin, draft)
        else:
            whole.append(draft)
    return whole


def _explains(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """True when a draft only describes what another one asks for."""
    others = [d for d in drafts if d is not draft]
    if draft.intent in LIGHT and draft.unit.weak and not draft.unit.clause.source.item:
        if any(d.intent in FIRM for d in others):
            return True
    if (
        draft.intent == "documents"
        and draft.unit.weak
        and not draft.unit.clause.source.item
        and not draft.numbers
    ):
        return any(d.intent == "documents" and not d.unit.weak for d in others)
    if draft.intent in LIGHT | {"payment_status"} and not draft.selected:
        if any(d.unit.clause.cues & {"moving", "outside_told", "private"} for d in others):
            return True
    if draft.intent == "documents" and draft.kinds == {"credit_note"} and not draft.numbers:
        return any(d.intent == "dispute" for d in others)
    if draft.intent == "documents" and any(d.intent == "dispute" for d in others):
        if draft.unit.clause.cues.isdisjoint(("want", "missing", "again", "copy", "{period}")):
            return True
    if draft.intent == "dispute" and any("meant" in d.unit.clause.cues for d in others):
        return True
    near = [d for d in others if abs(d.unit.sentence - draft.unit.sentence) <= 1]
    if draft.intent == "other":
        return any(d.intent in ("human", "help") for d in near)
    if draft.intent == "people" and draft.unit.weak:
        return any(d.intent != "people" or (d.person and not d.unit.weak) for d in others)
    if draft.intent == "unsubscribe" and draft.unit.weak:
        return any(d.intent == "other" for d in others)
    if draft.intent == "payment_notice" and any(d.intent == "dispute" for d in others):
        return True
    if draft.intent == "payment_notice":
        told = draft.unit.clause.cues
        asked = [d for d in others if d.intent == "payment_status"]
        status = any(not d.numbers or d.numbers == draft.numbers for d in asked) or (
            asked and "{number}" not in told
        )
        return bool(others) and bool(status or not told & {"{number}", "{money}", "{period}"})
    if draft.intent == "payment_status" and draft.unit.weak and not draft.numbers:
        return any(not d.unit.weak for d in others)
    if draft.intent == "export":
        return not draft.selected and any(d.intent in ("open_items", "statement") for d in others)
    return False


def _same_wish(a: Draft, b: Draft) -> bool:
    if a.intent != b.intent:
        return False
    if a.intent in ONE_EACH:
        return True
    if a.intent == "people":
        return a.person is None or b.person is None or a.person.casefold() == b.person.casefold()
    if not _agree(a, b, "location", "cost_centre", "status", "person"):
        return False
    if a.intent in JOINED:
        return _agree(a, b, "since", "until") and (not a.numbers or not b.numbers or a.numbers == b.numbers)
    if a.intent == "documents":
        loose = not a.selected or not b.selected
        same_kinds = a.kinds == b.kinds or not a.kinds or not b.kinds
        return (same_kinds and (loose or _same_selection(a, b))) or (
            a.kinds == b.kinds and _only_numbers(a, b)
        )
    return a.kinds == b.kinds


def _agree(a: Draft, b: Draft, *names: str) -> bool:
    """True when no field says two different things."""
    return all(None in (x := {getattr(a, n), getattr(b, n)}) or len(x) == 1 for n in names)


def _same_selection(a: Draft, b: Draft) -> bool:
    return (a.numbers, a.since, a.until, a.last) == (b.numbers, b.since, b.until, b.last)


def _only_numbers(a: Draft, b: Draft) -> bool:
    return bool(a.numbers and b.numbers) and (a.since, a.until, a.last) == (b.since, b.until, b.last)


def join(into: Draft, more: Draft) -> None:
    """Adds what the second draft says to the first."""
    into.kinds |= more.kinds
    into.numbers += [n for n in more.numbers if n not in into.numbers]
    if not (into.since or into.until):
        into.since, into.until = more.since, more.until
    for name in ("last", "status", "location", "cost_centre", "person", "amount"):
        if getattr(into, name) is None:
            setattr(into, name, getattr(more, name))
    into.form = more.form or into.form


def shared(drafts: Sequence[Draft]) -> list[Draft]:
    """Different kinds with the same numbers, period and filters are one wish."""
    whole: list[Draft] = []
    for draft in drafts:
        twin = next((d for d in whole if _shares(d, draft)), None)
        if twin:
            join(twin, draft)
        else:
            whole.append(draft)
    return whole


def _shares(a: Draft, b: Draft) -> bool:
    filters = ("location", "cost_centre", "status", "person", "amount")
    return (
        a.intent == b.intent == "documents"
        and _same_selection(a, b)
        and all(getattr(a, n) == getattr(b, n) for n in filters)
    )
