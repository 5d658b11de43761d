"""What two neighbouring wishes of a message have in common without saying it twice."""

from parsers.requests.drafting.drafts import Draft
from parsers.requests.fields.places import places
from parsers.requests.grammar.units import Unit

APART = frozenset({"indefinite", "missing", "filter:last", "everywhere", "{number}", "again", "verb"})
NEAR = 2  # sentences, with an "oh," between them


def _list_of(before: Draft, draft: Draft) -> None:
    """What a list is of behind papers: "the invoices of May, and an overview as CSV"."""
    bare = draft.intent == "export" and not (draft.kinds or draft.selected)
    beside = draft.unit.sentence == before.unit.sentence
    if bare and beside and before.intent == "documents" and not before.numbers:
        draft.kinds, draft.since, draft.until = set(before.kinds), before.since, before.until
        draft.location = draft.location or before.location
        draft.status = draft.status or before.status


def _statement_too(before: Draft, draft: Draft) -> None:
    """Makes "also the one of May now" behind "a statement each quarter" a wish for a statement."""
    statements = before.intent == "subscribe" and before.shows("kind:statement", "statement")
    if statements and draft.intent == "documents" and not (draft.kinds or draft.numbers):
        draft.intent = "statement"


def _open_too(before: Draft, draft: Draft) -> None:
    """Limits "and the invoices for that" behind a question for the balance to those that are open."""
    if before.intent != "open_items" or draft.selected or draft.status:
        return
    pointing = draft.intent == "documents" and draft.shows("this", "thereto")
    if pointing or draft.shows("these", "filter:listed"):
        draft.status = before.status or "open"


def share(before: Draft, draft: Draft) -> None:
    """What two neighbouring wishes have in common without saying it twice."""
    if not draft.selected and _below(before, draft):
        draft.since, draft.until = before.since, before.until
    if _adds(before, draft):
        draft.since, draft.until, draft.last = before.since, before.until, before.last
        if before.last:
            draft.companions = set(draft.kinds)  # of the last three invoices, not the last three notes
        for name in ("location", "status", "cost_centre", "person"):
            setattr(draft, name, getattr(draft, name) or getattr(before, name))
    if draft.shows("same_time"):
        draft.location = draft.location or before.location
        if not draft.selected:
            draft.since, draft.until = before.since, before.until
    if draft.shows("thereto") and not draft.selected and draft.intent == "documents":
        draft.since, draft.until, draft.last = before.since, before.until, before.last
        draft.location = draft.location or before.location
    distance = draft.unit.sentence - before.unit.sentence
    pair = {before.intent, draft.intent}
    _open_too(before, draft)
    _list_of(before, draft)
    _statement_too(before, draft)
    if draft.shows("holds_too") and draft.intent == before.intent:
        draft.form = draft.form or before.form
    if (
        pair == {"documents", "statement"}
        and not distance
        and not (draft.selected or draft.status)
        and _dated_first(before.unit)
    ):
        draft.since, draft.until = before.since, before.until
    alike = pair == {"documents"} and not (draft.numbers or draft.cost_centre)
    if alike and distance <= 1 and not draft.location and not draft.shows("everywhere"):
        draft.location = before.location


def _adds(before: Draft, draft: Draft) -> bool:
    """True for "The notes as well." behind "the invoices of May, please."."""
    chosen = draft.selected or draft.location or draft.status or draft.person
    if not before.intent == draft.intent == "documents" or before.numbers or chosen or not draft.kinds:
        return False
    if not 0 < draft.unit.sentence - before.unit.sentence <= NEAR:
        return False
    clause = draft.unit.clause
    adds = clause.opens("joiner", "also") or "also" in clause.cues
    return adds and bool(before.dated or before.last) and clause.cues.isdisjoint(APART)


def _below(before: Draft, draft: Draft) -> bool:
    """True for the second line of a list whose head tells the time: "for May: / invoices / notes"."""
    pair = (before.unit, draft.unit)
    lent = before.intent == draft.intent == "documents" and before.dated and not before.shows("{period}")
    lines = all(unit.clause.source.fresh and "verb" not in unit.clause.cues for unit in pair)
    return lent and lines and draft.unit.sentence == before.unit.sentence + 1


def _dated_first(unit: Unit) -> bool:
    """True when the time frame stands before all that it is about: "for June: invoices, statement"."""
    found = places(unit.clause, {})
    first = next((p.at for p in found if p.sort == "period"), None)
    return first is not None and all(first < p.at for p in found if p.sort == "kind")
