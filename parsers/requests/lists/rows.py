"""A wish for papers said site by site: "for A all invoices since July, for B only those of October"."""

from collections.abc import Sequence
from dataclasses import replace

from parsers.requests.fields import filters
from parsers.requests.fields.locations import LOCATING, location
from parsers.requests.fields.sites import town_named
from parsers.requests.grammar.fronted import fronted
from parsers.requests.grammar.rules import WANT, Rule
from parsers.requests.grammar.units import Unit
from parsers.requests.text.clauses import Clause, joined
from parsers.requests.text.masks import WANTED_KIND

SITED = ("filter:cost_centre", "filter:town", *LOCATING)
STATES = ("status:open", "status:overdue", "status:paid", "status:partial")
SELECTING = ("{number}", "{period}", "filter:last", *STATES)
# "For branch B only the unpaid ones." behind "For branch A all invoices, please."
ONE_MORE = Rule("documents", (frozenset(SELECTING),), frozenset())
BOTH = frozenset({"several", "{number}"})  # "and of 4712 both"
STRAYLESS = ("verb", "pronoun", "namely", "relation", "{period}", *SITED)
REFUSING = ("negation", "unwanted", "filter:left_out", "have", "done", "pronoun")
AHEAD = 3  # clauses from what papers belong to up to their name
HEAD = 4  # words of "order 4711:"
OPEN = frozenset({None, WANT, "open_items"})  # what such a sentence by itself is read as
SPOKEN, ENOUGH = ("verb", "pronoun"), ("only", "stance:approve")
NOT_SO = ("open_items", "statement", "export", "order_thing", "ask_words")


def by_scope(unit: Unit) -> list[Unit]:
    """The unit cut where another site or cost centre is named with papers or a time frame of its own.

    And where a clause begins with what its papers belong to: "the invoices of May | and for 4711 the note".
    """
    if len(unit.parts) == 1:
        return [unit]
    rows: list[list[Clause]] = [[]]
    before: str | None = None  # the first site of the row
    apart = not any(p.cues >= BOTH and not p.kinds for p in unit.parts)
    heads = [part for part in unit.parts if _heads(part)]
    heads = heads if len(heads) > 1 and heads[0] is unit.parts[0] else []
    for at, part in enumerate(unit.parts):
        behind = unit.parts[at + 1 :]
        site = _site(part)
        other = site and before and site != before and _selects(rows[-1]) and _selects([part])
        begins = rows[-1] and any(part is head for head in heads)
        begins = begins or _other_state(rows[-1], part) or _code_again(rows[-1], part) is not None
        scoped = apart and _whole(rows[-1]) and (fronted(part) or _scope(part, behind))
        if begins or other or scoped or _stray(rows[-1], part, behind[0] if behind else None):
            rows.append([])
            before = None
        rows[-1].append(part)
        before = before or site
    if len(rows) == 1:
        return [unit]
    return [replace(unit, parts=tuple(row), clause=joined(row)) for row in rows]


def each_site(read: Sequence[Unit]) -> list[Unit]:
    """The units; one that only selects at another site wants the papers of the one before it."""
    found: list[Unit] = []
    for unit in read:
        more = bool(found) and _one_more(found[-1], unit)
        found.append(replace(unit, intent="documents", rule=ONE_MORE, weak=False) if more else unit)
    return found


def _one_more(before: Unit, unit: Unit) -> bool:
    clause, said = unit.clause, before.clause
    if unit.intent not in OPEN or clause.cues.isdisjoint(SITED) or clause.cues.isdisjoint(SELECTING):
        return False
    if before.intent != "documents" or unit.sentence != before.sentence + 1 or said.cues.isdisjoint(SITED):
        return False
    first = unit.parts[0].cues
    told = unit.intent is None and not first.isdisjoint(SPOKEN) and first.isdisjoint(ENOUGH)
    named = any(cue.startswith(WANTED_KIND) for cue in clause.cues)
    if told or named or not first.isdisjoint(NOT_SO) or clause.source.end == "?":
        return False
    site = _site(clause)
    return site is not None and _site(said) not in (None, site)


