"""The lines of a list or table in a message: one number each, and what is said of it."""

import re
from collections.abc import Sequence

from parsers.requests.fields.places import Number, number_of
from parsers.requests.grammar.units import Unit
from parsers.requests.text.clauses import Clause

WORD = 5  # letters of a word that describes something
LONGEST = 14  # words of a line; a longer one is a sentence
_RUNS = re.compile(r"[0-9]+|[^\W\d_]+")


def entries(read: Sequence[Unit]) -> set[int]:
    """Indexes of the units that are lines of one list: beside each other, with numbers that look alike."""
    shapes = [_shape(unit) for unit in read] if len(read) > 1 else []
    pairs = [i for i in range(len(shapes) - 1) if shapes[i] and shapes[i] == shapes[i + 1]]
    return {at for i in pairs for at in (i, i + 1)}


def entry(clause: Clause) -> Number | None:
    """The number of a line that names one and is no sentence."""
    if "{number}" not in clause.cues:
        return None
    if not clause.source.fresh or len(clause.words) > LONGEST or clause.source.end in ("?", "!"):
        return None
    found = [n for word in clause.words if (n := number_of(word)) is not None]
    return found[0] if len(found) == 1 else None


def _shape(unit: Unit) -> str:
    """How the number of a line is built: a-0 for CL-0417."""
    number = entry(unit.clause)
    return _RUNS.sub(lambda m: "0" if m[0].isdigit() else "a", number) if isinstance(number, str) else ""


def described(read: Sequence[Unit], told: Sequence[Unit]) -> set[Number]:
    """The numbers of lines that sentences speak of by what stands in them: "the cutting oil is done with"."""
    if not told:
        return set()
    lines = {
        at: {w.folded for w in read[at].clause.source.words if len(w.folded) >= WORD} for at in entries(read)
    }
    found: set[Number] = set()
    for unit in told:
        named = {w.folded for w in unit.clause.words if not w.thing}
        hits = [at for at, words in lines.items() if words & named]
        number = entry(read[hits[0]].clause) if len(hits) == 1 and entry(unit.clause) is None else None
        found |= {number} if number is not None else set()
    return found
