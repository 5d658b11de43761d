"""Rows in one sentence that say of each paper whether it is there: "4711 ok, 4712 missing"."""

from collections.abc import Sequence

from parsers.requests.grammar.rule import NOTHING, Rule, rule
from parsers.requests.text.clauses import Clause

LACKING = rule("documents", "negation")
THERE = rule(NOTHING, "have")
FINE = frozenset({"have", "stance:approve", "pick:well", "thanks", "done", "settled", "arrival"})
SPOKEN = ("verb", "pronoun", "giving", "want", "please")
WHICH = ("{number}", "{period}")


def judged_rows(rules: Sequence[Rule | None], parts: Sequence[Clause]) -> list[Rule | None]:
    """The verdicts of a sentence, with those over papers of which it only says whether they are there."""
    found = list(rules)
    if len(parts) == 1:
        return found
    for i, part in enumerate(parts[1:], 1):
        if found[i] is None and _denied(part) and _owned(found[:i]):
            found[i] = LACKING
    lacking = [rule is LACKING or _row(part, "missing") for rule, part in zip(found, parts, strict=True)]
    if any(lacking):
        for i, part in enumerate(parts):
            if not lacking[i] and _row(part, *FINE):
                found[i] = THERE
    return found


def _owned(before: Sequence[Rule | None]) -> bool:
    """True behind "the first I have"."""
    last = next((rule for rule in reversed(before) if rule), None)
    return last is not None and last.intent == NOTHING and "have" in last.needs[0]


def _denied(part: Clause) -> bool:
    """True for "the one of 26 May not": named by number or time, and denied without a verb."""
    last = max((i for i, word in enumerate(part.words) if word.written[:1].isalnum()), default=-1)
    ends = any(h.last == last for h in part.of("negation"))
    return ends and part.cues.isdisjoint(SPOKEN) and not part.cues.isdisjoint(WHICH)


def _row(part: Clause, *state: str) -> bool:
    """True for a number and a word or two of the state it is in."""
    return "{number}" in part.cues and part.cues.isdisjoint(SPOKEN) and not part.cues.isdisjoint(state)