def _site(part: Clause) -> str | None:
    """The site or the cost centre that a clause names."""
    named = part.kinds or "filter:last" in part.cues  # "the last invoice for Ulm | and the last one for Bonn"
    return filters.cost_centre(part) or location(part) or (town_named(part) if named else None)


def _stray(row: Sequence[Clause], part: Clause, behind: Clause | None) -> bool:
    """True for the 4711 of "the invoices of May | plus 4711", be it announced: "plus one stray: | 4711"."""
    if not part.opens("joiner", "also") or part.kinds or not part.cues.isdisjoint(STRAYLESS):
        return False
    if not any(map(_selected, row)) or any("namely" in one.cues for one in row):
        return False
    announced = part.words[-1].written == ":" and behind is not None and not behind.kinds
    told = behind if announced and behind else part
    return "{number}" in told.cues and all("{number}" not in one.cues for one in row)


def _other_state(row: Sequence[Clause], part: Clause) -> bool:
    """True for "all open invoices | and of the paid ones only those of May"."""
    own = filters.status([part]) if part.opens("joiner", "also") and part.cues.isdisjoint(REFUSING) else None
    said = [state for one in row if one.kinds and (state := filters.status([one]))]
    selects = not part.cues.isdisjoint(("{period}", "filter:last"))
    return bool(said) and own is not None and own != said[-1] and selects


def _code_again(row: Sequence[Clause], part: Clause) -> str | None:
    """The 5520 of "the invoices on cost centre 4410 of May | and of June on 5520"."""
    codes = [code for one in row if (code := filters.cost_centre(one))]
    if not codes or filters.cost_centre(part) or not part.opens("joiner", "also", "relation"):
        return None
    ties = {h.last + 1 for cue in ("relation", "preposition") for h in part.of(cue)}
    told = (part.words[at].written for at in ties if at < len(part.words))
    alike = (code for code in told if code.isdigit() and len(code) == len(codes[-1]))
    return next((code for code in alike if code not in codes), None)


def with_code(row: Unit, before: Unit) -> str | None:
    """The cost centre of a row that only tells its number, as the row before it says whose number it is."""
    return _code_again(before.parts, row.parts[0])


def _heads(part: Clause) -> bool:
    """True for the "4711:" of "4711: the invoice, 4712: the note"."""
    return (
        "{number}" in part.cues
        and not part.kinds
        and part.words[-1].written == ":"
        and len(part.words) <= HEAD
    )


def _scope(part: Clause, behind: Sequence[Clause]) -> bool:
    """True for "and for 4711 | also the note", for "and for the hoists | 1 and 2 | the papers"."""
    at = next((i for i, one in enumerate(behind[:AHEAD]) if one.kinds), -1)
    if at < 0 or part.kinds or not part.opens("joiner", "also", "relation"):
        return False
    bare = part.words[-1].written[-1].isalnum() and behind[at].opens("also") and at == 0
    listed = "{number}" not in part.cues and any("{number}" in one.cues for one in behind[: at + 1])
    plain = all(one.cues.isdisjoint(("verb", "pronoun")) for one in (part, *behind[: at + 1]))
    return (bare or (listed and plain)) and fronted(joined([part, *behind[: at + 1]]))


def _whole(parts: Sequence[Clause]) -> bool:
    """True when papers are named, and which of them."""
    cues = frozenset[str]().union(*(part.cues for part in parts))
    named = "everything" in cues or any(part.kinds for part in parts)
    return named and not cues.isdisjoint((*SELECTING, *SITED))


def _selected(part: Clause) -> bool:
    """True when one clause names papers and which of them."""
    return bool(part.kinds) and (not part.cues.isdisjoint(SELECTING) or _site(part) is not None)


def _selects(parts: Sequence[Clause]) -> bool:
    """True when a kind or a selection is named."""
    cues = frozenset().union(*(part.cues for part in parts))
    return not cues.isdisjoint(SELECTING) or any(cue.startswith(WANTED_KIND) for cue in cues)
