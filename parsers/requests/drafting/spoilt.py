"""A paper that came wet, or in a form that a program refuses, is asked for again: nothing is disputed."""

from collections.abc import Sequence
from dataclasses import replace

from parsers.requests.drafting.drafts import Draft, Setting
from parsers.requests.drafting.wishes import drafts_of
from parsers.requests.grammar.plain import governed
from parsers.requests.grammar.rules import WANT
from parsers.requests.grammar.units import Unit
from parsers.requests.text.clauses import Clause
from parsers.requests.text.masks import WANTED_KIND

REACH = 2  # sentences from what befell a paper to the wish for another one
FINDING = frozenset({"damage", "dispute"})
MATTER = ("quantity", "short", "{money}", "charged", "remedy", "amend", "levy", "figure")
GOODS = ("order_thing", *MATTER)
ANEW = ("again", "copy", "this", "these", "same", "form:xml", "this_format", "cadence:mailing")
BIDDING = ("please", "bid", "again", "remedy", "amend")
FORMS = ("form:xml", "this_format")


def spoilt(drafts: Sequence[Draft], units: Sequence[Unit], setting: Setting) -> list[Draft]:
    """The drafts, with a wish for the paper in place of a complaint that only says why it is needed again."""
    found: list[Draft] = []
    for draft in drafts:
        again = draft.intent == "dispute" and _needed(draft, units)
        found += drafts_of(replace(draft.unit, intent="documents"), setting) if again else [draft]
    return found


def _needed(draft: Draft, units: Sequence[Unit]) -> bool:
    """True when a paper is all that the complaint names, and it is asked for right behind."""
    clause, rule = draft.unit.clause, draft.unit.rule
    if rule is None or rule.needs[0].isdisjoint(FINDING) or draft.shows(*MATTER) or _of_goods(draft):
        return False
    if not any(cue.startswith((WANTED_KIND, "{number}")) for cue in clause.cues):
        return False
    at = draft.unit.sentence
    behind = [u for u in units if at <= u.sentence <= at + REACH and u is not draft.unit]
    if any("{number}" in u.clause.cues or _mends(u) for u in behind):
        return False
    if not clause.kinds and any(u.clause.kinds and _of_it(u) for u in behind):
        return False  # "4711 was broken. The invoice for it again, please."
    asked = [u for u in behind if u.intent in (None, WANT, "documents") and _asks(u.clause)]
    if "damage" in rule.needs[0]:  # "it got wet, | can you send it again?"
        return bool(asked) or any(not part.kinds and _asks(part) for part in draft.unit.parts[1:])
    if "missing" in clause.cues and clause.kinds:  # "we never got the certificates with them"
        return any(not u.clause.cues.isdisjoint(("these", "this")) for u in asked)
    # what is refused must be the form of a paper, not what it says
    return bool(asked) and ("form:xml" in clause.cues or any(_reformed(u) for u in asked))


def _of_goods(draft: Draft) -> bool:
    """True when goods are spoken of, not only named by what befell the paper: "it stuck to the pallet"."""
    return any(not governed(part, h.first) for part in draft.unit.parts for h in part.of("order_thing"))


def _asks(clause: Clause) -> bool:
    cues = clause.cues
    wants = "want" in cues or ("please" in cues and not cues.isdisjoint(("cadence:mailing", "again")))
    return wants and not cues.isdisjoint(ANEW)


def _mends(unit: Unit) -> bool:
    """True for a sentence that asks to put something right, or to replace goods."""
    cues = unit.clause.cues
    return not cues.isdisjoint(GOODS) and not cues.isdisjoint(BIDDING)


def _of_it(unit: Unit) -> bool:
    return not unit.clause.cues.isdisjoint(("thereto", "companion"))


def _reformed(unit: Unit) -> bool:
    return not unit.clause.cues.isdisjoint(FORMS)
