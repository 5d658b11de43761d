"""Parcels leave through a real relay: retried, given up, held back at the door, always the same bytes."""

import datetime as dt
import email
import email.policy
import smtplib
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from bot import courier as carrying
from bot.channels import PermanentFailure, TemporaryFailure, relay
from bot.courier import BACKOFF, Courier
from bot.sections import OutSection
from bot.wiring import Clerk
from store.traffic import Arrival, Parcel
from tests.world import ADDRESS, NOW

Sent = tuple[str, str, bytes]  # envelope sender, recipient, bytes


@dataclass
class Relay:
    """A relay that answers as told, one verdict for each step of a dialogue; else it takes the mail."""

    verdicts: dict[str, list[str]] = field(default_factory=dict)
    offered: list[bytes] = field(default_factory=list)
    taken: list[Sent] = field(default_factory=list)

    def verdict(self, step: str) -> str:
        """The next answer to a step; empty for yes."""
        waiting = self.verdicts.get(step, [])
        return waiting.pop(0) if waiting else ""

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Takes or refuses a recipient."""
        if said := self.verdict("RCPT"):
            return said
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Takes or refuses a mail."""
        raw = envelope.original_content or b""
        self.offered.append(raw)
        if said := self.verdict("DATA"):
            return said
        self.taken.append((envelope.mail_from or "", envelope.rcpt_tos[0], raw))
        return "250 OK"

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Says goodbye."""
        return self.verdict("QUIT") or "221 Bye"


class OnAnyPort(Controller):
    """Knows its port only when it is open."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        super()._trigger_server()


@pytest.fixture
def post() -> Iterator[tuple[Relay, OutSection]]:
    """A running relay and the configuration that leads to it."""
    handler = Relay()
    server = OnAnyPort(handler, hostname="127.0.0.1", port=0)
    server.start()
    yield handler, OutSection(host="127.0.0.1", port=server.port, tls="none")
    server.stop()


@pytest.fixture
def house(clerk: Clerk, post: tuple[Relay, OutSection]) -> Clerk:
    """A clerk behind that relay, with one answered question: a parcel waits."""
    channels = {"email": replace(clerk.channels["email"], out=post[1])}  # type: ignore[type-var]
    house = replace(clerk, channels=channels)
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "ben@birch.test", ADDRESS, "Invoice"
    mail["Message-ID"] = "<1@birch.test>"
    mail.set_content("Please send invoice RE-2025-0700.")
    assert house.store.accept(Arrival("email", "1", mail.as_bytes(), NOW))
    assert house.worker("w").step()
    return house


def parcel(clerk: Clerk, id: int = 1) -> Parcel:
    with clerk.store.read() as unit:
        found = unit.outbox.get(id)
    assert found is not None
    return found


def to_staff(clerk: Clerk) -> list[Parcel]:
    with clerk.store.read() as unit:
        return [p for p in unit.outbox.pending() if p.recipient == "weber@house.test"]


def text_of(raw: bytes) -> str:
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    return str(mail.get_body(("plain",)).get_content())  # type: ignore[union-attr]


def test_a_parcel_leaves_once_as_it_was_packed(house: Clerk, post: tuple[Relay, OutSection]) -> None:
    before = parcel(house)
    courier = house.courier("c")
    assert courier.step()
    assert not courier.step()
    ((sender, recipient, raw),) = post[0].taken
    assert raw == before.payload
    assert (sender, recipient) == (before.envelope_from, "ben@birch.test")
    assert sender.startswith("bounces+")
    after = parcel(house)
    assert (after.state, after.attempts, after.sent_at) == ("sent", 1, NOW)
    assert after.payload == b""  # it held the token of the link
    with house.store.read() as unit:
        assert [row["event"] for row in unit.audit.export()][-1] == "parcel.sent"
        assert unit.audit.verify() is None


def test_passing_trouble_is_retried_ever_later_with_the_same_bytes(house: Clerk, post, hands) -> None:
    handler, _ = post
    handler.verdicts = {"DATA": ["451 later", "452 full", "421 closing"], "RCPT": ["", "450 greylisted"]}
    courier, waits, started = house.courier("c"), [], hands.now
    for _ in range(4):
        assert courier.step()
        assert not courier.step()
        at = hands.now
        while parcel(house).state == "queued" and not courier_due(house, hands.now):
            hands.forward(seconds=30)
        waits.append(hands.now - at)
    assert waits == list(BACKOFF[:4])
    assert courier.step()
    assert parcel(house).state == "sent"
    assert len(handler.offered) == 4
    assert len(set(handler.offered)) == 1
    assert len(handler.taken) == 1
    assert hands.now - started == sum(BACKOFF[:4], dt.timedelta())


def courier_due(clerk: Clerk, now: dt.datetime) -> bool:
    """Whether a courier would find a parcel; looks and puts it back."""
    with clerk.store.begin() as unit:
        found = unit.outbox.claim(now, "looks", dt.timedelta(minutes=1))
        if found:
            unit.outbox.unclaim(found.id)
    return found is not None


@pytest.mark.parametrize("step", ["RCPT", "DATA"])
def test_a_lasting_refusal_is_given_up_and_staff_are_told(house: Clerk, post, step: str) -> None:
    post[0].verdicts = {step: ["550 5.1.1 no such user"]}
    courier = house.courier("c")
    assert courier.step()
    failed = parcel(house)
    assert (failed.state, failed.error) == ("failed", "550 5.1.1 no such user")
    (notice,) = to_staff(house)
    text = text_of(notice.payload)
    assert "ben@birch.test" in text
    assert "550 5.1.1 no such user" in text
    assert "/d/" not in notice.payload.decode()
    assert courier.step()
    assert [recipient for _, recipient, _ in post[0].taken] == ["weber@house.test"]
    assert not courier.step()


