"""Orders with what became of them: lines, shipments and delivery notes, and the sentences about them."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

from handlers.desk import Desk
from handlers.letters.says import Says
from store.keys import number_key, number_keys
from store.records import Document, Order, OrderLine, Shipment

GONE = frozenset({"shipped", "delivered"})  # shipments that have left the house
LONGEST = 300  # characters of a tracking link
BILL = "invoice"


@dataclass(frozen=True, slots=True)
class Sale:
    """One visible order; `notes` are its delivery notes as far as they may be seen.

    `status` is the ERP's word, without what only those may know who see invoices.
    """

    order: Order
    status: str | None
    lines: tuple[OrderLine, ...]
    shipments: tuple[Shipment, ...]
    notes: tuple[Document, ...]

    @property
    def short(self) -> tuple[OrderLine, ...]:
        """The lines that are not delivered in full."""
        return tuple(line for line in self.lines if rest_of(line))

    @property
    def moved(self) -> bool:
        """Whether anything of it is known to have left."""
        sent = any(s.shipped or s.delivered or s.status in GONE for s in self.shipments)
        return sent or bool(self.notes) or any(line.delivered for line in self.lines)


def gathered(orders: Iterable[Order], desk: Desk) -> tuple[Sale, ...]:
    """Orders that came from a query with grants, with what hangs on them."""
    known = {order.id: order for order in orders}
    shipped = desk.unit.shipments.of_order(known)
    return tuple(
        Sale(o, status_for(o, desk), desk.unit.orders.lines(o.id), shipped.get(o.id, ()), notes_of(o, desk))
        for o in known.values()
    )


def status_for(order: Order, desk: Desk) -> str | None:
    """The ERP's word for the order; that it is invoiced is for those who may see its invoices."""
    if order.status != "invoiced" or BILL in whole_kinds(order.account_id, desk):
        return order.status
    return "delivered"


def whole_kinds(account_id: int, desk: Desk) -> frozenset[str]:
    """The kinds of which a person sees every document of an account, so that they may be told of none."""
    grants = (g for g in desk.person.grants if g.account_id == account_id)
    return frozenset().union(*(g.kinds for g in grants if g.whole_account and g.until is None))


def notes_of(order: Order, desk: Desk) -> tuple[Document, ...]:
    """The visible delivery notes on which an order stands, oldest first."""
    key = number_key(order.order)
    around = desk.unit.documents.by_reference(desk.person.grants, order.order, ("delivery_note",))
    mine = [d for d in around if d.account_id == order.account_id and key in number_keys(d.order)]
    return tuple(sorted(mine, key=lambda d: (d.date, d.number)))


def name_of(order: Order, says: Says) -> str:
    """The number under which the buyer knows the order, and ours."""
    if order.customer_po and number_key(order.customer_po) != number_key(order.order):
        return says("order_both", po=order.customer_po, order=order.order)
    return says("order", number=order.order)


def told(sale: Sale, desk: Desk) -> str:
    """ "Order 4500124 (our number A-5002) of 2 Oct 2025: partly delivered, promised for 24 Nov 2025"."""
    says, name = desk.says, name_of(sale.order, desk.says)
    dated = says("order_dated", order=name, day=says.day(sale.order.date)) if sale.order.date else name
    words = ", ".join(filter(None, (state_of(sale, says), promise_of(sale, desk))))
    return f"{dated}: {words}" if words else dated


def state_of(sale: Sale, says: Says) -> str:
    """The state that the ERP gives the order; empty where it gives none."""
    return says(f"order_state_{sale.status}") if sale.status else ""


def promise_of(sale: Sale, desk: Desk) -> str:
    """For when it was promised, and plainly that the day has passed; nothing more by old figures."""
    says, day = desk.says, sale.order.promised_date
    if day is None or sale.status not in (None, "open", "partial"):
        return ""
    late = day < desk.today and sale.status is not None and not desk.stale_as_of
    if not late:
        return says("order_promised", day=says.day(day))
    if sale.moved:
        return says("order_was_promised_partly", day=says.day(day))
    return says("order_was_promised", day=says.day(day))


