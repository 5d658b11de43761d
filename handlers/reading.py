"""Reads a message in its conversation: the wishes, those that a choice stands for, and attached lists."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from handlers import paying
from handlers.admins.errands import completed
from handlers.desk import House
from handlers.documents.picks import WORDS, Picked, pick
from handlers.senders.people import Principal
from handlers.subscriptions import rhythms
from handlers.threads import Thread, new_subject
from parsers.asks import Ask, Request
from parsers.attachments.claims import claims_in_attachment, claims_in_text
from parsers.attachments.lists import numbers_in_attachment
from parsers.message import Attachment, InboundMessage
from parsers.numbers.finder import find
from parsers.requests.reader import parse

FILES = 5  # attachments that are looked at
BYTES = 5_000_000  # of an attachment that is looked at
NO_LISTS = ("image/", "audio/", "video/", "message/", "text/calendar", "text/x-vcard", "text/vcard")
SIGNATURES = ("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature")


@dataclass(frozen=True, slots=True)
class Wish:
    """One ask, and the account that it is limited to."""

    ask: Ask
    account_id: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a message says: its request, the wishes to answer; `declined` when it only says no to an offer."""

    request: Request
    wishes: tuple[Wish, ...]
    declined: bool = False


def read(
    message: InboundMessage,
    thread: Thread,
    house: House,
    person: Principal,
    today: date,
    fiscal_start: int | None = None,
) -> Reading:
    """The wishes of the message; a plain "2" or "yes" stands for the choice that was offered."""
    closing = house.vocabulary.numbers.closing
    picked = pick(message.text, thread.options, house.tongues.picks, closing)
    chosen = bool(picked.options) or picked.declined
    usual = house.tongues[thread.language or person.contacts[0].language].language
    request = parse(
        new_subject(message.subject, thread),
        picked.rest if chosen else message.text,
        house.vocabulary,
        today=today,
        channel=message.channel,
        context=None if chosen or thread.newcomer else thread.context,
        language=usual,
        fiscal_start=fiscal_start,
    )
    words = picked.rest if chosen else message.text
    said = completed(request, words, thread, house, person.address, today)
    said = paying.completed(said, words, request.language, house, today)
    if not chosen:
        subject = new_subject(message.subject, thread)
        said = rhythms.completed(said, words, subject, request.language, thread, house, person.address)
        if any(ask.every and ask.intent == "unsubscribe" for ask in said):
            request = replace(request, language=usual)  # "STOP" is of no language
    request = replace(request, asks=disputed(said, words, house))
    if chosen:
        return after_choice(picked, request, usual)
    asks = with_claims(with_lists(request.asks, message, thread, house), message, house)
    wishes = tuple(Wish(a, None if a.numbers else thread.account_id) for a in asks)
    return Reading(replace(request, asks=asks), wishes)


def disputed(asks: tuple[Ask, ...], text: str, house: House) -> tuple[Ask, ...]:
    """The asks, a dispute with the numbers that its message names and no other wish is about."""
    if sum(ask.intent == "dispute" for ask in asks) != 1:
        return asks
    taken = {n for ask in asks for n in ask.numbers}
    numbers = tuple(n.value for n in find(text, house.vocabulary.numbers) if n.value not in taken)
    return tuple(replace(a, numbers=a.numbers or numbers) if a.intent == "dispute" else a for a in asks)


def after_choice(picked: Picked, request: Request, language: str) -> Reading:
    """What was picked, and what the reply wants besides; a signature below it is nothing for a person."""
    besides = [Wish(a) for a in request.asks if a.intent != "other"]
    wishes = (*(Wish(o.ask, o.account_id) for o in picked.options), *besides)
    why = (
        "chose from the options offered" if picked.options else "declined the options offered",
        *request.why,
    )
    asks = tuple(w.ask for w in wishes)
    return Reading(Request(language, asks, why), wishes, picked.declined and not wishes)


def with_lists(
    asks: tuple[Ask, ...], message: InboundMessage, thread: Thread, house: House
) -> tuple[Ask, ...]:
    """The asks with the numbers of attached lists, where an ask names none or nothing else was said."""
    files = papers(message.attachments)[:FILES]
    if not files:
        return asks
    told = any(w in house.tongues.picks.lists for w in WORDS.findall(message.text[:4000].casefold()))
    open_ones = [a for a in asks if takes_list(a, told)]
    if not open_ones and (asks or thread.known):
        return asks
    numbers = tuple(dict.fromkeys(n for file in files for n in numbers_of(file, house)))
    if not numbers:
        return asks
    if not asks:
        return (Ask("documents", numbers=numbers),)
    return tuple(replace(a, intent="documents", numbers=numbers) if a in open_ones else a for a in asks)


def with_claims(asks: tuple[Ask, ...], message: InboundMessage, house: House) -> tuple[Ask, ...]:
    """The asks, one for a reconciliation with the lines of the list that came with it, else of the mail."""
    if not any(ask.intent == "reconcile" for ask in asks):
        return asks
    numbers, words = house.vocabulary.numbers, house.claims
    files = [f for f in papers(message.attachments)[:FILES] if len(f.data) <= BYTES]
    read = (claims_in_attachment(f.name, f.content_type, f.data, numbers, words) for f in files)
    claims = tuple(c for found in read for c in found) or claims_in_text(message.text, numbers, words)
    return tuple(replace(a, claims=claims) if a.intent == "reconcile" else a for a in asks)


def takes_list(ask: Ask, told: bool) -> bool:
    """Whether an attached list may say what an ask means; "the invoices of our list" wants no export."""
    if ask.intent == "export":
        return told and not ask.numbers and not ask.form
    if ask.intent != "documents" or ask.numbers:
        return False
    narrowed = ask.narrowed or ask.every or ask.location or ask.cost_centre or ask.person
    return told or not narrowed


def numbers_of(file: Attachment, house: House) -> Iterable[str]:
    """The document numbers in one attached file."""
    if len(file.data) > BYTES:
        return ()
    return numbers_in_attachment(file.name, file.content_type, file.data, house.vocabulary.numbers)


def papers(attachments: Iterable[Attachment]) -> tuple[Attachment, ...]:
    """The attachments that can be meant: no pictures, signatures, calendars or whole mails."""
    return tuple(
        a
        for a in attachments
        if not a.content_type.casefold().startswith(NO_LISTS) and a.content_type.casefold() not in SIGNATURES
    )
