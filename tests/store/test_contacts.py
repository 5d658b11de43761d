"""Contacts: exact addresses, and suspensions that outlive a delivery."""

import dataclasses
import datetime as dt

from store.engine import Store
from store.records import Account, Contact, Outcome

EVA = Contact(
    "K1",
    "Eva@Buyer.test",
    name="Eva",
    role="finance",
    locations=("G",),
    cost_centres=("4711",),
    kinds=("invoice",),
    tree=True,
    until=dt.date(2025, 12, 31),
    purposes=("reminder",),
    slack_user="U1",
)


def test_one_address_in_two_accounts(store: Store) -> None:
    with store.begin() as unit:
        unit.accounts.upsert([Account("K1", "One"), Account("K2", "Two")])
        rows = [EVA, dataclasses.replace(EVA, account="K2", role=None), Contact("K9", "x@y.test")]
        assert unit.contacts.upsert(rows) == [Outcome.NEW, Outcome.NEW, Outcome.UNKNOWN]
        assert unit.contacts.upsert(rows)[:2] == [Outcome.SAME, Outcome.SAME]
    with store.read() as unit:
        one, two = unit.contacts.by_email(" EVA@buyer.TEST ")
        assert one == dataclasses.replace(EVA, email="eva@buyer.test", id=one.id, account_id=1)
        assert (two.account, two.role) == ("K2", None)
        assert unit.contacts.by_id(one.id) == one
        assert unit.contacts.all() == (one, two) == unit.contacts.by_slack_user("U1")
        for other in ("eva@buyer.tes", "eva+x@buyer.test", "va@buyer.test", "", "%"):
            assert unit.contacts.by_email(other) == ()
        assert unit.contacts.by_id(99) is None


def test_suspended_here_stays_suspended_whatever_the_erp_says(store: Store) -> None:
    with store.begin() as unit:
        unit.accounts.upsert([Account("K1", "One")])
        unit.contacts.upsert([EVA])
        assert unit.contacts.suspend("EVA@buyer.test") == 1
        assert unit.contacts.suspend("eva@buyer.test") == 0
        assert unit.contacts.upsert([dataclasses.replace(EVA, name="Eva B.")]) == [Outcome.CHANGED]
        (eva,) = unit.contacts.by_email("eva@buyer.test")
        assert (eva.name, eva.active) == ("Eva B.", False)
        assert unit.contacts.resume("eva@buyer.test") == 1
        assert unit.contacts.by_email("eva@buyer.test")[0].active
        unit.contacts.upsert([dataclasses.replace(EVA, active=False)])
        assert not unit.contacts.by_email("eva@buyer.test")[0].active


def test_contacts_of_accounts_and_of_a_name(store: Store) -> None:
    with store.begin() as unit:
        unit.accounts.upsert([Account("K1", "One"), Account("K2", "Two")])
        rows = [Contact("K1", "eva@a.test", "Eva Muster"), Contact("K2", "max@a.test", "Max Muster")]
        unit.contacts.upsert(rows)
        assert [c.email for c in unit.contacts.at([1])] == ["eva@a.test"]
        assert [c.email for c in unit.contacts.at([])] == []
        assert [c.email for c in unit.contacts.named(" max MUSTER ")] == ["max@a.test"]
        assert unit.contacts.named("muster") == ()
