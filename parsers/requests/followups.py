"""Follow-ups: what a short message means after the answer before it in the same thread."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from parsers.asks import Ask
from parsers.requests import filters
from parsers.requests.clauses import Clause
from parsers.requests.drafts import Draft, Setting
from parsers.requests.listed import chosen
from parsers.requests.places import Number, kinds, numbers
from parsers.requests.remarks import CLOSED, frames
from parsers.requests.rules import WANT
from parsers.requests.sites import town_named
from parsers.requests.units import Unit
from parsers.requests.wishes import DATED, draft_as

NUMBERED = frozenset({"documents", "order_status", "payment_status", "dispute", "payment_notice"})
FILTERED = frozenset({"documents", "export", "subscribe"})
OWN = frozenset({"credit_note", "quote", "reminder"})  # kinds that not every order has
TERSE = 4  # words of a clause that only names a site
LEANING = frozenset(
    {"{period}", "same", "second", "first", "middle", "other_one", "filter:location", "filter:cost_centre"}
)


def follow(drafts: Sequence[Draft], read: Sequence[Unit], context: Ask, setting: Setting) -> list[Draft]:
    """The drafts with what they lean on written out; a mere fragment becomes a wish like the one before."""
    if drafts:
        more = [unit for unit in read if _adds(unit)]
    else:
        leaning = [unit for unit in read if _leans(unit, setting)]
        more = sorted(leaning, key=lambda u: (not numbers(u.clause), not _telling(u), u.intent != WANT))[:1]
    if any(d.intent == "documents" and d.numbers and d.numbers != list(context.numbers) for d in drafts):
        # "that was the wrong one, I need 4711" speaks of our answer
        drafts = [d for d in drafts if d.intent != "dispute" or d.kinds or d.selected]
    found = [*drafts, *(draft_as(context.intent, unit, setting) for unit in more)]
    like = [] if drafts else _alike(read, context)
    whole = [_written_out(draft, context) for draft in like or found]
    for before, draft in pairwise(whole):  # "the second is wrong; send me the note that belongs to it"
        narrower = before.numbers and draft.numbers == list(context.numbers) and draft.shows("this")
        draft.numbers = list(before.numbers) if narrower else draft.numbers
    return [part for draft in whole for part in _by_cost_centre(draft, context)]


def dated_by_subject(drafts: Sequence[Draft], head: Sequence[Unit], context: Ask) -> None:
    """Papers of their own are of the time in the subject: "Invoices May", and now their credit notes, too."""
    frame = next((f for unit in head if not numbers(unit.clause) for f in frames(unit, CLOSED)), None)
    for draft in drafts:
        if frame and _of_their_own(draft, context):
            draft.take(frame)


def _of_their_own(draft: Draft, context: Ask) -> bool:
    """True for "I had asked for the credit notes, too", which are no papers of the ones before."""
    pointing = draft.shows("thereto", "belonging", "these", "this", "fragment")
    apart = bool(draft.kinds) and draft.kinds <= OWN.difference(context.kinds)
    return draft.intent == "documents" and apart and not draft.selected and not pointing


def _by_cost_centre(draft: Draft, context: Ask) -> list[Draft]:
    """One draft for each cost centre that is only told by its number: "and for 610 and 620"."""
    if not context.cost_centre or draft.numbers or draft.cost_centre != context.cost_centre:
        return [draft]
    length = len(context.cost_centre)
    words = draft.unit.clause.words
    codes = [w.written for w in words if len(w.written) == length and w.written.isdigit()]
    return [replace(draft, cost_centre=code) for code in codes] or [draft]


def _place(draft: Draft, context: Ask) -> str | None:
    """The other site that is meant: "and the same for Saalfeld"."""
    clause = draft.unit.clause
    if draft.location or draft.numbers or not context.location:
        return draft.location or (None if draft.numbers else _of_ones(clause) or _only_there(draft.unit))
    behind = (filters.named_behind(clause, cue) for cue in ("relation", "filter:within"))
    return next((name for name in behind if name), None) or town_named(clause) or _named_first(clause)


def _of_ones(clause: Clause) -> str | None:
    """The Stirling of "the Stirling ones only"."""
    before = {clause.words[h.last - 1].written for h in clause.of("the_named")}
    return next((name for name in filters.full_names(clause, 1) if name in before), None)


def _only_there(unit: Unit) -> str | None:
    """The Norwich of "Sorry, should have said: only Norwich"."""
    part = unit.parts[-1]
    brief = len(part.words) <= TERSE and part.opens("only") and "verb" not in part.cues
    return filters.named_behind(part, "only") if brief else None


def _named_first(clause: Clause) -> str | None:
    """The Bodmin of "And Bodmin for the same month?"."""
    joined = any(h.first == 0 == h.last for h in clause.of("joiner"))
    names = filters.full_names(clause, 1) if joined else []
    return names[0] if names and clause.words[1].written == names[0].split()[0] else None


def _telling(unit: Unit) -> bool:
    """True for a fragment that names a time frame, a form or a kind."""
    return any(cue == "{period}" or cue.startswith(("form:", "kind:", "status:")) for cue in unit.clause.cues)


def _adds(unit: Unit) -> bool:
    """True for a fragment such as "and for batch 8842 too?" beside other wishes."""
    joins = not unit.clause.cues.isdisjoint(("also", "same")) or unit.clause.source.end == "?"
    if unit.intent == WANT and "{period}" in unit.clause.cues:
        return "also" in unit.clause.cues  # "could we have it for June too?"
    return unit.intent is None and joins and bool(numbers(unit.clause))


def _leans(unit: Unit, setting: Setting) -> bool:
    """True for a fragment that says only in what it differs from the wish before."""
    clause = unit.clause
    if unit.intent not in (None, WANT, "documents"):
        return False
    if "done" in clause.cues and clause.cues.isdisjoint(("please", "also", "{number}", "{period}")):
        return False
    named = numbers(clause) or kinds(clause, setting.own) or unit.intent == WANT
    narrowed = any(filters.one_of(group, clause) for group in ("form", "status"))
    leaning = LEANING & clause.cues
    if leaning == {"{period}"} and not named and not narrowed:
        return _dated(unit, setting)
    return bool(named or narrowed or leaning or _only_there(unit))


def _dated(unit: Unit, setting: Setting) -> bool:
    """True when a time frame selects papers; "until next week!" says good-bye."""
    return draft_as("documents", unit, setting).dated


def _alike(read: Sequence[Unit], context: Ask) -> list[Draft]:
    """Plain digits that are as long as a number of the context: "and 5514?"."""
    lengths = {len(n) for n in context.numbers if isinstance(n, str) and n.isdigit()}
    for unit in read:
        like: list[Number] = [w.written for w in unit.clause.words if w.written.isdigit()]
        like = [n for n in like if len(str(n)) in lengths]
        if like:
            return [Draft(context.intent, unit, numbers=like)]
    return []


def _as_before(draft: Draft, context: Ask) -> bool:
    """True for "the notes in the same way" behind a subscription, "the lot for Bath" behind a table."""
    if context.intent in ("subscribe", "unsubscribe"):
        return draft.shows("same_way") and not draft.selected
    return context.intent == "export" and draft.kinds == {"all"}


def _same_thing(clause: Clause) -> bool:
    """True for "for the same delivery", with or without a further one."""
    return any(s.last + 1 == thing.first for s in clause.of("same") for thing in clause.of("order_thing"))


def _written_out(draft: Draft, context: Ask) -> Draft:
    """Adds what the context tells and the message does not."""
    if draft.intent == "documents" and not draft.numbers and _as_before(draft, context):
        draft.intent = context.intent
    if draft.intent == "open_items" and context.numbers and draft.shows("these"):
        draft.intent = "payment_status"  # "are any of these still unpaid?"
    if draft.intent in FILTERED and (not draft.kinds or draft.shows("likewise")):
        draft.kinds |= set(context.kinds)
    if draft.kinds == {"all"} and context.kinds and not (draft.numbers or draft.dated):
        draft.kinds = set(context.kinds)  # "zip the lot"
    draft.location = _place(draft, context)
    if draft.intent == context.intent == "export":  # "the same for 2024, please": as a table again
        draft.form = draft.form or context.form
    moved = bool(draft.location and context.location)
    if draft.intent in NUMBERED and not draft.selected and not draft.amount and not moved:
        draft.numbers = chosen(context.numbers, draft.unit)
    elif draft.intent in NUMBERED and _same_thing(draft.unit.clause):
        draft.numbers = [*context.numbers, *(n for n in draft.numbers if n not in context.numbers)]
    if (draft.intent in FILTERED or draft.intent == context.intent in DATED) and not draft.numbers:
        if not draft.dated and not draft.last and draft.intent != "subscribe":
            draft.since, draft.until = context.since, context.until
        if context.person and not draft.person:
            draft.person = next(iter(filters.titled(draft.unit.clause)), None)
        for name in ("location", "cost_centre", "person"):
            if getattr(draft, name) is None:
                setattr(draft, name, getattr(context, name))
    return draft
