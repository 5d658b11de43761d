"""Bills what the sample wholesaler delivered: invoices, payments, reminders, credit notes."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from bot.demo.ledger import Ledger, money, shared
from bot.demo.model import Document, cents
from bot.demo.numbers import workday
from bot.demo.plans import Plan

REMINDED_AFTER = (7, 21, 35)  # days after the due day, one for each level
TROUBLE = ("never", "part", "part", "never", "dispute")  # as often as it happens
TEXTS = {
    "de": {"full": "Zahlung", "part": "Teilzahlung", "refund": "Erstattung"},
    "en": {"full": "Payment", "part": "Part payment", "refund": "Refund"},
}


def bill(plan: Plan, known: dict[str, Any], notes: list[Document], whole: bool, ledger: Ledger) -> Decimal:
    """One invoice a delivery, or a single one once the `whole` order is delivered; returns the net billed."""
    batches = [[note] for note in notes]
    if plan.collective:
        batches = [notes] if whole else []
    net = Decimal(0)
    for batch in batches:
        day = workday(batch[-1].date + timedelta(days=plan.bill))
        if day > ledger.today:
            break
        invoice = _invoice(plan, known, batch, day, ledger)
        net += sum(line.amount for line in invoice.lines)
        _credit(plan, _settle(plan, invoice, ledger), ledger)
    return net


def _invoice(plan: Plan, known: dict[str, Any], batch: list[Document], day: date, ledger: Ledger) -> Document:
    return ledger.post(
        plan,
        "invoice",
        day,
        due_date=day + timedelta(days=plan.account.payment_terms_days),
        delivery=tuple(note.number for note in batch),
        paid=Decimal(0),
        details={"shipped": batch[-1].date},
        **money(plan, plan.lines if len(batch) > 1 else batch[0].lines),
        **known,
    )


def _settle(plan: Plan, invoice: Document, ledger: Ledger) -> Document:
    """Pays by the customer's habit, or in part, or not at all; returns the invoice as it stands today."""
    due = invoice.due_date or invoice.date
    words = TEXTS[plan.account.language]
    late = workday(due + timedelta(days=ledger.rng.randint(*plan.account.habit)))
    part = cents(invoice.open * ledger.rng.randint(30, 60) / 100)
    draw = ledger.rng.random()
    recent = 3 <= (ledger.today - due).days <= 80
    mood = plan.settle or (ledger.rng.choice(TROUBLE) if recent and draw < 0.3 else "")
    if mood == "dispute":
        return ledger.change(invoice, disputed=True)
    if mood == "part" and late <= ledger.today:
        invoice = ledger.pay(invoice, late, part, words["part"])
    settled = late if mood == "" and late <= ledger.today else None
    _remind(plan, invoice, settled, ledger)
    return ledger.pay(invoice, settled, invoice.open, words["full"]) if settled else invoice


def _remind(plan: Plan, invoice: Document, settled: date | None, ledger: Ledger) -> None:
    """The reminders that were sent until the invoice was paid."""
    due = invoice.due_date or invoice.date
    for level, days in enumerate(REMINDED_AFTER, start=1):
        day = workday(due + timedelta(days=days))
        if day > ledger.today or (settled and settled <= day):
            return
        ledger.post(
            plan,
            "reminder",
            day,
            due_date=workday(day + timedelta(days=10)),
            refers_to=invoice.number,
            gross=invoice.open,
            details={"level": level, "invoice": invoice},
            **shared(invoice),
        )


def _credit(plan: Plan, invoice: Document, ledger: Ledger) -> None:
    """A credit note for pieces that came back; refunded two weeks later when the invoice was paid."""
    day = workday(invoice.date + timedelta(days=10))
    if not plan.returned or day > ledger.today:
        return
    first = invoice.lines[0]
    back = replace(first, quantity=min(plan.returned, first.quantity))
    credit = ledger.post(
        plan,
        "credit_note",
        day,
        refers_to=invoice.number,
        paid=Decimal(0),
        details={"invoiced": invoice.date},
        **money(plan, (back,)),
        **shared(invoice),
    )
    refund = workday(max(day, invoice.paid_date or day) + timedelta(days=14))
    if not invoice.open and refund <= ledger.today:
        ledger.pay(credit, refund, -credit.open, TEXTS[plan.account.language]["refund"])
