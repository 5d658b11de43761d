"""Completes payment notices from the message's own words: paid or promised, and on which day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handlers.desk import House
from handlers.staff.dates import day_ahead, day_of
from parsers.asks import Ask, Paying
from parsers.paying import about, promises
from parsers.periods.finder import find

INTENT = "payment_notice"


def completed(asks: Sequence[Ask], text: str, language: str, house: House, today: date) -> tuple[Ask, ...]:
    """The asks, each payment notice with what the sentences about it say."""
    return tuple(
        replace(ask, paying=paying_in(spoken(ask, asks, text), language, house, today))
        if ask.intent == INTENT
        else ask
        for ask in asks
    )


def spoken(ask: Ask, asks: Sequence[Ask], text: str) -> str:
    """The words about one notice: all of them, unless there are several notices."""
    several = sum(other.intent == INTENT for other in asks) > 1
    return about(text, [n for n in ask.numbers if isinstance(n, str)]) if several else text


def paying_in(text: str, language: str, house: House, today: date) -> Paying:
    """What a text says of a payment; a day to come makes a promise of it."""
    frames = find(text, language, house.vocabulary.periods, today)
    said = [text[f.start_pos : f.end_pos] for f in frames]
    coming = [f.until for f in frames if f.until and f.until > today]
    if promises(text, language, house.paying):
        ahead = [day for words in said if (day := day_ahead(words, language, house, today))]
        return Paying(True, min(ahead or coming, default=None))
    if coming:
        return Paying(True, min(coming))
    days = [day for words in said if (day := day_of(words, language, house, today))]
    return Paying(False, max(days, default=None))
