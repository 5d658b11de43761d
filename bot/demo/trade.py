"""Carries out an order of the sample wholesaler: quote, confirmation, deliveries and what goes with them."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from bot.demo.billing import bill
from bot.demo.ledger import Ledger, money, shared
from bot.demo.model import Document, Line, Order, Shipment
from bot.demo.numbers import workday
from bot.demo.plans import Plan

CARRIERS = {"DE": ("Nordpaket", "NP"), "AT": ("Alpentrans", "AT"), "GB": ("Channel Freight", "CF")}
PACKED_ABOVE = Decimal(120)  # kg from which a delivery may travel with a packing list or a consignment note


def carry_out(plan: Plan, po: str, ledger: Ledger) -> None:
    """Writes the whole chain of one order into the ledger, as far as its days have come."""
    quote = _quote(plan, ledger)
    if not plan.ordered:
        return
    known = {
        "order": ledger.numbers.take("order", plan.day),
        "customer_po": po,
        "location": plan.place[0],
        "cost_centre": plan.place[1],
        "orderer": plan.orderer,
    }
    promised = workday(plan.day + timedelta(days=plan.leads[-1]))
    ledger.post(
        plan,
        "order_confirmation",
        min(workday(plan.day + timedelta(days=1)), ledger.today),
        refers_to=quote.number if quote else "",
        details={"promised": promised, "ordered": plan.day},
        **money(plan, plan.lines),
        **known,
    )
    parts = [] if plan.cancelled else split(plan)
    notes = _deliver(plan, parts, known, ledger)
    billed = bill(plan, known, notes, bool(parts) and len(notes) == len(parts), ledger)
    ledger.orders.append(_order(plan, known, notes, billed, promised))


def split(plan: Plan) -> list[tuple[Line, ...]]:
    """The lines of each delivery in whole pieces; the last delivery takes what is left."""
    parts, gone = [], [0] * len(plan.lines)
    for share in plan.shares:
        upto = [line.quantity if share == 1 else int(line.quantity * share) for line in plan.lines]
        part = [replace(line, quantity=n - g) for line, n, g in zip(plan.lines, upto, gone, strict=True)]
        parts.append(tuple(line for line in part if line.quantity))
        gone = upto
    return [part for part in parts if part]


def _quote(plan: Plan, ledger: Ledger) -> Document | None:
    if not plan.quoted:
        return None
    day = workday(plan.day - timedelta(days=plan.quoted))
    valid = workday(day + timedelta(days=30))
    fields = money(plan, plan.lines) | {"orderer": plan.orderer, "details": {"valid": valid}}
    return ledger.post(plan, "quote", day, **fields)


def _deliver(
    plan: Plan, parts: list[tuple[Line, ...]], known: dict[str, Any], ledger: Ledger
) -> list[Document]:
    """Delivery notes with their shipments, freight papers and certificates."""
    notes: list[Document] = []
    for i, (lines, lead) in enumerate(zip(parts, plan.leads[len(plan.leads) - len(parts) :], strict=True)):
        day = workday(plan.day + timedelta(days=lead))
        if day > ledger.today:
            break
        note = ledger.post(plan, "delivery_note", day, lines=lines, **known)
        note = ledger.change(note, delivery=(note.number,))
        ledger.shipments.append(_shipment(plan, note, f"{i + 1}/{len(parts)}", ledger))
        _freight(plan, note, ledger)
        _certificates(plan, note, ledger)
        notes.append(note)
    return notes


def _shipment(plan: Plan, note: Document, parts: str, ledger: Ledger) -> Shipment:
    carrier, letters = CARRIERS[plan.account.country]
    tracking = f"{letters}{ledger.rng.randrange(10**11, 10**12)}"
    arrival = workday(note.date + timedelta(days=ledger.rng.randint(1, 3)))
    arrived = arrival <= ledger.today
    host = carrier.lower().replace(" ", "-")
    return Shipment(
        order=note.order,
        delivery=note.number,
        carrier=carrier,
        tracking=tracking,
        tracking_url=f"https://track.{host}.example/{tracking}",
        shipped=note.date,
        delivered=arrival if arrived else None,
        status="delivered" if arrived else "packed" if note.date == ledger.today else "shipped",
        parts=parts,
    )


def _freight(plan: Plan, note: Document, ledger: Ledger) -> None:
    """A consignment note over the border, a packing list at home, for many a heavy delivery."""
    weight = sum((line.article.weight * line.quantity for line in note.lines), Decimal(0))
    if weight < PACKED_ABOVE or ledger.rng.random() > 0.4:
        return
    form = "cmr" if plan.account.country != "DE" else "packing_list"
    fields = shared(note) | {"refers_to": note.number, "lines": note.lines}
    fields["details"] = {"form": form}
    ledger.post(plan, "shipping_document", note.date, form, **fields)


def _certificates(plan: Plan, note: Document, ledger: Ledger) -> None:
    """Inspection certificates for material with a batch, declarations of conformity for safety gear."""
    for line in note.lines:
        batch = f"{ledger.rng.choice('BCHK')}{ledger.rng.randint(20000, 89999)}"
        chance = ledger.rng.random()
        if line.article.batch and (plan.fixed or chance < 0.12):
            _certify(plan, note, line, "inspection", batch, ledger)
        elif line.article.article.startswith("S") and chance < 0.06:
            _certify(plan, note, line, "conformity", "", ledger)


def _certify(plan: Plan, note: Document, line: Line, form: str, batch: str, ledger: Ledger) -> None:
    fields = shared(note) | {"refers_to": note.number, "article": line.article.article, "batch": batch}
    fields |= {"lines": (line,), "details": {"form": form}}
    ledger.post(plan, "certificate", note.date, form, **fields)


def _order(
    plan: Plan, known: dict[str, Any], notes: list[Document], billed: Decimal, promised: date
) -> Order:
    gone = {line.line: 0 for line in plan.lines}
    for note in notes:
        for line in note.lines:
            gone[line.line] += line.quantity
    full = all(gone[line.line] == line.quantity for line in plan.lines)
    paid_for = billed == sum(line.amount for line in plan.lines)
    status = "invoiced" if full and paid_for else "delivered" if full else "partial" if notes else "open"
    return Order(
        account=plan.account,
        date=plan.day,
        status="cancelled" if plan.cancelled else status,
        promised_date=promised,
        lines=plan.lines,
        delivered=tuple(gone.values()),
        **known,
    )
