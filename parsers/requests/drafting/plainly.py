"""The paper that one clause plainly asks for, where the rest of the message has hidden the wish."""

from collections.abc import Sequence
from dataclasses import replace

from parsers.requests.drafting.drafts import Draft, Setting
from parsers.requests.drafting.wishes import drafts_of
from parsers.requests.fields.filters import negated
from parsers.requests.grammar.governing import placed
from parsers.requests.grammar.intents import signals
from parsers.requests.grammar.mood import asks
from parsers.requests.grammar.plain import governed
from parsers.requests.grammar.rules import NOTHING, WANT
from parsers.requests.grammar.unasked import let
from parsers.requests.grammar.units import Unit
from parsers.requests.text.clauses import Clause

SILENT = (None, NOTHING, WANT)  # verdicts that ask for nothing of their own
# what makes of a wish another one, or none
ELSE = (
    *("lacking", "unwanted", "thanks", "recurring", "onwards", "stop", "alter", "amend", "handling", "deed"),
    *(
        "people",
        "person_verb",
        "outside",
        "private",
        "condition",
        "kind:quote",
        "advert",
        "own_list",
        "export",
    ),
    *("done", "have", "dispute", "outsider", "generic", "whether", "ability", "purpose", "reason"),
)
BIDDING = ("please", "bid")


def plainly(units: Sequence[Unit], setting: Setting) -> list[Draft]:
    """The wishes of clauses that bid for a paper and show nothing else, of sentences that gave no wish."""
    found: list[Draft] = []
    for one in units:
        if let(one):
            continue
        parts = [part for part in one.parts if one.intent in SILENT and _bids(part, setting)]
        asked = (replace(one, intent="documents", parts=(part,), clause=part, weak=False) for part in parts)
        found += [draft for wish in asked for draft in drafts_of(wish, setting)]
    return found


def _bids(part: Clause, setting: Setting) -> bool:
    """True for "could you send me the last four notes", whatever the clauses around it say."""
    if not part.kinds or "want" not in part.cues or not part.cues.isdisjoint(ELSE):
        return False
    bids = not part.cues.isdisjoint(BIDDING) and (asks(part) or "to_us" in part.cues or part.opens("please"))
    named = all(not governed(part, h.first) and not negated(part, h.first) for h in part.kinds)
    return bids and named and not placed(part) and {"want", "kind"} <= signals(part, setting.own)
