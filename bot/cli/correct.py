"""`docclerk correct`: what the house knows better than the ERP about a document, listed and taken back."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.shared import (
    DEFAULT_CONFIG,
    ConfigOption,
    JsonOption,
    Refused,
    open_clerk,
    print_json,
    print_table,
)
from handlers.acts import carry_out
from handlers.staff import amendments
from handlers.staff.orders import Done, Order
from parsers.commands import Command
from store.corrections import Correction
from store.engine import Unit

BY = "console"
COLUMNS = ["account", "kind", "number", "field", "value", "amount", "was", "author", "at", "reason"]

correct_app = typer.Typer(
    help="What the house knows better than the ERP about a document.", no_args_is_help=True
)

Number = Annotated[str, typer.Argument(metavar="NUMBER", help="Number of the document.")]
OfAccount = Annotated[str, typer.Option("--account", help="Its account, when several have the number.")]
Day = Annotated[str, typer.Option("--on", metavar="DATE", help="The day of the payment; today without it.")]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.add_typer(correct_app, name="correct")


@correct_app.command()
def paid(
    number: Number, on: Day = "", account: OfAccount = "", config: ConfigOption = DEFAULT_CONFIG
) -> None:
    """An invoice is paid in full."""
    command(config, amendments.paid, number, {"on": on, "for": account})


@correct_app.command()
def part(
    number: Number,
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help="What is paid of it.")],
    on: Day = "",
    account: OfAccount = "",
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """A part of an invoice is paid."""
    command(config, amendments.part, f"{number} {amount}", {"on": on, "for": account})


@correct_app.command()
def disputed(number: Number, account: OfAccount = "", config: ConfigOption = DEFAULT_CONFIG) -> None:
    """An invoice is disputed: no reminders."""
    command(config, amendments.dispute, number, {"for": account})


@correct_app.command()
def settled(number: Number, account: OfAccount = "", config: ConfigOption = DEFAULT_CONFIG) -> None:
    """A dispute is over, whoever has raised it."""
    command(config, amendments.settle, number, {"for": account})


@correct_app.command()
def move(
    number: Number,
    to_order: Annotated[str, typer.Option(help="Number of the order that it belongs to.")] = "",
    to_account: Annotated[str, typer.Option(help="Number of the account that it belongs to.")] = "",
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """A document belongs to another order or another account."""
    if bool(to_order) == bool(to_account):
        raise Refused("Say where to: either --to-order ORDER or --to-account ACCOUNT.")
    command(config, amendments.move, number, {"order": to_order, "for": to_account})


@correct_app.command()
def undo(number: Number, account: OfAccount = "", config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Take back everything that was said of a document; the ERP counts again."""
    command(config, amendments.undo, number, {"for": account})


@correct_app.command("list")
def list_corrections(as_json: JsonOption = False, config: ConfigOption = DEFAULT_CONFIG) -> None:
    """The corrections that count."""
    clerk = open_clerk(config)
    with clerk.store.read() as unit:
        rows = [table_of(one, unit) for one in unit.corrections.counting()]
    clerk.close()
    if as_json:
        print_json(rows)
    else:
        print_table(COLUMNS, [[row[c] for c in COLUMNS] for row in rows], "Nothing is corrected.")


def table_of(one: Correction, unit: Unit) -> dict[str, Any]:
    """One correction, JSON-ready."""
    document = unit.documents.held(one.document_id)
    table = {name: getattr(one, name) for name in COLUMNS if name not in ("account", "kind", "number")}
    named = {name: getattr(document, name, None) for name in ("account", "kind", "number")}
    return {**named, **table, "at": one.at.isoformat()}


def command(config: Path, obey: Callable[[Order], Done], about: str, parts: dict[str, str]) -> None:
    """Does what the same words in a mail of an employee would do."""
    clerk = open_clerk(config)
    now = clerk.clock()
    said = Command("", "en", about, {key: value for key, value in parts.items() if value})
    with clerk.store.begin() as unit:
        done = obey(Order(said, BY, None, unit, clerk.house, now, clerk.house.today(now)))
        carried = [carry_out(act, unit, now) for act in done.acts]
    clerk.close()
    if not carried or not all(carried):
        raise Refused(done.line or "There was nothing to do.")
    print(done.line)
