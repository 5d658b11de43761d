"""The whole way with real parts: a process of its own, SMTP in, SMTP out, HTTP download, kill -9."""

import random
import re
import smtplib
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.houses import House, Sink, letter, open_sink, wait_for
from tests.world import paper

LINK = re.compile(r"http://127\.0\.0\.1:\d+/d/[\w-]+")


def text_of(mail: object) -> str:
    return mail.get_body(("plain",)).get_content()  # type: ignore[attr-defined,no-any-return]


def test_a_buyer_gets_the_very_bytes_of_the_delivery(tmp_path: Path) -> None:
    with open_sink() as (sink, relay):
        house = House.build(tmp_path, relay)
        house.start()
        try:
            mail = letter("anna@adler.test", "Bitte Rechnung RE-2025-0412 und den Lieferschein dazu.")
            for _ in range(2):  # the second time as a relay's retry
                with smtplib.SMTP("127.0.0.1", house.smtp) as door:
                    door.send_message(mail)
            assert wait_for(lambda: str(mail["Message-ID"]) in sink.answers())
            time.sleep(0.5)
            (answer,) = sink.answers()[str(mail["Message-ID"])]
            assert answer["To"] == "anna@adler.test"
            assert answer["Auto-Submitted"] == "auto-replied"
            attached = {p.get_filename(): p.get_content() for p in answer.iter_attachments()}
            assert set(attached.values()) == {paper("RE-2025-0412.pdf"), paper("LS-80001.pdf")}
            link = LINK.search(text_of(answer))
            assert link
            with urllib.request.urlopen(link[0]) as page:
                assert b"RE-2025-0412" not in page.read()
            with urllib.request.urlopen(urllib.request.Request(f"{link[0]}/files/2", method="POST")) as file:
                assert file.read() == paper("RE-2025-0412.pdf")
            with pytest.raises(urllib.error.HTTPError) as gone:
                urllib.request.urlopen(urllib.request.Request(f"{link[0][:-2]}xx/files/1", method="POST"))
            assert gone.value.code == 404
            assert "whole" in house.run("audit", "verify")
            assert link[0].rpartition("/")[2] not in (tmp_path / "serve.log").read_text()
        finally:
            assert house.end() == 0


def test_kill_9_at_any_moment_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    rng = random.Random(20251114)
    accepted: list[str] = []
    ending = threading.Event()
    with open_sink() as (sink, relay):
        house = House.build(tmp_path, relay)
        house.start()
        sender = threading.Thread(target=keep_sending, args=(house, accepted, ending))
        sender.start()
        for _ in range(4):
            time.sleep(rng.uniform(0.3, 1.2))
            house.kill()
            house.start()
        ending.set()
        sender.join(30)
        try:
            assert len(accepted) > 10
            assert wait_for(lambda: set(accepted) <= set(sink.answers()), 60), missing(accepted, sink)
            for message_id in accepted:
                assert len({m["Message-ID"] for m in sink.answers()[message_id]}) == 1
        finally:
            assert house.end() == 0


def keep_sending(house: House, accepted: list[str], ending: threading.Event) -> None:
    """A patient relay: what is not accepted is offered again, as the same mail."""
    n = 0
    while not ending.is_set():
        n += 1
        mail = letter("anna@adler.test", "Bitte Rechnung RE-2025-0412.", subject=f"Nr. {n} der Reihe")
        while True:
            try:
                with smtplib.SMTP("127.0.0.1", house.smtp, timeout=10) as door:
                    door.send_message(mail)
            except (OSError, smtplib.SMTPException):
                time.sleep(0.05)
            else:
                accepted.append(str(mail["Message-ID"]))
                break
        time.sleep(0.1)


def missing(accepted: list[str], sink: Sink) -> str:
    lost = set(accepted) - set(sink.answers())
    return f"{len(lost)} of {len(accepted)} accepted mails were never answered"
