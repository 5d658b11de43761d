"""The command line: every command in one plain file, errors in one plain sentence."""

import sys

from bot.cli import ask, data, run, staff, upkeep, words
from bot.cli.shared import Refused, app
from bot.config import ConfigError
from store.errors import Busy, Damaged, Gone, Newer

__all__ = ["app", "main"]

for group in (run, data, ask, words, staff, upkeep):
    group.register(app)


def main() -> None:
    """The entry point of the `docclerk` command."""
    try:
        app()
    except (Refused, ConfigError, Newer, Gone, Damaged, Busy, OSError, ValueError) as error:
        print(f"docclerk: {error}", file=sys.stderr)
        sys.exit(1)
