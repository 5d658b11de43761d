"""One measured figure with its goal and how it was measured, and the table of all of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console
from rich.table import Column, Table

WIDTH = 160  # characters that the table takes where there is no terminal


@dataclass(frozen=True, slots=True)
class Figure:
    """A line of the table; `goal` is empty where there is none."""

    what: str
    value: str
    method: str
    goal: str = ""


def show(figures: Iterable[Figure]) -> None:
    """Prints the table; nothing is cut off."""
    table = Table(
        *(Column(name, no_wrap=True) for name in ("What", "Figure", "Goal")), "Method", show_lines=True
    )
    for figure in figures:
        table.add_row(figure.what, figure.value, figure.goal, figure.method)
    console = Console()
    console.width = max(console.width, WIDTH)
    console.print(table)
