"""Reading with the eyes of the house: grants for whole accounts, for the load of a delivery only."""

from collections.abc import Collection, Iterable

from handlers.ingest.rules import document_key
from store.engine import Unit
from store.records import Document, Grant
from store.rows import batches

_ACCOUNTS = 5000  # a statement takes only so many parameters


class House:
    """Account ids by number, and grants that see every kind."""

    def __init__(self, kinds: Collection[str]) -> None:
        self._kinds = frozenset(kinds)
        self._ids: dict[str, int] = {}
        self._everything: list[list[Grant]] = []

    def ids(self, unit: Unit, numbers: Iterable[str]) -> list[int]:
        """The ids of those of these accounts that are there."""
        wanted = sorted(set(numbers))
        for number in wanted:
            if number not in self._ids and (account := unit.accounts.get(number)):
                self._ids[number] = account.id
        return [self._ids[number] for number in wanted if number in self._ids]

    def grants(self, unit: Unit, numbers: Iterable[str]) -> list[Grant]:
        """Grants for these accounts."""
        return [Grant(id, self._kinds) for id in self.ids(unit, numbers)]

    def everything(self, unit: Unit) -> list[list[Grant]]:
        """Grants for all accounts there are by now, in portions that a query can take."""
        if not self._everything:
            grants = [Grant(account.id, self._kinds) for account in unit.accounts.all()]
            self._everything = list(batches(grants, _ACCOUNTS))
        return self._everything

    def by_number(self, unit: Unit, number: str) -> list[Document]:
        """Every document with this number, whosever it is."""
        return [d for grants in self.everything(unit) for d in unit.documents.by_number(grants, number)]

    def knows_another(self, unit: Unit, document: Document, number: str) -> bool:
        """True when this number is the one of another invoice, whosever it is."""
        key = document_key(document)
        return any(d.gross is not None and document_key(d) != key for d in self.by_number(unit, number))

    def by_ids(self, unit: Unit, ids: Collection[int]) -> list[Document]:
        """These documents, whosever they are."""
        return [d for grants in self.everything(unit) for d in unit.documents.by_ids(grants, ids)]
