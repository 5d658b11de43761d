"""Rules over what the words of a clause signal, and the grammar that they make in their order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_

NOTHING = ""  # says outright that nothing is wanted
WANT = "want"  # asks for something that is named elsewhere
TOPIC = "want wish please fragment question "  # signals by which a matter is asked for


@dataclass(frozen=True, slots=True)
class Rule:
    """Holds when a clause shows one signal of each group in `needs` and none in `unless` ("a b" = a or b)."""

    intent: str
    needs: tuple[frozenset[str], ...]
    unless: frozenset[str]


def rule(intent: str, *needs: str, unless: str = "") -> Rule:
    """A rule from groups of signals written with blanks between."""
    return Rule(intent, tuple(frozenset(group.split()) for group in needs), frozenset(unless.split()))


@dataclass(frozen=True, slots=True)
class Grammar:
    """Rules in their order, all tried at once: each signal is a number with a bit for whatever it tells.

    The bits stand in rows, one bit for each rule: a row for what forbids it, then one for the first groups of
    the needs, one for the second ones and so on. A rule holds when its bit is set in each row but the first.
    """

    rules: tuple[Rule, ...]
    bits: Mapping[str, int]  # by signal
    granted: int  # the bits of groups that a rule of fewer needs does not have
    forbidden: int  # the first row
    halves: tuple[int, ...]  # shifts that lay one half of the rows on the other
    known: frozenset[str]  # all signals

    @classmethod
    def of(cls, rules: tuple[Rule, ...]) -> "Grammar":
        """Works out the bits of all signals."""
        width, depth = len(rules), max(len(rule.needs) for rule in rules).bit_length()
        rows = 1 << depth
        bits: dict[str, int] = {}
        granted = 0
        for place, one in enumerate(rules):
            needs = (*one.needs, *[None] * (rows - 1 - len(one.needs)))
            for row, group in enumerate((one.unless, *needs)):
                bit = 1 << row * width + place
                granted |= bit if group is None else 0
                for signal in group or ():
                    bits[signal] = bits.get(signal, 0) | bit
        halves = tuple(width << step for step in reversed(range(depth)))
        return cls(rules, bits, granted, (1 << width) - 1, halves, frozenset(bits))

    def first(self, signals: Iterable[str]) -> Rule | None:
        """The first rule of which a clause with these signals fulfils all needs, and that none forbids."""
        told = reduce(or_, map(self.bits.__getitem__, self.known.intersection(signals)), self.granted)
        holding = told ^ self.forbidden
        for half in self.halves:
            holding &= holding >> half
        return self.rules[(holding & -holding).bit_length() - 1] if holding else None
