"""The whole chain of a number: quote, order, deliveries, invoices, credits, reminders, and what it lacks.

A paper is said to be lacking only to those who see all papers of its kind in that account: what is hidden
from somebody and what is not there read alike.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from handlers.answers import Answer, Choice, Found, Missing, Status
from handlers.desk import Desk
from handlers.documents.order_lookup import seek
from handlers.documents.sales import (
    GONE,
    Sale,
    article_of,
    gathered,
    name_of,
    rest_of,
    sent,
    shipment_name,
    told,
    whole_kinds,
)
from handlers.letters.says import Says
from parsers.asks import Ask
from store.keys import number_key, number_keys
from store.records import Document, Shipment

CHAINS = 5  # of more chains at once nothing is said but their papers
NOTES = 15  # remarks of one answer
LINES = 5  # lines of an order that are named as outstanding
PARTS = 50  # parts that a delivery may be said to have
DIGITS = 4  # of both numbers of a part
BILLED = ("invoiced", "cancelled")  # orders of which no invoice is missed


@dataclass(frozen=True, slots=True)
class Chain:
    """What one person sees of a chain; `whole` are the kinds of which they see every paper of the account."""

    documents: tuple[Document, ...]
    sales: tuple[Sale, ...]
    whole: frozenset[str]

    def of(self, *kinds: str) -> tuple[Document, ...]:
        """The documents of some kinds, oldest first."""
        return tuple(d for d in self.documents if d.kind in kinds)

    @property
    def keys(self) -> set[str]:
        """The numbers that stand for the chain: those of papers, orders, deliveries and parcels."""
        cells = [
            c for d in self.documents for c in (d.number, d.order, d.customer_po, d.delivery, d.refers_to)
        ]
        cells += [c for s in self.sales for c in (s.order.order, s.order.customer_po)]
        cells += [c for s in self.sales for p in s.shipments for c in (p.delivery, p.tracking)]
        return {key for cell in cells for key in number_keys(cell)}


@dataclass(frozen=True, slots=True)
class Delivery:
    """Something that has left the house: its number, the keys that stand for it, the keys of its orders."""

    number: str
    keys: set[str]
    orders: set[str]


def whole_chain(answer: Answer, ask: Ask, desk: Desk) -> Answer:
    """The answer to "everything for", in the order of the trade and with its gaps named.

    An order that is known but has no papers yet is told of as an order.
    """
    match answer:
        case Found():
            return with_gaps(answer, ask, desk)
        case Missing() | Choice(text="ask_near"):
            return orders_alone(answer, ask, desk)
    return answer


def with_gaps(found: Found, ask: Ask, desk: Desk) -> Found:
    """The papers of the chains, oldest first within a kind, and what is to be said of them."""
    keys = {number_key(n) for n in ask.numbers if isinstance(n, str)}
    ids = dict.fromkeys((d.account_id, d.chain) for d in found.documents if d.chain)
    chains = [chain_of(*id, desk) for id in ids] if len(ids) <= CHAINS else []
    notes = [note for chain in chains if keys & chain.keys for note in gaps(chain, desk)]
    known = {n: lines for n in found.missing if (lines := order_lines(n, desk))}
    notes = [*dict.fromkeys([*notes, *(line for lines in known.values() for line in lines)])]
    if len(notes) > NOTES:
        notes = [*notes[:NOTES], desk.says("gap_more", n=len(notes) - NOTES)]
    missing = tuple(n for n in found.missing if n not in known)
    numbers = desk.says.quoted(n for n in ask.numbers if isinstance(n, str))
    intro = desk.says.count("chain_intro", len(found.documents), numbers=numbers)
    return replace(
        found,
        documents=in_order_of_trade(found.documents, desk),
        missing=missing,
        choice=found.choice if missing else None,
        intro=intro if numbers and not missing else "",
        notes=tuple(notes),
    )


def in_order_of_trade(documents: Iterable[Document], desk: Desk) -> tuple[Document, ...]:
    """Quote before order, order before delivery; the oldest first within a kind."""
    place = {code: n for n, code in enumerate(desk.kinds.codes())}
    return tuple(sorted(documents, key=lambda d: (place.get(d.kind, len(place)), d.date, d.number)))


def orders_alone(answer: Missing | Choice, ask: Ask, desk: Desk) -> Answer:
    """Orders that have no papers yet; the answer as it is when there are none."""
    known = {n: lines for n in ask.numbers if isinstance(n, str) and (lines := order_lines(n, desk))}
    if not known or len(known) < len(ask.numbers):
        return answer
    return Status(ask, tuple(line for lines in known.values() for line in lines))


def order_lines(number: str, desk: Desk) -> tuple[str, ...]:
    """What is said of an order without papers."""
    sales = gathered(seek(number, desk).orders, desk)
    told_each = ((order_line(sale, desk), *sent(sale, desk.says)) for sale in sales)
    lines = tuple(line for each in told_each for line in each)
    return (*lines, desk.says("chain_nothing_yet")) if lines else ()


def chain_of(account_id: int, chain_id: int, desk: Desk) -> Chain:
    """A chain as far as the person sees it."""
    grants = [g for g in desk.person.grants if g.account_id == account_id]
    documents = desk.unit.documents.chain(grants, chain_id)
    sales = gathered(desk.unit.orders.of_chain(grants, chain_id), desk)
    oldest = sorted(sales, key=lambda s: (s.order.date is None, s.order.date, s.order.order))
    return Chain(in_order_of_trade(documents, desk), tuple(oldest), whole_kinds(account_id, desk))


def gaps(chain: Chain, desk: Desk) -> Iterator[str]:
    """How far the orders are, what is not there yet, and which paper belongs to which."""
    says = desk.says
    for sale in chain.sales:
        yield order_line(sale, desk)
        yield from parts_to_come(sale, says)
    if "delivery_note" in chain.whole:
        yield from notes_to_come(chain, says)
    if "invoice" in chain.whole:
        yield from bills_to_come(chain, says)
    for document in chain.of("credit_note", "reminder"):
        if document.refers_to:
            yield says(
                "gap_belongs",
                kind=says.title(document.kind),
                number=document.number,
                refers_to=says.listed(part.strip() for part in document.refers_to.split("|") if part.strip()),
            )


def order_line(sale: Sale, desk: Desk) -> str:
    """The state of an order, and of which lines something is still to come."""
    says, short = desk.says, sale.short
    if not short or sale.status == "cancelled":
        return f"{told(sale, desk)}."
    items = [
        f"{says.quantity(rest_of(line), line.unit)} {article_of(line)}".strip() for line in short[:LINES]
    ]
    items += [says("and_more", n=len(short) - LINES)] if len(short) > LINES else []
    return f"{told(sale, desk)}; {says('gap_line', items=says.listed(items))}."


def parts_to_come(sale: Sale, says: Says) -> Iterator[str]:
    """Parts of a delivery that the ERP counts but has not posted: of "1/3" and "3/3" the second."""
    if (parts := lacking_parts(sale)) and sale.status != "cancelled":
        named, total = says.listed(map(str, parts)), max(of for _, of in counted_parts(sale))
        yield says.count("gap_parts", len(parts), parts=named, total=total, order=name_of(sale.order, says))


def lacking_parts(sale: Sale) -> list[int]:
    """The parts without a shipment."""
    parts = counted_parts(sale)
    total = max((of for _, of in parts), default=0)
    return sorted(set(range(1, total + 1)) - {n for n, _ in parts})


def counted_parts(sale: Sale) -> list[tuple[int, int]]:
    """The parts that are on their way or there, each with their total."""
    return [part for s in sale.shipments if s.status != "returned" and (part := part_of(s.parts))]


def to_come(sale: Sale) -> bool:
    """Whether a part of an order has not been delivered, as far as the ERP says."""
    return sale.status != "cancelled" and bool(sale.short or lacking_parts(sale))


def part_of(cell: str | None) -> tuple[int, int] | None:
    """ "2/3" as two numbers; None for anything else."""
    n, _, of = (cell or "").replace(" ", "").partition("/")
    if not (n.isdecimal() and of.isdecimal()) or len(n + of) > DIGITS:
        return None
    part, total = int(n), int(of)
    return (part, total) if 1 <= part <= total <= PARTS else None


def notes_to_come(chain: Chain, says: Says) -> Iterator[str]:
    """Shipments whose delivery note is not there."""
    there = {number_key(d.number) for d in chain.of("delivery_note")}
    there |= {key for d in chain.of("delivery_note") for key in number_keys(d.delivery)}
    for sale in chain.sales:
        for shipment in sale.shipments:
            if number_key(shipment.delivery) not in there and shipment.status != "returned":
                yield says("gap_note", shipment=shipment_name(shipment, says))


def bills_to_come(chain: Chain, says: Says) -> Iterator[str]:
    """Deliveries that no invoice names, and which deliveries the invoices there are cover instead.

    An invoice that names no delivery may cover all of its order: nothing is said of that order then.
    """
    bills = chain.of("invoice")
    covered = {key for bill in bills for cell in (bill.delivery, bill.refers_to) for key in number_keys(cell)}
    settled = {number_key(s.order.order) for s in chain.sales if s.status in BILLED}
    settled |= {key for bill in bills if not bill.delivery for key in number_keys(bill.order)}
    if any(not bill.delivery and not bill.order for bill in bills):
        return
    open_ = {number_key(s.order.order) for s in chain.sales if to_come(s)}
    for delivery in deliveries(chain):
        if delivery.orders and not delivery.keys & covered and not delivery.orders & settled:
            open_ |= delivery.orders
            yield says("gap_invoice", delivery=delivery.number)
    for bill in bills:
        if bill.delivery and open_ & set(number_keys(bill.order)):
            named = says.listed(part.strip() for part in bill.delivery.split("|") if part.strip())
            yield says("gap_covers", number=bill.number, deliveries=named)


def deliveries(chain: Chain) -> tuple[Delivery, ...]:
    """What has left the house, by its delivery notes and the shipments that have none."""
    found = [
        Delivery(d.number, {number_key(d.number), *number_keys(d.delivery)}, set(number_keys(d.order)))
        for d in chain.of("delivery_note")
    ]
    noted = {key for delivery in found for key in delivery.keys}
    for sale in chain.sales:
        for shipment in sale.shipments:
            if left(shipment) and (key := number_key(shipment.delivery)) not in noted:
                found.append(Delivery(shipment.delivery, {key}, {number_key(sale.order.order)}))
    return tuple(found)


def left(shipment: Shipment) -> bool:
    """Whether a shipment is on its way or there."""
    return shipment.status in GONE if shipment.status else bool(shipment.shipped or shipment.delivered)