def test_a_notice_to_staff_that_fails_makes_no_further_notice(house: Clerk, post) -> None:
    post[0].verdicts = {"DATA": ["550 no", "550 no"]}
    courier = house.courier("c")
    assert courier.step()
    assert courier.step()
    assert not courier.step()
    assert not to_staff(house)


def test_after_three_days_of_trouble_a_parcel_is_given_up(house: Clerk, post, hands) -> None:
    post[0].verdicts = {"DATA": ["451 later"] * 100}
    courier = house.courier("c")
    while parcel(house).state == "queued":
        courier.step()
        hands.forward(hours=2)
    assert dt.timedelta(days=3) < hands.now - NOW < dt.timedelta(days=3, hours=8)
    assert parcel(house).error == "given up after three days: 451 later"
    assert len(to_staff(house)) == 1


def test_a_relay_that_is_away_is_passing_trouble(house: Clerk) -> None:
    away = replace(house.channels["email"], out=OutSection(host="127.0.0.1", port=1))  # type: ignore[type-var]
    assert replace(house, channels={"email": away}).courier("c").step()
    assert parcel(house).state == "queued"
    assert "127.0.0.1:1" in str(parcel(house).error)


def test_a_fault_of_our_own_is_as_patient(house: Clerk, monkeypatch, hands) -> None:
    def deliver(self: object, parcel: Parcel) -> None:
        raise UnicodeEncodeError("ascii", "ü", 0, 1, "not ASCII")

    monkeypatch.setattr(type(house.channels["email"]), "deliver", deliver)
    courier = house.courier("c")
    assert courier.step()
    assert not courier.step()
    assert parcel(house).state == "queued"
    hands.forward(days=4)
    assert courier.step()
    assert parcel(house).state == "failed"
    assert len(to_staff(house)) == 1


@pytest.mark.parametrize("how", ["suspended", "inactive"])
def test_who_may_not_see_it_any_more_gets_nothing(house: Clerk, post, how: str) -> None:
    with house.store.begin() as unit:
        if how == "suspended":
            unit.contacts.suspend("ben@birch.test")
        else:
            unit.contacts.upsert([replace(c, active=False) for c in unit.contacts.by_email("ben@birch.test")])
    courier = house.courier("c")
    while courier.step():
        pass
    assert [recipient for _, recipient, _ in post[0].taken] == ["weber@house.test"]
    assert parcel(house).state == "failed"
    assert b"RE-2025-0700" not in b"".join(post[0].offered)


def test_after_a_crash_in_between_the_same_mail_goes_out_again(
    house: Clerk, post, hands, monkeypatch
) -> None:
    class Killed(BaseException):
        """The process is gone after the relay took the mail."""

    def die(self: Courier, parcel: Parcel) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Courier, "mark_sent", die)
        with pytest.raises(Killed):
            house.courier("c").step()
    assert not house.courier("other").step()  # the lease still holds
    hands.forward(minutes=6)
    assert house.courier("other").step()
    first, second = post[0].taken
    assert first == second


def test_a_rude_goodbye_does_not_undo_a_delivery(house: Clerk, post) -> None:
    post[0].verdicts = {"QUIT": ["421 too late"]}
    assert house.courier("c").step()
    assert parcel(house).state == "sent"


@pytest.mark.parametrize(
    ("code", "kind"),
    [(421, TemporaryFailure), (450, TemporaryFailure), (550, PermanentFailure), (599, PermanentFailure)],
)
def test_codes_tell_passing_from_lasting(code: int, kind: type[Exception]) -> None:
    failure = relay.failure(code, b"reason \xff")
    assert isinstance(failure, kind)
    assert str(failure).startswith(f"{code} reason")


def own_key(folder: Path) -> ssl.SSLContext:
    """The TLS side of a relay whose certificate nobody has signed but itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    until = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, until - dt.timedelta(days=2), until)
    file = folder / "relay.pem"
    file.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        + builder.sign(key, SHA256()).public_bytes(Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def test_encryption_is_taken_when_offered_and_trusted_when_demanded(tmp_path: Path) -> None:
    handler = Relay()
    server = OnAnyPort(
        handler, hostname="127.0.0.1", port=0, tls_context=own_key(tmp_path), require_starttls=True
    )
    server.start()
    try:
        out = OutSection(host="127.0.0.1", port=server.port)
        relay.send(out, "a@b.test", "c@d.test", b"Subject: x\r\n\r\nx\r\n")
        assert len(handler.taken) == 1
        with pytest.raises(TemporaryFailure, match=r"(?i)certificate"):
            relay.send(out.model_copy(update={"tls": "starttls"}), "a@b.test", "c@d.test", b"x")
        assert len(handler.offered) == 1
    finally:
        server.stop()


def test_a_relay_without_the_login_it_was_promised_gets_no_mail(post) -> None:
    out = post[1].model_copy(update={"user": "clerk", "password": "x"})
    with pytest.raises((TemporaryFailure, PermanentFailure)):
        relay.send(out, "a@b.test", "c@d.test", b"Subject: x\r\n\r\nx\r\n")
    assert not post[0].offered
    with pytest.raises(smtplib.SMTPException):
        relay.connected(post[1].model_copy(update={"tls": "starttls"}))


def test_the_loop_survives_a_fault_of_its_own(clerk: Clerk, monkeypatch) -> None:
    ending, calls = threading.Event(), []

    def step(self: Courier) -> bool:
        calls.append(1)
        if len(calls) == 3:
            ending.set()
            return False
        raise OSError("the store is away")

    monkeypatch.setattr(Courier, "step", step)
    carrying.run(clerk.courier("c"), ending, idle=0)
    assert len(calls) == 3
