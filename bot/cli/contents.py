"""What `docclerk --help` lists: each command with its line and the file that is read when it is called."""

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

FILES = {  # beside this one; in the order of the help
    "run": {
        "serve": "Run the clerk until SIGTERM or Ctrl-C.",
        "init": "Write a commented docclerk.toml, create the store, say what comes next.",
        "demo": "A sample wholesaler on loopback: pick a contact, write a message, read the answer.",
    },
    "data": {"ingest": "Load ERP deliveries and print the quality report."},
    "ask": {"ask": "Ask as ADDRESS; print the reply. Nothing is sent."},
    "words": {"understand": "Read JSON lines, write JSON lines: how the clerk understands one stage."},
    "staff": {
        "retry": "Try a stuck message again.",
        "trace": "The full story of one message.",
    },
    "report": {
        "report": "What came in, what became of it, how fast, and whether the canary ever found a leak."
    },
    "backup": {
        "backup": "Write database, files and keys into one archive, while the clerk runs.",
        "restore": "Put a backup into an empty store; what was on its way waits for staff.",
    },
    "replay": {
        "replay": "Try a mailbox of the past: what would have been answered. "
        "Nothing is stored, nothing is sent.",
    },
    "correct": {"correct": "What the house knows better than the ERP about a document."},
    "contacts": {"contacts": "People and what they may see."},
    "links": {"links": "Links that were sent.", "keys": "The keys that sign links."},
    "review": {"review": "Messages that wait for a person."},
    "slack": {"slack": "Slack accounts and workspaces."},
    "reminders": {"reminders": "Payment reminders."},
    "subscriptions": {"subscriptions": "What customers get regularly."},
    "upkeep": {
        "audit": "The hash chain of everything that happened.",
        "db": "The form of the store.",
        "doctor": "Check configuration, store, files, relay and feeds: one line each, ok or the fix.",
    },
}


class Listed(TyperCommand):
    """A command that is known by its name and its line."""

    def __init__(self, name: str, line: str, file: str) -> None:
        super().__init__(name, help=line)
        self.file = file

    def read(self) -> Any:
        """The command itself, or the group of commands."""
        found = typer.Typer()
        import_module(f"bot.cli.{self.file}").register(found)
        return get_group(found).commands[str(self.name)]

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """That of the command itself: from here on it is the one that runs."""
        return self.read().make_context(info_name, args, parent, **extra)


class Contents(TyperGroup):
    """All of them."""

    def __init__(self, **attributes: Any) -> None:
        listed = {
            name: Listed(name, line, file) for file, lines in FILES.items() for name, line in lines.items()
        }
        super().__init__(**attributes | {"commands": listed})
