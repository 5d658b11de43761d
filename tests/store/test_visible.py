"""What a query gives is what a naive look at each document allows: never more; a search never less."""

import datetime as dt
import itertools
import os
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.engine import Store
from store.records import Account, Document, Grant, Location, Order

FIRST = dt.date(2025, 1, 1)
KINDS = ("invoice", "delivery_note", "order_confirmation")
NAMES = ("Graz", "graz ", "Wien", "Nord", "N1", "Linz")
CENTRES = ("4711", "KST a", "kst A")
NUMBERS = ("R-1", "R-2", "r1", "12", "0012", "A-7", "A-71", "P 5")
ROUND = itertools.count(1)

dates = st.integers(0, 20).map(lambda n: FIRST + dt.timedelta(days=n))
maybe_number = st.none() | st.sampled_from(NUMBERS)
accounts = st.sampled_from(("X", "Y"))
locations = st.builds(
    Location,
    account=accounts,
    location=st.sampled_from(("N1", "G", "W")),
    name=st.sampled_from(NAMES),
    aliases=st.lists(st.sampled_from(NAMES), max_size=2).map(tuple),
)
documents = st.builds(
    Document,
    account=accounts,
    kind=st.sampled_from(KINDS),
    number=st.sampled_from(NUMBERS),
    date=dates,
    order=maybe_number,
    customer_po=maybe_number,
    delivery=maybe_number,
    refers_to=maybe_number,
    location=st.none() | st.sampled_from(NAMES),
    cost_centre=st.none() | st.sampled_from(CENTRES),
)
orders = st.builds(
    Order,
    account=accounts,
    order=st.sampled_from(NUMBERS),
    customer_po=maybe_number,
    location=st.none() | st.sampled_from(NAMES),
)


def some(values: tuple[str, ...]) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(values), max_size=2)


grants = st.builds(
    Grant,
    account_id=st.sampled_from((1, 2)),  # stand for X and Y
    kinds=some(KINDS),
    locations=st.none() | some(NAMES),
    cost_centres=st.none() | some(CENTRES),
    since=st.none() | dates,
    until=st.none() | dates,
)


def folded(text: str) -> str:
    return " ".join(text.casefold().split())


def meant(name: str, places: list[Location]) -> str | None:
    """The code of the one place that a name means: by code, else by name, else by alias."""
    for names in (lambda p: [p.location], lambda p: [p.name], lambda p: list(p.aliases)):
        claims: set[str] = {p.location for p in places if folded(name) in map(folded, names(p))}
        if claims:
            return claims.pop() if len(claims) == 1 else None
    return None


def may_see(document: Document, grant: Grant, account: str, places: list[Location]) -> bool:
    if document.account != account or document.kind not in grant.kinds:
        return False
    if grant.locations is not None:
        here = document.location
        if here is None:
            return False
        same_word = folded(here) in map(folded, grant.locations)
        place = meant(here, places)
        if not same_word and (
            place is None or place not in {meant(name, places) for name in grant.locations}
        ):
            return False
    if grant.cost_centres is not None and (
        document.cost_centre is None or folded(document.cost_centre) not in map(folded, grant.cost_centres)
    ):
        return False
    return (grant.since or FIRST) <= document.date <= (grant.until or dt.date.max)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Store]:
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path_factory.mktemp('visible')}/clerk.db"
        store = Store.open(address, create=True)
    else:
        store = Store.open(request.getfixturevalue("postgres")())
    request.addfinalizer(store.close)
    return lambda: store


@settings(
    max_examples=int(os.environ.get("DOCCLERK_EXAMPLES", "50")),
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(
    st.lists(locations, max_size=5),
    st.lists(orders, max_size=4),
    st.lists(documents, max_size=12),
    st.lists(grants, max_size=4),
    st.lists(st.sampled_from(NUMBERS), max_size=3, unique=True),
)
def test_never_more_than_a_naive_check_allows(
    shared: Callable[[], Store],
    places: list[Location],
    sales: list[Order],
    papers: list[Document],
    allowed: list[Grant],
    asked: list[str],
) -> None:
    mark = f"{next(ROUND)}-"

    def here(row: object) -> object:
        return type(row)(**{n: getattr(row, n) for n in row.__slots__} | {"account": mark + row.account})

    with shared().begin(durable=False) as unit:
        unit.accounts.upsert([Account(mark + name, name) for name in "XY"])
        ids = [unit.accounts.get(mark + name).id for name in "XY"]
        unit.locations.upsert([here(p) for p in places])
        unit.orders.upsert([here(o) for o in sales])
        unit.documents.upsert([here(d) for d in papers])
        unit.documents.relink(ids)
        mine = [
            Grant(ids[g.account_id - 1], g.kinds, g.locations, g.cost_centres, g.since, g.until)
            for g in allowed
        ]
        everything = unit.documents.search([Grant(i, frozenset(KINDS)) for i in ids], kinds=None, today=FIRST)
        stored = {i: list(unit.locations.of([i])) for i in ids}
        names = dict(zip(ids, (mark + "X", mark + "Y"), strict=True))
        seen = {
            d.id
            for d in everything
            if any(may_see(d, g, names[g.account_id], stored[g.account_id]) for g in mine)
        }
        found = unit.documents.search(mine, kinds=None, today=FIRST)
        assert {d.id for d in found} == seen
        assert unit.documents.count(mine, kinds=None, today=FIRST) == len(seen)
        assert sum(unit.documents.kinds_seen(mine).values()) == len(seen)
        spoken = {cell for d in found for cell in (d.number, d.order, d.customer_po, d.delivery)}
        for number in asked:
            assert {d.id for d in unit.documents.by_number(mine, number)} <= seen
            reached = unit.documents.by_reference(mine, number)
            assert {d.id for d in reached} <= seen
            assert set(unit.documents.near(mine, number)) <= spoken
        for chain in {d.chain for d in everything}:
            assert {d.id for d in unit.documents.chain(mine, chain)} <= seen
        assert {d.id for d in unit.documents.by_ids(mine, [d.id for d in everything])} == seen
