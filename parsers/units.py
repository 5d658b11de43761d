"""Clauses that belong to one wish, put together again, each unit with its intent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parsers.clauses import Clause, joined
from parsers.intents import WANT, Rule, decide, signals

# Verdicts over a thing named beside them: "INV-1 - paid on Monday" is no wish for INV-1.
SPREADING = frozenset({"person", "{address}", "person_change"})
CARRYING = frozenset({"export", "subscribe", "unsubscribe", "people", "dispute", "payment_notice", "other", "reconcile"})
PREDICATES = frozenset({"payment_notice", "payment_status", "dispute", "people", "", "other", "reconcile"})


@dataclass(frozen=True, slots=True)
class Unit:
    """One intent and the clauses it was read from; intent None = says nothing that is asked for."""

    intent: str | None
    rule: Rule | None
    parts: tuple[Clause, ...]
    clause: Clause
    weak: bool = False

    @property
    def sentence(self) -> int:
        """Number of the sentence in the message; -1 is the subject."""
        return self.clause.sentence


def unit(rule: Rule | None, parts: Sequence[Clause], own: Mapping[str, str]) -> Unit:
    """A unit of clauses that stand together."""
    clause = joined(parts)
    return Unit(rule.intent if rule else None, rule, tuple(parts), clause, _weak(rule, clause, own))


def _weak(rule: Rule | None, clause: Clause, own: Mapping[str, str]) -> bool:
    """True when only the lack of a verb makes it a wish."""
    return bool(rule) and not signals(clause, own) & {"want", "please", "missing", "again", "question"}


def units(parts: Sequence[Clause], own: Mapping[str, str]) -> list[Unit]:
    """The units of one sentence in order."""
    around = signals(joined(parts), own) & SPREADING
    rules = [decide(part, own, around) for part in parts]
    for i, part in enumerate(parts):
        if i and rules[i] and _background(part) and any(r for j, r in enumerate(rules) if j != i):
            rules[i] = None
    verdicts = {r.intent for r in rules if r} - {WANT}
    if len(verdicts) <= 1:
        whole = joined(parts)
        rule = decide(whole, own, around)
        if verdicts and rule and rule.intent not in verdicts:
            rule = next(r for r in rules if r and r.intent in verdicts)
        return [unit(rule, parts, own)]
    return _glued(parts, _adopted(parts, rules, own), own)


def _background(part: Clause) -> bool:
    """A clause that gives a reason or describes."""
    return any(h.first <= 1 for cue in ("reason", "relative", "purpose") for h in part.of(cue))


def _adopted(parts: Sequence[Clause], rules: list[Rule | None], own: Mapping[str, str]) -> list[Rule | None]:
    """A bare name of a thing takes the verdict that the next clause gives over it."""
    for i, here in enumerate(rules):
        before = rules[i - 1] if i else None
        if here and before and here.intent == "documents" and before.intent in CARRYING and _weak(here, parts[i], own):
            rules[i] = before
            continue
        following = next((rule for rule in rules[i + 1 :] if rule), None)
        if here and here.intent == "documents" and following and following.intent in PREDICATES:
            if _weak(here, parts[i], own):
                rules[i] = following
    return rules


def _glued(parts: Sequence[Clause], rules: Sequence[Rule | None], own: Mapping[str, str]) -> list[Unit]:
    """Neighbours of the same intent together; what has none goes with the clause before, else after."""
    groups: list[tuple[Rule | None, list[Clause]]] = []
    for part, rule in zip(parts, rules, strict=True):
        last = groups[-1] if groups else None
        open_want = last is not None and (last[0] is None or last[0].intent == WANT)
        if last and (rule is None or rule.intent == WANT):
            last[1].append(part)
        elif last and (open_want or (last[0] and rule and last[0].intent == rule.intent)):
            groups[-1] = (rule, [*last[1], part])
        else:
            groups.append((rule, [part]))
    return [unit(rule, group, own) for rule, group in groups]
