"""What a wish without a name is for: the paper of the story before it, the one of two things it speaks of."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from parsers.requests.drafting.drafts import Draft
from parsers.requests.fields.places import Number, named_kinds, number_of, numbers, places
from parsers.requests.grammar.rules import NOTHING
from parsers.requests.grammar.units import Unit
from parsers.requests.lists.listed import shape
from parsers.requests.text.clauses import Clause

REACH = 4  # units back to the story
TELLING = ("dispute", "other", "documents", "order_status", NOTHING)
ALL = ("these", "all", "several", "everything")
SPOKEN = ("verb", "pronoun", "done", "{number}", "order_thing", "whether")
MANNER = ("all", "form:", "again", "copy", "docs", "everything")
LONG = 5  # letters of a word that describes
NEXT = 2  # words from a kind to its number
PAPERLESS = ("everything", "all")  # of an order any paper may be wanted
UNNAMED = frozenset({"reminder"})  # what a reminder lists are invoices


def story_kinds(draft: Draft, read: Sequence[Unit], at: int, own: Mapping[str, str]) -> set[str]:
    """The kinds that the story of a wish names: "they found no sheets for 1 and 2. Please send these"."""
    if at < 0 or not draft.numbers or numbers(draft.unit.clause):
        return set()
    for unit in [draft.unit, *reversed(read[max(at - REACH, 0) : at])]:
        if unit is not draft.unit and (unit.intent not in TELLING or "unwanted" in unit.clause.cues):
            continue
        spared = (
            frozenset() if "filter:applies" in unit.clause.cues else UNNAMED
        )  # "it's about your reminder"
        if named := set(named_kinds(unit.clause, own)) - spared:
            return named
    return set()


def sibling_kinds(draft: Draft, read: Sequence[Unit], own: Mapping[str, str]) -> set[str]:
    """The one kind of the numbers that look alike: "invoice 66127 is wrong, and of 66130 I need a copy"."""
    shapes = {shape(n) for n in draft.numbers if isinstance(n, str)}
    if not shapes or draft.shows("order_thing", *PAPERLESS):
        return set()
    others = [pair for unit in read if unit is not draft.unit for pair in _named(unit, own)]
    found = {kind for kind, number in others if shape(number) in shapes}
    return found - UNNAMED if len(found) == 1 else set()


def by_reminder(draft: Draft, read: Sequence[Unit]) -> bool:
    """True for the 4711 of "your reminder says 4711": what a reminder lists are invoices."""
    told = (u.clause for u in read if draft.numbers and set(draft.numbers) <= set(numbers(u.clause)))
    told = (clause for clause in told if "filter:applies" not in clause.cues)  # "it's about reminder 4711"
    return any(_led_by(clause, hit.first) for clause in told for hit in clause.of("kind:reminder"))


def _led_by(clause: Clause, at: int) -> bool:
    return any(0 < at - h.last <= NEXT for h in clause.of("mention"))


def _named(unit: Unit, own: Mapping[str, str]) -> list[tuple[str, str]]:
    """The numbers of a sentence with a kind right before them."""
    pairs = [(a, b) for a, b in pairwise(places(unit.clause, own)) if b.at - a.at <= NEXT]
    named = [(a.value, b.value.value) for a, b in pairs if (a.sort, b.sort) == ("kind", "number")]
    return [(kind, number) for kind, number in named if isinstance(number, str)]


def described(found: Sequence[Number], draft: Draft, read: Sequence[Unit]) -> list[Number]:
    """The one number whose words the wish names: of "the benches (order 1) and the table (order 2)"."""
    if len(found) <= 1 or draft.intent != "documents" or draft.shows(*ALL):
        return list(found)
    near: dict[Number, set[str]] = {n: set() for n in found}
    for unit in read:
        for number, words in _beside(unit.clause):
            if number in near:
                near[number] |= words
    asked = _words(draft.unit.clause, 0, len(draft.unit.clause.words))
    meant = [n for n in found if asked & near[n]]
    return meant if len(meant) == 1 else list(found)


def _beside(clause: Clause) -> list[tuple[Number, set[str]]]:
    """The numbers of a clause, each with the words before it that describe it, or behind "4711 for"."""
    at = [i for i, word in enumerate(clause.words) if number_of(word) is not None]
    ties = {h.first for h in clause.of("relation")}
    found: list[tuple[Number, set[str]]] = []
    for start, place, end in zip([0, *at], at, [*at[1:], len(clause.words)], strict=False):
        number = number_of(clause.words[place])
        span = (place, end) if place + 1 in ties else (start, place)
        if number is not None:
            found.append((number, _words(clause, *span)))
    return found


def briefly(unit: Unit) -> bool:
    """True for "please as one PDF" below a subject that names the papers."""
    cues = unit.clause.cues
    plain = unit.intent is None and "please" in cues and cues.isdisjoint(SPOKEN)
    return plain and any(cue.startswith(MANNER) for cue in cues)


def named_only(part: Clause) -> bool:
    """True for papers with their time and nothing that is said of them."""
    said = ("verb", "pronoun", "told_by", "thanks", "done", "have", "arrival", "paid")
    return bool(part.kinds) and "{period}" in part.cues and part.cues.isdisjoint(said)


def _words(clause: Clause, start: int, end: int) -> set[str]:
    return {w.folded for w in clause.words[start:end] if not w.thing and len(w.folded) >= LONG}
