"""What a wish takes from its neighbours: numbers of the sentence before, the list below, the subject."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from parsers.requests import filters
from parsers.requests.clauses import WANTED_KIND
from parsers.requests.drafts import Draft
from parsers.requests.intents import WANT
from parsers.requests.places import Number, Place, kinds, numbers, places
from parsers.requests.units import Unit
from parsers.requests.wishes import FORMED

NUMBERED = frozenset({"documents", "order_status", "payment_status", "payment_notice", "reconcile"})
DELIVERIES = frozenset({"order_thing", "filter:orderer", "arrival", "dated"})
CLOSED = ("day", "range")  # time frames with both ends
SHORT = 7  # words; a remark such as "zip is fine"


def complete(
    drafts: Sequence[Draft], read: Sequence[Unit], head: Sequence[Unit], own: Mapping[str, str]
) -> None:
    """Fills what the wishes of a message leave open; `head` is the subject."""
    for draft in drafts:
        at = next((i for i, unit in enumerate(read) if unit is draft.unit), -1)
        if draft.intent == "people" and draft.person is None:
            draft.person = _person(read[: max(at, 0)])
        named = _list_after(read[at + 1 : at + 2], "") if _one_day(draft) else []
        if draft.intent == "documents" and named:
            draft.numbers, draft.since, draft.until = named, None, None
        if draft.intent in NUMBERED and not draft.selected:
            draft.numbers = _numbers(draft, drafts, read, at, head)
        if draft.intent == "documents":
            _date_and_kinds(draft, read, at, head, own)
        if draft.intent == "reconcile" and not draft.until:
            _cut_off(draft, read)
        if draft.shows("same_time"):
            for unit in reversed(read[: max(at, 0)]):
                _date(draft, unit, (*CLOSED, "since"))
    for unit in read:
        if unit.intent in (None, WANT):
            _lend(unit, drafts)
    for before, draft in pairwise(drafts):
        _share(before, draft)


def _one_day(draft: Draft) -> bool:
    """True when only a day selects; beside a number it would describe."""
    return bool(draft.since and draft.since == draft.until and not draft.numbers)


def chosen(found: Sequence[Number], unit: Unit) -> list[Number]:
    """The one of several numbers that "the second one" means, else all."""
    for cue, place in (("second", 1), ("final", -1)):
        if cue in unit.clause.cues and len(found) > abs(place) and "filter:last" not in unit.clause.cues:
            return [found[place]]
    return list(found)


def _person(before: Sequence[Unit]) -> str | None:
    """The person that the sentence before names."""
    return next((name for unit in reversed(before) for name in filters.persons(unit.clause)), None)


def _numbers(
    draft: Draft, drafts: Sequence[Draft], read: Sequence[Unit], at: int, head: Sequence[Unit]
) -> list[Number]:
    found = _list_after(read[at + 1 :], draft.intent) or _list_before(read[: max(at, 0)])
    earlier = drafts[: next(i for i, d in enumerate(drafts) if d is draft)]
    found = found or next((d.numbers for d in reversed(earlier) if d.numbers), [])
    return chosen(found or [n for unit in head for n in numbers(unit.clause)], draft.unit)


def _list_after(read: Sequence[Unit], intent: str) -> list[Number]:
    """Numbers of the lines that follow a wish."""
    found: list[Number] = []
    for unit in read:
        plain = unit.intent is None or (unit.weak and unit.intent == "documents" and not _names_kind(unit))
        here = numbers(unit.clause) if plain else []
        if not here and (found or not (unit.weak or unit.intent in (None, WANT, "", intent))):
            break
        found += here
    return found


def _list_before(read: Sequence[Unit]) -> list[Number]:
    """Numbers of the sentence, or of the list, before a wish."""
    found: list[Number] = []
    for unit in reversed(read):
        here = numbers(unit.clause) if unit.intent is None or unit.weak else []
        if found and (not here or not unit.clause.source.fresh):
            break
        found = here + found
    return found


def _names_kind(unit: Unit) -> bool:
    return any(cue.startswith(WANTED_KIND) for cue in unit.clause.cues)


def _date_and_kinds(
    draft: Draft, read: Sequence[Unit], at: int, head: Sequence[Unit], own: Mapping[str, str]
) -> None:
    """The day of the delivery that a neighbour tells, the kinds that one names."""
    for unit in [*read[at + 1 : at + 2], *reversed(read[max(0, at - 2) : max(at, 0)])]:
        if unit.intent in (None, WANT, "") and not unit.clause.cues.isdisjoint(DELIVERIES):
            _date(draft, unit, CLOSED)
    if draft.kinds:
        return
    for unit in [*reversed(read[: max(at, 0)]), *read[at + 1 :], *head]:
        had = unit.intent == "" and unit.sentence == draft.unit.sentence
        lends = had or unit.intent in (None, WANT) or (unit.weak and unit.intent == "documents")
        if (lends or unit in head) and kinds(unit.clause, own):
            named = [p for p in places(unit.clause, own) if p.sort == "kind"]
            draft.kinds = {p.value for p in named if not p.label} or {p.value for p in named}
            if unit not in head and not had:
                _date(draft, unit, CLOSED)
            return


def _frames(unit: Unit, sorts: Sequence[str]) -> Iterator[Place]:
    return (p for p in places(unit.clause, {}) if p.sort == "period" and p.value.kind in sorts)


def _date(draft: Draft, unit: Unit, sorts: Sequence[str]) -> None:
    """Takes the first time frame that a unit tells, when nothing else selects."""
    frame = next(_frames(unit, sorts), None)
    if frame and not draft.selected:
        draft.take(frame)


def _cut_off(draft: Draft, read: Sequence[Unit]) -> None:
    """The day as of which the writer's own list was made."""
    listed = (unit for unit in read if "own_list" in unit.clause.cues)
    frame = next((frame for unit in listed for frame in _frames(unit, ("as_of", "until"))), None)
    if frame:
        draft.take(frame)


