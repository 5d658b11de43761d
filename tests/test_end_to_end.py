"""The whole way with real parts: processes of their own, SMTP in, SMTP out, HTTP download."""

import re
import smtplib
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.houses import House, letter, open_sink, wait_for
from tests.world import paper

LINK = re.compile(r"http://127\.0\.0\.1:\d+/d/[\w-]+")


def text_of(mail: object) -> str:
    return mail.get_body(("plain",)).get_content()  # type: ignore[attr-defined,no-any-return]


def test_a_buyer_gets_the_very_bytes_of_the_delivery(tmp_path: Path) -> None:
    with open_sink() as (sink, relay):
        house = House.build(tmp_path, relay)
        house.start(forked=False)
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
