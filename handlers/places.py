"""Locations as people call them, against the account's own names and aliases; and the filters of a search."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypedDict

from rapidfuzz import fuzz, process

from handlers.answers import Choice, Missing, Option
from handlers.desk import Desk
from parsers.asks import Ask
from store.records import Location

ALIKE = 82  # rapidfuzz ratio from which a name is offered as a question


class Filters(TypedDict):
    """The filters of documents.search and documents.count."""

    kinds: frozenset[str] | None
    since: date | None
    until: date | None
    status: str | None
    location: str | None
    cost_centre: str | None
    person: str | None
    amount: Decimal | None
    today: date


def filters(ask: Ask, kinds: frozenset[str] | None, today: date) -> Filters:
    """The search filters of an ask whose location is already the account's own code."""
    return Filters(
        kinds=kinds,
        since=ask.since,
        until=ask.until,
        status=ask.status,
        location=ask.location,
        cost_centre=ask.cost_centre,
        person=ask.person,
        amount=decimal(ask.amount),
        today=today,
    )


def decimal(amount: str | None) -> Decimal | None:
    """The amount of an ask; None when there is none or it is no number."""
    try:
        return Decimal(amount) if amount else None
    except InvalidOperation:
        return None


def locate(ask: Ask, desk: Desk) -> Ask | Choice | Missing:
    """The ask with its location as the account's code; a question for a near name, else Missing."""
    if not ask.location:
        return ask
    known = visible_locations(desk)
    wanted = folded(ask.location)
    exact = [loc for loc in known if wanted in {folded(name) for name in names(loc)}]
    if exact:
        return replace(ask, location=exact[0].location)
    by_name = {name: loc for loc in known for name in names(loc)}
    near = process.extract(
        wanted, list(by_name), scorer=fuzz.WRatio, processor=folded, limit=3, score_cutoff=ALIKE
    )
    options = {by_name[name].location: by_name[name] for name, _, _ in near}
    if not options:
        return Missing(ask)
    return Choice(
        ask,
        "ask_location",
        {"location": ask.location},
        tuple(Option(loc.name, replace(ask, location=loc.location)) for loc in options.values()),
    )


def visible_locations(desk: Desk) -> tuple[Location, ...]:
    """The locations of the person's accounts; a person restricted to some knows no others."""
    allowed: set[str] = set()
    free = False
    for grant in desk.person.grants:
        free = free or grant.locations is None
        allowed |= {folded(code) for code in grant.locations or ()}
    accounts = {g.account_id for g in desk.person.grants}
    return tuple(
        loc
        for loc in desk.unit.locations.of(tuple(accounts))
        if free or allowed & {folded(n) for n in names(loc)}
    )


def names(location: Location) -> tuple[str, ...]:
    """Everything a location is called."""
    return tuple(n for n in (location.location, location.name, location.city, *location.aliases) if n)


def folded(text: str) -> str:
    """Case, umlauts and punctuation do not count."""
    text = text.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss")
    return re.sub(r"[^a-z0-9]+", "", text)
