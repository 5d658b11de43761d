"""Which short messages of a chat lean on what was said before: "2", "yes", "and the delivery note?"."""

from dataclasses import replace
from datetime import date

from handlers import threads
from handlers.admins.verdicts import plain
from handlers.desk import House
from handlers.documents.picks import WORDS, pick
from handlers.senders.people import Principal
from parsers.message import InboundMessage
from parsers.requests.reader import parse
from parsers.requests.text.words import addresses
from store.engine import Unit

LONGEST = 2000  # characters in which an address is looked for


def joined(
    message: InboundMessage, person: Principal, unit: Unit, house: House, today: date
) -> InboundMessage:
    """The message in its conversation; in a chat without threads only what cannot stand alone leans."""
    before = message.thread.before
    if not before or message.thread.in_reply_to:
        return message
    leaning = replace(message, thread=replace(message.thread, in_reply_to=before))
    return leaning if leans(leaning, person, unit, house, today) else message


def leans(message: InboundMessage, person: Principal, unit: Unit, house: House, today: date) -> bool:
    """Whether a message says nothing by itself, or begins as one that goes on."""
    thread = threads.find(message, person, unit)
    if not thread.known:
        return False
    words, text = house.tongues.picks, message.text
    picked = pick(text, thread.options, words, house.vocabulary.numbers.closing)
    if picked.options or picked.declined or plain(message, person, house):
        return True
    if thread.awaited and any(addresses(text[:LONGEST])):
        return True  # whose access it is about
    if (first := WORDS.search(text.casefold()[:200])) and first[0] in words.joining:
        return True
    alone = parse("", text, house.vocabulary, today=today, channel=message.channel)
    return not alone.asks
