"""Payments of everything but some papers: these are not paid, and may be what is asked for."""

from collections.abc import Sequence

from parsers.requests.drafting.drafts import Draft, Setting
from parsers.requests.drafting.wishes import draft_as
from parsers.requests.fields.places import number_of
from parsers.requests.grammar.mood import asks
from parsers.requests.grammar.units import Unit

NEAR = 2  # sentences from what is left out of a payment to the wish for it


def excepted(drafts: list[Draft], units: Sequence[Unit], setting: Setting) -> list[Draft]:
    """The drafts; "everything but 4711 is paid" is news of a payment, and not of that of 4711."""
    for unit in units:
        if not {"pay:except", "paid"} <= unit.clause.cues or asks(unit.clause):
            continue
        first = min(hit.first for hit in unit.clause.of("pay:except"))
        spared = [n for word in unit.clause.words[first:] if (n := number_of(word)) is not None]
        for draft in drafts:
            if draft.intent == "payment_notice" and draft.unit is unit:
                draft.numbers = [n for n in draft.numbers if n not in spared]
            elif draft.intent == "documents" and 0 <= draft.unit.sentence - unit.sentence <= NEAR:
                draft.numbers = draft.numbers or ([] if draft.selected else spared)
                draft.kinds, draft.status, draft.every = draft.kinds - {"all"}, None, False
        if not any(draft.intent == "payment_notice" for draft in drafts):
            drafts = [draft_as("payment_notice", unit, setting), *drafts]
            drafts[0].numbers = [n for n in drafts[0].numbers if n not in spared]
    return drafts
