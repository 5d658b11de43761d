"""`docclerk audit`, `db` and `doctor`: what operators look after."""

import typer

from bot.cli.shared import DEFAULT_CONFIG, ConfigOption, JsonOption, open_clerk, print_json
from bot.config import Config
from bot.doctor import examine
from store.engine import Store

audit_app = typer.Typer(help="The hash chain of everything that happened.", no_args_is_help=True)
db_app = typer.Typer(help="The form of the store.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.add_typer(audit_app, name="audit")
    app.add_typer(db_app, name="db")
    app.command("doctor")(doctor)


@audit_app.command("verify")
def verify_audit(as_json: JsonOption = False, config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Check the chain; name the first row that was touched."""
    clerk = open_clerk(config)
    with clerk.store.read() as unit:
        broken, rows = unit.audit.verify(), unit.audit.count()
    clerk.close()
    if as_json:
        print_json({"rows": rows, "first_broken": broken})
    elif broken is None:
        print(f"The audit is whole: {rows} rows.")
    if broken is not None:
        if not as_json:
            print(f"Row {broken} of the audit was changed or a row before it was removed.")
        raise typer.Exit(1)


@audit_app.command("export")
def export_audit(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """All rows as JSON lines."""
    clerk = open_clerk(config)
    with clerk.store.read() as unit:
        for row in unit.audit.export():
            print_json(row)
    clerk.close()


@db_app.command("upgrade")
def upgrade(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Bring the store to the form that this version needs."""
    store = Store.open(Config.load(config).store.url, create=True)
    store.upgrade()
    store.close()
    print("The store is up to date.")


def doctor(
    as_json: JsonOption = False,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Check configuration, store, files, relay and feeds: one line each, ok or the fix."""
    findings = examine(open_clerk(config))
    if as_json:
        print_json([f.as_table() for f in findings])
    else:
        for finding in findings:
            print(f"{'ok  ' if finding.ok else 'FIX '} {finding.subject}: {finding.text}")
    if not all(f.ok for f in findings):
        raise typer.Exit(1)
