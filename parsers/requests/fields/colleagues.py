"""Whose access changes: one draft for each person named, with the papers and the site said of that person."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from parsers.requests.drafting.drafts import Draft, Setting
from parsers.requests.fields import filters
from parsers.requests.fields.locations import location
from parsers.requests.fields.places import kinds
from parsers.requests.grammar.access import same, small_names, someone, who
from parsers.requests.grammar.units import Unit
from parsers.requests.text.clauses import Clause, joined, stretch
from parsers.requests.text.masks import WANTED_KIND

SPEAKS_OF_PEOPLE = ("people", "leaving", "person_verb", "granted")
CHANGES = (*SPEAKS_OF_PEOPLE, "filter:location", "person_move", "doing")
SPEAKING = ("verb", "pronoun", "told_by", "please", "want", "negation")
DEEDS = ("access:move", "access:verb")
SIDE_BY_SIDE = 4  # words; two people with no more between them get the same


def people(unit: Unit, setting: Setting) -> list[Draft]:
    """The drafts of a unit that changes who may see what; never none."""
    clause = unit.clause
    names = _names(unit)
    if len(names) < 2:
        return [_draft(unit, clause, name, setting) for name in names] or [
            _draft(unit, clause, None, setting)
        ]
    starts = [_start(clause, name) for name in names]
    parts = [stretch(clause, a, b) for a, b in pairwise([*starts, len(clause.words)]) if a < b]
    before = _draft(unit, stretch(clause, 0, starts[0]), None, setting)
    drafts = [_draft(unit, part, name, setting) for part, name in zip(parts, names, strict=False)]
    for i in range(len(parts) - 2, -1, -1):
        if len(parts[i].words) <= SIDE_BY_SIDE and parts[i].cues.isdisjoint((*CHANGES, "all")):
            drafts[i] = replace(drafts[i + 1], person=names[i])
    if "several" in clause.cues:  # "Rahul and Imogen both for the Bristol store"
        drafts = [_with(draft, drafts[-1]) for draft in drafts]
    return [_with(draft, before) for draft in drafts]


def told_before(before: Sequence[Unit], own: Mapping[str, str]) -> set[str]:
    """The papers of "Let Sarah see our invoices" for the sentence behind it that only tells her address."""
    last = before[-1] if before else None
    told = last is not None and last.intent is None and "people" in last.clause.cues
    return set(kinds(last.clause, own)) if last and told else set()


def _names(unit: Unit) -> list[str]:
    """Addresses first, else names behind a title, else two capitalised words."""
    clause = unit.clause
    telling = [part for part in unit.parts if not part.cues.isdisjoint(SPEAKS_OF_PEOPLE)]
    if any(filters.titled(part) for part in telling):
        told = joined([part for part in unit.parts if part in telling or "{address}" in part.cues])
    else:
        told = joined(telling) if telling and len(filters.persons(clause)) < 2 else clause
    names = filters.persons(told) or filters.persons(clause) or _row(clause) or small_names(clause)
    gone = [name for part in unit.parts if "leaving" in part.cues for name in who(part)[:1]]
    found = [*(n for n in gone if "@" in "".join(names) and not _named(n, names)), *names]
    return [*found, *_changed(unit, found)] if "@" in "".join(names) else found


def _changed(unit: Unit, names: Sequence[str]) -> list[str]:
    """Who stands in a clause of their own: "access for <address>, please, and delete Mr Pauli"."""
    parts = [p for p in unit.parts if "{address}" not in p.cues and not p.cues.isdisjoint(DEEDS)]
    told = [name for part in parts for name in filters.titled(part)[:1] if not _named(name, names)]
    last = max(_start(unit.clause, name) for name in names)
    return [name for name in told if _start(unit.clause, name) > last]


def _named(name: str, names: Sequence[str]) -> bool:
    return any(name in other or same(name, other) for other in names)


def _row(clause: Clause) -> list[str]:
    """The first full name and those that only a sign or a joining word parts from it."""
    found = filters.full_names(clause)
    row, rest = found[:1], clause.text
    for name, following in pairwise(found):
        between = rest.partition(name)[2].partition(following)[0]
        if len(between.split()) > 1:
            break
        row.append(following)
    return row


def _start(clause: Clause, name: str) -> int:
    """Index of the word at which a name begins."""
    first = name.split(maxsplit=1)[0]
    found = (
        i
        for i, w in enumerate(clause.words)
        if w.written == first or (w.thing and str(w.thing.value) == name)
    )
    return next(found, 0)


def _draft(unit: Unit, told: Clause, name: str | None, setting: Setting) -> Draft:
    refused = {h.cue for h in told.hits if filters.negated(told, h.first, 0)}
    lacks = {h.last + 1 for h in told.of("lacking")}
    refused |= {h.cue for h in told.kinds if h.first in lacks}
    row = False
    for part in reversed(unit.parts):  # "delivery notes only | - invoices | and reminders not"
        row = (row and part.cues.isdisjoint(SPEAKING)) or _shuts(part)
        refused |= {h.cue for h in part.kinds} if row else set()
        row = row and part.opens("joiner")
    named = {kind for kind in kinds(told, setting.own) if WANTED_KIND + kind not in refused}
    if not named and ({"everything", "docs"} <= told.cues or "full_view" in told.cues):
        named = {"all"}
    person = name.removesuffix("'s") if name else None
    code = filters.cost_centre(told)
    return Draft("people", unit, named, location=location(told), person=person, cost_centre=code)


def _shuts(part: Clause) -> bool:
    """True for "invoices not", "invoices not to be released" and, of nobody by name, "hide the invoices"."""
    last = max((i for i, word in enumerate(part.words) if word.written[:1].isalnum()), default=-1)
    ends = {last, *(h.first - 1 for h in part.of("access:verb") if h.last == last)}
    denied = any(h.last in ends for h in part.of("negation"))
    return denied or (any(h.last == last for h in part.of("access:hide")) and not someone(part))


def _with(draft: Draft, before: Draft) -> Draft:
    """A draft with what is said of all before the first of them is named."""
    return replace(draft, kinds=draft.kinds or set(before.kinds), location=draft.location or before.location)
