"""`docclerk contacts erase` says first what would go, and forgets only when told so."""

from pathlib import Path

import pytest

from bot.cli import contacts
from store.traffic import Arrival
from tests.world import ADDRESS, NOW, open_clerk

ANNA = "anna@adler.test"


def test_a_person_is_forgotten_when_said_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clerk = open_clerk(tmp_path)
    monkeypatch.setattr(contacts, "open_clerk", lambda config: clerk)
    monkeypatch.setattr(type(clerk), "close", lambda self: None)
    contacts.erase_contact(ANNA)
    assert "would be forgotten" in capsys.readouterr().out
    with clerk.store.read() as unit:
        assert unit.contacts.by_email(ANNA)
    contacts.erase_contact(ANNA, yes=True)
    assert f"no longer name {ANNA}" in capsys.readouterr().out
    with clerk.store.read() as unit:
        assert not unit.contacts.by_email(ANNA)
        assert unit.audit.verify() is None
        assert [row["event"] for row in unit.audit.export()][-1] == "contact.erased"


def test_what_others_wrote_about_them_goes_too(tmp_path: Path) -> None:
    clerk = open_clerk(tmp_path)
    inner = f"Von: Anna Adler <{ANNA}>\nGesendet: 14. November 2025 08:12\nBetreff: x\n\nBitte RE-2025-0412."
    for n, text in enumerate((inner, "guten Tag"), 1):
        head = (
            f"From: lea@house.test\r\nTo: {ADDRESS}\r\nSubject: WG: x\r\nMessage-ID: <{n}@house.test>\r\n\r\n"
        )
        assert clerk.store.accept(Arrival("email", str(n), (head + text).encode(), NOW))
        assert clerk.worker("w").step()
    with clerk.store.begin() as unit:
        before = [i for i in map(unit.inbox.get, (1, 2)) if i]
        assert [ANNA in str(i.story) for i in before] == [True, False]
        unit.erase(ANNA, NOW)
        about, other = (i for i in map(unit.inbox.get, (1, 2)) if i)
    assert (about.raw, about.story, about.sender) == (b"", {}, "lea@house.test")
    assert other.raw == before[1].raw
    clerk.close()


def test_whom_nothing_names_is_no_event(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clerk = open_clerk(tmp_path)
    monkeypatch.setattr(contacts, "open_clerk", lambda config: clerk)
    monkeypatch.setattr(type(clerk), "close", lambda self: None)
    contacts.erase_contact("nobody@nowhere.test", yes=True)
    assert "Nothing here names nobody@nowhere.test" in capsys.readouterr().out
    with clerk.store.read() as unit:
        assert "contact.erased" not in [row["event"] for row in unit.audit.export()]
