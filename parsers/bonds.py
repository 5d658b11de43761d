"""What a wish takes from its neighbours: numbers of the sentence before, the list below, the subject."""

from collections.abc import Mapping, Sequence

from parsers import filters
from parsers.clauses import WANTED_KIND
from parsers.intents import WANT
from parsers.units import Unit
from parsers.wishes import FORMED, Draft, Number, kinds, numbers, places

NUMBERED = frozenset({"documents", "order_status", "payment_status", "payment_notice", "reconcile"})
PLACED = frozenset({"documents", "export", "subscribe", "open_items", "statement"})


def complete(
    drafts: Sequence[Draft], read: Sequence[Unit], head: Sequence[Unit], own: Mapping[str, str]
) -> None:
    """Fills what the wishes of a message leave open; `head` is the subject."""
    for draft in drafts:
        if draft.intent == "people" and draft.person is None:
            draft.person = _person_near(draft, read)
        if draft.intent in NUMBERED and not draft.selected:
            draft.numbers = list(_numbers_near(draft, drafts, read, head))
        if draft.intent == "documents" and not draft.selected:
            _date_near(draft, read)
        if draft.intent == "documents" and not draft.kinds:
            source = _kinds_near(draft, read, head, own)
            draft.kinds = set(kinds(source.clause, own)) if source else set()
            if source and source.sentence >= 0 and not draft.selected:
                date_from(draft, source)
    for unit in read:
        if unit.intent in (None, WANT):
            _lend(unit, drafts)
    for before, draft in zip(drafts, drafts[1:], strict=False):
        if "same_time" in draft.unit.clause.cues and not draft.selected:
            draft.since, draft.until, draft.location = (
                before.since,
                before.until,
                draft.location or before.location,
            )
        pair = {before.intent, draft.intent}
        if (
            pair == {"documents", "statement"}
            and before.unit.sentence == draft.unit.sentence
            and _dated_first(before.unit)
        ):
            draft.since, draft.until = draft.since or before.since, draft.until or before.until
    for draft in drafts:
        listed = next((u for u in read if "own_list" in u.clause.cues), None)
        if draft.intent == "reconcile" and listed and not draft.until:
            kept, draft.numbers = draft.numbers, []
            date_from(draft, listed, ("as_of", "until"))
            draft.numbers = kept
        at = next((i for i, unit in enumerate(read) if unit is draft.unit), 0)
        for unit in reversed(read[:at]):
            if "same_time" in draft.unit.clause.cues and not draft.selected:
                date_from(draft, unit, ("day", "range", "since"))
    for before, draft in zip(drafts, drafts[1:], strict=False):
        alike = before.intent == draft.intent == "documents" and not (draft.numbers or draft.cost_centre)
        if alike and draft.unit.sentence - before.unit.sentence <= 1 and not draft.location:
            draft.location = before.location


def _person_near(draft: Draft, read: Sequence[Unit]) -> str | None:
    """The person that the sentence before names."""
    at = next((i for i, unit in enumerate(read) if unit is draft.unit), 0)
    return next((name for unit in reversed(read[:at]) for name in filters.persons(unit.clause)), None)


def _numbers_near(
    draft: Draft, drafts: Sequence[Draft], read: Sequence[Unit], head: Sequence[Unit]
) -> list[Number]:
    at = next((i for i, unit in enumerate(read) if unit is draft.unit), -1)
    found = _list_after(read, at) or _list_before(read, at)
    if not found:
        found = next((d.numbers for d in reversed(drafts) if d.numbers and _precedes(d, draft, drafts)), [])
    found = found or [n for unit in head for n in numbers(unit.clause)]
    return chosen(found, draft.unit)


def chosen(found: list[Number], unit: Unit) -> list[Number]:
    """The one of several numbers that "the second one" means, else all."""
    for cue, place in (("second", 1), ("final", -1)):
        if cue in unit.clause.cues and len(found) > abs(place) and "filter:last" not in unit.clause.cues:
            return [found[place]]
    return found


