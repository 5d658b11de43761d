"""One message after the other, each settled as a whole: failures, leases, what staff are told."""

import datetime as dt
import email
import email.policy
import threading
from collections.abc import Callable
from dataclasses import replace
from email.message import EmailMessage

import pytest

from bot import worker as working
from bot.channels import email as mail_channel
from bot.channels.packing import BEGINNING, LARGEST_ORIGINAL, original
from bot.wiring import Clerk
from bot.worker import Worker
from handlers.desk import House
from store.engine import Unit
from store.traffic import Arrival, InboxItem, Parcel
from tests.world import ADDRESS, NOW

TEXT = "Bitte Rechnung RE-2025-0412."


def put(clerk: Clerk, name: str = "1", text: str = TEXT, **envelope: object) -> int:
    """A message of a known contact in the inbox; its id."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "anna@adler.test", ADDRESS, "Rechnung"
    mail["Message-ID"] = f"<{name}@client.test>"
    mail.set_content(text)
    assert clerk.store.accept(Arrival("email", name, mail.as_bytes(), NOW, envelope))
    with clerk.store.read() as unit:
        return max(item.id for item in unit.inbox.listed())


def item_of(clerk: Clerk, id: int) -> InboxItem:
    with clerk.store.read() as unit:
        item = unit.inbox.get(id)
    assert item is not None
    return item


def parcels(clerk: Clerk) -> tuple[Parcel, ...]:
    with clerk.store.read() as unit:
        return unit.outbox.pending()


def events(clerk: Clerk) -> list[str]:
    with clerk.store.read() as unit:
        return [row["event"] for row in unit.audit.export()]


def breaking(monkeypatch: pytest.MonkeyPatch, times: int = 100) -> list[str]:
    """Makes reading a raw mail fail the next `times`; the list fills with who was read."""
    calls: list[str] = []
    real = mail_channel.read

    def read(raw: bytes) -> object:
        calls.append("read")
        if len(calls) <= times:
            raise RecursionError("too deep for this parser")
        return real(raw)

    monkeypatch.setattr(mail_channel, "read", read)
    return calls


def drained(worker: Worker, forward: Callable[..., None]) -> int:
    """Steps until nothing is left, letting the pauses pass; how many steps that took."""
    steps = 0
    for _ in range(10):
        while worker.step():
            steps += 1
        forward(minutes=1)
    return steps


def test_a_message_is_settled_with_its_link_audit_and_reply(clerk: Clerk) -> None:
    id = put(clerk)
    worker = clerk.worker("w")
    assert worker.step()
    assert not worker.step()
    item, (parcel,) = item_of(clerk, id), parcels(clerk)
    assert (item.state, item.outcome, item.message_id) == ("done", "answered", "<1@client.test>")
    assert (parcel.recipient, parcel.inbox_id, parcel.purpose) == ("anna@adler.test", id, "answer")
    with clerk.store.read() as unit:
        (link,) = unit.links.listed(live=NOW)
    assert (link.recipient, link.inbox_id, link.max_downloads) == ("anna@adler.test", id, 20)
    assert link.expires_at == NOW + dt.timedelta(days=7)
    assert "message.settled" in events(clerk)


def test_the_token_of_a_link_is_nowhere_in_the_store(clerk: Clerk) -> None:
    tokens: list[str] = []

    def token() -> str:
        tokens.append("secret-token-of-a-link")
        return tokens[-1]

    put(clerk)
    replace(clerk, house=replace(clerk.house, token=token)).worker("w").step()
    with clerk.store.read() as unit:
        link = unit.links.by_hash(*clerk.house.keys().seals(tokens[0]))
        rows = repr([*unit.audit.export(), *unit.inbox.listed(), unit.links.listed()])
    assert link is not None
    assert tokens[0] not in rows


def test_of_a_large_original_staff_get_the_beginning() -> None:
    small, large = b"x" * LARGEST_ORIGINAL, b"x" * (LARGEST_ORIGINAL + 1)
    assert original(small) == ("original.eml", small)
    assert original(large) == ("original-beginning.eml", large[:BEGINNING])


def test_after_three_failures_staff_get_the_original(clerk: Clerk, hands, monkeypatch) -> None:
    calls = breaking(monkeypatch)
    id = put(clerk)
    assert drained(clerk.worker("w"), hands.forward) == 3
    item, (alarm,) = item_of(clerk, id), parcels(clerk)
    assert (item.state, item.attempts) == ("stuck", 3)
    assert item.message_id and item.sender  # so that `trace` and `review` can name it
    assert item.reason == "RecursionError: too deep for this parser"
    assert len(calls) == 3  # the alarm itself does not read what cannot be read
    assert (alarm.recipient, alarm.purpose) == ("weber@house.test", "staff")
    mail = email.message_from_bytes(alarm.payload, policy=email.policy.default)
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert f"docclerk retry {id}" in text
    assert "RecursionError" in text
    (original,) = mail.iter_attachments()  # type: ignore[attr-defined]
    assert original.get_content() == item.raw
    assert "message.stuck" in events(clerk)


def test_between_failures_a_message_rests_and_others_go_on(clerk: Clerk, hands, monkeypatch) -> None:
    breaking(monkeypatch, times=1)
    first, second = put(clerk, "1"), put(clerk, "2")
    worker = clerk.worker("w")
    assert worker.step()
    assert item_of(clerk, first).state == "working"
    assert worker.step()
    assert item_of(clerk, second).outcome == "answered"
    assert not worker.step()
    hands.forward(seconds=6)
    assert worker.step()
    assert item_of(clerk, first).outcome == "answered"


def test_a_retried_message_starts_over(clerk: Clerk, hands, monkeypatch) -> None:
    breaking(monkeypatch, times=3)
    id = put(clerk)
    drained(clerk.worker("w"), hands.forward)
    with clerk.store.begin() as unit:
        assert unit.inbox.retry(id)
        assert not unit.inbox.retry(id)
    assert item_of(clerk, id).attempts == 0
    assert clerk.worker("w").step()
    assert item_of(clerk, id).outcome == "answered"


def test_a_message_that_kills_its_worker_is_counted(clerk: Clerk, hands, monkeypatch) -> None:
    class Killed(BaseException):
        """The process is gone: nothing after it runs."""

    def die(self: object, item: InboxItem) -> None:
        raise Killed

    monkeypatch.setattr(type(clerk.channels["email"]), "decode", die)
    id = put(clerk)
    for _ in range(3):
        with pytest.raises(Killed):
            clerk.worker("w").step()
        assert not clerk.worker("other").step()  # the lease still holds
        hands.forward(minutes=3)
    assert clerk.worker("other").step()
    item = item_of(clerk, id)
    assert item.state == "stuck"
    assert item.reason == "the process ended while this message was being read"
    assert [p.recipient for p in parcels(clerk)] == ["weber@house.test"]


def test_who_lost_the_lease_commits_nothing(clerk: Clerk, hands, monkeypatch) -> None:
    id = put(clerk)
    slow, quick = clerk.worker("slow"), clerk.worker("quick")
    real = working.answer

    def answer(message: object, unit: Unit, house: House, now: dt.datetime, today: object) -> object:
        if not overtaken:
            overtaken.append(True)
            hands.forward(minutes=3)
            assert quick.step()
        return real(message, unit, house, now, today)  # type: ignore[arg-type]

    overtaken: list[bool] = []
    monkeypatch.setattr(working, "answer", answer)
    assert slow.step()
    assert item_of(clerk, id).attempts == 2
    assert len(parcels(clerk)) == 1
    with clerk.store.read() as unit:
        assert len(unit.links.listed(live=NOW)) == 1


def test_a_failure_after_the_lease_is_lost_changes_nothing(clerk: Clerk, hands, monkeypatch) -> None:
    id = put(clerk)
    real = working.answer
    quick = clerk.worker("quick")

    def answer(*args: object) -> object:
        if not overtaken:
            overtaken.append(True)
            hands.forward(minutes=3)
            assert quick.step()
            raise RuntimeError("too late")
        return real(*args)  # type: ignore[arg-type]

    overtaken: list[bool] = []
    monkeypatch.setattr(working, "answer", answer)
    assert clerk.worker("slow").step()
    assert (item_of(clerk, id).outcome, len(parcels(clerk))) == ("answered", 1)


def test_without_an_escalation_address_a_stuck_message_still_waits_for_review(
    clerk, hands, monkeypatch
) -> None:
    breaking(monkeypatch)
    alone = replace(clerk, house=replace(clerk.house, escalation=""))
    id = put(alone)
    drained(alone.worker("w"), hands.forward)
    assert not parcels(alone)
    with alone.store.read() as unit:
        assert [item.id for item in unit.inbox.for_review()] == [id]


def test_nothing_of_a_failed_settlement_stays(clerk: Clerk, monkeypatch) -> None:
    put(clerk)

    def broken(self: Worker, *args: object) -> None:
        real(self, *args)  # type: ignore[arg-type]
        raise OSError("the disk went away")

    real = Worker.record
    monkeypatch.setattr(Worker, "record", broken)
    assert clerk.worker("w").step()
    assert not parcels(clerk)
    with clerk.store.read() as unit:
        assert not unit.links.listed()
    assert "message.settled" not in events(clerk)


def test_a_console_question_is_answered_for_its_day(clerk: Clerk) -> None:
    id = put(clerk, text="Bitte alle Rechnungen vom letzten Monat.", today="2025-10-05")
    clerk.worker("w").step()
    assert {d["number"] for d in item_of(clerk, id).story["documents"]} == {"RE-2025-0412", "RE-2025-0413"}


def test_the_loop_survives_a_fault_of_its_own(clerk: Clerk, monkeypatch) -> None:
    ending, calls = threading.Event(), []

    def step(self: Worker) -> bool:
        calls.append(1)
        if len(calls) == 3:
            ending.set()
            return False
        raise OSError("the store is away")

    monkeypatch.setattr(Worker, "step", step)
    working.run(clerk.worker("w"), ending, idle=0)
    assert len(calls) == 3
