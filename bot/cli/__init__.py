"""The command line: every command in one plain file, errors in one plain sentence."""

import sys

import typer

from bot.cli import (
    ask,
    backup,
    contacts,
    correct,
    data,
    links,
    reminders,
    replay,
    report,
    review,
    run,
    slack,
    staff,
    subscriptions,
    upkeep,
    words,
)
from bot.cli.shared import Refused, app
from bot.config import ConfigError
from store.errors import Busy, Damaged, Gone, Newer

__all__ = ["app", "main"]

GROUPS = (
    run,
    data,
    correct,
    contacts,
    ask,
    words,
    links,
    review,
    slack,
    staff,
    report,
    backup,
    replay,
    reminders,
    subscriptions,
    upkeep,
)
for group in GROUPS:
    group.register(app)


def main() -> None:
    """The entry point of the `docclerk` command."""
    try:
        sys.exit(app(standalone_mode=False))
    except typer.TyperException as error:
        if message := error.format_message().rstrip("."):
            path = getattr(getattr(error, "ctx", None), "command_path", "docclerk")
            print(f"docclerk: {message}; see '{path} --help'.", file=sys.stderr)
        sys.exit(2)
    except (Refused, ConfigError, Newer, Gone, Damaged, Busy, OSError, ValueError) as error:
        print(f"docclerk: {error}", file=sys.stderr)
        sys.exit(1)
