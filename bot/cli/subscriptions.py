"""`docclerk subscriptions`: who gets what regularly, when it is next due, and how to end it."""

from collections.abc import Iterator
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
from bot.wiring import Clerk
from handlers.acts import carry_out
from handlers.subscriptions.acts import Unsubscribe
from handlers.subscriptions.rhythms import worded
from parsers.asks import Rhythm
from store.engine import Unit

BY = "console"

subscriptions_app = typer.Typer(help="What customers get regularly.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.add_typer(subscriptions_app, name="subscriptions")


@subscriptions_app.command("list")
def list_all(
    ended: Annotated[bool, typer.Option("--ended", help="The ended ones, too.")] = False,
    as_json: JsonOption = False,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Who gets what, how often, when next."""
    clerk = open_clerk(config)
    with clerk.store.read() as unit:
        rows = list(listed(unit, clerk, ended=ended))
    clerk.close()
    if as_json:
        print_json(rows)
        return
    columns = ["id", "address", "account", "what", "rhythm", "next", "mails", "ended"]
    shown = [{**row, "what": ", ".join(f"{k} {v}" for k, v in row["what"].items())} for row in rows]
    print_table(columns, [[row[c] for c in columns] for row in shown], "Nobody has subscribed to anything.")


@subscriptions_app.command("end")
def end(
    id: Annotated[int, typer.Argument(help="Its number in `docclerk subscriptions list`.")],
    as_json: JsonOption = False,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Ends a subscription. The customer is not told."""
    clerk = open_clerk(config)
    with clerk.store.begin() as unit:
        done = carry_out(Unsubscribe(BY, (id,), "by the house"), unit, clerk.clock())
    clerk.close()
    if not done:
        raise Refused(f"There is no live subscription {id}; see `docclerk subscriptions list`.")
    if as_json:
        print_json({"ended": id})
    else:
        print(f"Subscription {id} has ended.")


def listed(unit: Unit, clerk: Clerk, *, ended: bool) -> Iterator[dict[str, Any]]:
    """The subscriptions, JSON-ready."""
    found = unit.subscriptions.all(ended=ended)
    accounts = {a.id: a.account for a in unit.accounts.by_ids(s.account_id for s in found)}
    for s in found:
        yield {
            "id": s.id,
            "address": s.address,
            "account": accounts[s.account_id],
            "what": dict(s.what),
            "rhythm": worded(Rhythm.from_table(s.rhythm), clerk.house.tongues[None]),
            "next": None if s.ended_at else s.next_due,
            "mails": s.runs,
            "ended": s.ended_at,
            "ended_by": s.ended_by,
        }
