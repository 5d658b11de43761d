"""Reads the sample wholesaler's house, customers, people and catalogue from the .toml files beside it."""

import tomllib
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from bot.demo.model import Account, Article, Cast, Contact, Location

HERE = Path(__file__).parent
Table = dict[str, Any]


def read_cast(today: date) -> Cast:
    """Everybody who takes part; days given in the files count from `today`."""
    who, goods = _table("cast.toml"), _table("catalogue.toml")
    accounts = tuple(_account(row, today) for row in who["account"])
    language = {a.account: a.language for a in accounts}
    return Cast(
        house=who["house"],
        accounts=accounts,
        locations=tuple(Location(**_frozen(row)) for row in who["location"]),
        contacts=tuple(
            _contact(row, today, language[row["account"]]) for row in _table("people.toml")["contact"]
        ),
        articles=tuple(_article(row) for row in goods["article"]),
        materials=goods["material"],
    )


def _table(name: str) -> Table:
    return tomllib.loads((HERE / name).read_text("utf-8"))


def _frozen(row: Table) -> Table:
    """The same row with tuples for lists, so that the records stay unchangeable."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}


def _account(row: Table, today: date) -> Account:
    fields = _frozen(row)
    days = fields.pop("dunning_block_days", None)
    fields["factor"] = Decimal(fields["factor"])
    return Account(dunning_block_until=today + timedelta(days=days) if days else None, **fields)


def _contact(row: Table, today: date, language: str) -> Contact:
    fields: Table = {"language": language} | _frozen(row)
    days = fields.pop("until_days", None)
    return Contact(until=today + timedelta(days=days) if days else None, **fields)


def _article(row: Table) -> Article:
    fields = _frozen(row)
    fields["specs"] = tuple((de, en, value) for de, en, value in fields.get("specs", ()))
    return Article(**(fields | {key: Decimal(fields[key]) for key in ("price", "weight")}))