def _lend(unit: Unit, drafts: Sequence[Draft]) -> None:
    """A sentence that asks for nothing itself can still say which day, in which form or for which site."""
    before = [d for d in drafts if d.unit.sentence <= unit.sentence]
    draft = next(iter(before[-1:] or drafts[:1]), None)
    if draft is None:
        return
    clause, wants = unit.clause, unit.intent == WANT
    tied = [frame for frame in _frames(unit, CLOSED) if frame.tied]
    tied = tied or [frame for frame in _frames(unit, CLOSED) if "doc_date" in clause.cues]
    if draft.intent == "documents" and (wants or "doc_date" in clause.cues) and tied and not draft.selected:
        draft.take(tied[0])
    remark = "please" in clause.cues or "verb" not in clause.cues or len(clause.words) <= SHORT
    if draft.intent in FORMED and not draft.form and (wants or remark or draft.shows("this_format")):
        draft.form = filters.one_of("form", clause)
    placed = (wants or "only" in clause.cues or clause.source.item) and "thanks" not in clause.cues
    numbered = draft.intent == "documents" and bool(draft.numbers)
    if draft.intent in FORMED and not draft.location and placed and not numbered:
        draft.location = filters.location(clause)


def _share(before: Draft, draft: Draft) -> None:
    """What two neighbouring wishes have in common without saying it twice."""
    if draft.shows("same_time"):
        draft.location = draft.location or before.location
        if not draft.selected:
            draft.since, draft.until = before.since, before.until
    if draft.shows("thereto") and not draft.selected and draft.intent == "documents":
        draft.since, draft.until, draft.location = (
            before.since,
            before.until,
            draft.location or before.location,
        )
    distance = draft.unit.sentence - before.unit.sentence
    pair = {before.intent, draft.intent}
    if (
        pair == {"documents", "statement"}
        and not distance
        and not draft.selected
        and _dated_first(before.unit)
    ):
        draft.since, draft.until = before.since, before.until
    alike = pair == {"documents"} and not (draft.numbers or draft.cost_centre)
    if alike and distance <= 1 and not draft.location:
        draft.location = before.location


def _dated_first(unit: Unit) -> bool:
    """True when the time frame stands before all that it is about: "for June: invoices, statement"."""
    found = places(unit.clause, {})
    first = next((p.at for p in found if p.sort == "period"), None)
    return first is not None and all(first < p.at for p in found if p.sort == "kind")
