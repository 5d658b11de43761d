"""Clauses that belong to one wish, put together again, each unit with its intent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from parsers.requests.clauses import WANTED_KIND, Clause, joined
from parsers.requests.intents import NOTHING, WANT, Rule, decide, signals

# Verdicts over a thing named beside them: "INV-1 - paid on Monday" is no wish for INV-1.
ASKING = frozenset({"want", "wish", "please", "missing", "again", "also", "question"})
NEAR = frozenset({"order_thing", "{number}", "want", "kind"})
SPREADING = frozenset({"person", "{address}", "person_change", "meant"})
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
        return clause.cues.isdisjoint(("want", "wish", "please", "person_verb"))
    return rule is not None and signals(clause, own).isdisjoint(ASKING)


def units(
    parts: Sequence[Clause], own: Mapping[str, str], around: frozenset[str] = frozenset()
) -> list[Unit]:
    """The units of one sentence in order; `around` are signals of the sentences before it."""
    whole = signals(joined(parts), own)
    around |= whole & SPREADING | {"near:" + cue for cue in whole & NEAR}
    judged = [decide(part, own, around) for part in parts]
    rules = _telling(judged, parts, own)
    verdicts = {rule.intent for rule in rules if rule} - {WANT}
    if verdicts == {NOTHING} and any(_open(part, rule) for part, rule in zip(parts, rules, strict=True)):
        return [unit(rule, [part], own) for part, rule in zip(parts, rules, strict=True)]
    if len(verdicts) <= 1 and not any(_anew(a, b) for a, b in combinations(parts, 2)):
        behind = [bool(a) and b is None for a, b in zip(judged, rules, strict=True)]
        main = joined([part for part, aside in zip(parts, behind, strict=True) if not aside])
        return [unit(_common(rules, decide(main, own, around)), parts, own)]
    if _takes_back(parts, rules):
        return [unit(next(rule for rule in rules if rule and rule.intent == NOTHING), parts, own)]
    return _glued(parts, _adopted(parts, rules, own), own)


Rules = list[Rule | None]  # what each clause of a sentence is about


def _telling(rules: Rules, parts: Sequence[Clause], own: Mapping[str, str]) -> Rules:
    """The verdicts without those of clauses that only give a reason, describe or promise."""
    background = [bool(i) and _background(part, rules[:i] + rules[i + 1 :]) for i, part in enumerate(parts)]
    told: Rules = [None if behind else rule for rule, behind in zip(rules, background, strict=True)]
    wants = any(
        r and r.intent in ("documents", WANT) and not _weak(r, p, own)
        for r, p in zip(told, parts, strict=True)
    )
    if wants:  # "send a copy and we will pay" promises, it does not tell of a payment
        told = [
            None if r and r.intent == "payment_notice" and _vague(p) else r
            for r, p in zip(told, parts, strict=True)
        ]
    return told


def _open(part: Clause, rule: Rule | None) -> bool:
    """A clause that asks, though not by itself: "only the open ones please, I have the rest"."""
    if rule and rule.intent == WANT:
        return "missing" in part.cues
    return rule is None and not part.cues.isdisjoint(("please", "want", "wish"))


def _common(rules: Rules, whole: Rule | None) -> Rule | None:
    """The one verdict over a sentence: that over all clauses together, unless one of them says another."""
    said = next((rule for rule in rules if rule and rule.intent != WANT), None)
    return whole if said is None or (whole and whole.intent == said.intent) else said


def _takes_back(parts: Sequence[Clause], rules: Sequence[Rule | None]) -> bool:
    """True when the last word about the same thing is that it is not wanted."""
    said = [r.intent for r in rules if r]
    if _names(parts[-1]) or "{number}" in parts[-1].cues:
        return False
    return said[-1] == "" and set(said) == {"documents", ""} and said.count("documents") == 1


def _background(part: Clause, others: Sequence[Rule | None]) -> bool:
    """A clause that gives a reason or describes; what "we would be glad if" asks for stands behind the if."""
    said = {rule.intent for rule in others if rule}
    if part.opens("reason", "relative", "purpose"):
        return bool(said)
    return part.opens("condition") and bool(said - {WANT})


def _adopted(parts: Sequence[Clause], rules: Rules, own: Mapping[str, str]) -> Rules:
    """A bare name of a thing takes the verdict that the next clause gives over it."""
    for i, here in enumerate(rules):
        before = rules[i - 1] if i else None
        plain = here is not None and here.intent in ("documents", "statement", "export")
        if here and before and before.intent == NOTHING and "courtesy" in parts[i - 1].cues:
            plain = True
        if plain and before and before.intent in CARRYING and _conjunct(parts[i]):
            rules[i] = before
            continue
        following = next((rule for rule in rules[i + 1 :] if rule), None)
        names = here is not None and here.intent == "documents" and _weak(here, parts[i], own)
        if names and following and following.intent in PREDICATES:
            rules[i] = following
    return rules


def _anew(before: Clause, part: Clause) -> bool:
    """True when a clause asks again, in words of its own, for something of its own."""
    return all(_names(clause) and "please" in clause.cues for clause in (before, part))


def _names(part: Clause) -> bool:
    return any(cue.startswith(WANTED_KIND) for cue in part.cues)


def _vague(part: Clause) -> bool:
    return part.cues.isdisjoint(("{number}", "{money}", "{period}"))


def _conjunct(part: Clause) -> bool:
    """A clause that only adds to the one before it."""
    return part.cues.isdisjoint(("want", "wish", "please", "missing", "again", "contrast", "also"))


def _glued(parts: Sequence[Clause], rules: Sequence[Rule | None], own: Mapping[str, str]) -> list[Unit]:
    """Neighbours of the same intent together; what has none goes with the clause before, else after."""
    groups: list[tuple[Rule | None, list[Clause]]] = []
    for part, rule in zip(parts, rules, strict=True):
        last = groups[-1] if groups else None
        open_want = last is not None and (last[0] is None or last[0].intent == WANT)
        if last and (rule is None or rule.intent == WANT):
            last[1].append(part)
        elif last and (
            open_want
            or (last[0] and rule and last[0].intent == rule.intent and not _anew(joined(last[1]), part))
        ):
            groups[-1] = (rule, [*last[1], part])
        else:
            groups.append((rule, [part]))
    asked = any(not part.cues.isdisjoint(("want", "wish", "please")) for part in parts)
    made = [unit(rule, group, own) for rule, group in groups]
    return [replace(one, weak=one.weak and not asked) for one in made]
