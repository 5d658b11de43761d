"""What belongs to the papers of a wish: "the last three invoices and their delivery notes"."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.desk import Desk
from handlers.documents.lookup import Looked, put_together
from parsers.asks import Ask
from store.keys import number_key
from store.records import Document

CHAINS = 1000  # papers whose chains are looked up


def belonging(leading: Sequence[Document], ask: Ask, desk: Desk) -> tuple[Looked, ...]:
    """For each leading document what belongs to it, of the other kinds asked for."""
    rest = replace(ask, kinds=tuple(k for k in ask.kinds if k not in ask.leading), since=None, until=None)
    led = leading[:CHAINS]
    chains = {c: desk.unit.documents.chain(desk.person.grants, c) for c in {d.chain for d in led} - {0}}
    return tuple(_of(document, chains.get(document.chain, ()), rest) for document in led)


def _of(document: Document, chain: Sequence[Document], ask: Ask) -> Looked:
    around = tuple(d for d in chain if d.account_id == document.account_id and d.id != document.id)
    return put_together(document.number, frozenset({number_key(document.number)}), (document,), around, ask)
