"""Finds the documents that a command speaks of, whatever account they belong to."""

from handlers.desk import House
from handlers.documents.state import OWED_KINDS
from parsers.numbers.finder import find
from store.engine import Unit
from store.records import Account, Document, Grant


def owed(said: str, account: Account | None, unit: Unit, house: House) -> tuple[Document, ...] | str:
    """The invoices of all numbers named, or a sentence for staff that says which cannot be told."""
    return named(said, account, OWED_KINDS, unit, house)


def named(
    said: str, account: Account | None, kinds: frozenset[str], unit: Unit, house: House
) -> tuple[Document, ...] | str:
    """The documents of some kinds of all numbers named; the same."""
    says = house.tongues[None]
    numbers = [n.value for n in find(said, house.vocabulary.numbers) if isinstance(n.value, str)]
    found: dict[int, Document] = {}
    for number in numbers or said.split():
        here = [account.id] if account else unit.documents.accounts_of(number)
        same = unit.documents.by_number([Grant(id, kinds) for id in here], number)
        if not same:
            return says("command_no_document", number=says.quoted([number]))
        if len(same) > 1:
            accounts = says.listed(d.account for d in same)
            return says("command_which_account", number=same[0].number, accounts=accounts)
        found[same[0].id] = same[0]
    return tuple(found.values()) or says("command_number")
