"""The doctor tries what is set up and says how to mend what is not: DNS, clock, relay, mailbox."""

import datetime as dt
import socket
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot import doctor_dns
from bot.channels import smtp_check
from bot.channels.addresses import Addresses
from bot.channels.imap_check import check
from bot.channels.smtp_door import Door, Listener
from bot.doctor import clock, relay
from bot.imap_section import ImapSection
from bot.sections import MailSection, SmtpSection
from bot.wiring import Clerk
from tests.bot.test_smtp_tls import certified
from tests.dns import Zone, serving, txt
from tests.dovecot import MISSING, Dovecot, dovecot
from tests.houses import free_port
from tests.world import NOW

SPF, DMARC = "v=spf1 a:relay.house.de -all", "v=DMARC1; p=reject"


def told(zone: Zone, **more: Any) -> list[tuple[bool, str]]:
    """What the doctor says of mail at belege@belege.house.de with these records."""
    with serving(zone):
        proof = {"nameserver": zone.nameserver}
        mail = MailSection.model_validate({"address": "belege@belege.house.de", "proof": proof, **more})
        return list(doctor_dns.check(mail))


def test_records_that_are_right() -> None:
    zone = Zone(txt({"belege.house.de": ["google-site=1", SPF], "_dmarc.house.de": DMARC}))
    zone.add("belege.house.de", "MX", "20 second.house.de", "10 first.house.de")
    assert told(zone) == [
        (True, "MX of belege.house.de: first.house.de, second.house.de"),
        (True, f"SPF of belege.house.de: {SPF}"),
        (True, f"DMARC of house.de: {DMARC}"),
    ]


def test_records_that_are_missing_or_too_many() -> None:
    nothing = told(Zone())
    assert [ok for ok, _ in nothing] == [False] * 3
    assert all("; add: " in text for _, text in nothing)
    twice = told(Zone(txt({"belege.house.de": [SPF, "v=spf1 mx -all"]})))
    assert (False, "belege.house.de has 2 SPF records, so none counts; leave one") in twice
    nowhere = Zone()
    nowhere.add("belege.house.de", "MX", "0 .")  # "we take no mail"
    assert "no MX record" in told(nowhere)[0][1]


def test_bounces_go_to_a_domain_of_their_own() -> None:
    zone = Zone(txt({"back.house.de": SPF, "_dmarc.belege.house.de": DMARC}))
    for name in ("back.house.de", "belege.house.de"):
        zone.add(name, "MX", "10 mx.house.de")
    found = told(zone, out={"bounce_address": "bounces@back.house.de"})
    assert [(ok, text.split(":")[0]) for ok, text in found] == [
        (True, "MX of belege.house.de"),
        (True, "DMARC of belege.house.de"),
        (True, "MX of back.house.de"),
        (True, "SPF of back.house.de"),
    ]


def test_a_nameserver_that_says_nothing() -> None:
    ((ok, text),) = told(Zone(mode="silent"))
    assert not ok
    assert "[mail.proof] nameserver" in text


def test_a_name_for_trials_is_asked_of_nobody() -> None:
    (found,) = doctor_dns.check(MailSection.model_validate({"address": "belege@house.test"}))
    assert found == (True, "house.test is a name for trials; nobody was asked")


def test_a_clock_that_went_back(clerk: Clerk) -> None:
    (well,) = clock(clerk)
    assert well.ok
    with clerk.store.begin() as unit:
        unit.heartbeats.beat("imap", NOW + dt.timedelta(hours=1))
    (wrong,) = clock(clerk)
    assert not wrong.ok
    assert "set the clock" in wrong.text


def test_a_relay_that_is_not_there(clerk: Clerk) -> None:
    out = clerk.config.mail.out.model_copy(update={"port": free_port()})
    mail = clerk.config.mail.model_copy(update={"out": out})
    (found,) = relay(replace(clerk, config=clerk.config.model_copy(update={"mail": mail})))
    assert not found.ok
    assert found.text.endswith("check [mail.out]")


def test_the_door_for_mail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cert, key = certified(tmp_path, "mx.house.test")
    now = dt.datetime.now(dt.UTC)

    def says(listen: str, at: dt.datetime = now, **more: Any) -> list[tuple[bool, str]]:
        section = SmtpSection.model_validate({"listen": listen, **more})
        return list(smtp_check.check(section, at))

    free = f"127.0.0.1:{free_port()}"
    tls = {"tls_cert": cert, "tls_key": key}
    assert says(free, **tls)[0] == (True, f"{free} is free; 'docclerk serve' will listen there")
    assert [ok for ok, _ in says(free, **tls)] == [True, True]
    assert says(free, now + dt.timedelta(days=25), **tls)[1][1].endswith("only; renew it")
    assert "cannot be used" in says(free, tls_cert=cert, tls_key=cert)[1][1]
    ours = Listener(
        Door(lambda _: Future(), Addresses.of(MailSection()), lambda: now), SmtpSection(listen=free)
    )
    ours.start()
    assert says(free) == [(True, f"{free} is open")]
    ours.stop()
    with socket.create_server(("127.0.0.1", 0)) as other:
        place = "127.0.0.1:{1}".format(*other.getsockname())
        monkeypatch.setattr(smtp_check, "PATIENCE", 0.2)
        ((ok, text),) = says(place)
    assert (ok, "belongs to another program (no greeting)" in text) == (False, True)
    assert says("192.0.2.1:25")[0][1].endswith("check [mail.smtp] listen")  # an address of somebody else


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    """A real mailbox server."""
    if MISSING:
        pytest.skip(f"not on this machine: {', '.join(MISSING)}")
    with dovecot() as running:
        yield running


def test_a_mailbox_that_lets_us_in_and_one_that_does_not(server: Dovecot) -> None:
    def says(**more: Any) -> list[tuple[bool, str]]:
        return list(check(ImapSection.model_validate(server.section("belege", **more))))

    assert [text for ok, text in says() if ok] == [
        "login; MOVE, IDLE",
        "folder INBOX: 0 mails",
        "folder Done will be made at the start of 'docclerk serve'",
        "folder Held will be made at the start of 'docclerk serve'",
    ]
    refused = says(password="wrong")
    assert refused == [(False, "the server refuses the login of 'belege'; check user and password")]
    folder = says(folder=["INBOX", "Anfragen"])[-1]
    assert not folder[0]
    assert folder[1].startswith("folder 'Anfragen' cannot be opened")
    assert folder[1].endswith("check [mail.imap] folder")
    dead = says(port=free_port())
    assert [ok for ok, _ in dead] == [False]
    assert dead[0][1].endswith("check [mail.imap] host, port and tls")
    assert [ok for ok, _ in says(tls="tls", port=server.imaps)] == [False]  # nobody vouches for it
    assert says(tls="tls", port=server.imaps, ca_file=server.folder / "cert.pem")[0][0]
