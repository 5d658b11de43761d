"""`docclerk slack`: which Slack accounts speak for which address, and where the app is installed."""

from typing import Annotated

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
from handlers.chats.acts import Unbind

CONSOLE = "console"  # who decides, as the audit calls it

slack_app = typer.Typer(help="Slack accounts and workspaces.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.add_typer(slack_app, name="slack")


@slack_app.command("list")
def list_bindings(
    address: Annotated[str, typer.Option("--for", help="Only those of this address.")] = "",
    ended: Annotated[bool, typer.Option("--all", help="Those that have ended, too.")] = False,
    as_json: JsonOption = False,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Which accounts speak for which address."""
    clerk = open_clerk(config)
    with clerk.store.read() as unit:
        found = unit.slack_bindings.listed(address or None, ended=ended)
    clerk.close()
    columns = ["team", "user", "address", "bound_at", "ended_at", "ended_why"]
    rows = [{name: getattr(binding, name) for name in columns} for binding in found]
    if as_json:
        print_json(rows)
    else:
        print_table(columns, [list(row.values()) for row in rows], "No Slack account is bound.")


@slack_app.command("revoke")
def revoke(
    address: Annotated[str, typer.Argument(help="The registered address.")],
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """End what Slack accounts may do for an address; it has to be confirmed anew."""
    clerk = open_clerk(config)
    with clerk.store.begin() as unit:
        found = unit.slack_bindings.listed(address)
        for one in found:
            act = Unbind(one.team, one.user, one.address, CONSOLE, "by staff")
            carry_out(act, unit, clerk.clock())
    clerk.close()
    if not found:
        raise Refused(f"No Slack account is bound to {address}; see 'docclerk slack list'.")
    print(f"{len(found)} Slack account(s) no longer speak for {address}.")


@slack_app.command("workspaces")
def workspaces(as_json: JsonOption = False, config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Where the app is, or was, installed."""
    clerk = open_clerk(config)
    with clerk.store.read() as unit:
        found = unit.slack_installs.all()
    clerk.close()
    columns = ["team", "name", "installed_at", "revoked_at"]
    rows = [{name: getattr(install, name) for name in columns} for install in found]
    if as_json:
        print_json(rows)
    else:
        print_table(columns, [list(row.values()) for row in rows], "The app is installed nowhere yet.")
