"""The site of a wish that names none in the usual words: a name that its neighbours make that of a site."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from parsers.phrases import fold
from parsers.requests.drafting.drafts import Draft, Setting
from parsers.requests.drafting.wishes import FILTERED, at_sites
from parsers.requests.fields.customers import of_customer
from parsers.requests.fields.locations import location
from parsers.requests.fields.named import PLAIN, Named, named
from parsers.requests.fields.places import kinds
from parsers.requests.fields.series import more_sites
from parsers.requests.fields.sites import speaks
from parsers.requests.grammar.rules import WANT
from parsers.requests.grammar.telling import of_other_papers, of_trade
from parsers.requests.grammar.units import Unit
from parsers.requests.text.clauses import Clause
from parsers.requests.text.names import uncapitalised

SITED = FILTERED | {"order_status", "people"}
GONE = ("access:leaves", "leaving", "person_move", "person_verb", "person_change")
REACH = 2  # sentences
THERE = ("thither", "thereto", "filter:that_site")
SAID = ("verb", "mention")
BESIDE = ("only", "please")
FIRMLY = ("order_thing", "meant", "missing", "filter:applies", "namely")
TOLD = ("traded", "handed", "order_thing", "meant", "only", "missing", "filter:applies", "mention", "namely")


def place_all(
    drafts: Sequence[Draft], read: Sequence[Unit], head: Sequence[Unit], setting: Setting
) -> list[Draft]:
    """Gives each wish that may have a site and has none the one that is named for it, if only one is.

    Returns the same wishes for further sites in a row with it.
    """
    parts = [part for unit in (*read, *head) for part in unit.parts] if setting.staff else []
    _without_customer(drafts, parts)
    if open_ := [draft for draft in drafts if draft.intent in SITED and not _narrowed(draft)]:
        _find(open_, drafts, read, head, setting)
        _without_customer(open_, parts)
    found = (draft for draft in open_ if draft.location and draft.intent in FILTERED)
    return [more for draft in found for more in at_sites(draft)]


def _without_customer(drafts: Sequence[Draft], told: Sequence[Clause]) -> None:
    """Takes away the name of the customer for whom staff speak; `told`: what they say."""
    for draft in drafts:
        if told and draft.location and of_customer([*draft.unit.parts, *told], draft.location):
            draft.location = None


def _find(
    open_: Sequence[Draft],
    drafts: Sequence[Draft],
    read: Sequence[Unit],
    head: Sequence[Unit],
    setting: Setting,
) -> None:
    """The site of each wish that has none yet."""
    nouns = setting.nouns
    titles = {fold(one.name) for unit in head for part in unit.parts for one in named(part, nouns)}
    taken = [draft.unit for draft in drafts]
    beside = [unit for unit in read if unit.intent in (None, WANT) and all(unit is not u for u in taken)]
    rows = _rows(read, nouns)
    for draft in open_:
        draft.location = rows.get(draft.unit)
        if draft.location:
            continue
        several = sum(other.unit is draft.unit for other in drafts) > 1
        parts = [p for p in draft.unit.parts if not several or draft.kinds.intersection(kinds(p, {}))]
        own = [one for part in parts for one in named(part, nouns) if _spoken_of(draft, part, one, setting)]
        near = [u for u in beside if abs(u.sentence - draft.unit.sentence) <= REACH]
        headed = titles if draft.unit.sentence >= 0 else set()
        draft.location = _only(own, headed) or _first(draft, own)
        if draft.location:
            continue
        if draft.intent == "people":
            limits = [part for unit in near for part in unit.parts if "only" in part.cues and not part.kinds]
            sites = [
                one for part in limits for one in named(part, nouns) if one.name not in str(draft.person)
            ]
            draft.location = _only(sites, headed)
        else:
            told = _told(draft, near, nouns)
            draft.location = _only(told, headed) or _singled([draft.unit, *near], setting) or _those(near)


def _rows(read: Sequence[Unit], nouns: Sequence[str]) -> Mapping[Unit, str]:
    """The site that each line begins with: "Tivoli: all notes of March", "Igls: the invoice of the 18th"."""
    lines = [unit for unit in read if unit.clause.source.fresh and unit.clause.kinds]
    heads = {unit: found for unit in lines if (found := _heading(unit.parts[0], nouns))}
    return heads if len(set(heads.values())) > 1 else {}


def _heading(part: Clause, nouns: Sequence[str]) -> str | None:
    """The one name that a clause before a colon is."""
    found = named(part, nouns) if part.words[-1].written == ":" else []
    whole = len(found) == 1 and found[0].end == len(part.words) - 1
    return found[0].name if whole and found[0].first == 0 else None


def _spoken_of(draft: Draft, part: Clause, one: Named, setting: Setting) -> bool:
    """True for a name in the clauses of a wish, but not the customer's of "Nordvik wants" or the writer's.

    Nor a person's: "Kim Sutter has moved to sales".
    """
    if one.first == 0 and not one.led and not part.cues.isdisjoint(GONE):
        return False
    if draft.intent == "people":
        return "only" in part.cues or (bool(part.kinds) and one.led)
    told = "please" not in part.cues and not speaks(part)  # "we had a flood in Passau"
    return not (told or (setting.staff and of_customer([part], one.name)))


def _told(draft: Draft, near: Iterable[Unit], nouns: Sequence[str]) -> list[Named]:
    """The names in the sentences around that tell of goods or papers, or of a place that "there" means."""
    there = draft.shows(*THERE)
    around = [
        part
        for unit in near
        for part in unit.parts
        if there or (_tells(part) and not of_other_papers(part, draft.kinds))
    ]
    return [one for part in around for one in named(part, nouns) if one.led]


def _those(near: Iterable[Unit]) -> str | None:
    """The Jever of "die vom Lager in Jever": papers that a sentence beside only tells by their site."""
    parts = (part for unit in near for part in unit.parts if part.opens("relative", "the_ones", "namely"))
    return next((name for part in parts if (name := location(part))), None)


def _singled(units: Iterable[Unit], setting: Setting) -> str | None:
    """The Corby of "Corby, not Hull" and of "Corby: what do we owe?"."""
    for unit in units:
        if unit.parts[0].words[-1].written == ":" and unit.parts[0].opens("filter:location"):
            return location(unit.clause)  # "Site: Corby"
        for part, following in pairwise((*unit.parts, None)):
            found = named(part, setting.nouns) if part else []
            if not part or len(found) != 1 or found[0].end - found[0].first < _spelled(part):
                continue
            contrasted = following is not None and following.opens("negation")
            if (
                contrasted and following and uncapitalised(part)
            ):  # "nur wöhrder wiese, nicht südstadt", not "nur digital"
                contrasted = " " in found[0].name or "filter:town" in part.cues | following.cues
            heads = part.words[-1].written == ":" and not (setting.staff or setting.nouns)
            plain = "filter:town" in part.cues or (heads and unit.sentence >= 0)
            limited = {"only", "filter:town"} <= part.cues and "verb" not in part.cues
            if contrasted or limited or (plain and unit.intent is not None):
                return found[0].name
    return None


def _spelled(part: Clause) -> int:
    """How many words a clause has besides "only" and "please"."""
    beside = {at for cue in BESIDE for h in part.of(cue) for at in range(h.first, h.last + 1)}
    return sum(word.written[0].isalnum() for i, word in enumerate(part.words) if i not in beside)


def _tells(part: Clause) -> bool:
    """True for what tells of goods or papers, but not of the writer: "I was at the Swindon counter"."""
    if "told_by" in part.cues:
        return False
    spoken = not part.cues.isdisjoint(SAID) and not of_trade(part)  # "finance in Madrid raised a query"
    return bool(part.kinds or not part.cues.isdisjoint(FIRMLY if spoken else TOLD))


def _narrowed(draft: Draft) -> bool:
    named = draft.person and draft.intent != "people"
    return bool(draft.location or draft.numbers or draft.cost_centre or named or draft.amount)


def _only(found: Sequence[Named], titles: set[str]) -> str | None:
    """The one name that is plainly a site's, also by the subject that names it, too."""
    best = max((_weight(one, titles) for one in found), default=0)
    names = dict.fromkeys(one.name for one in found if _weight(one, titles) == best)
    return next(iter(names)) if best >= PLAIN and len(names) == 1 else None


def _first(draft: Draft, found: Sequence[Named]) -> str | None:
    """The first site of a row: "for Fremont and for Reno"."""
    names = list(dict.fromkeys(one.name for one in found if one.weight >= PLAIN))
    rows = names[1:] and set(more_sites(draft.unit.clause, names[0])) >= set(names[1:])
    return names[0] if rows else None


def _weight(one: Named, titles: set[str]) -> int:
    return one.weight + (one.led and fold(one.name) in titles)
