"""The command line: every command in one plain file, errors in one plain sentence."""

import sys

import typer

from bot.cli.contents import Contents
from store.errors import Busy, Damaged, Gone, Newer

__all__ = ["app", "main"]

app = typer.Typer(
    cls=Contents,
    name="docclerk",
    help="The clerk behind a wholesaler's document-request address.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def docclerk() -> None:
    """Says nothing before a command."""


def main() -> None:
    """The entry point of the `docclerk` command."""
    try:
        code = app(standalone_mode=False)
    except typer.TyperException as error:
        if message := error.format_message().rstrip("."):
            path = getattr(getattr(error, "ctx", None), "command_path", "docclerk")
            print(f"docclerk: {message}; see '{path} --help'.", file=sys.stderr)
        sys.exit(2)
    except refusals() as error:
        print(f"docclerk: {error}", file=sys.stderr)
        sys.exit(1)
    sys.exit(code)


def refusals() -> tuple[type[Exception], ...]:
    """What ends a command with one sentence; read only when something went wrong."""
    from bot.cli.shared import Refused
    from bot.config import ConfigError

    return (Refused, ConfigError, Newer, Gone, Damaged, Busy, OSError, ValueError)
