"""A short message that speaks of a paper and of nothing else asks for it, however it is worded."""

from collections.abc import Sequence
from dataclasses import replace

from parsers.requests.drafting import bonds
from parsers.requests.drafting.drafts import Draft, Setting
from parsers.requests.drafting.hints import Message
from parsers.requests.drafting.wishes import drafts_of
from parsers.requests.fields.filters import negated
from parsers.requests.grammar.mood import mentioned
from parsers.requests.grammar.plain import governed
from parsers.requests.grammar.reporting import reporting
from parsers.requests.grammar.rules import WANT
from parsers.requests.grammar.unasked import let
from parsers.requests.grammar.units import Unit
from parsers.requests.grammar.wanting import own_modal
from parsers.requests.text.clauses import Clause, Reading

SHORT = 25  # words; who writes more tells a story
FEW = 2  # sentences
NEAR = 3  # words from an article to its paper
PLACE = ("place",)
SELECTING = frozenset({"{number}", "{period}", "{money}", "filter:last", "filter:cost_centre"})
# what makes of a message that names a paper another matter, or none
ELSE = frozenset(
    {
        *("outside", "outside_told", "topic", "private", "moving", "advert", "company"),
        *("ordering", "order_line", "new_quote", "quantity", "alter", "amend", "remedy", "action", "stop"),
        *("dispute", "damage", "levy", "claim", "anger", "kind:quote", "own_list", "letter:applies"),
        *("done", "have", "settled", "thanks", "resolved", "no_action", "giving", "unwanted"),
        *("human", "people", "person_verb", "portal", "payment_notice", "{address}"),
        *("recurring", "onwards", "handling", "habit", "generic"),
        *("judged", "paid", "pay:will", "ledger:pays"),
    }
)


def brief(message: Message, setting: Setting) -> list[Draft]:
    """The papers that a message of few words is about, where nothing in it was understood."""
    if not any(unit.clause.kinds for unit in message.units):
        return []
    told = [unit for unit in message.units if any(w.written[:1].isalpha() for w in unit.clause.words)]
    words = sum(w.written[:1].isalpha() for unit in told for w in unit.clause.words)
    if words > SHORT or len({unit.sentence for unit in told}) > FEW:
        return []
    units = [*message.head, *message.units]
    if any(map(let, told)):
        return []
    if any(not unit.clause.cues.isdisjoint(ELSE) or unit.intent not in (None, WANT) for unit in units):
        return []
    about = next((unit for unit in told if any(map(_speaks, unit.parts))), None)
    if about is None or not any(_pleads(unit, setting) for unit in told):
        return []
    drafts: Sequence[Draft] = drafts_of(replace(about, intent="documents", weak=True), setting)
    bonds.complete(drafts, message.units, message.head, setting.own)
    return [draft for draft in drafts if draft.kinds]


def _speaks(part: Clause) -> bool:
    """True when a certain paper is what is spoken of, not only referred to, refused or where something is."""
    if "condition" in part.cues or part.opens("yours") or reporting(part) or own_modal(part):
        return False  # "if you need the invoice", "you asked for the invoice", "our depot sends it"
    certain = not part.cues.isdisjoint(SELECTING)
    return any(
        (certain or any(0 < h.first - d.last <= NEAR for d in part.of("stance:definite")))
        and not (mentioned(part, h.first) or negated(part, h.first) or governed(part, h.first, PLACE))
        for h in part.kinds
    )


def _pleads(unit: Unit, setting: Setting) -> bool:
    """True for a sentence with a word of need, lack, help or asking, however loose."""
    pleas = setting.pleas
    return bool(pleas and pleas.find(Reading(pleas).row(unit.clause.words)))
