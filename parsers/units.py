"""Clauses that belong to one wish, put together again, each unit with its intent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from parsers.clauses import WANTED_KIND, Clause, joined
from parsers.intents import WANT, Rule, decide, signals

# Verdicts over a thing named beside them: "INV-1 - paid on Monday" is no wish for INV-1.
NEAR = frozenset({"order_thing", "{number}"})
SPREADING = frozenset({"person", "{address}", "person_change"})
CARRYING = frozenset(
    {"", "export", "subscribe", "unsubscribe", "people", "dispute", "payment_notice", "other", "reconcile"}
)
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
    if rule and rule.intent == "people":
        return clause.cues.isdisjoint(("want", "please", "person_verb"))
    return bool(rule) and not signals(clause, own) & {
        "want",
        "please",
        "missing",
        "again",
        "also",
        "question",
    }


def units(
    parts: Sequence[Clause], own: Mapping[str, str], around: frozenset[str] = frozenset()
) -> list[Unit]:
    """The units of one sentence in order; `around` are signals of the sentences before it."""
    whole = signals(joined(parts), own)
    around |= whole & SPREADING | {"near:" + cue for cue in whole & NEAR}
    rules = [decide(part, own, around) for part in parts]
    main = [
        not (i and rules[i] and _background(part, rules[:i] + rules[i + 1 :])) for i, part in enumerate(parts)
    ]
    rules = [rule if tells else None for rule, tells in zip(rules, main, strict=True)]
    if any(
        r and r.intent in ("documents", WANT) and not _weak(r, p, own)
        for r, p in zip(rules, parts, strict=True)
    ):
        # "send a copy and we will pay" promises, it does not tell of a payment
        rules = [
            None if r and r.intent == "payment_notice" and _vague(p) else r
            for r, p in zip(rules, parts, strict=True)
        ]
    verdicts = {r.intent for r in rules if r} - {WANT}
    again = any(r and _anew([parts[i]], p) for i, r in enumerate(rules) for p in parts[i + 1 :])
    if verdicts == {""} and any(
        r is None and not p.cues.isdisjoint(("please", "want")) for p, r in zip(parts, rules)
    ):
        return [unit(rule, [part], own) for part, rule in zip(parts, rules, strict=True)]
    if len(verdicts) <= 1 and not again:
        rule = decide(joined([part for part, tells in zip(parts, main, strict=True) if tells]), own, around)
        if verdicts and (rule is None or rule.intent not in verdicts):
            rule = next(r for r in rules if r and r.intent in verdicts)
        return [unit(rule, parts, own)]
    if _takes_back(parts, rules):
        return [unit(next(r for r in rules if r and not r.intent), parts, own)]
    return _glued(parts, _adopted(parts, rules, own), own)


def _takes_back(parts: Sequence[Clause], rules: Sequence[Rule | None]) -> bool:
    """True when the last word about the same thing is that it is not wanted."""
    said = [r.intent for r in rules if r]
    if _names(parts[-1]) or "{number}" in parts[-1].cues:
        return False
    return said[-1] == "" and set(said) == {"documents", ""} and said.count("documents") == 1


def _background(part: Clause, others: Sequence[Rule | None]) -> bool:
    """A clause that gives a reason or describes; what "we would be glad if" asks for stands behind the if."""
    said = {rule.intent for rule in others if rule}
    return (
        (bool(said)
        and part.opens("reason", "relative", "purpose"))
        or (bool(said - {WANT})
        and part.opens("condition"))
    )


def _adopted(parts: Sequence[Clause], rules: list[Rule | None], own: Mapping[str, str]) -> list[Rule | None]:
    """A bare name of a thing takes the verdict that the next clause gives over it."""
    for i, here in enumerate(rules):
        before = rules[i - 1] if i else None
        plain = here is not None and here.intent in ("documents", "statement", "export")
        if plain and before and before.intent in CARRYING and _conjunct(parts[i]):
            rules[i] = before
            continue
        following = next((rule for rule in rules[i + 1 :] if rule), None)
        if here and here.intent == "documents" and following and following.intent in PREDICATES:
            if _weak(here, parts[i], own):
                rules[i] = following
    return rules


def _anew(before: Sequence[Clause], part: Clause) -> bool:
    """True when a clause asks again, in words of its own, for something of its own."""
    return all(_names(c) and "please" in c.cues for c in (joined(before), part))


def _names(part: Clause) -> bool:
    return any(cue.startswith(WANTED_KIND) for cue in part.cues)


def _vague(part: Clause) -> bool:
    return part.cues.isdisjoint(("{number}", "{money}", "{period}"))


def _conjunct(part: Clause) -> bool:
    """A clause that only adds to the one before it."""
    return part.cues.isdisjoint(("want", "please", "missing", "again", "contrast", "also"))


def _glued(parts: Sequence[Clause], rules: Sequence[Rule | None], own: Mapping[str, str]) -> list[Unit]:
    """Neighbours of the same intent together; what has none goes with the clause before, else after."""
    groups: list[tuple[Rule | None, list[Clause]]] = []
    for part, rule in zip(parts, rules, strict=True):
        last = groups[-1] if groups else None
        open_want = last is not None and (last[0] is None or last[0].intent == WANT)
        if last and (rule is None or rule.intent == WANT):
            last[1].append(part)
        elif last and (
            open_want or (last[0] and rule and last[0].intent == rule.intent and not _anew(last[1], part))
        ):
            groups[-1] = (rule, [*last[1], part])
        else:
            groups.append((rule, [part]))
    asked = any(not part.cues.isdisjoint(("want", "please")) for part in parts)
    made = [unit(rule, group, own) for rule, group in groups]
    return [replace(one, weak=one.weak and not asked) for one in made]
