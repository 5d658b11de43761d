"""Completes what is asked about colleagues from the message's own words, or from what was asked before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handlers.desk import House
from handlers.documents.picks import before
from handlers.threads import Thread
from parsers.asks import Ask, Errand, Request
from parsers.errand_guesses import guessed, marked
from parsers.errands import with_errands
from parsers.requests.text.words import addresses
from parsers.spans import spanned
from store.records import Contact

INSTEAD = frozenset({"documents", "people", "export", "statement"})  # asks that say what to allow instead


def completed(
    request: Request, text: str, thread: Thread, house: House, own: str, today: date
) -> tuple[Ask, ...]:
    """The asks of a message, those about colleagues with all that its words say of them."""
    body = above_signature(text, house)
    if thread.awaited and (resumed := with_addresses(thread.awaited, body, own)):
        return resumed
    if thread.newcomer and (other := instead(request.asks, thread.newcomer, body)):
        return other
    asks = guessed(request.asks, body, house.people)
    read = (marked(ask, asks) for ask in with_errands(asks, body, house.people, own=own))
    return tuple(dated(ask, request.language, house, today) for ask in read)


def above_signature(text: str, house: House) -> str:
    """The text without what follows the closing words: who signs as "admin" asks for no admin."""
    return "\n".join(before(text.splitlines(), house.vocabulary.numbers.closing))


def dated(ask: Ask, language: str, house: House, today: date) -> Ask:
    """The ask with the last day that its words name, and the days of the documents."""
    if ask.errand is None:
        return ask
    return replace(ask, errand=spanned(ask.errand, language, house.people, house.vocabulary, today))


def with_addresses(awaited: Sequence[Ask], text: str, own: str) -> tuple[Ask, ...]:
    """The asks that waited for addresses, when the reply brings exactly as many as were asked for."""
    found = list(dict.fromkeys(str(t.value).casefold() for t in addresses(text[:10_000])))
    found = [address for address in found if address != own]
    if len(found) != len(awaited):
        return ()
    return tuple(
        replace(ask, person=address, errand=replace(ask.errand or Errand(), address=address))
        for ask, address in zip(awaited, found, strict=True)
    )


def instead(asks: Sequence[Ask], newcomer: Contact, text: str) -> tuple[Ask, ...]:
    """What an admin would allow instead of what was proposed: "nur Lieferscheine", "only Graz".

    Empty when the reply says something else: it names documents by number, or other people.
    """
    told = [a for a in asks if a.intent in INSTEAD and not a.numbers and not a.person]
    if not told or len(told) != len(asks):
        return ()
    kinds = {kind for ask in told for kind in ask.kinds} | {
        kind for ask in told for kind in (("statement",) if ask.intent == "statement" else ())
    }
    location = next((a.location for a in told if a.location), None)
    words = " ".join(text.split())[:2000]
    errand = Errand("admit", newcomer.name or "", newcomer.email, marks=("only",), until=newcomer.until)
    errand = replace(errand, words=words)
    kept = tuple(sorted(kinds)) or newcomer.kinds
    return (Ask("people", kept, location=location, person=newcomer.email, errand=errand),)
