"""The conversations of tests/stories, and which of them a door is asked to tell."""

import csv
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.world import HERE as WORLD

STORIES = Path(__file__).parents[1] / "stories"

SHORT = 6  # turns

Turn = Mapping[str, Any]  # as tests/stories/README.md has it


@dataclass(frozen=True, slots=True)
class Story:
    """One conversation."""

    name: str
    title: str
    turns: tuple[Turn, ...]


@cache
def stories() -> tuple[Story, ...]:
    """All of them, in the order of their names: some change what the ones behind them find."""
    tables = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(STORIES.glob("*.toml"))}
    return tuple(Story(name, table["title"], tuple(table["turn"])) for name, table in tables.items())


def short() -> tuple[Story, ...]:
    """Those that are told soon."""
    return tuple(story for story in stories() if len(story.turns) <= SHORT)


def dealt(hand: int, hands: int) -> Sequence[Story]:
    """One of so many shares of the short ones, like cards: together they are all, none is told twice."""
    return short()[hand::hands]


@cache
def numbers() -> frozenset[str]:
    """The numbers of all documents of the world."""
    with (WORLD / "documents.csv").open(encoding="utf-8") as file:
        return frozenset(row["NUMBER"] for row in csv.DictReader(file))
