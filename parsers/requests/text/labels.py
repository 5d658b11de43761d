"""The labels of a list that look like dates: "1. February invoices", with "2. …" on the next line."""

import re
from collections.abc import Collection

_LABEL = re.compile(r"^[ \t]*([0-9]{1,2})(\.)(?=[ \t])", re.MULTILINE)


def label_dots(text: str) -> dict[int, int]:
    """Where the labels of numbered lines begin, and where their dots are; none without a second line."""
    found = list(_LABEL.finditer(text)) if "\n" in text else []
    rising = [int(m[1]) for m in found]
    return {m.start(1): m.start(2) for m in found} if rising[:2] == [1, 2] else {}


def unlabelled(text: str, dots: Collection[int]) -> str:
    """The text with signs in place of some dots; every character keeps its place."""
    return "".join(")" if at in dots else sign for at, sign in enumerate(text))
