"""What a wish takes from its neighbours: numbers of the sentence before, the list below, the subject."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from parsers.requests.drafting.drafts import Draft
from parsers.requests.drafting.naming import UNNAMED, by_reminder, described, sibling_kinds, story_kinds
from parsers.requests.drafting.neighbours import share
from parsers.requests.drafting.remarks import lend, lend_code, lend_form, lend_person
from parsers.requests.drafting.sited import complete_codes, headed_site, known_place, ordered_for, that_site
from parsers.requests.drafting.sums import complete_amount
from parsers.requests.drafting.wishes import FORMED
from parsers.requests.fields import filters
from parsers.requests.fields.colleagues import told_before
from parsers.requests.fields.locations import location, named_behind
from parsers.requests.fields.orderers import told_person
from parsers.requests.fields.places import Number, named_kinds, numbers, places
from parsers.requests.fields.times import (
    CLOSED,
    complete_time,
    cut_off,
    date_of,
    headed_time,
    told_frames,
)
from parsers.requests.grammar.rules import NOTHING, WANT
from parsers.requests.grammar.telling import carried
from parsers.requests.grammar.units import Unit
from parsers.requests.lists.listed import (
    chosen,
    list_after,
    list_before,
    lots,
    more_listed,
    of_orders,
    told_of,
)
from parsers.requests.lists.rows import ONE_MORE
from parsers.requests.text.masks import WANTED_KIND

NUMBERED = frozenset({"documents", "order_status", "payment_status", "payment_notice", "reconcile"})
STANDING = frozenset({"subscribe", "unsubscribe"})
ASKED = ("order_status", "payment_status")
POINTING = ("these", "thereto", "latter")
DELIVERIES = frozenset(
    {"order_thing", "filter:orderer", "filter:ordering", "arrival", "dated", "handed", "traded"}
)
MOVED = frozenset({"filter:ordering", "filter:orderer", "arrival", "handed"})
PAID = frozenset(
    {"paid", "waiting", "filter:over", "payment_notice", "kind:invoice", "kind:credit_note", "charged"}
)
SPARING = 7  # words of "not the ones already paid please"


def complete(
    drafts: Sequence[Draft], read: Sequence[Unit], head: Sequence[Unit], own: Mapping[str, str]
) -> None:
    """Fills what the wishes of a message leave open; `head` is the subject."""
    if not drafts:
        return
    around = [*head, *read]
    for draft in drafts:
        at = _place(draft, read)
        if draft.intent == "people":
            _complete_person(draft, read[: max(at, 0)], own)
        if draft.intent in STANDING and not draft.kinds:
            draft.kinds = _standing_kinds(draft, read, at, head, own)
        _complete_numbers(draft, drafts, read, at, head)
        complete_time(draft, read, at)
        headed_time(draft, head, read[max(at - 1, 0) : max(at, 0)])
        if draft.intent == "documents":
            _date_and_kinds(draft, read, at, head, own)
        if draft.intent in FORMED and not draft.person and draft.shows("filter:by_person"):
            told = [*read[: max(at, 0)], *head]
            draft.person = told_person(told) or told_person([*told, draft.unit])
        if draft.intent == "order_status" and not (draft.location or draft.numbers):
            draft.location = ordered_for(draft, read)
        if draft.intent in FORMED and not (draft.location or draft.numbers):
            draft.location = (
                known_place(draft, around) or that_site(draft, around) or headed_site(draft, head)
            )
    complete_codes(drafts, around)
    for unit in read:
        _lend(unit, drafts)
    told_frames(drafts, read, head)
    for draft in drafts:
        complete_amount(draft, drafts, read, head)
        if draft.kinds == UNNAMED and by_reminder(draft, read):
            draft.kinds = {kind for u in read for kind in named_kinds(u.clause, own) if kind == "invoice"}
    for before, draft in pairwise(drafts):
        share(before, draft)


def _lend(unit: Unit, drafts: Sequence[Draft]) -> None:
    """What a sentence that has no wish of its own, or none of weight, lends to the wishes around."""
    if unit.intent in (None, WANT) or (unit.weak and any(d.shows("this_format") for d in drafts)):
        lend(unit, drafts)
    elif unit.intent == NOTHING and drafts:
        lend_form(unit, drafts[-1])
        lend_code(unit, drafts[-1])
    if unit.intent in (None, WANT, NOTHING) and drafts:
        _spare_paid(unit, drafts[-1])
    if "filter:ordering" in unit.clause.cues and all(d.unit is not unit for d in drafts):
        lend_person(unit, drafts)


def _spare_paid(unit: Unit, draft: Draft) -> None:
    """Leaves the open ones where a sentence does not want the paid ones."""
    cues = unit.clause.cues
    brief = "negation" in cues and "verb" not in cues and len(unit.clause.words) <= SPARING
    spared = "status:paid" in cues and (brief or not cues.isdisjoint(("unwanted", "filter:left_out")))
    if (
        spared
        and not unit.clause.kinds
        and draft.intent == "documents"
        and not (draft.numbers or draft.status)
    ):
        draft.status = "open"


def _place(draft: Draft, read: Sequence[Unit]) -> int:
    """Index of the unit that a draft comes from; -1 for one of the subject."""
    return next((i for i, unit in enumerate(read) if unit is draft.unit), -1)


def _complete_numbers(
    draft: Draft, drafts: Sequence[Draft], read: Sequence[Unit], at: int, head: Sequence[Unit]
) -> None:
    """The numbers that stand in the list below, in the sentence before or behind, in the subject."""
    if draft.intent == "documents" and draft.selected and not draft.numbers:
        below = at + 1 + (at + 2 < len(read) and _only_asks(read[at + 1]))
        named = list_after(read[below : below + 1], draft)
        if named and (_one_day(draft) or _of_kind(draft, read[below])):
            draft.numbers, draft.since, draft.until = list_after(read[below:], draft), None, None
    if draft.intent in NUMBERED and not (draft.selected or _chosen(draft, drafts)):
        draft.numbers = _numbers(draft, drafts, read, at, head)
    elif draft.intent == "documents":
        behind = lots(draft, read[at + 1 : at + 2])
        draft.numbers = [*more_listed(draft, read, at), *draft.numbers, *behind]
    if draft.intent == "reconcile":
        cut_off(draft, read)
        asked = [d.unit for d in drafts if d.intent == "documents" and d.numbers]
        rest = [unit for unit in read if unit not in asked]
        draft.numbers = draft.numbers or [n for unit in rest for n in numbers(unit.clause)]


def _chosen(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """True for the "overdue invoices" of "and the overdue invoices, and the day of delivery of 4711"."""
    others = (d for d in drafts if d is not draft and d.unit.sentence == draft.unit.sentence)
    return draft.status is not None and any(d.numbers and d.intent in ASKED for d in others)


def _only_asks(unit: Unit) -> bool:
    """True for the "may we have them by return?" between a wish and its list."""
    return unit.intent == WANT and "these" in unit.clause.cues and not numbers(unit.clause)


def _of_kind(draft: Draft, unit: Unit) -> bool:
    """True for "It's CN-20771, I believe" behind a wish for a credit note."""
    roles = {p.role for p in places(unit.clause, {}) if p.sort == "number"}
    return bool(roles) and roles <= draft.kinds


def _standing_kinds(
    draft: Draft, read: Sequence[Unit], at: int, head: Sequence[Unit], own: Mapping[str, str]
) -> set[str]:
    """The papers that come regularly, named by the subject or a sentence beside; own kinds need none."""
    if draft.shows("open_items", "statement", *(WANTED_KIND + kind for kind in own)):
        return set()
    for unit in [*head, *reversed(read[max(0, at - 2) : max(at, 0)]), *read[at + 1 : at + 2]]:
        named = named_kinds(unit.clause, own)
        if named and unit.clause.cues.isdisjoint(("statement", "open_items")):
            return set(named[:1] if "verb" in unit.clause.cues else named)
    return set()


def _one_day(draft: Draft) -> bool:
    """True when only a day selects; beside a number it would describe."""
    return bool(draft.since and draft.since == draft.until and not draft.numbers)


def _complete_person(draft: Draft, before: Sequence[Unit], own: Mapping[str, str]) -> None:
    """The person whose access changes, and what the sentence right before tells of that person."""
    draft.kinds = draft.kinds or told_before(before, own)
    draft.person = draft.person or _person(before)
    told = before[-1].clause if before else None
    if told and draft.person in filters.persons(told) and "leaving" not in told.cues:
        draft.location = draft.location or location(told)


def _person(before: Sequence[Unit]) -> str | None:
    """The person that the sentence before names."""
    return next((name for unit in reversed(before) for name in filters.persons(unit.clause)), None)


def _numbers(
    draft: Draft, drafts: Sequence[Draft], read: Sequence[Unit], at: int, head: Sequence[Unit]
) -> list[Number]:
    before, after = list_before(read[: max(at, 0)], draft), list_after(read[at + 1 :], draft)
    told = read[at - 1 : at] if at > 0 and draft.intent == "payment_status" else []
    back = draft.shows("this") and any("paid" in unit.clause.cues for unit in told)
    found = (before or after) if back else (after or before)
    every = draft.status and draft.shows("all") and not draft.shows(*POINTING)
    if every and draft.unit.clause.source.end != ":":
        return []  # "copies of all invoices that are unpaid"
    if _of_its_own(draft, read[max(at - 1, 0) : max(at, 0)]):
        return after if draft.unit.clause.source.end == ":" else []
    earlier = drafts[: next(i for i, d in enumerate(drafts) if d is draft)]
    own = draft.unit.clause.source.item and draft.shows("ledger:coin")
    if draft.intent == "payment_status" and (own or (not found and filters.amount([draft.unit.clause]))):
        return []  # "please send the SDS for 4711, and did our 1,870.50 arrive?"
    if draft.intent == "documents" and _filtered(draft):
        earlier = [d for d in earlier if d.intent == "documents"]
    found = found or next((d.numbers for d in reversed(earlier) if d.numbers), [])
    found = found or _shared(draft, drafts)
    found = of_orders(found, read[: max(at, 0)], draft)
    found = found or [n for unit in head for n in numbers(unit.clause)]
    return described(chosen(found or told_of(read, at, draft), draft.unit), draft, read)


def _shared(draft: Draft, drafts: Sequence[Draft]) -> list[Number]:
    """The number of "the delivery note | and the tracking status of 4711", where it is of both."""
    for other in drafts:
        clause = other.unit.clause
        row = clause.sentence == draft.unit.sentence and clause.opens("joiner")
        if (
            draft.intent == "documents" != other.intent
            and row
            and clause.cues.isdisjoint(("verb", "pronoun"))
        ):
            return other.numbers
    return []


def _of_its_own(draft: Draft, before: Sequence[Unit]) -> bool:
    """True for a line of a list that selects by itself: "2. all open invoices of cost centre 4711"."""
    listed = all(unit.clause.source.item for unit in [draft.unit, *before])
    narrowed = draft.status or draft.cost_centre or draft.location or draft.person or draft.every
    return draft.intent == "documents" and listed and bool(narrowed) and not draft.shows(*POINTING)


def _filtered(draft: Draft) -> bool:
    """True for "all unpaid invoices for cost centre 12", which says by itself which papers are meant."""
    narrowed = draft.status or draft.cost_centre or draft.location or draft.person
    return bool(narrowed) and not draft.shows("this", "these", "thereto")


def _date_and_kinds(
    draft: Draft, read: Sequence[Unit], at: int, head: Sequence[Unit], own: Mapping[str, str]
) -> None:
    """The day of the delivery that a neighbour tells, the kinds that one names."""
    for unit in [*read[at + 1 : at + 2], *reversed(read[max(0, at - 2) : max(at, 0)])]:
        told = unit.intent in (None, WANT, "") or (unit.weak and unit.intent == "payment_notice")
        if told and not unit.clause.cues.isdisjoint(DELIVERIES):
            date_of(draft, unit, CLOSED)
            moved = not unit.clause.cues.isdisjoint(MOVED)
            moved = moved and carried(unit.clause)
            if moved and draft.dated and not (draft.numbers or draft.location):
                draft.location = named_behind(unit.clause, "filter:into")
            if draft.dated and not (draft.numbers or draft.location):
                draft.location = _brought_to(unit)
        elif draft.shows("thither") and not (draft.numbers or draft.location):
            draft.location = location(unit.clause)  # "our site in Perth: all delivered there"
    if draft.kinds:
        return
    _kinds(draft, read, at, head, own)
    draft.kinds = draft.kinds or story_kinds(draft, read, at, own) or sibling_kinds(draft, read, own)
    if not draft.kinds and "{period}" in draft.unit.clause.cues:  # "and the ones since June, please"
        standing = (u for u in reversed(read[: max(at, 0)]) if u.intent in (*STANDING, "people"))
        draft.kinds = set(next((named for u in standing if (named := named_kinds(u.clause, own))), []))


def _brought_to(unit: Unit) -> str | None:
    """Where goods came from or went to: "it went to the shop in Calne", "bought in our Bath shop"."""
    clause = unit.clause
    name = location(clause) if not clause.cues.isdisjoint(("order_thing", "filter:ordering")) else None
    towns = {clause.words_of(hit) for hit in clause.of("filter:town")}
    return name if "order_thing" in clause.cues or name in towns else None


def _kinds(draft: Draft, read: Sequence[Unit], at: int, head: Sequence[Unit], own: Mapping[str, str]) -> None:
    """The kinds that a sentence around names."""
    for unit in [*reversed(read[: max(at, 0)]), *read[at + 1 :], *head]:
        had = unit.intent == "" and (
            unit.sentence == draft.unit.sentence or draft.shows("the_ones", "other_one")
        )
        lends = had or unit.intent in (None, WANT) or (unit.weak and unit.intent == "documents")
        lends = lends or (unit.intent == "dispute" and draft.shows("also", "missing"))
        row = draft.shows("the_ones") or draft.unit.rule is ONE_MORE
        lends = lends or (unit.intent == "documents" and row)
        named = [p for p in places(unit.clause, own) if p.sort == "kind"]
        if draft.numbers:  # what a reminder lists are invoices
            named = [p for p in named if p.value != "reminder"]
        if (lends or unit in head) and named:
            # not the invoice of "the notes for each invoice"
            wanted = [p for p in named if not (p.label or p.belongs)]
            draft.kinds = {p.value for p in wanted or named}
            if unit not in head and not had and draft.unit.rule is not ONE_MORE:
                date_of(draft, unit, CLOSED)
            return
