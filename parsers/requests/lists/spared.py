"""Numbers named once more to leave them out: "1 to 5 without 3", "1, 2 and 3, though we have 2"."""

from collections.abc import Iterable, Iterator, Sequence, Set

from parsers.asks import NumberRange
from parsers.numbers.series import split_tail
from parsers.requests.fields.places import Number, number_of
from parsers.requests.grammar.units import Unit
from parsers.requests.text.clauses import Clause

HERE = frozenset({"have", "holding", "at_hand", "done", "settled", "obtained", "turned_up", "arrival"})
DENIED = frozenset({"negation", "barring", "unwanted", "denied"})
LACKING = frozenset({"missing", "lacking", "only"})


def named_again(read: Sequence[Unit]) -> set[str]:
    """The numbers that a later clause names once more to say that they are here, or not wanted."""
    seen: set[str] = set()
    spared: set[str] = set()
    for part in (part for unit in read for part in unit.parts):
        here = set(_plain(part))
        again = {n for n in here if n in seen}
        if again and again != seen and _spares(part):
            spared |= again
        seen |= here
    return spared


def _plain(part: Clause) -> Iterator[str]:
    """All numbers of a clause, those that are denied too; of a range its ends."""
    for word in part.words:
        number = number_of(word)
        if isinstance(number, NumberRange):
            yield from (number.first, number.last)
        elif number is not None:
            yield number


def _spares(part: Clause) -> bool:
    """True for "2 we have already" and "but not 2", not for "2 we do not have" and "only 2 is missing"."""
    if not part.cues.isdisjoint(LACKING) or part.source.end == "?":
        return False
    return part.cues.isdisjoint(HERE) != part.cues.isdisjoint(DENIED)


def denied(unit: Unit) -> set[str]:
    """The numbers behind "without" in the same clause as a range."""
    ranged = any(isinstance(number_of(word), NumberRange) for word in unit.clause.words)
    if not ranged or unit.clause.cues.isdisjoint(DENIED):
        return set()
    starts = [h.last for h in unit.clause.of("negation")]
    words = list(unit.clause.words)[min(starts, default=len(unit.clause.words)) :]
    return {n for word in words if isinstance(n := number_of(word), str)}


def lacked(unit: Unit) -> list[Number]:
    """The 3 of "of 1 to 5 we only miss 3" and of "we have 1 to 5 except 3"."""
    clause = unit.clause
    named = [number_of(word) for word in clause.words]
    at = next((i for i, number in enumerate(named) if isinstance(number, NumberRange)), len(named))
    behind = [number for number in named[at + 1 :] if isinstance(number, str)]
    only = {"only", "missing"} <= clause.cues
    held = "have" in clause.cues and any(h.first > at for h in clause.of("negation"))
    asked = clause.cues.isdisjoint(("want", "please", "wish"))
    return [*behind] if behind and (only or (held and asked)) else []


def without(numbers: Iterable[Number], spared: Set[Number]) -> list[Number]:
    """The numbers that are not spared; a range is cut where one inside it is."""
    found: list[Number] = []
    for number in numbers:
        if isinstance(number, NumberRange):
            found += _cut(number, [n for n in spared if isinstance(n, str)])
        elif number not in spared:
            found.append(number)
    return found


def _cut(span: NumberRange, spared: Sequence[str]) -> list[Number]:
    (head, first), (other, last) = split_tail(span.first), split_tail(span.last)
    if not (first.isdigit() and last.isdigit()) or (other and other != head):
        return [span]
    width, begin, end = len(first), int(first), int(last)
    tails = {int(tail) for n in spared for lead, tail in [split_tail(n)] if lead == head and tail.isdigit()}
    gaps = sorted(n for n in tails if begin <= n <= end)
    if not gaps:
        return [span]
    found: list[Number] = []
    for start, stop in zip([begin, *(n + 1 for n in gaps)], [*(n - 1 for n in gaps), end], strict=True):
        ends = (f"{head}{start:0{width}}", f"{head}{stop:0{width}}")
        if stop - start > 1:
            found.append(NumberRange(*ends))
        elif stop >= start:
            found += dict.fromkeys(ends)
    return found
