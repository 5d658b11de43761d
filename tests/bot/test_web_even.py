"""What must tell nothing: times alike for every no, and no token, code or address in any log."""

import re
import smtplib
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.web.app import build_app
from bot.web.evenly import LOOKED, WRITTEN
from bot.wiring import Clerk
from tests.desk import collected, write
from tests.houses import House, letter, open_sink, wait_for

LINK = re.compile(r"/d/[\w-]{43}")


def issued(clerk: Clerk, sender: str, text: str) -> str:
    write(clerk, text, sender)
    found = LINK.search(collected(clerk)[-1].get_body(("plain",)).get_content())  # type: ignore[union-attr]
    assert found
    return found[0]


def seconds(browser: TestClient, method: str, path: str, **more: object) -> float:
    began = time.perf_counter()
    browser.request(method, path, **more)  # type: ignore[arg-type]
    return time.perf_counter() - began


def test_every_no_takes_as_long_as_any_other(clerk: Clerk, hands) -> None:
    expired = issued(clerk, "anna@adler.test", "Bitte Rechnung RE-2025-0412.")
    hands.forward(days=8)
    foreign = issued(clerk, "ben@birch.test", "Please send invoice RE-2025-0700.")
    revoked = issued(clerk, "anna@adler.test", "Bitte Rechnung RE-2025-0412.")
    with clerk.store.begin() as unit:
        unit.contacts.suspend("ben@birch.test")
        unit.links.revoke([unit.links.by_hash(*clerk.house.keys().seals(revoked[3:])).id], hands.now)
    ways = {"unknown": "/d/" + "A" * 43, "expired": expired, "revoked": revoked, "not permitted": foreign}
    taken: dict[str, list[float]] = {way: [] for way in ways}
    with TestClient(build_app(clerk)) as browser:
        for _ in range(10):
            for way, path in ways.items():
                taken[way].append(seconds(browser, "GET", path))
    assert all(min(times) >= LOOKED for times in taken.values())
    quickest = [min(times) for times in taken.values()]  # the rest is what else the machine does
    assert max(quickest) - min(quickest) < LOOKED / 5


@pytest.mark.parametrize("address", ["lea@house.test", "lea@elsewhere.test", "anna@adler.test"])
def test_asking_for_a_code_takes_as_long_for_everybody(clerk: Clerk, address: str) -> None:
    with TestClient(build_app(clerk)) as browser:
        for _ in range(2):
            assert seconds(browser, "POST", "/staff/login", data={"address": address}) >= WRITTEN


def test_no_token_and_no_code_reaches_a_log(tmp_path: Path) -> None:
    with open_sink() as (sink, relay):
        house = House.build(tmp_path, relay)
        toml = (
            (tmp_path / "docclerk.toml").read_text().replace("[mail]\n", '[links]\ncode = "always"\n[mail]\n')
        )
        toml = toml.replace("[clerk]\n", '[clerk]\nstaff = ["lea@house.test"]\n')
        (tmp_path / "docclerk.toml").write_text(toml)
        house.start()
        try:
            mail = letter("anna@adler.test", "Bitte Rechnung RE-2025-0412.")
            with smtplib.SMTP("127.0.0.1", house.smtp) as door:
                door.send_message(mail)
            assert wait_for(lambda: str(mail["Message-ID"]) in sink.answers())
            (answer,) = sink.answers()[str(mail["Message-ID"])]
            found = LINK.search(answer.get_body(("plain",)).get_content())  # type: ignore[union-attr]
            assert found
            token = found[0][3:]
            for method, path in (
                *(("GET", found[0]), ("HEAD", found[0]), ("POST", f"{found[0]}/files/1")),
                *(("POST", f"{found[0]}/code"), ("POST", f"{found[0]}/open"), ("GET", f"/d/{token[:-2]}xx")),
                *(("GET", f"{found[0]}%ff%00"), ("BREW", found[0]), ("GET", f"/c/{token}")),
            ):
                fetch(house, method, path, b"code=000000")
            fetch(house, "POST", "/staff/login", b"address=lea@house.test")
            assert wait_for(lambda: len(sink.mails) == 3)
        finally:
            assert house.end() == 0
        digits = re.compile(r"\b\d{6}\b")
        codes = {c for m in sink.mails[1:] for c in digits.findall(m.get_body(("plain",)).get_content())}  # type: ignore[union-attr]
        log = (tmp_path / "serve.log").read_text()
        assert log.count("link.viewed") >= 2
        assert log.count("link.refused") >= 1
        assert len(codes) == 2
        for secret in (token, token[:20], *codes, "lea@house.test", "anna@adler.test", "RE-2025-0412"):
            assert secret not in log


def fetch(house: House, method: str, path: str, body: bytes) -> None:
    request = urllib.request.Request(f"http://127.0.0.1:{house.web}{path}", body, method=method)
    try:
        urllib.request.urlopen(request, timeout=10).read()
    except urllib.error.HTTPError as refused:
        refused.read()
