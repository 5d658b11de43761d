"""This invoice is wrong, these goods are damaged: a person decides, and nobody is reminded meanwhile."""

from dataclasses import replace

from handlers.acts import Told
from handlers.answers import Answer, Found, Handover
from handlers.desk import Desk
from handlers.documents.resolve import resolve
from handlers.documents.state import OWED_KINDS, open_amount
from parsers.asks import Ask
from store.notices import DISPUTE
from store.records import Document

INTENTS = ("dispute",)


def respond(ask: Ask, desk: Desk) -> Answer:
    """Hands over with the papers that were named; nobody is reminded of them until it is settled."""
    documents: tuple[Document, ...] = ()
    if ask.numbers:
        found = resolve(replace(ask, intent="documents", kinds=(), every=True), desk)
        documents = found.documents if isinstance(found, Found) else ()
    due = (d for d in documents if d.kind in OWED_KINDS and open_amount(d))
    told = tuple(Told(d.id, d.account_id, DISPUTE, desk.person.address) for d in due)
    return Handover(ask, ask.intent, documents, told)
