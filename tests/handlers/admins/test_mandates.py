"""An admin never gives more than they see, whatever they write and however narrow their own rights are."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.wiring import Clerk, build
from handlers.admins.mandates import ADMIN, admins_of, covers
from handlers.answers import Proposal
from handlers.desk import Desk
from handlers.intents.people import respond
from handlers.senders.people import grants_of, known, principal
from parsers.asks import Ask, Errand
from parsers.message import Proof, ProofLevel
from store.engine import Unit
from store.records import Account, Contact, Document, Grant, Location
from tests.world import NOW, configuration

TODAY = dt.date(2025, 11, 14)
BOSS = "boss@top.test"
KINDS = ("invoice", "delivery_note", "statement", "quote")
PLACES = ("GRZ", "LNZ")
CENTRES = ("4711", "4712")
ACCOUNTS = (Account("T", "Top"), Account("A", "Alpha", "T"), Account("B", "Beta", "T"), Account("X", "Other"))


class Undone(Exception):
    """Rolls an example back."""


@pytest.fixture(scope="module")
def clerk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clerk]:
    """Four accounts, three of them a tree, each with every kind at every place and cost centre."""
    clerk = build(configuration(tmp_path_factory.mktemp("house")))
    with clerk.store.begin() as unit:
        unit.accounts.upsert(ACCOUNTS)
        unit.locations.upsert(
            [Location(a.account, p, f"Filiale {p}", city=p) for a in ACCOUNTS for p in PLACES]
        )
        unit.documents.upsert(
            [
                Document(
                    a.account,
                    kind,
                    f"{a.account}-{kind}-{place}-{centre}",
                    TODAY,
                    location=place,
                    cost_centre=centre,
                )
                for a in ACCOUNTS
                for kind in KINDS
                for place in (*PLACES, None)
                for centre in (*CENTRES, None)
            ]
        )
    yield clerk
    clerk.close()


def some(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    """A few of the values, often none."""
    return st.lists(st.sampled_from(values), unique=True, max_size=2).map(tuple)


DAYS = st.sampled_from((None, TODAY + dt.timedelta(days=3), TODAY + dt.timedelta(days=300)))
CONTACTS = st.builds(
    Contact,
    account=st.sampled_from([a.account for a in ACCOUNTS]),
    email=st.sampled_from(("eva@top.test", "roth@top.test", "kim@x.test")),
    name=st.sampled_from(("Eva Roth", "Paul Roth", "Kim Lee")),
    role=st.sampled_from(("admin", "finance", "buyer", "logistics", "all", None)),
    locations=some(PLACES),
    cost_centres=some(CENTRES),
    kinds=some(KINDS),
    tree=st.booleans(),
    until=DAYS,
    active=st.booleans(),
)
BOSSES = st.lists(CONTACTS, min_size=1, max_size=2, unique_by=lambda c: c.account).map(
    lambda rows: [replace(c, email=BOSS, name="Boss", role=ADMIN, active=True) for c in rows]
)
ERRANDS = st.builds(
    Errand,
    deed=st.sampled_from(("admit", "remove", "")),
    name=st.sampled_from(("Eva Roth", "Roth", "Kim", "Neu", "")),
    address=st.sampled_from(("", "eva@top.test", "kim@x.test", "neu@top.test", BOSS)),
    like=st.sampled_from(("", "", "me", "Roth", "Kim Lee", "eva@top.test")),
    role=st.sampled_from(("", "finance", "logistics")),
    marks=some(("only", "also", "tree", "single", "all")),
    until=DAYS,
    words=st.sampled_from(("", "für Graz", "Filiale GRZ", "nur LNZ", "bei Alpha", "alle Konten von Top")),
)
ASKS = st.builds(
    Ask,
    intent=st.just("people"),
    kinds=some((*KINDS, "all")),
    location=st.sampled_from((None, None, "GRZ", "Filiale LNZ", "Wien")),
    cost_centre=st.sampled_from((None, None, "4711", "9999")),
    errand=ERRANDS,
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    bosses=BOSSES, others=st.lists(CONTACTS, max_size=4, unique_by=lambda c: (c.account, c.email)), ask=ASKS
)
def test_nobody_is_shown_more_than_the_admin_sees(
    clerk: Clerk, bosses: list[Contact], others: list[Contact], ask: Ask
) -> None:
    with pytest.raises(Undone), clerk.store.begin() as unit:
        unit.contacts.upsert([*bosses, *others])
        kinds = clerk.house.kinds
        boss = principal(known(BOSS, unit, TODAY), Proof(ProofLevel.SIGNED), unit, kinds, TODAY)
        own = seen(tuple(boss.grants), unit)
        desk = Desk(boss, unit, clerk.house, clerk.house.tongues["de"], TODAY, NOW)
        for answer in every_way(ask, desk):
            for shall in answer.act.admit:
                before = held_back(shall, unit, clerk)
                unit.contacts.admit(shall)
                stored = next(c for c in unit.contacts.by_email(shall.email) if c.account == shall.account)
                assert seen(grants_of(stored, unit, kinds, TODAY), unit) <= own, shall
                assert lasts(shall, bosses), shall
                assert before <= own, "somebody who sees more was decided about"
                assert shall.role != ADMIN
            for gone in answer.act.suspend:
                assert gone.email != BOSS
                assert seen(grants_of(gone, unit, kinds, TODAY), unit) <= own
        raise Undone


def every_way(ask: Ask, desk: Desk) -> Iterator[Proposal]:
    """All that an ask can come to, whatever is picked of the choices offered."""
    answer = respond(ask, desk)
    if isinstance(answer, Proposal):
        yield answer
    for option in getattr(answer, "options", ()):
        narrowed = (
            desk if option.account_id is None else replace(desk, person=desk.person.at(option.account_id))
        )
        second = respond(option.ask, narrowed)
        if isinstance(second, Proposal):
            yield second


def seen(grants: tuple[Grant, ...], unit: Unit) -> set[int]:
    """The documents that some grants show, as the queries of every answer find them."""
    return {d.id for d in unit.documents.search(grants, kinds=None, today=TODAY, limit=1000)}


def held_back(shall: Contact, unit: Unit, clerk: Clerk) -> set[int]:
    """What the same person saw at that account before."""
    rows = [c for c in unit.contacts.by_email(shall.email) if c.account == shall.account]
    return {id for c in rows for id in seen(grants_of(c, unit, clerk.house.kinds, TODAY), unit)}


def lasts(shall: Contact, bosses: list[Contact]) -> bool:
    """Whether it ends no later than the rights of an admin who may have given it."""
    return any(b.until is None or (shall.until is not None and shall.until <= b.until) for b in bosses)


def test_the_accounts_above_decide_too_when_they_hold_the_tree(clerk: Clerk) -> None:
    with pytest.raises(Undone), clerk.store.begin() as unit:
        rows = [
            Contact("T", "top@top.test", "Top", ADMIN, tree=True),
            Contact("T", "flat@top.test", "Flat", ADMIN),
            Contact("A", "own@top.test", "Own", ADMIN),
            Contact("B", "beside@top.test", "Beside", ADMIN, tree=True),
            Contact("A", "gone@top.test", "Gone", ADMIN, active=False),
        ]
        unit.contacts.upsert(rows)
        alpha = unit.accounts.get("A")
        assert alpha is not None
        found = admins_of(alpha.id, unit, clerk.house.kinds, TODAY)
        assert [p.address for p in found] == ["own@top.test", "top@top.test"]
        raise Undone


@pytest.mark.parametrize(
    ("changes", "covered"),
    [
        ({}, True),
        ({"locations": ()}, False),
        ({"locations": ("Filiale GRZ",)}, True),
        ({"locations": ("GRZ", "LNZ")}, False),
        ({"kinds": ("invoice",)}, True),
        ({"kinds": ("invoice", "statement")}, False),
        ({"tree": True}, False),
        ({"until": None}, False),
        ({"until": dt.date(2025, 12, 30)}, True),
        ({"until": dt.date(2026, 1, 1)}, False),
        ({"role": None}, True),
    ],
)
def test_what_lies_within_an_admin_s_rights(clerk: Clerk, changes: dict[str, object], covered: bool) -> None:
    end = dt.date(2025, 12, 31)
    with pytest.raises(Undone), clerk.store.begin() as unit:
        kinds = ("invoice", "delivery_note")
        unit.contacts.upsert([Contact("A", BOSS, "Boss", ADMIN, ("GRZ",), kinds=kinds, until=end)])
        boss = principal(known(BOSS, unit, TODAY), Proof(), unit, clerk.house.kinds, TODAY)
        newcomer = Contact(
            "A",
            "n@x.test",
            "N",
            "all",
            ("GRZ",),
            kinds=kinds,
            until=end,
            account_id=boss.contacts[0].account_id,
        )
        assert covers(boss, replace(newcomer, **changes), unit, clerk.house.kinds) is covered
        raise Undone
