"""`docclerk serve`, `init` and `demo`: what runs."""

import logging
from pathlib import Path
from typing import Annotated

import typer

from bot import serve as serving
from bot.cli.shared import DEFAULT_CONFIG, ConfigOption, Refused, open_clerk, quiet_logs
from bot.demo.show import demo as run_demo
from bot.first_config import FIRST_CONFIG, next_steps


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("serve")(serve)
    app.command("init")(init)
    app.command("demo")(demo)


def serve(
    only: Annotated[str, typer.Option(help=f"Comma-separated parts: {', '.join(serving.PARTS)}.")] = "",
    no_migrate: Annotated[bool, typer.Option("--no-migrate", help="Leave the store's form alone.")] = False,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Run the clerk until SIGTERM or Ctrl-C."""
    wanted = [p.strip() for p in only.split(",") if p.strip()] or list(serving.PARTS)
    unknown = set(wanted) - set(serving.PARTS)
    if unknown:
        parts = ", ".join(serving.PARTS)
        raise Refused(f"--only: {', '.join(sorted(unknown))} is unknown; choose from {parts}.")
    clerk = open_clerk(config, migrate=not no_migrate)
    clerk.house.keys()  # a key file that cannot be read ends the start, not the first answer
    quiet_logs(logging.INFO)
    serving.run(clerk, wanted)


def init(
    folder: Annotated[Path, typer.Argument(help="Where the clerk will live.")] = Path(),
) -> None:
    """Write a commented docclerk.toml, create the store, say what comes next."""
    target = folder / DEFAULT_CONFIG
    if target.exists():
        raise Refused(f"{target} is already there; remove it first or choose another folder.")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "drop").mkdir(exist_ok=True)
    target.write_text(FIRST_CONFIG, "utf-8")
    clerk = open_clerk(target)
    clerk.house.keys()  # makes the key file
    clerk.close()
    print(next_steps(target))


def demo(
    folder: Annotated[Path, typer.Option("--dir", help="Where the sample wholesaler lives.")] = Path("demo"),
    port: Annotated[int, typer.Option(help="Port of the page.")] = 8080,
    once: Annotated[bool, typer.Option("--once", help="Run the scripted cases and end.")] = False,
) -> None:
    """A sample wholesaler on loopback: pick a contact, write a message, read the answer."""
    quiet_logs()
    if not run_demo(folder, port, once=once):
        raise typer.Exit(1)
