"""Which orders a number means: an order's own, a delivery's, a parcel's, a paper's, an article's."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from handlers.answers import Choice, Option
from handlers.desk import Desk
from handlers.documents.guesses import near_choice
from handlers.documents.lookup import look
from handlers.documents.numbers import counted, same_number_forms, unlikeliness
from handlers.documents.sales import name_of, newest
from parsers.asks import Ask, NumberRange
from store.keys import number_key, number_keys
from store.order_search import OrderFilters
from store.records import Document, Order

NUMBERS = 50  # numbers of one wish that are looked up
BEARING = 3  # orders shown for an article
NEAR = 3  # orders offered for a number that is nearly theirs
SLIP = 3  # how unlikely a slip may be to be offered
RECENT = 500  # orders among which near numbers are sought


@dataclass(frozen=True, slots=True)
class Sought:
    """What one number led to: orders, else papers of which no order may be seen."""

    number: str
    orders: tuple[Order, ...] = ()
    papers: tuple[Document, ...] = ()


def written(ask: Ask) -> list[str]:
    """The numbers of a wish, ranges counted out."""
    whole: dict[str, None] = {}
    for number in ask.numbers:
        some: Iterator[str] = counted(number) if isinstance(number, NumberRange) else iter((number,))
        for one in some:
            whole[one] = None
            if len(whole) >= NUMBERS:
                return list(whole)
    return list(whole)


def seek(number: str, desk: Desk) -> Sought:
    """The orders that a number means: its own, that of a delivery or parcel, or of a visible paper."""
    grants, orders = desk.person.grants, desk.unit.orders
    for form in same_number_forms(number):
        if found := orders.by_key(grants, form) or orders.by_shipment(grants, form):
            return Sought(number, own_first(found, desk))
    papers = look(number, Ask("documents"), desk).documents
    keys = {number_key(form) for form in same_number_forms(number)}
    own = [d for d in papers if number_key(d.number) in keys]
    bearing = own or [d for d in papers if keys & set(number_keys(d.delivery))]
    named = {(d.account_id, part) for d in bearing for part in (d.order or "").split("|") if part.strip()}
    found = tuple(o for at, part in named for o in orders.by_key(grants, part) if o.account_id == at)
    return Sought(number, own_first(newest(found), desk), papers)


def own_first(orders: tuple[Order, ...], desk: Desk) -> tuple[Order, ...]:
    """A number of one's own account goes before the same number of an account below."""
    own = set(desk.person.account_ids)
    return tuple(o for o in orders if o.account_id in own) or orders


def of_article(number: str, desk: Desk) -> tuple[Order, ...]:
    """The newest orders for an article; those with something to come before all others."""
    orders = own_first(desk.unit.orders.by_article(desk.person.grants, number, RECENT), desk)
    open_ = tuple(o for o in orders if o.status in ("open", "partial"))
    return (open_ or orders)[:BEARING]


def near_number(missing: Sequence[str], ask: Ask, desk: Desk) -> Choice | None:
    """What numbers that lead to nothing may have meant: papers as everywhere, and orders without any."""
    if choice := near_choice(missing, ask, desk):
        return choice
    number, says = missing[0], desk.says
    latest = desk.unit.orders.search(desk.person.grants, OrderFilters(), RECENT)
    ranked = sorted((rank(number, order), place) for place, order in enumerate(latest))
    near = [latest[place] for slips, place in ranked if slips <= SLIP][:NEAR]
    if not near:
        return None
    options = tuple(Option(name_of(o, says), replace(ask, numbers=(o.order,)), o.account_id) for o in near)
    asked = replace(ask, numbers=(number,))
    return Choice(asked, "ask_near", {"numbers": says.quoted([number])}, options, tuple(missing[1:]))


def rank(number: str, order: Order) -> int:
    """How unlikely it is that a number was typed for one of an order."""
    return min(unlikeliness(number, known) for known in (order.order, order.customer_po) if known)
