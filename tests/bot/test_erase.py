"""`docclerk contacts erase` says first what would go, and forgets only when told so."""

from pathlib import Path

import pytest

from bot.cli import contacts
from tests.world import open_clerk

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
