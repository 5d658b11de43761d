"""From an ask to the documents it means: exact number, then chain, then near numbers as a question."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import Any

from handlers.answers import Answer, Choice, Found, Missing, Option
from handlers.desk import Desk
from handlers.documents import places
from handlers.documents.belonging import belonging
from handlers.documents.guesses import absent_words, exact, instead, near_choice
from handlers.documents.lookup import Looked, arranged, look, newest_revisions, wanted_kinds
from handlers.documents.numbers import RANGE_LIMIT, counted
from handlers.documents.state import OWED_KINDS
from handlers.letters.wording import option_label, wish
from handlers.senders.people import Principal
from parsers.asks import Ask, NumberRange
from store.records import Document

LIMIT = 500  # documents in one answer
BULK = 5000  # documents in one answer to a wish that means many
NUMBERS = 1000  # numbers of one wish that are looked up
SMALL = 3  # so few matches need no question
TOLD = 10  # so many papers are named to which something is lacking
SHOWN = 3  # choices offered for a wish that is too open


def resolve(ask: Ask, desk: Desk) -> Answer:
    """The documents of an ask within what the person may see; a question where it is not certain."""
    return by_numbers(ask, desk) if ask.numbers else by_filters(ask, desk)


def by_numbers(ask: Ask, desk: Desk) -> Answer:
    """Every number on its own; what leads to nothing is named, a near number is asked about."""
    for span in ask.numbers:
        if isinstance(span, NumberRange) and len(list(islice(counted(span), RANGE_LIMIT + 1))) > RANGE_LIMIT:
            ends = {"first": desk.says.quoted([span.first]), "last": desk.says.quoted([span.last])}
            return Choice(ask, "ask_range", ends)
    looked = list(islice(looked_up(ask, desk), NUMBERS))
    for one in looked:
        accounts = {d.account_id for d in one.documents}
        if len(accounts) > 1:
            return which_account(ask, desk, accounts)
    found = {d.id: d for one in looked for d in one.documents}
    missing = tuple(dict.fromkeys(one.number for one in looked if not one.known))
    near = near_choice(missing, ask, desk, set(found)) if missing else None
    if found:
        documents = arranged(found.values(), desk)
        return Found(
            ask,
            documents[: limit_of(ask)],
            missing,
            absent_words(looked, desk),
            max(len(documents) - limit_of(ask), 0) + max(len(ask.numbers) - NUMBERS, 0),
            replace(near, missing=()) if near else None,
        )
    if any(one.known for one in looked):
        return replace(instead(looked, ask, desk), missing=missing)
    return near or Missing(ask, missing)


def looked_up(ask: Ask, desk: Desk) -> Iterator[Looked]:
    """Each number looked up; of a range those that are known, or its two ends when none is."""
    for number in ask.numbers:
        if isinstance(number, str):
            yield look(number, ask, desk)
            continue
        inside = [one for one in (look(n, ask, desk) for n in counted(number)) if one.known]
        yield from inside or (look(end, ask, desk) for end in (number.first, number.last))


def by_filters(ask: Ask, desk: Desk) -> Answer:
    """Documents by kind, period, state, place and person; too open a wish is asked back."""
    placed = settled(ask, desk)
    if isinstance(placed, Choice | Missing):
        return placed
    asked, sites, desk = placed
    return matching(asked, sites, desk)


def settled(ask: Ask, desk: Desk) -> tuple[Ask, tuple[places.Site, ...], Desk] | Choice | Missing:
    """Whom, where and for which account a wish by filters means, or the question that settles it."""
    placed = in_one_account(ask, desk)
    if isinstance(placed, Choice):
        return placed
    desk = replace(desk, person=placed)
    found = places.sited(ask, desk)
    return found if isinstance(found, Choice | Missing) else (*found, desk)


def in_one_account(ask: Ask, desk: Desk) -> Principal | Choice:
    """The person at the one account that is meant; a question when they stand in several."""
    ids = desk.person.account_ids
    if len(ids) > 1 and ask.location:
        known = places.visible_sites(desk)
        ids = tuple({s.account_id: None for s in places.exactly(ask.location, known) if s.account_id in ids})
    if len(ids) == 1:
        return desk.person.at(ids[0])
    return which_account(ask, desk) if len(desk.person.account_ids) > 1 else desk.person


def matching(ask: Ask, sites: tuple[places.Site, ...], desk: Desk) -> Answer:
    """The documents that pass all filters, or a question when they are too many to be meant."""
    chosen = replace(ask, kinds=ask.leading or ask.kinds)
    total = sum(count(filters, at, desk) for filters, at in searches(chosen, sites, desk))
    certain = ask.narrowed or ask.every or ask.kinds == ("all",)
    if not certain and total > (SMALL if ask.location or ask.person or ask.cost_centre else 1):
        return which_document(ask, sites, desk)
    documents = searched(chosen, sites, desk)
    if not documents:
        return places.centred(ask, desk) or Missing(ask)
    more = 0 if ask.last else max(total - len(documents), 0)
    if ask.leading:
        return with_companions(documents, ask, sites, desk, more)
    return Found(ask, arranged(newest_revisions(documents), desk)[: limit_of(ask)], more=more)


def searched(ask: Ask, sites: tuple[places.Site, ...], desk: Desk) -> list[Document]:
    """The documents that pass the filters of an ask, site by site."""
    return [
        d
        for filters, at in searches(ask, sites, desk)
        for d in desk.unit.documents.search(at.grants, **filters, last=ask.last, limit=limit_of(ask))
    ]


def with_companions(
    leading: Sequence[Document], ask: Ask, sites: tuple[places.Site, ...], desk: Desk, more: int
) -> Found:
    """The leading documents and what belongs to them.

    A kind of which nothing does is searched by its own days, unless only the last ones were asked for.
    """
    looked = belonging(leading, ask, desk)
    found = [*leading, *(d for one in looked for d in one.documents)]
    lacking = tuple(sorted(set(ask.kinds) - {d.kind for d in found}))
    if lacking and not ask.last:
        found += searched(replace(ask, kinds=lacking), sites, desk)
    absent = absent_words(looked, desk) if len(looked) <= TOLD else ()
    shown = arranged(newest_revisions({d.id: d for d in found}.values()), desk)
    return Found(ask, shown[: limit_of(ask)], absent=absent, more=more + max(len(shown) - limit_of(ask), 0))


def limit_of(ask: Ask) -> int:
    """How many documents an ask may get: many where it means many, by its form or its period."""
    return BULK if ask.form in ("zip", "merged") or ask.since or ask.until else LIMIT


def searches(
    ask: Ask, sites: tuple[places.Site, ...], desk: Desk
) -> Iterator[tuple[dict[str, Any], Principal]]:
    """The filters of each search, and as whom: a location counts in its own account only."""
    filters = {
        "kinds": searched_kinds(ask, desk),
        "since": ask.since,
        "until": ask.until,
        "status": ask.status,
        "cost_centre": ask.cost_centre,
        "person": ask.person,
        "amount": decimal(ask.amount),
        "today": desk.today,
    }
    if not ask.location:
        yield filters, desk.person
    for site in sites:
        yield {**filters, "location": site.location.location}, only(desk.person, site.account_id)


def searched_kinds(ask: Ask, desk: Desk) -> Collection[str] | None:
    """The kinds to search; None for every kind. "Everything but the notes" is all the others."""
    kinds = wanted_kinds(ask)
    if kinds is None and ask.status:
        return OWED_KINDS
    return frozenset(desk.house.kinds.codes()) - set(ask.without) if kinds is None and ask.without else kinds


def only(person: Principal, account_id: int) -> Principal:
    """The person with what they may see of exactly one account."""
    held = (
        (contact, tuple(g for g in grants if g.account_id == account_id))
        for contact, grants in person.holdings
    )
    return Principal(tuple(held), person.proof)


def count(filters: dict[str, Any], person: Principal, desk: Desk) -> int:
    """How many documents pass."""
    return desk.unit.documents.count(person.grants, **filters)


def decimal(amount: str | None) -> Decimal | None:
    """The amount of an ask; None when there is none or it is no number."""
    try:
        return Decimal(amount) if amount else None
    except InvalidOperation:
        return None


def which_document(ask: Ask, sites: tuple[places.Site, ...], desk: Desk) -> Choice:
    """Asks back with the latest."""
    latest = [
        d
        for filters, at in searches(ask, sites, desk)
        for d in desk.unit.documents.search(at.grants, **filters, limit=SHOWN)
    ]
    newest = sorted(latest, key=lambda d: (d.date, d.id), reverse=True)[:SHOWN]
    options = tuple(Option(option_label(d, desk), exact(d, ask), d.account_id) for d in newest)
    if len(ask.kinds) < 2 and not (ask.location or ask.person or ask.cost_centre):
        return Choice(ask, "ask_which", desk.says.named(ask.kinds, 1), options)
    return Choice(ask, "ask_which_any", {"wish": wish(ask, desk)}, options)


def which_account(ask: Ask, desk: Desk, among: Collection[int] = ()) -> Choice:
    """Asks for which of several accounts this is."""
    accounts = desk.unit.accounts.by_ids(among or desk.person.account_ids)
    options = tuple(Option(f"{a.name} ({a.account})", ask, a.id) for a in accounts)
    return Choice(ask, "ask_account", {"wish": wish(ask, desk)}, options)
