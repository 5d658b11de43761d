"""Tells a mail that was written to us from one in whose copy we only stand."""

import re
from collections.abc import Callable, Iterable

LINES = 40  # of a text in which somebody may speak to us
LONGEST = 400  # characters of a line
# "@belege …" anywhere, "Belegservice: …", "Hallo Belegservice," as a line; a mere word is no name.
CALL = re.compile(
    r"(?:^|\s)@(?P<at>[\w.-]{2,60})|^\s*(?P<first>[\w.-]{2,60})\s*[,:!]"
    r"|^\s*\w{2,20}\s(?P<greeted>[\w.-]{2,60})\s?[,!]\s*$"
)


def only_copied(to: Iterable[str], cc: Iterable[str], ours: Callable[[str], bool]) -> bool:
    """Whether one of our addresses stands in Cc and none in To; where we stand in neither, it was sent on."""
    return not any(map(ours, to)) and any(map(ours, cc))


def addressed(text: str, names: frozenset[str]) -> bool:
    """Whether a line of a text speaks to one of these names, lower case."""
    lines = text[: LINES * LONGEST].split("\n", LINES)[:LINES]
    called = (found for line in lines for found in CALL.finditer(line[:LONGEST]))
    return any((found[found.lastgroup or 0]).lower().strip(".-") in names for found in called)
