"""Open items in groups, by location or by cost centre, each with its sum."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from handlers.books.ageing import ageing
from handlers.books.grids import Open, columns
from handlers.desk import Desk
from handlers.documents.places import own_names
from handlers.exports import Cell, Grid, Money
from handlers.letters.says import Says
from store.keys import name_key_of

WAYS = ("location", "cost_centre")
Names = Mapping[tuple[int, str], str]  # account id, key of any name of a place -> the name it goes by


@dataclass(frozen=True, slots=True)
class Group:
    """What is open in one currency at one place or for one cost centre; `name` is empty for what has none."""

    by: str  # of WAYS
    name: str
    account: str  # its number where there are several
    currency: str
    items: tuple[Open, ...]

    @property
    def total(self) -> Decimal:
        """What it comes to, credits set off."""
        return sum((one.amount for _, _, one in self.items), Decimal(0))


def names_of(items: Sequence[Open], desk: Desk) -> Names:
    """The names of the places of these accounts: the same one may be written in many ways."""
    found: dict[tuple[int, str], str] = {}
    for id in {account.id for account, _, _ in items}:
        for place in desk.unit.locations.of((id,)):
            found |= {(id, key): place.name for key in map(name_key_of, own_names(place)) if key}
    return found


def grouped(items: Sequence[Open], by: str, names: Names) -> tuple[Group, ...]:
    """The groups by name, what belongs to none of them last; all items are in one of them, each once."""
    several = len({account.id for account, _, _ in items}) > 1
    found: defaultdict[tuple[str, str, str], list[Open]] = defaultdict(list)
    for one in items:
        account, currency, _ = one
        found[place_of(one, by, names), account.account if several else "", currency].append(one)
    order = sorted(found, key=lambda key: (not key[0], key[0].casefold(), *key))
    return tuple(Group(by, *key, tuple(found[key])) for key in order)


def place_of(one: Open, by: str, names: Names) -> str:
    """The place or cost centre of an open item; empty for none, as of money on account."""
    account, _, left = one
    written = (left.item.document and getattr(left.item.document, by)) or ""
    return names.get((account.id, name_key_of(written) or ""), written) if by == "location" else written


def heading(group: Group, says: Says) -> str:
    """What a group is called: its name, with the account where there are several."""
    name = group.name or says(f"books_no_{group.by}")
    return f"{name}, {says('account', number=group.account)}" if group.account else name


def headline(group: Group, says: Says) -> str:
    """A group in one line: what it is called, what is open, how many items that are."""
    total = says.amount(group.total, group.currency)
    return says.count("books_group", len(group.items), group=heading(group, says), total=total)


def group_grids(items: Sequence[Open], day: dt.date, names: Names, says: Says) -> list[Grid]:
    """The sums by location and by cost centre, where there are several."""
    grids = []
    for by in WAYS:
        groups = grouped(items, by, names)
        if len({(group.name, group.account) for group in groups}) > 1:
            heads = columns((by, "currency", "count", "overdue", "open"), says)
            grids.append(Grid(says(f"books_by_{by}"), heads, [group_row(group, day) for group in groups]))
    return grids


def group_row(group: Group, day: dt.date) -> tuple[Cell, ...]:
    """What is open at one place or cost centre."""
    found = ageing((one for _, _, one in group.items), day)
    overdue, total = Money(found.overdue, group.currency), Money(found.total, group.currency)
    return group.name or None, group.currency, len(group.items), overdue, total
