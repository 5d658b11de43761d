"""One rule over what the words of a clause signal."""

from dataclasses import dataclass

NOTHING = ""  # says outright that nothing is wanted
WANT = "want"  # asks for something that is named elsewhere
TOPIC = "want wish please fragment question "  # signals by which a matter is asked for


@dataclass(frozen=True, slots=True)
class Rule:
    """Holds when a clause shows one signal of each group in `needs` and none in `unless` ("a b" = a or b)."""

    intent: str
    needs: tuple[frozenset[str], ...]
    unless: frozenset[str]

    def holds(self, signals: frozenset[str]) -> bool:
        """True when the signals of a clause fulfil the rule."""
        return self.unless.isdisjoint(signals) and not any(map(signals.isdisjoint, self.needs))


def rule(intent: str, *needs: str, unless: str = "") -> Rule:
    """A rule from groups of signals written with blanks between."""
    return Rule(intent, tuple(frozenset(group.split()) for group in needs), frozenset(unless.split()))
