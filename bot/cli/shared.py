"""What all commands share: the configuration option, the clerk, printing."""

import json
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from bot.logs import configure

if TYPE_CHECKING:
    from bot.wiring import Clerk

ConfigOption = Annotated[
    Path, typer.Option("--config", help="The configuration file.", envvar="DOCCLERK_CONFIG")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
DEFAULT_CONFIG = Path("docclerk.toml")
WIDEST = 1000  # characters of a line in a pipe


class Refused(Exception):
    """A command cannot do what was asked; the text says why and how to mend it."""


def open_clerk(config: Path, *, migrate: bool = True) -> "Clerk":
    """The clerk of a configuration file. Raises ConfigError."""
    from bot.config import Config  # here: a command that needs no clerk does not wait for all its parts
    from bot.wiring import build

    quiet_logs()
    return build(Config.load(config), migrate=migrate)


def quiet_logs(level: int = logging.WARNING) -> None:
    """The log on standard error, from `level` on."""
    configure(level)


def print_json(value: Any) -> None:
    """One JSON value on standard output."""
    print(json.dumps(value, ensure_ascii=False, default=str))


def print_table(columns: list[str], rows: list[list[Any]], empty: str) -> None:
    """A table for people; a sentence when there is nothing."""
    if not rows:
        print(empty)
        return
    table = Table(*columns)
    for row in rows:
        table.add_row(*("" if cell is None else str(cell) for cell in row))
    # Into a pipe nothing is cut or wrapped: the next command wants whole words on one line.
    Console(width=None if sys.stdout.isatty() else WIDEST).print(table)


__all__ = [
    "DEFAULT_CONFIG",
    "ConfigOption",
    "JsonOption",
    "Refused",
    "open_clerk",
    "print_json",
    "print_table",
    "quiet_logs",
]
