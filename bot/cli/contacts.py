"""`docclerk contacts`: people, what they may see, and what about it looks odd."""

import csv
import shutil
import tempfile
from dataclasses import asdict, fields
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.data import ingest
from bot.cli.shared import (
    DEFAULT_CONFIG,
    ConfigOption,
    JsonOption,
    Refused,
    open_clerk,
    print_json,
    print_table,
)
from handlers.acts import Resume, Suspend, carry_out
from handlers.senders.people import grants_of, live
from handlers.senders.permissions import Permission, matrix, oddities, state_of
from store.engine import Unit
from store.records import Contact, Grant

contacts_app = typer.Typer(help="People and what they may see.", no_args_is_help=True)
CONSOLE = "console"  # who decides, as the audit calls it

AddressArgument = Annotated[str, typer.Argument(help="The mail address.")]
AccountOption = Annotated[str, typer.Option("--account", help="Only at this account.")]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.add_typer(contacts_app, name="contacts")


@contacts_app.command("list")
def list_contacts(as_json: JsonOption = False, config: ConfigOption = DEFAULT_CONFIG) -> None:
    """All contacts."""
    clerk = open_clerk(config)
    with clerk.store.read() as unit:
        rows = [as_table(c) for c in unit.contacts.all()]
    clerk.close()
    if as_json:
        print_json(rows)
    else:
        columns = ["email", "name", "account", "role", "locations", "cost_centres", "until", "active"]
        print_table(columns, [[shown(r[c]) for c in columns] for r in rows], "There are no contacts yet.")


