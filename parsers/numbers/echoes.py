"""Numbers that only their shape tells: written like another one, as 25.300902 is beside 25.300871."""

import re
from collections.abc import Iterator

from parsers.numbers.context import name_after, place_after, unit_after
from parsers.numbers.reading import FoundNumber, Reading
from parsers.numbers.shapes import is_year

PLAIN = 5  # digits; shorter ones count something

_DIGIT = re.compile(r"[0-9]")


def echoes(reading: Reading) -> Iterator[FoundNumber]:
    """What nothing said to be a number, but has the shape of one that is."""
    if not reading.doubtful:
        return
    roles = {_shape(n.text): n.role for n in reading.found if not n.text.isdigit() or len(n.text) >= PLAIN}
    for run in reading.doubtful:
        shape = _shape(run.text)
        if shape not in roles:
            continue
        counts = unit_after(reading.text, run.end, reading.words)
        place = place_after(reading.text, run.end) or name_after(reading.text, run.end)
        if not (counts or (run.text.isdigit() and place) or is_year(run.text)):
            yield FoundNumber(run.start, run.end, run.text, run.text, roles[shape])


def _shape(number: str) -> str:
    """The number with every digit alike."""
    return _DIGIT.sub("0", number)
