"""The books of the sample wholesaler while its two years are played through."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from bot.demo.model import Document, Line, Order, Payment, Shipment, vat_of
from bot.demo.numbers import Numbers
from bot.demo.plans import Plan

SHARED = ("order", "customer_po", "delivery", "location", "cost_centre", "orderer")


@dataclass(slots=True)
class Ledger:
    """Everything that happened until `today`; one for the whole house."""

    today: date
    numbers: Numbers
    rng: Random
    orders: list[Order] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    shipments: list[Shipment] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)

    def post(self, plan: Plan, kind: str, day: date, series: str = "", **fields: Any) -> Document:
        """Puts a document on file, under the number its story wants or the next one of its series."""
        number = plan.fixed.get(kind) or self.numbers.take(series or kind, day)
        document = Document(plan.account, kind, number, day, **fields)
        self.documents.append(document)
        return document

    def change(self, document: Document, **fields: Any) -> Document:
        """Puts a changed copy in the place of a document."""
        changed = replace(document, **fields)
        self.documents[self.documents.index(document)] = changed
        return changed

    def pay(self, document: Document, day: date, amount: Decimal, text: str) -> Document:
        """Books a payment (negative: a refund) and returns the document as it stands after it."""
        number = self.numbers.take("payment", day)
        text = f"{text} {document.number}"
        self.payments.append(Payment(document.account, number, day, amount, document.number, text))
        paid = (document.paid or Decimal(0)) + abs(amount)
        return self.change(document, paid=paid, paid_date=day)


def money(plan: Plan, lines: tuple[Line, ...]) -> dict[str, Any]:
    """Lines with their net and gross totals, as fields of a document."""
    net = sum((line.amount for line in lines), Decimal(0))
    return {"lines": lines, "net": net, "gross": net + vat_of(plan.account, net)}


def shared(document: Document) -> dict[str, Any]:
    """What a later paper of the chain has in common with an earlier one."""
    return {name: getattr(document, name) for name in SHARED}
