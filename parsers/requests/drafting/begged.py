"""A plain wish to be given what another sentence names: its papers are meant, whatever it tells of them."""

from collections.abc import Sequence
from dataclasses import replace

from parsers.requests.drafting.drafts import Draft, Setting
from parsers.requests.drafting.hints import MOST
from parsers.requests.drafting.stories import BUILT
from parsers.requests.drafting.wishes import drafts_of
from parsers.requests.grammar.governing import owned, placed
from parsers.requests.grammar.mood import asks
from parsers.requests.grammar.rules import NOTHING, WANT
from parsers.requests.grammar.units import Unit
from parsers.requests.text.clauses import Clause

SERVED = frozenset(
    {"documents", "statement", "export", "open_items", "subscribe", "unsubscribe", "people", "help"}
)
BALANCES = ("export", "statement")
POINTING = ("this", "these", "docs", "copy", "again", "the_ones", "missing")
BIDDING = ("please", "wish", "copy", "bid")
PAPERY = ("copy", "docs", "page", "form:xml", "form:attachment", "emailing", "spare")
ELSE = (
    *(
        "negation",
        "alter",
        "remedy",
        "order_thing",
        "quantity",
        "other_one",
        "stop",
        "amend",
        "action",
        "handling",
    ),
    *("topic", "outside", "outside_told", "human", "people", "{address}", "wrong_paper", "generic"),
)
THEM = ("this", "these")
GOODS = ("quantity", "order_line", "short", "damage", "remedy", "charged", "levy", "amend", "figure")
FIRM = ("remedy", "amend", "please", "wish", "claim")
REACH = 2  # sentences from a paper to the wish for it
NEAR = 8  # units that may fill these sentences
GIVING = ("sending", "emailing")
BARE = 4  # words of "Bitte um Zusendung"


def begged(units: Sequence[Unit], drafts: Sequence[Draft], setting: Setting) -> list[Draft]:
    """The drafts, with papers in place of what is told of them, where a wish follows that none answers."""
    found = list(drafts)
    wishes = [(at, unit, wish) for at, unit in enumerate(units) if (wish := _wish(unit))]
    for at, unit, wish in wishes[:MOST]:
        if any(_answers(d, unit) for d in found):
            continue
        meant = _meant(units[max(at - NEAR, 0) : at + 1], unit, wish, found)
        if meant:
            found = [d for d in found if d.unit is not meant]
            papers = drafts_of(replace(meant, intent="documents", parts=_before(meant, wish)), setting)
            for draft in papers:
                draft.kinds = draft.kinds or ({"invoice"} if draft.shows("invoiced") else set())
                draft.begged = True
            found += papers
    return found


def _before(unit: Unit, wish: Clause) -> tuple[Clause, ...]:
    return tuple(part for part in unit.parts if part is not wish)


def _wish(unit: Unit) -> Clause | None:
    """The clause of a sentence that asks to be given something, and names nothing itself."""
    if unit.intent == NOTHING or unit.clause.cues.isdisjoint(GIVING):
        return None
    parts = unit.parts if unit.intent == WANT else unit.parts[1:]
    return next((part for part in parts if _begs(part)), None)


def _begs(part: Clause) -> bool:
    cues = part.cues
    if cues.isdisjoint(GIVING) or part.kinds or "{number}" in cues or not cues.isdisjoint(ELSE):
        return False
    if (
        not asks(part)
        and cues.isdisjoint(BIDDING)
        and not ("want" in cues and part.opens(*GIVING, "condition"))
    ):
        return False
    return not owned(part) and (
        not cues.isdisjoint(POINTING) or (len(part.words) <= BARE and "me" not in cues)
    )


def _answers(draft: Draft, unit: Unit) -> bool:
    near = 0 <= unit.sentence - draft.unit.sentence <= REACH
    return _serves(draft.unit) and (near or draft.unit.sentence < 0)


def _serves(unit: Unit) -> bool:
    """True for a wish that gives something; not for "your reminder lists 4711"."""
    cues = unit.clause.cues
    named = "{number}" in cues or bool(unit.clause.kinds)
    return unit.intent in SERVED and not (
        unit.weak and unit.intent in BALANCES and named and cues.isdisjoint(BIDDING)
    )


def _meant(before: Sequence[Unit], unit: Unit, wish: Clause, drafts: Sequence[Draft]) -> Unit | None:
    """The nearest sentence that names papers, or else numbers, and only tells of them."""
    near = [one for one in reversed(before) if unit.sentence - one.sentence <= REACH]
    found = [one for one in near if any(map(_names, _before(one, wish)))]
    if any(_serves(d.unit) for d in drafts):
        found = [one for one in found[:1] if one.intent is not None]
    with_kinds = [one for one in found if any(part.kinds for part in _before(one, wish))]
    return next((one for one in [*with_kinds, *found][:1] if _tells(one, wish)), None)


def _names(part: Clause) -> bool:
    return bool(part.kinds) or "{number}" in part.cues


def _tells(unit: Unit, wish: Clause) -> bool:
    """True unless it demands something itself, or goods may be what is to be sent."""
    if _serves(unit):
        return False
    told = [part for part in unit.parts if part is not wish]
    if any(asks(part) and "invoiced" not in part.cues for part in told if _names(part)):
        return False
    cues = frozenset().union(*(part.cues for part in told))
    if unit.rule and not unit.rule.needs[0].isdisjoint(BUILT):
        return False
    if not cues.isdisjoint(GOODS) and wish.cues.isdisjoint(PAPERY):
        return False
    points = not wish.cues.isdisjoint(THEM)  # "them" are those of the sentence, wherever they stand in it
    return cues.isdisjoint(FIRM) and (points or not any(map(placed, told)))
