"""What about contacts looks odd, and how a table of them is written."""

import datetime as dt
from dataclasses import replace

import pytest

from handlers.desk import House
from handlers.senders.permissions import matrix, oddities
from store.engine import Unit
from store.records import Account, Contact
from tests.world import NOW

TODAY = NOW.date()
NEW = Contact("N1", "eva@new.test", "Eva", "finance")


@pytest.mark.parametrize(
    ("contacts", "codes"),
    [
        ([NEW], {"no_admin"}),
        ([replace(NEW, role="admin")], set()),
        ([replace(NEW, role="admin", email="info@new.test")], {"shared_mailbox"}),
        ([replace(NEW, role="admin", email="eva@gmx.de")], {"private_domain"}),
        ([replace(NEW, role="admin", email="eva@other.test")], {"foreign_domain"}),
        ([replace(NEW, role="admin", until=dt.date(2025, 1, 1))], {"expired"}),
        ([replace(NEW, role="clerk")], {"no_role", "no_admin"}),
        ([replace(NEW, role="admin", active=False)], set()),
        ([replace(NEW, role="admin"), replace(NEW, role="admin", account="N2")], {"many_accounts"}),
        ([replace(NEW, role="admin", tree=True), replace(NEW, account="N3")], set()),
    ],
)
def test_what_is_odd(unit: Unit, house: House, contacts: list[Contact], codes: set[str]) -> None:
    unit.accounts.upsert(
        [Account("N1", "New", email_domain="new.test"), Account("N2", "Else"), Account("N3", "Below", "N1")]
    )
    before = set(oddities(unit, house, TODAY))
    unit.contacts.upsert(contacts)
    assert {o.code for o in set(oddities(unit, house, TODAY)) - before} == codes


def test_no_cell_is_a_formula(unit: Unit, house: House) -> None:
    unit.accounts.upsert([Account("N1", "=New()")])
    unit.contacts.upsert([replace(NEW, name="=HYPERLINK(1)")])
    (row,) = [r for r in matrix(unit, house, TODAY) if r.email == NEW.email]
    assert row.as_cells()[1:4] == ["'=HYPERLINK(1)", "N1", "'=New()"]
