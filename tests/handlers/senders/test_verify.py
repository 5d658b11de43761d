"""Who is asking: every doubt means nobody."""

import datetime as dt
from dataclasses import replace

import pytest

from handlers.desk import House
from handlers.senders.people import Principal, Staff, Stranger, Suspect, Unproven
from handlers.senders.verify import is_staff, may_receive, verify
from parsers.message import InboundMessage, Proof, ProofLevel
from store.engine import Unit
from store.papers import Paper
from store.records import Contact, Grant
from tests.world import NOW

TODAY = NOW.date()
STAFF = ("@house.test", "lea@partner.test")


def message(sender: str, level: ProofLevel = ProofLevel.SIGNED, **more: object) -> InboundMessage:
    return InboundMessage("email", "x", sender, "", "", NOW, proof=Proof(level), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("level", list(ProofLevel))
@pytest.mark.parametrize(
    ("sender", "proven", "unproven"),
    [
        ("anna@adler.test", Principal, Unproven),
        ("niemand@adler.test", Principal, Unproven),  # a contact without a role is known, and sees nothing
        ("alt@adler.test", Stranger, Stranger),  # no longer active
        ("frist@adler.test", Stranger, Stranger),  # their last day has passed
        ("nobody@evil.test", Stranger, Stranger),
        ("anna@adler.test.evil.test", Stranger, Stranger),
        ("anna+x@adler.test", Stranger, Stranger),
        ("weber@house.test", Staff, Suspect),
        ("lea@partner.test", Staff, Suspect),
        ("weber@sub.house.test", Stranger, Stranger),
        ("", Suspect, Suspect),
    ],
)
def test_sender(
    unit: Unit, house: House, sender: str, proven: type, unproven: type, level: ProofLevel
) -> None:
    who = verify(message(sender, level), unit, house.kinds, STAFF, TODAY)
    assert type(who) is (unproven if level is ProofLevel.NONE else proven)


def test_a_defect_counts_more_than_any_proof(unit: Unit, house: House) -> None:
    who = verify(message("anna@adler.test", defects=("two From headers",)), unit, house.kinds, STAFF, TODAY)
    assert who == Suspect(("two From headers",))


def test_the_last_day_is_still_a_day(unit: Unit, house: House) -> None:
    for day, kind in ((dt.date(2025, 1, 31), Principal), (dt.date(2025, 2, 1), Stranger)):
        assert type(verify(message("frist@adler.test"), unit, house.kinds, STAFF, day)) is kind


def test_of_several_accounts_those_that_live(unit: Unit, house: House) -> None:
    unit.contacts.upsert([Contact("1002", "buch@adler.test", role="finance", active=False)])
    who = verify(message("buch@adler.test"), unit, house.kinds, STAFF, TODAY)
    assert isinstance(who, Principal)
    assert [c.account for c in who.contacts] == ["1001"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("a@house.test", True),
        ("lea@partner.test", True),
        ("ute@partner.test", False),
        ("a@nothouse.test", False),
    ],
)
def test_is_staff(address: str, expected: bool) -> None:
    assert is_staff(address, STAFF) is expected


def test_may_receive_is_all_or_nothing(unit: Unit, house: House) -> None:
    everything = [Grant(a.id, frozenset(house.kinds.codes())) for a in unit.accounts.all()]

    def may(address: str, *numbers: str) -> bool:
        ids = tuple(d.id for n in numbers for d in unit.documents.by_number(everything, n))
        return may_receive(address, ids, unit, house.kinds, TODAY)

    assert may("anna@adler.test", "RE-2025-0412", "LS-80001")
    assert not may("anna@adler.test", "RE-2025-0412", "RE-2025-0700")
    assert not may("lager@adler.test", "RE-2025-0412")
    assert may("lager@adler.test", "LS-80001")
    assert not may("kauf@adler.test", "RE-2025-0500")
    assert may("chef@cedar.test", "RE-2025-0800")
    assert not may("alt@adler.test", "RE-2025-0412")
    assert not may("nobody@evil.test", "RE-2025-0412")
    assert not may("nobody@evil.test")
    unit.contacts.suspend("anna@adler.test")
    assert not may("anna@adler.test", "RE-2025-0412")


def test_a_made_paper_is_for_who_may_see_all_it_tells(unit: Unit, house: House) -> None:
    everything = [Grant(a.id, frozenset(house.kinds.codes())) for a in unit.accounts.all()]
    account = unit.accounts.get("1001")
    assert account
    number = {n: unit.documents.by_number(everything, n)[0].id for n in ("RE-2025-0412", "RE-2025-0500")}

    def may(address: str, paper: Paper) -> bool:
        return may_receive(address, (), unit, house.kinds, TODAY, (unit.papers.add(paper, NOW),))

    whole = Paper(account.id, "statement", whole=True)
    assert may("anna@adler.test", whole)
    assert not may("kauf@adler.test", whole)  # a buyer sees no statement
    assert not may("ben@birch.test", whole)
    graz = Paper(account.id, "invoice", document_ids=(number["RE-2025-0412"],))
    assert may("kauf@adler.test", graz)
    both = replace(graz, document_ids=tuple(number.values()))
    assert may("anna@adler.test", both)
    assert not may("kauf@adler.test", both)  # one of them is of another place
    assert not may_receive("anna@adler.test", (), unit, house.kinds, TODAY, (999,))
