"""What `docclerk reminders` prints: the preview word for word, as JSON, and what was sent."""

import datetime as dt
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cli import reminders as command
from bot.cli.shared import Refused
from bot.reminders import Reminders
from bot.wiring import Clerk
from handlers.reminders.planning import plan
from store.engine import Store
from store.notices import Notice
from store.records import Grant
from store.traffic import Parcel
from tests.desk import collected
from tests.world import NOW, open_clerk

GOLDEN = Path(__file__).parents[1] / "golden"
SENT = Parcel("email", "ben@birch.test", "<1@house.test>", b"x", "Re", contact_id=1)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """The clerk that the others are copied from."""
    clerk = open_clerk(tmp_path_factory.mktemp("previewing"), reminders={"enabled": True})
    clerk.close()
    return clerk


@pytest.fixture
def house(opened: Clerk, tmp_path: Path) -> Iterator[Clerk]:
    """A clerk to whom one buyer has promised to pay, and one invoice was handed over long ago."""
    path = shutil.copyfile(opened.config.store.url.removeprefix("sqlite:///"), tmp_path / "clerk.db")
    fresh = replace(opened, store=Store.open(f"sqlite:///{path}"))
    with fresh.store.begin() as unit:
        grants = [Grant(a.id, frozenset(fresh.house.kinds.codes())) for a in unit.accounts.all()]
        (promised,) = unit.documents.by_number(grants, "RE-2025-0800")
        until = NOW.date() + dt.timedelta(days=6)
        unit.notices.add(Notice(promised.id, "promise", "werk@cedar.test", NOW, until=until))
        (pounds,) = unit.documents.by_number(grants, "RE-2025-0700")
        parcel = unit.outbox.add(replace(SENT, document_ids=(pounds.id,)), NOW)
        sent = unit.outbox.get(parcel)
        assert sent
        unit.handovers.note(sent, NOW - dt.timedelta(days=36))
        unit.outbox.failed(parcel, NOW, "for the test")
    yield fresh
    fresh.close()


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_preview_word_for_word(house: Clerk, language: str) -> None:
    says = house.house.tongues[language]
    rules = command.rules_of(house.config.reminders)
    with house.store.read() as unit:
        found = plan(unit, house.house, rules, NOW.date(), NOW)
    text = "\n".join(command.lines(found, [], says, detailed=True)) + "\n"
    assert text == (GOLDEN / f"reminders_preview.{language}.txt").read_text("utf-8"), text


def test_the_preview_sends_nothing_and_agrees_with_what_is_sent(
    house: Clerk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "open_clerk", lambda config: house)
    monkeypatch.setattr(Store, "close", lambda self: None)
    command.preview(as_json=True)
    table = json.loads(capsys.readouterr().out)
    assert table["not_now"] == [] and table["day"] == "2025-11-14"
    assert {k["rule"] for k in table["kept"]} == {"promised", "no_file"}
    with house.store.read() as unit:
        assert not unit.outbox.pending() and not unit.reminders.finished(NOW.date())
    assert Reminders.of(house, "t").tick() == len(table["letters"])
    collected(house)
    command.list_sent(as_json=True)
    sent = json.loads(capsys.readouterr().out)
    assert [(s["account"], s["kind"], s["to"]) for s in sent] == [
        (one["account"], one["kind"], one["to"]) for one in table["letters"]
    ]
    assert {s["state"] for s in sent} == {"sent"}
    command.preview(day="2025-11-16", as_json=True)
    assert "Arbeitstag" in json.loads(capsys.readouterr().out)["not_now"][0]
    command.preview(account="2001")
    assert "Stufe 2 am 17.11.2025" in capsys.readouterr().out
    command.list_sent()
    assert "RE-2025-0413" in capsys.readouterr().out


def test_what_cannot_be_asked_is_told_plainly(house: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "open_clerk", lambda config: house)
    with pytest.raises(Refused, match="write it like 2026-03-14"):
        command.preview(day="morgen")
    with pytest.raises(Refused, match="no account 77"):
        command.preview(account="77")
