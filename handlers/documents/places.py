"""Locations, cost centres and people as a buyer calls them, against the account's own names."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from handlers.answers import Choice, Missing, Option
from handlers.desk import Desk
from parsers.asks import Ask
from store.records import Grant, Location

ALIKE = 82  # rapidfuzz ratio from which a name is offered as a question
CODE = 4  # signs from which a code with one wrong sign is offered
SHOWN = 3
RECENT = 500  # documents whose orderers and cost centres are known names

# What a location is called, the surest first: of two places the one whose code it is counts.
CALLED: Sequence[Callable[[Location], tuple[str, ...]]] = (
    lambda place: (place.location,),
    lambda place: (place.name,),
    lambda place: place.aliases,
    lambda place: (place.city or "",),
)


@dataclass(frozen=True, slots=True)
class Site:
    """A location of one account."""

    account_id: int
    location: Location


def sited(ask: Ask, desk: Desk) -> tuple[Ask, tuple[Site, ...]] | Choice | Missing:
    """An ask with the full name of its person and the sites that it names, or what is to be asked first."""
    asked = named(ask, desk)
    if isinstance(asked, Choice):
        return asked
    sites = locate(asked, desk) if asked.location else ()
    return sites if isinstance(sites, Choice | Missing) else (asked, sites)


def locate(ask: Ask, desk: Desk) -> tuple[Site, ...] | Choice | Missing:
    """The sites that an ask names, one an account; a question for a near or ambiguous name, else Missing."""
    name, known = ask.location or "", visible_sites(desk)
    exact = exactly(name, known)
    if exact and len({s.account_id for s in exact}) == len(exact):
        return exact
    near = (exact or nearly(name, known))[:SHOWN]
    if not near:
        return Missing(ask)
    shared = Counter(s.location.name for s in near)
    options = tuple(
        Option(
            s.location.name if shared[s.location.name] == 1 else f"{s.location.name} ({s.location.location})",
            replace(ask, location=s.location.location),
            s.account_id,
        )
        for s in near
    )
    return Choice(ask, "ask_location", {"location": desk.says.quoted([name])}, options)


def exactly(name: str, known: Iterable[Site]) -> tuple[Site, ...]:
    """The sites of exactly this name in each account."""
    wanted, found = folded(name), list[Site]()
    by_account: dict[int, list[Site]] = {}
    for site in known:
        by_account.setdefault(site.account_id, []).append(site)
    for sites in by_account.values():
        ranks = ([s for s in sites if wanted in map(folded, called(s.location))] for called in CALLED)
        found += next((hits for hits in ranks if hits), []) if wanted else []
    return tuple(found)


def nearly(name: str, known: Iterable[Site]) -> tuple[Site, ...]:
    """The sites with a name that is nearly this one, the nearest first."""
    by_name = {n: s for s in known for n in (*own_names(s.location), s.location.city) if n}
    return tuple({by_name[n].location.id: by_name[n] for n in alike(name, by_name)}.values())


def alike(name: str, names: Iterable[str]) -> list[str]:
    """The names that are nearly this one, the nearest first; of a short code one sign may be wrong."""
    known = list(names)
    found = process.extract(name, known, scorer=fuzz.WRatio, processor=folded, score_cutoff=ALIKE)
    slips = [n for n in known if len(name) >= CODE and OSA.distance(folded(name), folded(n)) == 1]
    return list(dict.fromkeys([*(n for n, _, _ in found), *slips]))


def visible_sites(desk: Desk) -> tuple[Site, ...]:
    """The locations of the person's accounts; where a person is restricted to some they know no others."""
    held: dict[int, list[Grant]] = {}
    for grant in desk.person.grants:
        held.setdefault(grant.account_id, []).append(grant)
    return tuple(
        Site(account_id, location)
        for account_id, grants in held.items()
        for location in desk.unit.locations.of((account_id,))
        if any(g.locations is None or compared(g.locations) & compared(own_names(location)) for g in grants)
    )


def own_names(location: Location) -> tuple[str, ...]:
    """Everything a location is called but its city, which it may share."""
    return tuple(n for n in (location.location, location.name, *location.aliases) if n)


def named(ask: Ask, desk: Desk) -> Ask | Choice:
    """The ask with the orderer's full name; a question when several have it, or it is nearly one's."""
    if not ask.person:
        return ask
    known, wanted = latest_names("orderer", desk), words(ask.person)
    fitting = [name for name in known if wanted and wanted <= words(name)]
    if len(fitting) == 1:
        return replace(ask, person=fitting[0])
    near = (fitting or alike(ask.person, known))[:SHOWN]
    if not near:
        return ask
    options = tuple(Option(name, replace(ask, person=name)) for name in near)
    person = {"person": desk.says.quoted([ask.person])}
    return Choice(ask, "ask_person_which" if fitting else "ask_person", person, options)


def centred(ask: Ask, desk: Desk) -> Choice | None:
    """A question when a cost centre that nobody knows is nearly another one."""
    known = latest_names("cost_centre", desk) if ask.cost_centre else []
    if not ask.cost_centre or folded(ask.cost_centre) in compared(known):
        return None
    near = alike(ask.cost_centre, known)[:SHOWN]
    options = tuple(Option(name, replace(ask, cost_centre=name)) for name in near)
    values = {"cost_centre": desk.says.quoted([ask.cost_centre])}
    return Choice(ask, "ask_cost_centre", values, options) if options else None


def latest_names(column: str, desk: Desk) -> list[str]:
    """The names in a column of the newest documents that the person may see, the most frequent first."""
    latest = desk.unit.documents.search(desk.person.grants, kinds=None, today=desk.today, limit=RECENT)
    return [name for name, _ in Counter(filter(None, (getattr(d, column) for d in latest))).most_common()]


def words(name: str) -> frozenset[str]:
    """The words of a name; of an address those before the @."""
    return frozenset(folded(word) for word in re.findall(r"[^\W\d_]+", name.partition("@")[0]))


def compared(names: Iterable[str]) -> set[str]:
    """Names as they are compared."""
    return {folded(name) for name in names}


def folded(text: str) -> str:
    """Case, umlauts, accents and punctuation do not count."""
    text = text.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    return "".join(c for c in unicodedata.normalize("NFKD", text) if c.isalnum())
