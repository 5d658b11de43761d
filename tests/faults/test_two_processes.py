"""Two processes of the clerk on one PostgreSQL: what one an hour may get, one gets, and nobody twice."""

import smtplib
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.ledger import Ledger
from tests.faults.nursery import Nursery
from tests.faults.yard import house_in
from tests.houses import letter, open_sink, wait_for
from tests.services import private_server

ANNA, BEN = "anna@adler.test", "ben@birch.test"
NUMBERS = {ANNA: "RE-2025-0412", BEN: "RE-2025-0700"}
BUDGET = 5  # answers an hour


def test_budgets_are_exact_and_nobody_is_answered_twice(tmp_path: Path) -> None:
    with private_server() as server, Nursery() as nursery, open_sink() as (sink, relay):
        if server is None:
            pytest.skip("no PostgreSQL on this machine")
        settings = {"store__url": server.url, "limits__answers_per_hour": str(BUDGET)}
        house = house_in(nursery).build(tmp_path, relay, settings=settings)
        logs = [tmp_path / "doors.log", tmp_path / "worker.log"]
        for log, words in zip(logs, (("serve",), ("serve", "--only", "worker")), strict=True):
            nursery.start(words=words, folder=str(tmp_path), log=str(log), settings=settings)
        for log in logs:
            assert wait_for(lambda log=log: log.exists() and "clerk.ready" in log.read_text(), 40)
        ledger, asked = Ledger(server.url), Counter[str]()
        with smtplib.SMTP("127.0.0.1", house.smtp, timeout=30) as door:
            for n in range(30):
                sender = BEN if n % 3 == 0 else ANNA
                door.send_message(letter(sender, f"Bitte {NUMBERS[sender]}, Anfrage {n}."), sender)
                asked[sender] += 1
        assert wait_for(lambda: ledger.busy() == 0, 60)
        ends = Counter((row["sender"], row["outcome"]) for row in ledger.rows("SELECT * FROM inbox"))
        assert ends == {
            (sender, outcome): number
            for sender, many in asked.items()
            for outcome, number in (("answered", BUDGET), ("held", many - BUDGET))
        }
        answers = sink.answers()
        assert sum(name != "None" for name in answers) == 2 * (BUDGET + 1)  # and one word that it is enough
        assert all(len(mails) == 1 for name, mails in answers.items() if name != "None")
        assert all("message.settled" in log.read_text() for log in logs), "one of them did nothing"
