"""When an answer takes long: one receipt in the same thread, then the answer; nothing to anybody else."""

import datetime as dt
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from email.message import EmailMessage

import pytest

from bot.wiring import Clerk
from bot.worker import Worker
from handlers.answers import Answer
from handlers.desk import Desk
from parsers.asks import Ask
from parsers.message import ProofLevel
from store.traffic import Arrival
from tests.desk import collected
from tests.houses import wait_for
from tests.world import ADDRESS, believing

PATIENCE = 0.15


def arrive(clerk: Clerk, sender: str = "anna@adler.test", text: str = "Bitte Rechnung RE-2025-0412.") -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, ADDRESS, "Rechnung"
    mail["Message-ID"] = "<slow@client.test>"
    mail.set_content(text)
    assert clerk.store.accept(Arrival("email", "slow", mail.as_bytes(), clerk.clock()))


def slow(clerk: Clerk, until: Callable[[], object], failures: int = 0) -> Clerk:
    """The same clerk, who takes so long to find documents, and fails at it so many times."""
    real, left = clerk.house.intents["documents"], [failures]

    def respond(ask: Ask, desk: Desk) -> Answer:
        until()
        if left[0]:
            left[0] -= 1
            raise RuntimeError("the disk is slow and then it breaks")
        return real(ask, desk)

    intents = {**clerk.house.intents, "documents": respond}
    return replace(clerk, house=replace(clerk.house, intents=intents))


def hasty(clerk: Clerk, patience: float = PATIENCE) -> Worker:
    return replace(clerk.worker("w"), patience=dt.timedelta(seconds=patience))


def receipted(clerk: Clerk) -> Callable[[], object]:
    """Waits longer than patience lasts, and until a receipt is written."""

    def written() -> bool:
        with clerk.store.read() as unit:
            return sum(unit.outbox.counts().values()) > 0

    def wait() -> None:
        time.sleep(2 * PATIENCE)
        wait_for(written)

    return wait


def texts(clerk: Clerk) -> list[tuple[EmailMessage, str]]:
    return [(m, m.get_body(("plain",)).get_content()) for m in collected(clerk)]  # type: ignore[union-attr]


def test_a_receipt_first_and_then_the_answer_in_the_same_thread(clerk: Clerk) -> None:
    arrive(clerk)
    assert hasty(slow(clerk, receipted(clerk))).step()
    (receipt, said), (answer, given) = texts(clerk)
    assert "wir stellen Ihre Belege gerade zusammen" in said
    assert "RE-2025-0412" not in said and "/d/" not in said
    assert "RE-2025-0412" in given and "/d/" in given
    for mail in (receipt, answer):
        assert mail["In-Reply-To"] == "<slow@client.test>"
        assert mail["To"] == "anna@adler.test"
        assert mail["Subject"] == "Re: Rechnung" or str(mail["Subject"]).endswith("Rechnung")
        assert mail["Auto-Submitted"] == "auto-replied"
    assert receipt["Message-ID"] != answer["Message-ID"]


def test_the_receipt_can_leave_while_the_answer_is_still_being_made(clerk: Clerk) -> None:
    arrive(clerk)
    gone = threading.Event()
    working = threading.Thread(target=hasty(slow(clerk, lambda: gone.wait(30))).step)
    working.start()
    sent: list[tuple[EmailMessage, str]] = []
    assert wait_for(lambda: sent.extend(texts(clerk)) or sent)
    assert working.is_alive() and len(sent) == 1
    gone.set()
    working.join()
    assert len(texts(clerk)) == 1


def test_a_quick_answer_has_no_receipt(clerk: Clerk) -> None:
    arrive(clerk)
    assert hasty(clerk, patience=30).step()
    assert len(texts(clerk)) == 1
    time.sleep(0.05)
    assert not any(isinstance(thread, threading.Timer) for thread in threading.enumerate())


def test_a_second_try_sends_no_second_receipt(clerk: Clerk, hands) -> None:
    arrive(clerk)
    worker = hasty(slow(clerk, receipted(clerk), failures=2))
    for _ in range(3):
        assert worker.step()
        hands.forward(minutes=1)
    purposes = ["wir stellen" in said for _, said in texts(clerk)]
    assert purposes == [True, False]


def test_an_english_reader_gets_it_in_english(clerk: Clerk) -> None:
    arrive(clerk, "ben@birch.test", "Please send invoice RE-2025-0700, thank you.")
    assert hasty(slow(clerk, receipted(clerk))).step()
    assert "the answer follows in this thread" in texts(clerk)[0][1]


@pytest.mark.parametrize(
    "case", ["unproven", "stranger", "staff", "draft", "off", "automatic", "no budget left"]
)
def test_nobody_else_hears_anything(clerk: Clerk, case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole answer is slowed down here, so that the timer rings in every case."""
    from bot import worker as working

    real = working.answer

    def answer(*given: object) -> object:
        time.sleep(3 * PATIENCE)
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(working, "answer", answer)
    sender = {"stranger": "wer@fremd.test", "staff": "lea@house.test"}.get(case, "anna@adler.test")
    text = "Abwesend bis Montag." if case == "automatic" else "Bitte Rechnung RE-2025-0412."
    if case == "unproven":
        clerk = believing(clerk, ProofLevel.NONE)
    if case in ("draft", "off"):
        clerk = replace(clerk, house=replace(clerk.house, mode=case))
    if case == "no budget left":
        clerk = replace(clerk, house=replace(clerk.house, answers_per_hour=0))
    if case == "automatic":
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Auto-Submitted"] = sender, ADDRESS, "auto-replied"
        mail["Message-ID"] = "<auto@client.test>"
        mail.set_content(text)
        assert clerk.store.accept(Arrival("email", "auto", mail.as_bytes(), clerk.clock()))
    else:
        arrive(clerk, sender, text)
    assert hasty(clerk).step()
    assert not any("wir stellen" in said or "putting" in said for _, said in texts(clerk))
