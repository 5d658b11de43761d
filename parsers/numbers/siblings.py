"""Numbers of a thread: what is written like one that was answered before."""

import re
from collections.abc import Iterable

from parsers.numbers.reading import FoundNumber

MOST = 20  # numbers answered before that are compared
LEAST = 4  # characters; a shorter number is too common to tell anything by its looks
_RUNS = re.compile(r"[0-9]+|[^\W\d_]+|[\W_]")


def siblings(text: str, answered: Iterable[object], told: Iterable[object] = ()) -> tuple[FoundNumber, ...]:
    """The numbers in a text that have the letters, the signs and as many digits as one of `answered`.

    Plain digits are found again only as they are; those of `told` tell nothing.
    """
    known = [number for number in list(answered)[:MOST] if isinstance(number, str) and len(number) >= LEAST]
    alike = [number for number in list(told)[:MOST] if isinstance(number, str) and len(number) >= LEAST]
    lettered = sorted({_shape(number) or number for number in known} | (set(map(_shape, alike)) - {""}))
    if not lettered:
        return ()
    pattern = re.compile(rf"(?<![\w/-])(?:{'|'.join(lettered)})(?![\w/-]*\w)", re.IGNORECASE)
    return tuple(FoundNumber(m.start(), m.end(), m[0], m[0]) for m in pattern.finditer(text))


def _shape(number: str) -> str:
    """The pattern of a number; "" for plain digits."""
    if number.isdigit():
        return ""
    parts = (f"[0-9]{{{len(run)}}}" if run.isdigit() else re.escape(run) for run in _RUNS.findall(number))
    return "".join(parts)
