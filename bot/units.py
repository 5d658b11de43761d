"""Durations and sizes as operators write them: "2m", "26h", "5MB"."""

import re
from datetime import timedelta
from typing import Annotated

from pydantic import BeforeValidator

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
BYTES = {"": 1, "b": 1, "kb": 1000, "mb": 1000**2, "gb": 1000**3}


def duration(value: object) -> timedelta:
    """Reads "90s", "2m", "26h" or "7d"; a bare number counts seconds."""
    if isinstance(value, timedelta):
        return value
    found = re.fullmatch(r"\s*(\d{1,9})\s*([smhd]?)\s*", str(value).lower())
    if not found:
        raise ValueError(f'{value!r} is no duration; write it like "90s", "2m", "26h" or "7d"')
    return timedelta(seconds=int(found[1]) * SECONDS[found[2] or "s"])


def size(value: object) -> int:
    """Reads "5MB" or "64kB" into bytes; a bare number counts bytes."""
    found = re.fullmatch(r"\s*(\d+)\s*([kmg]?b?)\s*", str(value).lower())
    if not found or found[2] not in BYTES:
        raise ValueError(f'{value!r} is no size; write it like "5MB" or "64kB"')
    return int(found[1]) * BYTES[found[2]]


Duration = Annotated[timedelta, BeforeValidator(duration)]
Size = Annotated[int, BeforeValidator(size)]