def _dated_first(unit: Unit) -> bool:
    """True when the time frame stands before all that it is about."""
    first = next(
        (i for i, word in enumerate(unit.clause.words) if word.thing and word.thing.sort == "period"), 99
    )
    return all(first < hit.first for hit in unit.clause.hits if hit.cue.startswith(WANTED_KIND))


def _date_near(draft: Draft, read: Sequence[Unit]) -> None:
    """The day of the delivery that the sentence beside a wish tells."""
    at = next((i for i, unit in enumerate(read) if unit is draft.unit), -1)
    for unit in [*read[at + 1 : at + 2], *reversed(read[max(0, at - 2) : max(at, 0)])]:
        if unit.intent in (None, WANT, "") and unit.clause.cues & {
            "order_thing",
            "filter:orderer",
            "arrival",
            "dated",
        }:
            date_from(draft, unit)


def date_from(
    draft: Draft, unit: Unit, sorts: tuple[str, ...] = ("day", "range"), tied: bool = False
) -> None:
    """Takes the first time frame that a unit tells; `tied` wants a word like "from" before it."""
    for place in places(unit.clause, {}):
        if (
            place.sort == "period"
            and place.value.kind in sorts
            and not draft.selected
            and (place.tied or not tied)
        ):
            draft.since, draft.until = place.value.since, place.value.until


def _precedes(a: Draft, b: Draft, drafts: Sequence[Draft]) -> bool:
    return next(d for d in drafts if d is a or d is b) is a and a is not b


def _list_after(read: Sequence[Unit], at: int) -> list[Number]:
    """Numbers of the lines that follow a wish."""
    found: list[Number] = []
    for unit in read[at + 1 :]:
        here = (
            numbers(unit.clause) if unit.intent is None or (unit.weak and unit.intent == "documents") else []
        )
        if kinds(unit.clause, {}) and unit.weak:
            here = []
        if not here and (found or not (unit.weak or unit.intent in (None, WANT, ""))):
            break
        found += here
    return found


def _list_before(read: Sequence[Unit], at: int) -> list[Number]:
    """Numbers of the sentence, or the list, before a wish."""
    found: list[Number] = []
    for unit in reversed(read[:at]):
        here = numbers(unit.clause) if unit.intent is None or unit.weak else []
        if found and (not here or not unit.clause.source.fresh):
            break
        found = here + found
    return found


def _kinds_near(
    draft: Draft, read: Sequence[Unit], head: Sequence[Unit], own: Mapping[str, str]
) -> Unit | None:
    at = next((i for i, unit in enumerate(read) if unit is draft.unit), -1)
    for unit in [*reversed(read[: max(at, 0)]), *read[at + 1 :], *head]:
        if unit.intent in (None, WANT) or (unit.weak and unit.intent == "documents") or unit.sentence < 0:
            if kinds(unit.clause, own):
                return unit
    return None


def _lend(unit: Unit, drafts: Sequence[Draft]) -> None:
    """A sentence that asks for nothing itself can still say in which form or for which site."""
    before = [d for d in drafts if d.unit.sentence <= unit.sentence]
    for draft in before[-1:] or drafts[:1]:
        formed = "this_format" in draft.unit.clause.cues
        says = (
            formed
            or unit.intent == WANT
            or "please" in unit.clause.cues
            or "verb" not in unit.clause.cues
            or len(unit.clause.words) <= 7
        )
        if draft.intent == "documents" and unit.intent == WANT and not draft.selected:
            date_from(draft, unit, tied=True)
        if draft.intent in FORMED and not draft.form and says:
            draft.form = filters.one_of("form", unit.clause)
        placed = unit.intent == WANT or "only" in unit.clause.cues or unit.clause.source.item
        if draft.intent in PLACED and not draft.location and placed and "thanks" not in unit.clause.cues:
            draft.location = filters.location(unit.clause)
