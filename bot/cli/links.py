"""`docclerk links` and `docclerk keys`: what was sent as a link, and what signs it."""

from collections.abc import Iterable
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
from bot.clock import utc_now
from bot.config import Config
from bot.keys import KeyFile
from bot.wiring import Clerk
from handlers.acts import Revoke, carry_out
from store.engine import Unit
from store.traffic import Link

CONSOLE = "console"  # who decides, as the audit calls it

links_app = typer.Typer(help="Links that were sent.", no_args_is_help=True)
keys_app = typer.Typer(help="The keys that sign links.", no_args_is_help=True)

ForOption = Annotated[str, typer.Option("--for", help="Only links of this address.")]
AccountOption = Annotated[str, typer.Option("--account", help="Only links of this account.")]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.add_typer(links_app, name="links")
    app.add_typer(keys_app, name="keys")


@links_app.command("list")
def list_links(
    address: ForOption = "",
    account: AccountOption = "",
    as_json: JsonOption = False,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Links that still work."""
    clerk = open_clerk(config)
    with clerk.store.read() as unit:
        rows = [link_table(link, unit) for link in open_links(clerk, unit, address, account)]
    clerk.close()
    if as_json:
        print_json(rows)
    else:
        columns = ["id", "recipient", "accounts", "files", "downloads", "created", "expires"]
        shown = [row | {"accounts": ", ".join(row["accounts"])} for row in rows]
        print_table(columns, [[r[c] for c in columns] for r in shown], "No link is open.")


@links_app.command("revoke")
def revoke_links(
    link_id: Annotated[int | None, typer.Argument(metavar="ID", help="One link.")] = None,
    address: ForOption = "",
    account: AccountOption = "",
    as_json: JsonOption = False,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Make links stop working at once."""
    if sum((link_id is not None, bool(address), bool(account))) != 1:
        raise Refused("Name one of these: a link ID, --for ADDRESS, --account NUMBER.")
    clerk = open_clerk(config)
    now = clerk.clock()
    with clerk.store.begin() as unit:
        links: Iterable[Link] = open_links(clerk, unit, address, account)
        ids = tuple(link.id for link in links if link_id in (None, link.id))
        if link_id is not None and not ids:
            raise Refused(f"Link {link_id} is not open; see 'docclerk links list'.")
        carry_out(Revoke(ids, CONSOLE), unit, now)
    clerk.close()
    if as_json:
        print_json({"revoked": list(ids)})
    else:
        print(f"{len(ids)} link(s) revoked.")


def open_links(clerk: Clerk, unit: Unit, address: str, account: str) -> tuple[Link, ...]:
    """The working links of an address, an account, or all. Raises Refused for an account nobody has."""
    found = unit.accounts.get(account) if account else None
    if account and found is None:
        raise Refused(f"There is no account {account}.")
    return unit.links.listed(
        account_id=found.id if found else None, recipient=address or None, live=clerk.clock()
    )


def link_table(link: Link, unit: Unit) -> dict[str, Any]:
    """One link as a JSON-ready table; its token is known to nobody but the recipient."""
    return {
        "id": link.id,
        "recipient": link.recipient,
        "accounts": [c.account for c in unit.contacts.by_email(link.recipient)],
        "files": len(link.files),
        "downloads": link.downloads,
        "max_downloads": link.max_downloads,
        "created": link.created_at.isoformat() if link.created_at else None,
        "expires": link.expires_at.isoformat(),
        "message": link.inbox_id,
    }


@keys_app.command("rotate")
def rotate_keys(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Sign new links with a new key; links that are out keep working."""
    links = Config.load(config).links
    if links.keys is None:
        raise Refused("[links] keys names no file.")
    file = KeyFile(links.keys, utc_now)
    kid = file.rotate()
    older = len(file().ids) - 1
    print(f"Key {kid} signs from now on; {older} older key(s) in {links.keys} still open their links.")
    print(f"Links live {links.days} days; after that the lines of older keys can be deleted.")
