"""Which rows of a delivery name something that is not there: they are stored, and reported as waiting."""

from collections.abc import Iterator, Sequence
from functools import partial

from handlers.ingest.delivery import Entry, Step, hold
from handlers.ingest.house import House
from handlers.ingest.report import Report
from handlers.ingest.rules import Key, Reference, number_of, references_of
from store.engine import Unit
from store.keys import number_key
from store.rows import batches

_LOOKED_UP = 200  # numbers in one transaction


class References:
    """What the rows of one delivery refer to, and what of it came with the delivery itself."""

    def __init__(self, report: Report, house: House) -> None:
        self._report = report
        self._house = house
        self._there: dict[tuple[str, Key], bool] = {}
        self._open: list[tuple[Entry, Reference]] = []

    def note(self, entry: Entry) -> None:
        """Remembers a stored row: others may refer to it, and it to others."""
        key = number_of(entry.table, entry.record)
        if key:
            self._there[entry.table, key] = True
        self._open += [(entry, reference) for reference in references_of(entry.table, entry.record)]

    def steps(self) -> Iterator[Step]:
        """Looks up in the store what did not come with the delivery, and names what is nowhere."""
        elsewhere = [pair for pair in self._open if not self._delivered(pair[1])]
        for batch in batches(elsewhere, _LOOKED_UP):
            yield Step(partial(self._look_up, batch), reads=True)

    def _delivered(self, reference: Reference) -> bool:
        return any((target, reference.key) in self._there for target in reference.targets)

    def _look_up(self, batch: Sequence[tuple[Entry, Reference]], unit: Unit) -> None:
        for entry, reference in batch:
            if not any(self._is_there(unit, target, reference.key) for target in reference.targets):
                what = reference.targets[0].removesuffix("s")
                reason = f"names an {what}" if what[0] in "ao" else f"names a {what}"
                fix = f"deliver the {what}; the row is stored and will be linked then"
                hold(
                    self._report, entry, reference.field, reference.value, f"{reason} that is not there", fix
                )

    def _is_there(self, unit: Unit, target: str, key: Key) -> bool:
        if (target, key) not in self._there:
            self._there[target, key] = self._stored(unit, target, key)
        return self._there[target, key]

    def _stored(self, unit: Unit, target: str, key: Key) -> bool:
        account, *number = key
        if target == "accounts":
            return bool(self._house.ids(unit, [account]))
        grants = self._house.grants(unit, [account])
        if target == "orders":
            return any(number_key(o.order) == number[0] for o in unit.orders.by_key(grants, number[0]))
        return bool(unit.documents.by_number(grants, number[0]))
