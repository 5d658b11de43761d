"""What a message takes back: "no wait, the second quarter", "as XML, no, attached"; the last word counts."""

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from parsers.requests.drafting.drafts import Draft, Setting
from parsers.requests.drafting.wishes import FORMED
from parsers.requests.fields.filters import last_few
from parsers.requests.fields.forms import form
from parsers.requests.fields.locations import location
from parsers.requests.fields.places import Number, kinds, named_kinds, number_of, numbers, places
from parsers.requests.fields.sites import town_named
from parsers.requests.grammar.repairs import figures, forgotten, name_in
from parsers.requests.grammar.rules import WANT
from parsers.requests.grammar.units import Unit
from parsers.requests.text.clauses import Clause

KINDED = ("documents", "export", "subscribe")
TABLES = ("csv", "xlsx")  # the forms of a list of papers, no form of the papers


def take_back(drafts: Sequence[Draft], repairs: Sequence[Clause], setting: Setting) -> None:
    """Gives the wishes before a repair what it names instead: numbers, kinds, a time, a site, a form."""
    for clause in repairs:
        before = [draft for draft in drafts if draft.unit.sentence <= clause.sentence]
        if before:
            _renumber(before, clause)
            _rename(before, clause, setting)
            _retime(before, clause)
            _recount(before, clause, setting)
            _move(before, clause)
            _reform([draft for draft in before if draft.form], clause)


def _renumber(before: Sequence[Draft], clause: Clause) -> None:
    """The numbers of the last wish that has some; a single one stands for the one it is most like."""
    meant = numbers(clause) or list[Number](figures(clause))
    draft = next((d for d in reversed(before) if d.numbers), None)
    if meant and draft is None and before[-1].intent in KINDED and clause.kinds:
        before[-1].numbers = [*meant]  # "note and invoice, nonsense, only the note 4711"
    if not meant or draft is None:
        return
    named = {str(number_of(word)) for word in clause.words if word.thing}
    refused = [n for n in draft.numbers if str(n) in named and n not in meant]
    old = list(draft.numbers)
    if len(meant) < len(old):
        old = refused or [max(old, key=lambda n: OSA.normalized_similarity(str(n), str(meant[0])))]
    for other in before:
        if set(old) & set(other.numbers):
            other.numbers = _replaced(other.numbers, old, meant)


def _replaced(found: Sequence[Number], old: Sequence[Number], new: Sequence[Number]) -> list[Number]:
    """The numbers with the new ones at the place of the first of the old ones."""
    at = next(i for i, number in enumerate(found) if number in old)
    kept = [n for n in found if n not in old and n not in new]
    return [*kept[:at], *new, *kept[at:]]


def _rename(before: Sequence[Draft], clause: Clause, setting: Setting) -> None:
    """The kinds of the last wish for papers, or only the one that is refused: "the note, not the invoice"."""
    meant = set(kinds(clause, setting.own))
    draft = next((d for d in reversed(before) if d.intent in KINDED), None)
    if draft and meant:
        refused = set(named_kinds(clause, setting.own)) - meant
        draft.kinds = meant | (draft.kinds - refused if draft.kinds & refused else set())


def _retime(before: Sequence[Draft], clause: Clause) -> None:
    """The time frame of the last wish that has one, and of those that share it."""
    frame = next((p for p in reversed(places(clause, {}, every=True)) if p.sort == "period"), None)
    draft = next((d for d in reversed(before) if d.dated), None)
    if frame and draft:
        old = draft.since, draft.until
        for other in before:
            if (other.since, other.until) == old:
                other.take(frame)


def _recount(before: Sequence[Draft], clause: Clause, setting: Setting) -> None:
    """How many of the last ones: "make it the last five"."""
    draft = next((d for d in reversed(before) if d.last), None)
    few = last_few(clause, setting.counts)
    if draft and few and not draft.numbers:
        draft.last = few


def _move(before: Sequence[Draft], clause: Clause) -> None:
    """The site of the wishes before: "scrap that, Bradford"."""
    draft = next((d for d in reversed(before) if d.location), None)
    site = location(clause) or town_named(clause) or name_in(clause)
    if draft and site and not clause.kinds:
        narrowed = "only" in clause.cues and any(d.location == site for d in before)
        old = {d.location for d in before if d.location} if narrowed else {draft.location}
        for other in before:
            other.location = site if other.location in old else other.location


def _reform(before: Sequence[Draft], clause: Clause) -> None:
    """The form of the last wish that has one: "no, PDF is fine"."""
    named = form([clause])
    for draft in before[-1:]:
        plain = named is None and "docs" in clause.cues and "stance:approve" in clause.cues
        draft.form = None if plain else named or draft.form
        if draft.intent == "export" and draft.form not in TABLES:
            draft.intent = "documents"
        elif draft.intent == "documents" and named in TABLES and draft.kinds:
            draft.intent = "export"


def needless(drafts: Sequence[Draft], read: Sequence[Unit]) -> bool:
    """True when the last word is that it has turned up: "could you send it? Never mind, found it"."""
    if all("forgotten" not in unit.clause.cues for unit in read):
        return False
    last = max((draft.unit.sentence for draft in drafts), default=-1)
    if last < 0 or any(draft.intent not in FORMED for draft in drafts):
        return False
    after = [unit for unit in read if unit.sentence > last]
    return all(unit.intent != WANT for unit in after) and any(forgotten(unit.clause) for unit in after)
