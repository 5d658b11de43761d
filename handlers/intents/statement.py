"""Send me the account statement: the ERP's own when it has delivered one, else a person."""

from dataclasses import replace

from handlers.answers import Answer, Handover, Missing
from handlers.desk import Desk
from handlers.resolve import resolve
from parsers.asks import Ask

INTENTS = ("statement",)
KIND = "statement"


def respond(ask: Ask, desk: Desk) -> Answer:
    """The delivered statements of the period.

    A statement is of the whole account: who sees only a part of it, or no statement at all, is told what
    others are told of papers that are not there.
    """
    if not any(KIND in grant.kinds and grant.whole_account for grant in desk.person.grants):
        return Missing(ask, tuple(n for n in ask.numbers if isinstance(n, str)))
    found = resolve(replace(ask, kinds=(KIND,), every=True), desk)
    return Handover(ask, ask.intent) if isinstance(found, Missing) else found
