"""What only a person can handle; staff get the original, the buyer is told who has it."""

from handlers.answers import Answer, Handover
from handlers.desk import Desk
from parsers.asks import Ask

INTENTS = ("human", "other")


def respond(ask: Ask, desk: Desk) -> Answer:
    """Hands over."""
    return Handover(ask, ask.intent)
