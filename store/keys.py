"""Keys under which numbers and names are found again, however somebody writes them."""

import re
import unicodedata
from functools import lru_cache

_OTHER = re.compile(r"[^A-Z0-9]+")


@lru_cache(maxsize=1 << 16)
def number_key(number: str) -> str:
    """A document, order or article number without case, separators and leading zeros.

    "0090001234" -> "90001234", "#re-2025/0412" -> "RE20250412", "000" -> "0", "" and "---" -> "".
    """
    if number.isascii():
        key = _OTHER.sub("", number.upper())
    else:
        key = "".join(c for c in unicodedata.normalize("NFKC", number).upper() if c.isalnum())
    return key.lstrip("0") or key[:1]


@lru_cache(maxsize=1 << 14)
def name_key(name: str) -> str:
    """A place, cost centre or person without case and surplus blanks: " Filiale  GRAZ" -> "filiale graz"."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def number_keys(cell: str | None) -> list[str]:
    """The keys of a cell that may hold several numbers: "A-1|A-2" -> ["A1", "A2"]."""
    if not cell:
        return []
    if "|" not in cell:
        return [number_key(cell)]
    return [number_key(part) for part in cell.split("|")]


def number_key_of(number: str | None) -> str:
    """The number key of a cell that may be empty."""
    return number_key(number) if number else ""


def name_key_of(name: str | None) -> str | None:
    """The name key of a cell that may be empty; None stays None, so that nothing can match it."""
    return (name_key(name) or None) if name else None
