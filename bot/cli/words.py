"""`docclerk understand`: the reading stages on JSON lines, without a store."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.shared import Refused, print_json
from bot.understand import STAGES, Reading


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("understand")(understand)


def understand(
    stage: Annotated[str, typer.Argument(help=f"One of {', '.join(STAGES)}.")],
    source: Annotated[str, typer.Argument(metavar="[FILE|-]", help="JSON lines; - is standard input.")] = "-",
) -> None:
    """Read JSON lines, write JSON lines: how the clerk understands one stage."""
    if stage not in STAGES:
        raise Refused(f"There is no stage {stage!r}; choose from {', '.join(STAGES)}.")
    reading = Reading.load(Path(source).parent if source != "-" else Path())
    text = sys.stdin.read() if source == "-" else Path(source).read_text("utf-8")
    for n, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise Refused(f"Line {n} is no JSON: {error}.") from None
        try:
            print_json(STAGES[stage](row, reading))
        except (KeyError, TypeError, AttributeError, ValueError, OSError) as error:
            raise Refused(f"Line {n} is no row of the stage {stage!r}: {_lack(error)}.") from None


def _lack(error: Exception) -> str:
    """What is wrong with a row, in words."""
    return f"the field {error} is missing" if isinstance(error, KeyError) else str(error)
