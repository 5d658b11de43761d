"""Sentences that name papers and want none by their build: "to go on getting your bills, click here"."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from parsers.requests.grammar import builds, rounds, tied
from parsers.requests.grammar.ofgoods import SOUGHT
from parsers.requests.grammar.rule import NOTHING, WANT, Rule
from parsers.requests.grammar.units import Unit
from parsers.requests.text.clauses import Clause, joined

UNASKED = Rule(NOTHING, (frozenset({"unasked"}),), frozenset())
LACK = Rule("dispute", (frozenset({"missing"}),), frozenset())
AWAITED = Rule("order_status", (frozenset({"missing"}),), frozenset())
TALK = Rule("human", (frozenset({"unasked:talk"}),), frozenset())
PAPERS = frozenset({"documents", "statement", "export", WANT})


def let_be(found: list[Unit]) -> list[Unit]:
    """The units of a sentence, without the wish that its build only seems to hold."""
    if all(one.intent is not None and one.intent not in PAPERS for one in found):
        return found
    parts = [part for one in found for part in one.parts]
    whole = joined(parts)
    if tied.thing_on(whole):
        return [_left(one, _lack(one.clause)) for one in found]
    if not whole.kinds and "statement" not in whole.cues:
        return found
    build = next((cue for cue, holds in BUILDS if cue in whole.cues and holds(whole, parts)), None)
    if build is None:
        return found
    return [_left(one, TALK if build == "unasked:talk" else UNASKED) for one in found]


def _lack(clause: Clause) -> Rule:
    """What it is that goods lack: a fault of what is billed, or a delivery that is waited for."""
    if "missing" not in clause.cues:
        return UNASKED
    return AWAITED if not clause.kinds or not clause.cues.isdisjoint(SOUGHT) else LACK


def let(one: Unit) -> bool:
    """True for a unit of a sentence that names papers and wants none."""
    return one.rule is UNASKED


def _left(one: Unit, rule: Rule) -> Unit:
    if one.intent in PAPERS:
        return replace(one, intent=rule.intent, rule=rule, weak=False)
    return one if one.intent is not None else replace(one, rule=UNASKED)


BUILDS: Sequence[tuple[str, Callable[[Clause, Sequence[Clause]], bool]]] = (
    ("unasked:aim", builds.aimed),
    ("unasked:before", builds.aimed),
    ("unasked:see", builds.referred),
    ("unasked:do", builds.told_to),
    ("pay:done", builds.settled),
    ("unasked:lure", builds.lured),
    ("unasked:thou", rounds.to_mate),
    ("unasked:who", rounds.who),
    ("unasked:haul", builds.errand),
    ("unasked:how", rounds.how),
    ("unasked:deed", builds.done),
    ("missing", builds.goods_lack),
    ("want", tied.data_of),
    ("doing", tied.data_of),
    ("unasked:talk", builds.talk),
    ("unasked:pass", builds.passed),
    ("unasked:firm", builds.passed),
    ("unasked:own", builds.own),
    ("unasked:later", builds.own),
    ("unasked:for", tied.about),
    ("unasked:for", tied.for_them),
    ("unasked:we", builds.ours),
    ("unasked:may", builds.may),
    ("unasked:over", builds.over),
    ("unasked:is", builds.passive),
    ("unasked:from", tied.upon),
    ("teller:wares", builds.with_wares),
    ("unasked:runs", builds.runs),
    ("teller:does", builds.runs),
    ("infinitive", builds.runs),
)
