"""What can you do?"""

from handlers.answers import Answer, Note
from handlers.desk import Desk
from parsers.asks import Ask

INTENTS = ("help",)


def respond(ask: Ask, desk: Desk) -> Answer:
    """The short guide with examples."""
    return Note(ask, "help")
