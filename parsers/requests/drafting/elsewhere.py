"""Sentences that ask for what they do not name: whether a paper named elsewhere may be meant."""

from collections.abc import Iterator, Sequence

from parsers.requests.drafting.drafts import Draft, Setting
from parsers.requests.drafting.wishes import draft_as
from parsers.requests.fields.places import kinds, numbers
from parsers.requests.grammar.governing import names, owned, placed
from parsers.requests.grammar.intents import signals
from parsers.requests.grammar.mood import asks
from parsers.requests.grammar.rules import NOTHING, WANT
from parsers.requests.grammar.units import Unit

NAMING = ("{number}", "{period}", "docs", "filter:last", "order_thing")
POINTING = ("all", "these", "this", "everything", "docs", "the_ones")
NEAR = 2  # sentences from what is told of an order to the wish
ANEW = ("again", "missing")
DEEDS = ("alter", "amend", "deed", "stop", "handling", "cadence:lapse")
BOOKS = ("statement", "open_items")
SETTLED = ("done", "have", "settled", "thanks", "paid", "{number}", "order_thing", "own_list")
ELSE = (
    "order_thing",
    "alter",
    "amend",
    "stop",
    "human",
    "people",
    "{address}",
    "{number}",
    "{money}",
    "paid",
)
GIVING = ("want", "copy", "docs", "again", "missing", "look", "everything")


def anew(unit: Unit) -> bool:
    """True for what asks once more for a thing that is here already: "page two is missing, again, please"."""
    return not unit.clause.cues.isdisjoint(ANEW)


def of_others(unit: Unit) -> bool:
    """True for "I need the name that stands on the delivery note": a wish for something else."""
    if anew(unit) and "{number}" in unit.clause.cues:
        return False  # "your reminder lists 4711, but we never had that one"
    return placed(unit.clause) or owned(unit.clause) or (_placed_part(unit) and not names(unit.parts))


def elsewhere(units: Sequence[Unit]) -> bool:
    """True when all that is asked for is something else: "are you sending another vehicle?" """
    wishes = [unit for unit in units if unit.intent == WANT]
    return bool(wishes) and all(owned(unit.clause) for unit in wishes)


def deed(unit: Unit) -> bool:
    """True for a bid for anything but giving: "can you put that right?", "kindly adapt your templates"."""
    cues = unit.clause.cues
    given = not cues.isdisjoint(GIVING) or any(cue.startswith("form:") for cue in cues)
    return "please" in cues and not cues.isdisjoint(DEEDS) and not given


def goods(units: Sequence[Unit], wanting: Unit) -> Unit | None:
    """The order whose delivery a sentence speaks of, before a wish for no paper: "any news for me?" """
    if wanting.clause.kinds or not wanting.clause.cues.isdisjoint(
        ("docs", "copy", "again", "sending", "emailing")
    ):
        return None
    near = (u for u in units if u.intent is None and 0 < wanting.sentence - u.sentence <= NEAR)
    told = (u for u in near if {"order_status", "order_thing", "{number}"} <= u.clause.cues)
    return next((u for u in told if not u.clause.kinds), None)


def books(units: Sequence[Unit], setting: Setting) -> list[Draft]:
    """ "I have lost track of what we owe you. Could you work it out for me?" """
    for at, wish in enumerate(units):
        pleads = wish.intent == WANT or (asks(wish.clause) and {"courtesy", "please"} <= wish.clause.cues)
        if not pleads or not wish.clause.cues.isdisjoint(ELSE):
            continue
        for told in (one for one in _right_before(units, at) if one.intent in (None, WANT)):
            found = [intent for intent in BOOKS if intent in signals(told.clause, setting.own)]
            if found and told.clause.cues.isdisjoint(SETTLED):
                return [draft_as(found[0], told, setting)]
    return []


def _right_before(units: Sequence[Unit], at: int) -> Iterator[Unit]:
    """The units of the sentences right before that of a unit, the nearest first."""
    for i in range(at - 1, -1, -1):
        back = units[at].sentence - units[i].sentence
        if back > NEAR:
            return
        if back > 0:
            yield units[i]


def urging(unit: Unit) -> bool:
    """True for "Urgent!" and the like, that name nothing themselves."""
    return unit.clause.cues.isdisjoint(NAMING) and not (unit.clause.kinds or anew(unit) or _plain(unit))


def named(units: Sequence[Unit], wanting: Unit) -> list[Unit]:
    """The sentences whose papers such a wish may mean."""
    told = (None, NOTHING) if anew(wanting) else (None,)
    found = [unit for unit in units if unit.intent in told and kinds(unit.clause, {})]
    if _plain(wanting):
        return found
    return [] if urging(wanting) else [unit for unit in found if names(unit.parts)]


def _plain(unit: Unit) -> bool:
    """True for "please send it": what is wanted stands elsewhere."""
    asked = asks(unit.clause) or not unit.clause.cues.isdisjoint(("please", "wish", "copy", *POINTING))
    return asked and not owned(unit.clause)


def _placed_part(unit: Unit) -> bool:
    return any(map(placed, unit.parts))


def bare(units: Sequence[Unit], head: Sequence[Unit], setting: Setting) -> list[Draft]:
    """A number alone, or a number in the subject of an empty message."""
    lines = all(numbers(u.clause) and "tiny" in signals(u.clause, setting.own) for u in units)
    lone = units if len(units) == 1 or lines else []
    if all("please" in u.clause.cues or u.intent == WANT or u.clause.opens("closing") for u in units):
        lone = [*lone, *head]
    lone = [unit for unit in lone if not unit.clause.opens("ask_words", "inverted")]  # "what holds up 4711?"
    bare = (unit for unit in lone if numbers(unit.clause) and "tiny" in signals(unit.clause, setting.own))
    drafts = [draft_as("documents", unit, setting) for unit in bare]
    for draft in drafts[1:]:
        drafts[0].join(draft)
    return drafts[:1]


def spared(read: Sequence[Unit]) -> bool:
    """True for "I had lost it, but that is settled"."""
    return any(u.intent == NOTHING and u.rule is not None and "unwanted" in u.rule.needs[0] for u in read)
