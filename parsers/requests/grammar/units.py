"""Clauses that belong to one wish, put together again, each unit with its intent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from parsers.requests.grammar import joints
from parsers.requests.grammar.access import OPEN, WHOLE, someone, spread
from parsers.requests.grammar.cadence import paced
from parsers.requests.grammar.governing import placed, untouched
from parsers.requests.grammar.grounds import led_to
from parsers.requests.grammar.intents import TOLD, WISHING, decide, signals
from parsers.requests.grammar.joints import (
    added_row,
    bare,
    names_kind,
    numbers_of,
    others,
    purposed,
)
from parsers.requests.grammar.mood import puts
from parsers.requests.grammar.papers import ends_with_kind, goes_on, goods_of
from parsers.requests.grammar.presence import LACKS, barred, judged_rows
from parsers.requests.grammar.received import RECEIVED, came_before
from parsers.requests.grammar.rules import NOTHING, WANT, Rule
from parsers.requests.text.clauses import Clause, joined

# Verdicts over a thing named beside them: "INV-1 - paid on Monday" is no wish for INV-1.
# "the statement of May and, for our auditor, all notes of June"
FURTHER = Rule("documents", (frozenset({"kind"}),), frozenset())
SERVED = frozenset({"documents", "statement", "export", "open_items"})
SPOKEN = ("verb", "told_by", "pronoun", "inverted", "relative", "condition", "mention", "negation", "lacking")
ANEW = frozenset({"again", "please", "sending"})
ASKING = frozenset({"want", "wish", "please", "missing", "again", "also", "question"})
ABOUT = ("order_thing", "{number}", "want", "copy", "kind", "alter", "settled", "portal", "thanks")
PAID = ("paid", "payment_notice", "pay:if", "pay:time", "pay:done")
TOLD_OF = ("informing", "to_come", "leaving", "recurring", "cadence:until", "cadence:cease", "moving")
NEAR = frozenset({*ABOUT, *PAID, *TOLD_OF, "the_named"})
NEARBY = {cue: "near:" + cue for cue in NEAR}
STANDING = ("subscribe", "unsubscribe", "export", "other", "human")
SPREADING = frozenset({"lacks_kind", "person", "{address}", "person_change", "meant", "onwards"})
CARRYING = frozenset(
    {"", "export", "subscribe", "unsubscribe", "people", "dispute", "payment_notice", "other", "reconcile"}
)
WAVED = frozenset({NOTHING, "dispute", "other", "order_status", "payment_status"})  # "but never mind"
PREDICATES = frozenset(
    {"payment_notice", "payment_status", "dispute", "people", "", "other", "reconcile", "unsubscribe"}
)
FRONTED = PREDICATES | {"order_status"}
GOVERNED = PREDICATES | {"human"}


@dataclass(slots=True, unsafe_hash=True)  # nobody changes one; frozen it would take twice as long to make
class Unit:
    """One intent and the clauses it was read from; intent None = says nothing that is asked for.

    `sentence` is its number in the message; -1 is the subject.
    """

    intent: str | None
    rule: Rule | None
    parts: tuple[Clause, ...]
    clause: Clause
    weak: bool = False
    sentence: int = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        self.sentence = self.clause.sentence


def unit(
    rule: Rule | None, parts: Sequence[Clause], own: Mapping[str, str], whole: Clause | None = None
) -> Unit:
    """A unit of clauses that stand together; `whole` is what they are as one, where that is known."""
    clause = whole or joined(parts)
    return Unit(rule.intent if rule else None, rule, tuple(parts), clause, _weak(rule, clause, own))


def _weak(rule: Rule | None, clause: Clause, own: Mapping[str, str]) -> bool:
    """True when only the lack of a verb makes it a wish."""
    if rule and rule.intent == "people":
        said = not rule.needs[0].isdisjoint((WHOLE, OPEN))
        return not said and clause.cues.isdisjoint(("want", "wish", "please"))
    return rule is not None and rule not in LACKS and signals(clause, own).isdisjoint(ASKING)


def units(
    parts: Sequence[Clause], own: Mapping[str, str], around: frozenset[str] = frozenset()
) -> list[Unit]:
    """The units of one sentence in order; `around` are signals of the sentences before it."""
    whole = joined(parts)
    around = _around(whole, own, around)
    access = spread(parts, whole)
    if OPEN in frozenset[str]().union(*access) and "i_am" not in whole.cues and someone(whole):
        around |= {"prev:person"}
    asked = joints.to_be_told(parts)
    judged = [
        joints.firm(part, decide(part, own, around.union(said, put) if said or put else around))
        for part, said, put in zip(parts, access, asked, strict=True)
    ]
    if len(parts) > 1 and "obtained" in whole.cues and came_before(parts):
        return [unit(RECEIVED, parts, own, whole)]
    judged = untouched(_untold(judged, parts) if TOLD in around else judged, parts, whole)
    judged = barred(judged, parts) if "barring" in whole.cues else judged
    if len(parts) == 1:
        return [unit(judged[0], parts, own)]
    judged = judged_rows(_rowed(judged, parts, own), parts)
    rules = _telling(judged, parts, own)
    verdicts = {rule.intent for rule in rules if rule} - {WANT}
    if verdicts == {NOTHING} and any(_open(part, rule) for part, rule in zip(parts, rules, strict=True)):
        return [unit(rule, [part], own) for part, rule in zip(parts, rules, strict=True)]
    if len(verdicts) <= 1 and not any(joints.anew(a, b) for a, b in combinations(parts, 2)):
        behind = joints.asides(judged, rules, parts)
        fore = [part for part, aside in zip(parts, behind, strict=True) if not aside]
        main = joined(fore) if any(behind) else whole
        verdict = decide(main, own, around)
        wishes = [part for part, rule in zip(parts, rules, strict=True) if rule and rule.intent == WANT]
        if verdict and verdict.intent == "subscribe" and verdicts <= SERVED and paced(parts, wishes):
            return [unit(verdict, parts, own, whole)]
        wanted = verdict if verdicts else joints.wanted(verdict, parts, judged)
        return [unit(joints.common(rules, wanted), parts, own, whole)]
    waved = "shrug" in parts[0].cues and whole.cues.isdisjoint(("want", "please", "wish", "ask_words"))
    shrugged = (waved or "shrug" in parts[-1].cues) and NOTHING in verdicts and verdicts <= WAVED
    if shrugged or joints.takes_back(parts, rules):
        return [unit(next(rule for rule in rules if rule and rule.intent == NOTHING), parts, own, whole)]
    return _glued(parts, _adopted(parts, rules, own), own)


def _around(whole: Clause, own: Mapping[str, str], before: frozenset[str]) -> frozenset[str]:
    """What a sentence shows its own clauses, beside what the sentences before show."""
    shown = signals(whole, own)
    near = shown & NEAR if goods_of(whole) else shown & NEAR - {"order_thing"}
    around = before.union(shown & SPREADING, map(NEARBY.__getitem__, near))
    return around | {TOLD} if shown.isdisjoint(WISHING) else around


Rules = list[Rule | None]  # what each clause of a sentence is about


def _rowed(rules: Rules, parts: Sequence[Clause], own: Mapping[str, str]) -> Rules:
    """The verdicts, with papers named without a verb behind what is asked for, however long their name is."""
    found, asked = list(rules), False
    for i, (said, part) in enumerate(zip(rules, parts, strict=True)):
        bare_ = said is None and names_kind(part) and part.cues.isdisjoint(SPOKEN)
        if asked and bare_ and not placed(part):
            found[i] = FURTHER
        asked = asked or bool(said and said.intent in SERVED and not _weak(said, part, own))
    return found


def _untold(rules: Rules, parts: Sequence[Clause]) -> Rules:
    """The verdicts of a sentence that only tells, without the papers named behind its verb."""
    spoken = [not part.cues.isdisjoint(("verb", "pronoun")) for part in parts]
    heads = [i + 1 for i, part in enumerate(parts) if part.words[-1].written == ":"]  # a list follows
    return [
        None
        if rule
        and rule.intent == "documents"
        and any(spoken[max((h for h in heads if h <= i), default=0) : i])
        and not part.source.item
        else rule
        for i, (rule, part) in enumerate(zip(rules, parts, strict=True))
    ]


def _telling(rules: Rules, parts: Sequence[Clause], own: Mapping[str, str]) -> Rules:
    """The verdicts without those of clauses that only give a reason, describe or promise."""
    background = [
        bool(i and rules[i])
        and (_background(part, rules[:i] + rules[i + 1 :]) or purposed(parts[i - 1], part))
        for i, part in enumerate(parts)
    ]
    told: Rules = [
        None if behind and rule not in LACKS else rule
        for rule, behind in zip(rules, led_to(background, rules, parts), strict=True)
    ]
    for part, rule in zip(parts, rules, strict=True):  # "they refuse it because the certificate is missing"
        if rule and rule.intent == "documents" and {"purpose", "missing"} <= part.cues and names_kind(part):
            told = [None if r and r.intent in ("dispute", "order_status") else r for r in told]
            told[parts.index(part)] = rule
    wants = any(
        r and r.intent in ("documents", WANT) and not _weak(r, p, own)
        for r, p in zip(told, parts, strict=True)
    )
    if wants:  # "send a copy and we will pay" promises, it does not tell of a payment
        told = [
            None if r and r.intent == "payment_notice" and joints.vague(p) else r
            for r, p in zip(told, parts, strict=True)
        ]
    return told


def _open(part: Clause, rule: Rule | None) -> bool:
    """A clause that asks, though not by itself: "only the open ones please, I have the rest"."""
    if rule and rule.intent == WANT:
        return "missing" in part.cues or part.cues >= ANEW  # "I have it as a photo, please send it again"
    return rule is None and not part.cues.isdisjoint(("please", "want", "wish"))


def _background(part: Clause, others: Sequence[Rule | None]) -> bool:
    """A clause that gives a reason or describes; what "we would be glad if" asks for stands behind the if."""
    said = {rule.intent for rule in others if rule}
    if not said:
        return False
    if said == {WANT} and part.opens("ask_words", "whether"):
        return False  # "please tell us which of them you lack"
    spoken = not part.cues.isdisjoint(("verb", "pronoun"))  # not "| and then the statement of May"
    then = (
        spoken and part.opens("then") and said <= {WANT, "documents"}
    )  # "send it, then I will see what is going on"
    if then and part.cues.isdisjoint(("want", "please", "wish", "missing", "someone")):
        return True
    bids = "please" in part.cues and not part.opens("please") and "{period}" not in part.cues
    if puts(part) or {"the_ones", "missing"} <= part.cues:
        return False  # "so: where did it end up, and could I see the note?"
    explains = part.opens("relative") or (part.opens("reason", "purpose") and not bids)
    if explains and not added_row(part):
        return True
    asked = {"want", "please"} <= part.cues  # "and if so, could I have the packing list"
    return part.opens("condition") and bool(said - {WANT}) and not asked


def _adopted(parts: Sequence[Clause], rules: Rules, own: Mapping[str, str]) -> Rules:
    """A bare name of a thing takes the verdict that the next clause gives over it."""
    for i, here in enumerate(rules):
        before = rules[i - 1] if i else None
        said = next((rule for rule in reversed(rules[:i]) if rule), None)
        said = said or next((rule for rule in rules[i + 1 :] if rule), None)
        if here and said and (said.intent, here.intent) == ("documents", "order_status") and bare(parts[i]):
            rules[i] = said  # "the certificate for heat 7, item 20 on order 4711?"
            continue
        plain = here is not None and joints.listed(here, before, parts[i])
        if here and before and before.intent == NOTHING and "courtesy" in parts[i - 1].cues:
            plain = not parts[i].opens("whether", "ask_words")  # "let us know | whether it has shipped"
        plain = plain and here not in LACKS
        carried = plain and before and before.intent in CARRYING and not joints.lacked(parts[i + 1 :])
        column = here and before and before.intent == "export" and joints.further_column(parts[i - 1 : i + 1])
        row = carried and before and joints.further(parts[i - 1], parts[i], before.intent == "people")
        if before and (column or row or joints.asked_again(before, parts[i])):
            rules[i] = before
            continue
        later = next((j for j in range(i + 1, len(rules)) if rules[j]), i)
        following = rules[later] if later > i else None
        rowed = following is not None and following.intent in STANDING and later == i + 1
        if (
            here
            and here.intent == "documents"
            and rowed
            and ends_with_kind(parts[i])
            and goes_on(parts[later])
        ):
            rules[i] = following  # "send us invoices | and credit notes each month"
            continue
        names = here is not None and here.intent in ("documents", "statement") and _weak(here, parts[i], own)
        names = names or (here is not None and joints.fronted(parts[i], parts[later]))
        if here and names and following and _said_over(here, parts[i], following, parts[later]):
            rules[i] = following
    return rules


def _said_over(here: Rule, part: Clause, following: Rule, later: Clause) -> bool:
    """True when the verdict of a later clause is one over the name that this one is."""
    if here.intent == "statement":
        return following.intent == "unsubscribe"
    if joints.governed(part, later):
        return following.intent in GOVERNED
    if (
        following.intent == NOTHING
        and names_kind(later)
        and not (later.opens("joiner") and joints.bare_name(part))
    ):
        return False
    one_of = not later.cues.isdisjoint(("first", "second"))  # "1, 2 and 3: the first we have"
    if following.intent == NOTHING and (others(part, later) or joints.other_thing(later)):
        return False
    if "enough" in later.cues or joints.asks_anew(later, following) or (one_of and len(numbers_of(part)) > 1):
        return False
    if numbers_of(part) and numbers_of(later) and later.opens("joiner", "ask_words", "whether"):
        return False  # "the notes 1 and 2 | and when 3 is due"
    return following.intent in (PREDICATES if here.intent == "documents" else FRONTED)


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
            or (last[0] and rule and last[0].intent == rule.intent and not joints.anew(joined(last[1]), part))
        ):
            groups[-1] = (rule, [*last[1], part])
        else:
            groups.append((rule, [part]))
    asked = any(not part.cues.isdisjoint(("want", "wish", "please")) for part in parts)
    made = [unit(rule, group, own) for rule, group in groups]
    return [replace(one, weak=one.weak and not asked) for one in made]
