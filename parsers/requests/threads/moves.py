"""Another site, person or cost centre that a short message means: "and the same for Saalfeld"."""

from collections.abc import Sequence
from dataclasses import replace

from parsers.asks import Ask
from parsers.requests.drafting.drafts import Draft
from parsers.requests.drafting.wishes import FORMED
from parsers.requests.fields import filters
from parsers.requests.fields.locations import named_behind
from parsers.requests.fields.series import more_sites
from parsers.requests.fields.sites import town_named, unknown
from parsers.requests.grammar.units import Unit
from parsers.requests.text.clauses import Clause
from parsers.requests.text.names import uncapitalised

OF_TOWN = "er"
HOUSES = ("filter:location", "filter:location_full", "filter:institution")
SPEAKING = ("please", "relation", "joiner", "also", "only", "same", "verb", "contrast", "negation")
TERSE = 4  # words of a clause that only names a site
SIGNED = 5  # words of a line that is only a name
BRIEF = 6  # words of a clause that changes only the place or the person
MOVING = frozenset({"same", "also", "only", "meant", "no_wait", "joiner", "relation", "these", "contrast"})
# what a clause shows that is more than another place
TOLD = frozenset(
    {"thanks", "greeting", "closing", "done", "have", "negation", "arrival", "doing", "attitude"}
)


def unsigned(read: Sequence[Unit]) -> Sequence[Unit]:
    """The units without a last line that is nothing but the name of a house: "Fernhill Stables"."""
    return read[:-1] if len(read) > 1 and _signs(read[-1].clause) else read


def _signs(clause: Clause) -> bool:
    """True for a line of a name alone; "Filiale Linz" is none, for that is how a writer calls his sites."""
    words = clause.words
    named = words[0].written[0].isupper() and words[-1].written[0].isupper() and len(words) <= SIGNED
    own = named and clause.source.fresh and clause.source.end in ("", ".")
    house = "filter:business" in clause.cues or not clause.cues.isdisjoint(HOUSES)
    chained = "filter:chain" in clause.cues and "filter:business" not in clause.cues
    return own and house and not chained and len(words) > 1 and clause.cues.isdisjoint(SPEAKING)


def by_cost_centre(draft: Draft, context: Ask) -> list[Draft]:
    """One draft for each cost centre that is only told by its number: "and for 610 and 620"."""
    if not (context.cost_centre and draft.cost_centre) or draft.numbers:
        return [draft]
    length = len(context.cost_centre)
    words = draft.unit.clause.words
    codes = [w.written for w in words if len(w.written) == length and w.written.isdigit()]
    if draft.cost_centre != context.cost_centre:
        codes = [code for code in codes if code != context.cost_centre] if draft.cost_centre in codes else []
    return [replace(draft, cost_centre=code) for code in dict.fromkeys(codes)] or [draft]


def by_site(draft: Draft, context: Ask) -> list[Draft]:
    """One draft for each site of "the same for Meran and Brixen"."""
    clause = draft.unit.clause
    if not draft.location or draft.location == context.location or draft.numbers:
        return [draft]
    if sites := more_sites(clause, draft.location):
        return [draft, *(replace(draft, kinds=set(draft.kinds), location=site) for site in sites)]
    at = next((i for i, word in enumerate(clause.words) if word.written == draft.location), -1)
    joins = at > 0 and any(h.first == at + 1 == h.last for h in clause.of("joiner"))
    more = unknown(clause, at + 2) if joins else None
    return [draft, replace(draft, location=more)] if more else [draft]


def other_place(draft: Draft, context: Ask) -> str | None:
    """The other site that is meant: "and the same for Saalfeld"."""
    clause = draft.unit.clause
    if draft.location or draft.numbers or draft.intent not in FORMED:
        return draft.location
    there = _of_ones(clause)
    if there or draft.person:
        return there
    if not context.location:
        return _only_there(draft.unit) or (None if context.person else _other_name(draft.unit))
    behind = (named_behind(clause, cue) for cue in ("relation", "filter:within"))
    named = next((name for name in behind if name), None) or town_named(clause) or _named_first(clause)
    return named or _other_name(draft.unit, bare=True)