@contacts_app.command("show")
def show_contact(
    address: AddressArgument,
    seen: Annotated[bool, typer.Option("--as", help="List what this person would see.")] = False,
    as_json: JsonOption = False,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """One person: their accounts, roles and limits."""
    clerk = open_clerk(config)
    today = clerk.house.today(clerk.clock())
    with clerk.store.read() as unit:
        contacts = unit.contacts.by_email(address)
        rows = [
            as_table(c) | {"live": live(c, today), "state": state_of(c, clerk.house, today)} for c in contacts
        ]
        if seen:
            for row, contact in zip(rows, contacts, strict=True):
                grants = grants_of(contact, unit, clerk.house.kinds, today)
                row["sees"] = unit.documents.kinds_seen(grants)
                row["sees_at"] = seen_at(grants, unit)
    clerk.close()
    if not rows:
        raise unknown(address)
    if as_json:
        print_json(rows)
        return
    for row in rows:
        print(
            "\n".join(f"{key}: {shown(value)}" for key, value in row.items() if value not in (None, [], ""))
        )
        print()


def shown(value: Any) -> str:
    """A value for people: lists and counts with commas, yes or no, nothing for none."""
    match value:
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(map(str, value))
        case dict():
            inner = {key: f"({shown(one)})" if isinstance(one, dict) else one for key, one in value.items()}
            return ", ".join(f"{key} {one}" for key, one in inner.items())
        case _:
            return "" if value is None else str(value)


def seen_at(grants: tuple[Grant, ...], unit: Unit) -> dict[str, dict[str, int]]:
    """Account number -> kind -> how many documents may be seen there."""
    numbers = {a.id: a.account for a in unit.accounts.by_ids(g.account_id for g in grants)}
    return {numbers[g.account_id]: unit.documents.kinds_seen((g,)) for g in grants}


@contacts_app.command("matrix")
def print_matrix(
    file: Annotated[Path | None, typer.Option("--csv", help="Write it as CSV into this file.")] = None,
    as_json: JsonOption = False,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Who may see what at which account, for signing off."""
    clerk = open_clerk(config)
    with clerk.store.read() as unit:
        rows = list(matrix(unit, clerk.house, clerk.house.today(clerk.clock())))
    clerk.close()
    columns = [f.name for f in fields(Permission)]
    if file:
        with file.open("w", encoding="utf-8-sig", newline="") as target:
            csv.writer(target).writerows([columns, *(row.as_cells() for row in rows)])
        print(f"{len(rows)} permissions written to {file}.")
    elif as_json:
        print_json([row.as_table() for row in rows])
    else:
        print_table(columns, [row.as_cells() for row in rows], "There are no contacts yet.")


@contacts_app.command("check")
def check_contacts(as_json: JsonOption = False, config: ConfigOption = DEFAULT_CONFIG) -> None:
    """What looks odd: shared mailboxes, private addresses, no role, accounts without an admin."""
    clerk = open_clerk(config)
    with clerk.store.read() as unit:
        found = oddities(unit, clerk.house, clerk.house.today(clerk.clock()))
    clerk.close()
    if as_json:
        print_json([asdict(oddity) for oddity in found])
    else:
        print_table(["what", "who", "why"], [[o.code, o.subject, o.text] for o in found], "Nothing is odd.")


@contacts_app.command("suspend")
def suspend_contact(
    address: AddressArgument,
    account: AccountOption = "",
    reason: Annotated[str, typer.Option(help="Why, for the audit.")] = "by staff",
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Stop answering a person and revoke their open links."""
    rows = decided(Suspend(address.strip().lower(), CONSOLE, reason, account or None), config)
    print(f"{address} is suspended ({rows}); open links are revoked.")


@contacts_app.command("resume")
def resume_contact(
    address: AddressArgument, account: AccountOption = "", config: ConfigOption = DEFAULT_CONFIG
) -> None:
    """Undo a suspension."""
    rows = decided(Resume(address.strip().lower(), CONSOLE, account or None), config)
    print(f"{address} is no longer suspended ({rows}).")


@contacts_app.command("erase")
def erase_contact(
    address: AddressArgument,
    yes: Annotated[bool, typer.Option("--yes", help="Do it; without it only say what would go.")] = False,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Forget a person for good: name, address and words go, documents and the audit's chain stay."""
    clerk = open_clerk(config)
    if not yes:
        with clerk.store.read() as unit:
            rows = len(unit.contacts.by_email(address))
            messages = unit.inbox.count_of(address.strip().lower())
        clerk.close()
        print(f"{rows} contact(s), {messages} message(s) of {address} would be forgotten; --yes does it.")
        return
    with clerk.store.begin() as unit:
        erased, now = unit.erase(address, clerk.clock()), clerk.clock()
        if named := any(asdict(erased).values()):
            unit.audit.write("contact.erased", now, asdict(erased), by=CONSOLE)
    clerk.close()
    if not named:
        print(f"Nothing here names {address}.")
        return
    print(
        f"{erased.contacts} contact(s), {erased.messages} message(s), {erased.answers} answer(s) and "
        f"{erased.links} link(s) no longer name {address}."
    )


def decided(act: Suspend | Resume, config: Path) -> str:
    """Carries out what staff decide about a contact; how they stand at each account then. Raises Refused."""
    clerk = open_clerk(config)
    today = clerk.house.today(clerk.clock())
    with clerk.store.begin() as unit:
        rows = [c for c in unit.contacts.by_email(act.address) if act.account in (None, c.account)]
        if not rows:
            raise unknown(act.address)
        carry_out(act, unit, clerk.clock())
        rows = [c for c in unit.contacts.by_email(act.address) if act.account in (None, c.account)]
    clerk.close()
    return ", ".join(f"{c.account}: {state_of(c, clerk.house, today)}" for c in rows)


def unknown(address: str) -> Refused:
    """What is said of an address that is no contact, or not there."""
    return Refused(f"{address} is not a contact; see 'docclerk contacts list'.")


@contacts_app.command("import")
def import_contacts(
    file: Annotated[Path, typer.Argument(help="A table like the contacts.csv of a delivery.")],
    as_json: JsonOption = False,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Load people from a table like the contacts.csv of a delivery."""
    if file.name == "contacts.csv" or not file.is_file():
        ingest([file], as_json=as_json, config=config)
        return
    with tempfile.TemporaryDirectory() as folder:  # a delivery knows its tables by their names
        named = Path(shutil.copyfile(file, Path(folder) / "contacts.csv"))
        ingest([named], as_json=as_json, config=config)


def as_table(contact: Contact) -> dict[str, Any]:
    """One contact as a JSON-ready table."""
    names = (
        *("email", "name", "account", "role", "locations", "cost_centres", "kinds", "tree"),
        *("until", "documents_since", "documents_until"),
    )
    table = {name: getattr(contact, name) for name in (*names, "language", "active")}
    return {k: list(v) if isinstance(v, tuple) else v for k, v in table.items()}
