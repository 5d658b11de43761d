"""Writes the tables of a delivery as CSV files in their canonical form."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from bot.demo.model import Account, Order, World, vat_of

COLUMNS = {
    "accounts": "account name parent language currency payment_terms_days street postcode city country "
    "vat_id email_domain mode dunning_block_until dunning_block_reason",
    "locations": "account location name aliases city",
    "contacts": "account email name role locations cost_centres kinds tree until purposes language "
    "slack_user active",
    "orders": "account order date customer_po location cost_centre orderer status total currency "
    "promised_date",
    "order_lines": "order line article description quantity delivered unit",
    "documents": "account kind number date due_date order customer_po delivery refers_to location "
    "cost_centre orderer currency net gross paid paid_date disputed article batch language revision "
    "file xml",
    "shipments": "order delivery carrier tracking tracking_url shipped delivered status parts",
    "payments": "account payment date amount currency document text",
}


def write_tables(world: World, folder: Path) -> None:
    """Writes the eight CSV files: UTF-8, commas, ISO dates, decimal points, lists separated by `|`."""
    for name, rows in tables(world).items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS[name].split())
            writer.writerows(rows)


def tables(world: World) -> dict[str, list[list[str]]]:
    """File name (without ending) -> its rows as text, in the order of COLUMNS."""
    records: dict[str, Iterable[Mapping[str, Any]]] = {
        "accounts": map(_fields, world.cast.accounts),
        "locations": map(_fields, world.cast.locations),
        "contacts": map(_fields, world.cast.contacts),
        "orders": (_with_account(order) | {"total": _total(order)} for order in world.orders),
        "order_lines": (line for order in world.orders for line in _order_lines(order)),
        "documents": map(_with_account, world.documents),
        "shipments": map(_fields, world.shipments),
        "payments": map(_with_account, world.payments),
    }
    return {
        name: [[_cell(record[column]) for column in COLUMNS[name].split()] for record in records[name]]
        for name in COLUMNS
    }


def _fields(record: Any) -> dict[str, Any]:
    return {f.name: getattr(record, f.name) for f in fields(record)}


def _with_account(record: Any) -> dict[str, Any]:
    """The fields of a record with the number, currency and language of its account."""
    account: Account = record.account
    return _fields(record) | {
        "account": account.account,
        "currency": account.currency,
        "language": account.language,
    }


def _total(order: Order) -> Decimal:
    """What the order is worth including VAT."""
    net = sum((line.amount for line in order.lines), Decimal(0))
    return net + vat_of(order.account, net)


def _order_lines(order: Order) -> Iterable[dict[str, Any]]:
    for line, delivered in zip(order.lines, order.delivered, strict=True):
        yield {
            "order": order.order,
            "line": line.line,
            "article": line.article.article,
            "description": line.article.text(order.account.language),
            "quantity": line.quantity,
            "delivered": delivered,
            "unit": line.article.unit,
        }


def _cell(value: Any) -> str:
    """One value as text; an unknown one is an empty cell."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case tuple():
            return "|".join(value)
        case date():
            return value.isoformat()
        case _:
            return str(value)
