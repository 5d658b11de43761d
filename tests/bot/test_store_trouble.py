"""The store can do nothing for a while: nobody's message is blamed for it, and nothing is sent twice."""

import datetime as dt
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest

from bot import courier as carrying
from bot import worker as working
from bot.channels import relay
from bot.wiring import Clerk
from store.errors import Trouble
from store.traffic import Arrival
from tests.houses import wait_for
from tests.world import ADDRESS, NOW


@pytest.fixture
def impatient(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> Clerk:
    """A clerk that gives up waiting for the database at once."""
    pragma(clerk, "busy_timeout=20")
    monkeypatch.setattr(working, "REST", 0.01)
    monkeypatch.setattr(working, "PAUSE", dt.timedelta())
    monkeypatch.setattr(carrying, "REST", 0.01)
    return clerk


def pragma(clerk: Clerk, text: str) -> int:
    """A setting of the one connection that writes; nobody uses it while we have the turn."""
    with clerk.store._turn, clerk.store._engines.write.connect() as connection:
        return int(connection.exec_driver_sql(f"PRAGMA {text}").scalar() or 0)


def database(clerk: Clerk) -> Path:
    return Path(str(clerk.store._engines.write.url.database))


def put(clerk: Clerk, name: str = "1") -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "ben@birch.test", ADDRESS, "Invoice"
    mail["Message-ID"] = f"<{name}@birch.test>"
    mail.set_content("Please send invoice RE-2025-0700.")
    assert clerk.store.accept(Arrival("email", name, mail.as_bytes(), NOW))


@contextmanager
def working_off(clerk: Clerk) -> Iterator[None]:
    """A worker's loop."""
    ending = threading.Event()
    thread = threading.Thread(target=working.run, args=(clerk.worker("w"), ending, 0.01))
    thread.start()
    try:
        yield
    finally:
        ending.set()
        thread.join(10)


def standing(clerk: Clerk) -> tuple[str, int]:
    with clerk.store.read() as unit:
        item = unit.inbox.get(1)
    assert item
    return item.state, item.attempts


def test_a_full_disk_makes_no_message_stuck(impatient: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[int] = []
    real = working.Worker.record

    def record(self: working.Worker, *facts: object) -> None:
        tries.append(1)
        real(self, *facts)  # type: ignore[arg-type]

    monkeypatch.setattr(working.Worker, "record", record)
    put(impatient)
    pragma(
        impatient, f"max_page_count={pragma(impatient, 'page_count')}"
    )  # the claim fits, the answer does not
    with working_off(impatient):
        assert wait_for(lambda: len(tries) > 5, 20)
        assert standing(impatient)[0] == "working"
        pragma(impatient, "max_page_count=1000000")
        assert wait_for(lambda: standing(impatient)[0] == "done", 20)
    assert standing(impatient) == ("done", 1)
    with impatient.store.read() as unit:
        assert unit.outbox.counts()["queued"] == 1


def test_what_fails_for_an_hour_is_given_to_a_person(impatient: Clerk) -> None:
    put(impatient)
    late = replace(impatient, clock=lambda: NOW + dt.timedelta(hours=2))
    worker, real = late.worker("w"), working.Worker.record

    def full(*facts: object) -> None:
        raise working.Trouble("no room for this one alone")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(working.Worker, "record", full)
        for _ in range(3):
            assert worker.step()
    assert working.Worker.record is real
    assert standing(impatient) == ("stuck", 3)


def test_what_has_left_and_cannot_be_marked_does_not_leave_again(
    impatient: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(impatient)
    assert impatient.worker("w").step()
    sent: list[str] = []
    other = sqlite3.connect(database(impatient), isolation_level=None, check_same_thread=False)

    def send(out: object, envelope_from: str, recipient: str, payload: bytes) -> None:
        sent.append(recipient)
        other.execute("BEGIN IMMEDIATE")

    monkeypatch.setattr(relay, "send", send)
    moments = iter([NOW, NOW] + [NOW + dt.timedelta(hours=1)] * 20)
    clerk = replace(impatient, clock=lambda: next(moments))
    first, second = clerk.courier("first"), clerk.courier("second")
    with pytest.raises(Trouble):
        first.step()
    other.execute("ROLLBACK")
    other.close()
    assert second.step()  # the lease has run out: the parcel is taken over, and is known to have left
    assert sent == ["ben@birch.test"]
    first.step()
    with clerk.store.read() as unit:
        events = [row["event"] for row in unit.audit.export()]
        assert unit.outbox.counts() == {"queued": 0, "sending": 0, "sent": 1, "failed": 0}
    assert events.count("parcel.sent") == 1
    assert "parcel.unknown" not in events
    assert sent == ["ben@birch.test"]


def test_a_lock_that_passes_leaves_no_lease_behind(impatient: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    put(impatient)
    assert impatient.worker("w").step()
    other = sqlite3.connect(database(impatient), isolation_level=None, check_same_thread=False)
    refused: list[int] = []

    def send(*facts: object) -> None:
        refused.append(1)
        if len(refused) == 1:
            other.execute("BEGIN IMMEDIATE")
            raise relay.TemporaryFailure("450 later", dt.timedelta())

    monkeypatch.setattr(relay, "send", send)
    real, met = carrying.Courier.hand_back, threading.Event()

    def hand_back(courier: carrying.Courier) -> None:
        met.set()
        real(courier)

    monkeypatch.setattr(carrying.Courier, "hand_back", hand_back)
    ending = threading.Event()
    thread = threading.Thread(target=carrying.run, args=(impatient.courier("c"), ending, 0.01))
    thread.start()
    assert met.wait(30)
    other.execute("ROLLBACK")

    def gone() -> bool:
        with impatient.store.read() as unit:
            return unit.outbox.counts()["sent"] == 1

    try:
        assert wait_for(gone, 10)
    finally:
        ending.set()
        thread.join(10)
        other.close()
    assert len(refused) == 2


def test_a_line_that_breaks_while_a_mail_is_handed_over_is_audited(
    impatient: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(impatient)
    assert impatient.worker("w").step()

    def send(*facts: object) -> None:
        raise relay.TemporaryFailure("reset", unknown=True)

    monkeypatch.setattr(relay, "send", send)
    assert impatient.courier("c").step()
    with impatient.store.read() as unit:
        events = [row["event"] for row in unit.audit.export()]
        assert unit.audit.verify() is None
    assert events.count("parcel.unknown") == 1