def rest_of(line: OrderLine) -> Decimal:
    """What is still to be delivered; zero where the ERP does not say."""
    if line.quantity is None or line.delivered is None:
        return Decimal(0)
    return max(line.quantity - line.delivered, Decimal(0))


def done_of(sale: Sale) -> tuple[int, int] | None:
    """How many lines are complete, of how many; None where the ERP does not say it of every line."""
    n = len(sale.lines)
    if not n or any(line.quantity is None or line.delivered is None for line in sale.lines):
        return None
    return n - len(sale.short), n


def progress(sale: Sale, says: Says) -> str:
    """How many lines are complete, as a sentence."""
    done, n = done_of(sale) or (0, 0)
    if not n:
        return ""
    return says("order_progress", done=done, n=n) if done < n else says.count("order_complete", n)


def line_words(line: OrderLine, says: Says) -> str:
    """ "UPX-40 pump, 3 of 5 pcs delivered, outstanding: 2 pcs"; only what the ERP says."""
    quantity, rest = says.quantity(line.quantity, line.unit), rest_of(line)
    if quantity and line.delivered is not None:
        words = says("line_part", delivered=says.quantity(line.delivered), quantity=quantity)
    else:
        words = says("line_ordered", quantity=quantity) if quantity else ""
    left = says("line_rest", rest=says.quantity(rest, line.unit)) if rest else ""
    return ", ".join(filter(None, (article_of(line), words, left)))


def article_of(line: OrderLine) -> str:
    """The number and the name of what was ordered."""
    return " ".join(filter(None, (line.article, line.description)))


def sent(sale: Sale, says: Says, first: Collection[str] = ()) -> tuple[str, ...]:
    """A sentence for each shipment and each delivery note without one; `first` are keys asked for."""
    parcels = sorted(
        sale.shipments, key=lambda s: not {number_key(s.delivery), key_of(s.tracking)} & set(first)
    )
    known = {number_key(s.delivery) for s in parcels}
    loose = (d for d in sale.notes if number_key(d.number) not in known)
    notes = (says("dated", what=f"{says.title(d.kind)} {d.number}", day=says.day(d.date)) for d in loose)
    return (*(parcel(s, says) for s in parcels), *notes)


def key_of(number: str | None) -> str:
    """The key of a number that may be missing; never that of another one."""
    return number_key(number) if number else "\0"


def shipment_name(shipment: Shipment, says: Says) -> str:
    """ "Delivery LS-80001 (part 1/2)"."""
    if shipment.parts:
        return says("shipment_part", delivery=shipment.delivery, part=shipment.parts)
    return says("shipment", delivery=shipment.delivery)


def parcel(shipment: Shipment, says: Says) -> str:
    """One shipment: how far it has come, with whom, and where it can be followed."""
    carried = " ".join(filter(None, (shipment.carrier, shipment.tracking)))
    words = ", ".join(filter(None, (*journey(shipment, says), carried, tracking_link(shipment.tracking_url))))
    name = shipment_name(shipment, says)
    return f"{name}: {words}" if words else name


def journey(shipment: Shipment, says: Says) -> Iterator[str]:
    """How far a shipment has come, by its days, else by the ERP's word."""
    if shipment.shipped:
        yield says("shipment_shipped_on", day=says.day(shipment.shipped))
    if shipment.status == "returned":
        yield says("shipment_state_returned")
    elif shipment.delivered:
        yield says("shipment_delivered_on", day=says.day(shipment.delivered))
    elif shipment.status and not (shipment.status == "shipped" and shipment.shipped):
        yield says(f"shipment_state_{shipment.status}")


def tracking_link(url: str | None) -> str:
    """The carrier's page as the ERP gives it; empty unless it is a plain web address."""
    if not url or len(url) > LONGEST or not url.isascii() or any(sign in url for sign in ' \t\r\n<>"\\'):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    plain = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
    return url if plain and url.isprintable() else ""


def newest(orders: Iterable[Order]) -> tuple[Order, ...]:
    """The newest first, each once."""
    once = {order.id: order for order in orders}
    return tuple(sorted(once.values(), key=lambda o: (o.date or date.min, o.id), reverse=True))
