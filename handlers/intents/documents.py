"""Send me existing documents."""

from handlers.answers import Answer
from handlers.desk import Desk
from handlers.resolve import resolve
from parsers.asks import Ask

INTENTS = ("documents",)


def respond(ask: Ask, desk: Desk) -> Answer:
    """The documents, a question, or the words for nothing found."""
    return resolve(ask, desk)