def other_site(unit: Unit, context: Ask) -> bool:
    """True for a clause that says little more than another site."""
    moved = context.location and unit.clause.cues.isdisjoint(("verb", "done", "thanks"))
    return bool(moved and other_place(Draft(context.intent, unit), context))


def _other_name(unit: Unit, bare: bool = False) -> str | None:
    """The Linz of "now Linz please": the only word of a short clause that signals nothing."""
    bare = bare and "thanks" not in unit.clause.cues  # "many thanks, very quick"
    for part in unit.parts:
        plain = [w for w in part.words if not w.thing and w.written.isalpha()]
        moves = not part.cues.isdisjoint(MOVING) or (
            bare and ("please" in part.cues or "verb" not in part.cues)
        )
        asked = bare and part.source.end == "?" and part.opens("ask_words") and len(plain) <= TERSE
        moves = moves or asked  # "where is Goole?"
        verbal = "verb" in part.cues and part.cues.isdisjoint(("meant", "want", "please")) and not asked
        if len(plain) > BRIEF or not moves or verbal or not part.cues.isdisjoint(TOLD):
            continue
        names = _silent(part, bare)
        if len(names) == 1 and (len(plain) > 1 or part.source.end == "?"):
            return names[0]
    return None


def _silent(part: Clause, first: bool) -> list[str]:
    """The words, and pairs, that signal nothing behind one that does; `first`: or begin the clause."""
    runs: list[list[str]] = [[]]
    led, small = {h.last + 1 for h in part.of("stance:definite")}, uncapitalised(part, but_first=True)
    before = {h.last + 1 for cue in (*MOVING, "filter:adverb", "filter:into") for h in part.of(cue)}
    if part.opens("ask_words"):
        before |= {h.last + 1 for cue in ("inverted", "ask_words") for h in part.of(cue)}
    for at in range(len(part.words)):
        name = unknown(part, at) if at not in led else None  # not "den ganzen September", "das Ganze"
        fits = runs[-1] or at in before or (first and not at)
        if name and fits and (small or part.words[at].written[0].isupper()):
            runs[-1].append(name)
        else:
            runs.append([])
    return [" ".join(run) for run in runs if 0 < len(run) <= 2]


def _of_ones(clause: Clause) -> str | None:
    """The Stirling of "the Stirling ones only"."""
    before = {clause.words[h.last - 1].written for h in clause.of("the_named")}
    named = next((name for name in filters.full_names(clause, 1) if name in before), None)
    last = clause.words[-1]  # "nur die Klagenfurter"
    people = clause.of("filter:only_those") and last.written[0].isupper() and not last.thing
    people = people and last.written.endswith(OF_TOWN)
    return named or (last.written.removesuffix(OF_TOWN) if people else None)


def _only_there(unit: Unit) -> str | None:
    """The Norwich of "Sorry, should have said: only Norwich", of "Norwich only" and "Norwich is enough"."""
    part = unit.parts[-1]
    towns = [part.words_of(h) for h in part.of("filter:town")]
    if len(towns) == 1 and "only" in part.cues and len(part.words) <= TERSE and part.cues.isdisjoint(TOLD):
        return towns[0]
    brief = len(part.words) <= TERSE and part.opens("only") and "verb" not in part.cues
    return named_behind(part, "only") if brief else None


def _named_first(clause: Clause) -> str | None:
    """The Bodmin of "And Bodmin for the same month?"."""
    joined = any(h.first == 0 == h.last for h in clause.of("joiner"))
    names = filters.full_names(clause, 1) if joined else []
    return names[0] if names and clause.words[1].written == names[0].split()[0] else None


def other_person(unit: Unit, context: Ask) -> str | None:
    """The other person that is meant: "und vom maier"."""
    if not context.person:
        return None
    behind = None if context.location else named_behind(unit.clause, "relation")
    by_name = None if context.location else _other_name(unit, bare=True)
    return next(iter(filters.titled(unit.clause)), None) or behind or by_name


def ours_dated(read: Sequence[Unit]) -> bool:
    """True for "have you a newer one? Ours is from 2016"."""
    timed = [unit.clause.cues for unit in read if "{period}" in unit.clause.cues]
    return bool(timed) and all("own_date" in cues for cues in timed)
