"""Turns units into drafts of asks."""

from collections.abc import Sequence
from dataclasses import replace

from parsers.requests import filters
from parsers.requests.clauses import Clause, joined
from parsers.requests.drafts import Draft, Setting, set_frame
from parsers.requests.grouping import OF_ARTICLES, documents
from parsers.requests.places import kinds, named_kinds, numbers, places
from parsers.requests.units import Unit

ONLY_INTENT = frozenset({"dispute", "other", "human", "help"})
KINDLESS = frozenset(
    {"statement", "open_items", "payment_status", "payment_notice", "order_status", "reconcile"}
)
DATED = frozenset({"documents", "export", "statement", "open_items", "reconcile"})
FORMED = frozenset({"documents", "export", "statement", "open_items", "subscribe"})
FILTERED = FORMED | {"unsubscribe"}
SPEAKS_OF_PEOPLE = ("people", "leaving", "person_verb")


def drafts_of(unit: Unit, setting: Setting) -> list[Draft]:
    """The drafts of one unit; several when kinds have numbers or time frames of their own."""
    intent = unit.intent or ""
    if intent in ONLY_INTENT:
        return [Draft(intent, unit, numbers=numbers(unit.clause))]
    if intent == "people":
        return _people(unit, setting)
    if intent == "documents":
        drafts = documents(unit, setting)
        return [_narrowed(draft, setting, _clause(draft, drafts, setting)) for draft in drafts]
    return [draft_as(intent, unit, setting)]


def draft_as(intent: str, unit: Unit, setting: Setting) -> Draft:
    """A draft of a given intent that takes all that a unit names, whatever the unit by itself asks for."""
    draft = Draft(intent, unit)
    found = places(unit.clause, setting.own)
    if intent not in KINDLESS:
        draft.kinds = {p.value for p in found if p.sort == "kind"} or _refused(unit, setting)
    draft.numbers = [p.value.value for p in found if p.sort == "number"]
    if intent in DATED:
        set_frame(draft, [p for p in found if p.sort == "period"], setting.today)
    return _narrowed(draft, setting, unit.clause)


def _refused(unit: Unit, setting: Setting) -> set[str]:
    """The kinds that must not come any more: "no invoices by mail, please"."""
    return set(named_kinds(unit.clause, setting.own)) if unit.intent == "unsubscribe" else set()


def _clause(draft: Draft, drafts: Sequence[Draft], setting: Setting) -> Clause:
    """The clauses that speak of a draft, without those that speak of others only."""
    if len(drafts) == 1:
        return draft.unit.clause
    parts = []
    for part in draft.unit.parts:
        named, numbered = set(kinds(part, setting.own)), set(numbers(part))
        mine = named & draft.kinds or numbered & set(draft.numbers)
        if mine or not (named or numbered):
            parts.append(part)
    return joined(parts or draft.unit.parts)


def _narrowed(draft: Draft, setting: Setting, clause: Clause) -> Draft:
    """Adds the filters that the clause names."""
    intent = draft.intent
    if intent in FILTERED:
        draft.status = _status(draft, clause)
        draft.location = None if intent == "documents" and draft.numbers else filters.location(clause)
        draft.cost_centre = filters.cost_centre(clause)
    if intent in FORMED:
        draft.form = filters.one_of("form", clause)
    if intent in ("documents", "export"):
        draft.person = filters.orderer(clause)
        draft.last = None if draft.selected else filters.last_few(clause, setting.counts)
    if intent in ("documents", "payment_status") and not draft.numbers:
        draft.amount = filters.amount(draft.unit.parts)
    if intent in ("documents", "export"):
        draft.every = filters.every(clause)
    if intent == "documents":
        draft.status = None if draft.numbers else draft.status
        draft.kinds = draft.kinds or ({"all"} if draft.shows("everything") else set())
        _drop_articles(draft)
    return draft


def _status(draft: Draft, clause: Clause) -> str | None:
    """The payment state that the wish is limited to; that open items are open need not be said."""
    if draft.intent in ("subscribe", "unsubscribe") and draft.shows("open_items"):
        return "open"
    status = filters.one_of("status", clause)
    return None if draft.intent == "open_items" and status == "open" else status


def _drop_articles(draft: Draft) -> None:
    """Of an order number and its article only the order tells which paper is meant."""
    if draft.kinds.isdisjoint(OF_ARTICLES | {"certificate"}):
        found = [p for p in places(draft.unit.clause, {}) if p.sort == "number"]
        articles = [p.value.value for p in found if p.role == "article"]
        draft.numbers = [n for n in draft.numbers if n not in articles] or draft.numbers


def _people(unit: Unit, setting: Setting) -> list[Draft]:
    """One draft for each person named."""
    clause = unit.clause
    telling = [part for part in unit.parts if not part.cues.isdisjoint(SPEAKS_OF_PEOPLE)]
    if any(filters.titled(part) for part in telling):
        told = joined([part for part in unit.parts if part in telling or "{address}" in part.cues])
    else:
        told = joined(telling) if telling and len(filters.persons(clause)) < 2 else clause
    names = filters.persons(told) or filters.persons(clause) or filters.full_names(clause)[:1]
    whole = Draft("people", unit, set(kinds(clause, setting.own)), location=filters.location(clause))
    return [replace(whole, person=name) for name in names] or [whole]
