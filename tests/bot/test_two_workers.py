"""Two workers decide at the same time: what one a day may get, one gets."""

import datetime as dt
import threading
from email.message import EmailMessage
from pathlib import Path

import pytest

from bot import worker as working
from bot.wiring import Clerk
from handlers.desk import House
from parsers.message import ProofLevel
from store.engine import Unit
from store.traffic import Arrival
from tests.world import ADDRESS, NOW, believing, open_clerk

TEXT = "Bitte Rechnung RE-2025-0412."


def put(clerk: Clerk, n: int, sender: str) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, ADDRESS, "Rechnung"
    mail["Message-ID"] = f"<{n}@client.test>"
    mail.set_content(TEXT)
    assert clerk.store.accept(Arrival("email", str(n), mail.as_bytes(), NOW))


def overtaken(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    """One worker decides; before it writes, another one has settled the second message."""
    slow, quick = clerk.worker("slow"), clerk.worker("quick")
    real, met = working.answer, []

    def answer(message: object, unit: Unit, house: House, now: dt.datetime, today: object) -> object:
        decided = real(message, unit, house, now, today)  # type: ignore[arg-type]
        if not met:
            met.append(True)
            assert quick.step()
        return decided

    monkeypatch.setattr(working, "answer", answer)
    assert slow.step()


def ends(clerk: Clerk) -> list[str]:
    with clerk.store.read() as unit:
        return sorted(str(item.outcome) for item in unit.inbox.listed())


def sent(clerk: Clerk, purpose: str) -> int:
    with clerk.store.read() as unit:
        return sum(parcel.purpose == purpose for parcel in unit.outbox.pending())


@pytest.mark.parametrize(
    ("level", "sender", "purpose", "outcome"),
    [
        (ProofLevel.NONE, "anna@adler.test", "challenge", "challenge"),
        (ProofLevel.SIGNED, "fremd@nirgends.test", "notice", "held"),
    ],
)
def test_one_notice_a_day_is_one(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch, level: ProofLevel, sender: str, purpose: str, outcome: str
) -> None:
    house = believing(clerk, level)
    put(house, 1, sender)
    put(house, 2, sender)
    overtaken(house, monkeypatch)
    assert sent(house, purpose) == 1
    assert ends(house) == [outcome] * 2


def test_a_budget_of_one_answer_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk = open_clerk(tmp_path / "house", limits={"answers_per_hour": 1})
    put(clerk, 1, "anna@adler.test")
    put(clerk, 2, "anna@adler.test")
    overtaken(clerk, monkeypatch)
    assert ends(clerk) == ["answered", "held"]
    assert (sent(clerk, "answer"), sent(clerk, "limit")) == (1, 1)
    clerk.close()


def test_others_do_not_make_a_message_be_decided_twice(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    put(clerk, 1, "anna@adler.test")
    put(clerk, 2, "ben@birch.test")
    decided: list[object] = []
    real = working.Worker.decide

    def decide(self: working.Worker, *facts: object) -> object:
        decided.append(facts)
        return real(self, *facts)  # type: ignore[arg-type]

    monkeypatch.setattr(working.Worker, "decide", decide)
    overtaken(clerk, monkeypatch)
    assert len(decided) == 2


def test_two_in_earnest(clerk: Clerk) -> None:
    house = believing(clerk, ProofLevel.NONE)
    for n in range(16):
        put(house, n, ("anna@adler.test", "ben@birch.test")[n % 2])
    threads = [
        threading.Thread(
            target=lambda worker: [None for _ in iter(worker.step, False)], args=[house.worker(n)]
        )
        for n in ("one", "two")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert ends(house) == ["challenge"] * 16
    assert sent(house, "challenge") == 2
