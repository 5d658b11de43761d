"""Send me existing documents, in the form that was wished."""

from handlers.answers import Answer, Found
from handlers.desk import Desk
from handlers.documents.chains import whole_chain
from handlers.documents.lookup import EVERYTHING
from handlers.documents.resolve import resolve
from handlers.files import einvoices
from parsers.asks import Ask

INTENTS = ("documents",)


def respond(ask: Ask, desk: Desk) -> Answer:
    """The documents, a question, or the words for nothing found."""
    answer = resolve(ask, desk)
    if ask.kinds == EVERYTHING and ask.numbers:
        answer = whole_chain(answer, ask, desk)
    if isinstance(answer, Found) and answer.ask.form == einvoices.FORM:
        return einvoices.as_xml(answer, desk)
    return answer
