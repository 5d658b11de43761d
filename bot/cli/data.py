"""`docclerk ingest` and `docclerk contacts`: what the ERP delivers, and who may see what of it."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.cli.shared import (
    DEFAULT_CONFIG,
    ConfigOption,
    JsonOption,
    Refused,
    open_clerk,
    print_json,
    print_table,
)
from bot.deliveries import feeds_of, run_ingest
from handlers.people import grants_of, live
from store.records import Contact

contacts_app = typer.Typer(help="People and what they may see.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("ingest")(ingest)
    app.add_typer(contacts_app, name="contacts")


def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Folders, zips or single files of a delivery.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything, keep nothing.")] = False,
    as_json: JsonOption = False,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Load ERP deliveries and print the quality report."""
    for path in paths:
        if not path.exists():
            raise Refused(f"There is no {path}.")
    clerk = open_clerk(config)
    try:
        with progress_bar() as progress:
            reports = run_ingest(
                clerk.store,
                clerk.blobs,
                feeds_of(clerk.config),
                clerk.house.kinds.codes(),
                paths,
                dry_run=dry_run,
                now=clerk.clock(),
                progress=progress,
            )
    finally:
        clerk.close()
    for report in reports:
        if as_json:
            print_json(report.as_json())
        else:
            print(report.as_text())
    if not all(report.ok for report in reports):
        raise typer.Exit(1)


@contextmanager
def progress_bar() -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error, fed with (done, total)."""
    columns = (TextColumn("Loading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("rows", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


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
        columns = ["email", "name", "account", "role", "locations", "cost_centres", "active"]
        print_table(columns, [[r[c] for c in columns] for r in rows], "There are no contacts yet.")


@contacts_app.command("show")
def show_contact(
    address: Annotated[str, typer.Argument(help="The mail address.")],
    seen: Annotated[bool, typer.Option("--as", help="List what this person would see.")] = False,
    as_json: JsonOption = False,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """One person: their accounts, roles and limits."""
    clerk = open_clerk(config)
    today = clerk.house.today(clerk.clock())
    with clerk.store.read() as unit:
        contacts = unit.contacts.by_email(address)
        rows = [as_table(c) | {"live": live(c, today)} for c in contacts]
        if seen:
            for row, contact in zip(rows, contacts, strict=True):
                row["sees"] = unit.documents.kinds_seen(grants_of(contact, unit, clerk.house.kinds, today))
    clerk.close()
    if not rows:
        raise Refused(f"{address} is not a contact; see 'docclerk contacts list'.")
    if as_json:
        print_json(rows)
        return
    for row in rows:
        print("\n".join(f"{key}: {value}" for key, value in row.items() if value not in (None, [], "")))
        print()


@contacts_app.command("suspend")
def suspend_contact(
    address: Annotated[str, typer.Argument(help="The mail address.")],
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Stop answering a person and revoke their open links."""
    clerk = open_clerk(config)
    now = clerk.clock()
    with clerk.store.begin() as unit:
        contacts = unit.contacts.by_email(address)
        if not contacts:
            raise Refused(f"{address} is not a contact; see 'docclerk contacts list'.")
        unit.contacts.suspend(address)
        for contact in contacts:
            unit.links.revoke([link.id for link in unit.links.listed(contact_id=contact.id, live=now)], now)
        unit.audit.write("contact.suspended", now, {"rows": len(contacts)}, person=address)
    clerk.close()
    print(f"{address} is suspended at {len(contacts)} account(s); open links are revoked.")


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
    return {
        "email": contact.email,
        "name": contact.name,
        "account": contact.account,
        "role": contact.role,
        "locations": list(contact.locations),
        "cost_centres": list(contact.cost_centres),
        "kinds": list(contact.kinds),
        "tree": contact.tree,
        "until": contact.until,
        "language": contact.language,
        "active": contact.active,
    }
