"""The SMTP door through a real socket: what is accepted was stored, and nothing else comes in."""

import datetime as dt
import smtplib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.channels.addresses import Addresses
from bot.channels.smtp_door import Door, Listener
from bot.sections import MailSection, SmtpSection
from store.errors import Busy, Full
from store.traffic import Arrival

NOW = dt.datetime(2025, 11, 14, 9, 30, tzinfo=dt.UTC)
MAIL = MailSection.model_validate({"address": "Belege@House.test", "aliases": ["rechnung@house.test"]})
ADDRESSES = Addresses.of(MAIL)
OURS = "belege@house.test"
TEXT = b"From: eva@buyer.test\r\nMessage-ID: <1@buyer.test>\r\n\r\nBitte die Rechnung.\r\n"


@dataclass
class Inbox:
    """A store that remembers what it was given and ends as a test says."""

    failure: Exception | None = None
    held: bool = False  # futures are left open
    arrivals: list[Arrival] = field(default_factory=list)
    futures: list[Future[bool]] = field(default_factory=list)
    came: threading.Event = field(default_factory=threading.Event)

    def submit(self, arrival: Arrival) -> Future[bool]:
        """As Store.submit."""
        future: Future[bool] = Future()
        self.arrivals.append(arrival)
        self.futures.append(future)
        if self.failure:
            future.set_exception(self.failure)
        elif not self.held:
            future.set_result(True)
        self.came.set()
        return future


@contextmanager
def listening(submit: Callable[[Arrival], Future[bool]], **section: Any) -> Iterator[int]:
    """The port of a running door."""
    settings = SmtpSection.model_validate({"listen": "127.0.0.1:0", **section})
    listener = Listener(Door(submit, ADDRESSES, lambda: NOW), settings)
    listener.start()
    try:
        yield listener.port
    finally:
        listener.stop()


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def port(inbox: Inbox) -> Iterator[int]:
    with listening(inbox.submit) as number:
        yield number


@dataclass
class Line:
    """A bare connection: what smtplib would never send."""

    connection: socket.socket

    def say(self, text: bytes) -> None:
        """Sends bytes as they are."""
        self.connection.sendall(text)

    def answer(self) -> str:
        """The next answer, all its lines."""
        lines: list[str] = []
        while not lines or lines[-1][3:4] == "-":
            line = b""
            while not line.endswith(b"\r\n"):
                more = self.connection.recv(1)
                if not more:
                    return "closed"
                line += more
            lines.append(line.decode().rstrip())
        return "\n".join(lines)

    def ask(self, text: bytes) -> str:
        """One command and its answer."""
        self.say(text + b"\r\n")
        return self.answer()

    def open_data(self, helo: bytes = b"EHLO mail.buyer.test", to: bytes = OURS.encode()) -> None:
        """Up to the point where the text may come."""
        for command in (helo, b"MAIL FROM:<eva@buyer.test>", b"RCPT TO:<" + to + b">", b"DATA"):
            assert self.ask(command)[:1] in "23"


@contextmanager
def connected(port: int) -> Iterator[Line]:
    """A connection that was greeted."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        line = Line(connection)
        assert line.answer().startswith("220 ")
        yield line


def send(port: int, text: bytes = TEXT, sender: str = "eva@buyer.test", to: str = OURS) -> tuple[int, bytes]:
    """The answer to a whole mail."""
    with smtplib.SMTP("127.0.0.1", port, local_hostname="mail.buyer.test", timeout=5) as client:
        try:
            client.sendmail(sender, [to], text)
        except smtplib.SMTPResponseException as error:
            return error.smtp_code, error.smtp_error if isinstance(error.smtp_error, bytes) else b""
        except smtplib.SMTPRecipientsRefused as error:
            return next(iter(error.recipients.values()))
        return 250, b""


def test_a_mail_comes_in_as_it_was_sent(inbox: Inbox, port: int) -> None:
    assert send(port, TEXT + b".\r\n..x\r\n\xfc\r\n") == (250, b"")
    (arrival,) = inbox.arrivals
    assert arrival.raw == TEXT + b".\r\n..x\r\n\xfc\r\n"
    assert (arrival.channel, arrival.received_at, len(arrival.external_id)) == ("email", NOW, 64)
    assert arrival.envelope == {
        "door": "smtp",
        "peer": "127.0.0.1",
        "helo": "mail.buyer.test",
        "mail_from": "eva@buyer.test",
        "rcpt_tos": [OURS],
    }


def test_250_comes_after_the_commit(port: int, inbox: Inbox) -> None:
    inbox.held = True
    with connected(port) as line:
        line.open_data()
        line.say(TEXT + b".\r\n")
        assert inbox.came.wait(5)
        line.connection.settimeout(0.3)
        with pytest.raises(TimeoutError):
            line.answer()
        line.connection.settimeout(5)
        inbox.futures[0].set_result(False)  # seen before is stored as well
        assert line.answer() == "250 2.0.0 Accepted"


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (Full("disk is full"), 452),
        (Busy("locked"), 451),
        (OSError("EIO /srv/x.db"), 451),
        (ValueError("x"), 451),
    ],
)
def test_what_was_not_stored_is_not_accepted(inbox: Inbox, port: int, failure: Exception, code: int) -> None:
    inbox.failure = failure
    answered, text = send(port)
    assert answered == code
    assert str(failure).encode() not in text
    inbox.failure = None
    assert send(port)[0] == 250


def test_a_store_that_cannot_even_take_it() -> None:
    def closed(arrival: Arrival) -> Future[bool]:
        raise RuntimeError("the store at /srv/x.db is closed")

    with listening(closed) as port:
        code, text = send(port)
    assert (code, b"srv" in text, b"Error" in text) == (451, False, False)


def test_a_fault_in_the_dialogue_shows_nothing(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Addresses, address: str) -> bool:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(Addresses, "ours", broken)
    code, text = send(port)
    assert (code, b"secret" in text, b"Error" in text) == (451, False, False)


def test_a_sender_who_hangs_up_cancels_nothing(inbox: Inbox, port: int) -> None:
    inbox.held = True
    with connected(port) as line:
        line.open_data()
        line.say(TEXT + b".\r\n")
        assert inbox.came.wait(5)
    assert send_later(port)
    assert inbox.futures[0].set_running_or_notify_cancel()
    inbox.futures[0].set_result(True)


def send_later(port: int) -> bool:
    """True when the door has noticed the end of an earlier connection and still answers."""
    with connected(port) as line:
        return line.ask(b"NOOP").startswith("250")


@pytest.mark.parametrize(
    "address",
    [
        *(OURS, "BELEGE@house.TEST", "rechnung@house.test", "belege+tag@house.test", "bounces@house.test"),
        *("bounces+abc=eva@house.test", "belege+a+b@house.test"),
    ],
)
def test_our_addresses(port: int, address: str) -> None:
    assert send(port, to=address)[0] == 250


@pytest.mark.parametrize(
    "address",
    [
        *(
            "eva@buyer.test",
            "belege@house.test.evil.test",
            "belegex@house.test",
            "belege",
            "belege@other.test",
        ),
        *("belege%buyer.test@house.test", "x+belege@house.test", '"eva@buyer.test"@house.test'),
    ],
)
def test_nothing_is_relayed(inbox: Inbox, port: int, address: str) -> None:
    code, text = send(port, to=address)
    assert (code, text) == (550, b"5.1.1 No such address here")
    assert inbox.arrivals == []


def test_a_bounce_address_that_is_a_tag_of_the_main_one() -> None:
    mail = MailSection.model_validate(
        {"address": OURS, "out": {"bounce_address": "belege+bounce@house.test"}}
    )
    addresses = Addresses.of(mail)
    assert addresses.is_bounce(addresses.bounce_for("token"))
    assert addresses.is_bounce("Belege+Bounce@house.test")
    assert not addresses.is_bounce(OURS)
    assert not addresses.is_bounce("belege+bouncer@house.test")
    assert addresses.ours(addresses.bounce_for("token"))


def test_the_null_sender(inbox: Inbox, port: int) -> None:
    assert send(port, sender="", to="bounces+x@house.test")[0] == 250
    assert inbox.arrivals[0].envelope["mail_from"] == ""


@pytest.mark.parametrize(
    ("sender", "code"),
    [
        (b"<eva@buyer.test>", "250"),
        (b"<M\xc3\xbcller@b\xc3\xbcyer.test>", "250"),
        (b'<"eva sander"@buyer.test>', "250"),
        (b"<eva>", "553"),
        (b"<@>", "553"),
        (b"<eva@>", "553"),
        (b"<eva\x00@buyer.test>", "553"),
        (b"<eva@buyer\x01.test>", "553"),
        (b"<eva\xfc@buyer.test>", "553"),
        (b"<" + b"a" * 400 + b"@buyer.test>", "553"),
    ],
)
def test_senders(port: int, sender: bytes, code: str) -> None:
    with connected(port) as line:
        line.ask(b"EHLO x")
        assert line.ask(b"MAIL FROM:" + sender + b" SMTPUTF8")[:3] == code


def test_what_was_said_fits_every_database(inbox: Inbox, port: int) -> None:
    with connected(port) as line:
        line.open_data(helo=b"EHLO a\x00b\xff\xc3\xbc" + b"c" * 400)
        assert line.ask(TEXT + b".").startswith("250")
    assert inbox.arrivals[0].envelope["helo"] == "a?b??" + "c" * 250


def test_recipients_are_limited(inbox: Inbox, port: int) -> None:
    with connected(port) as line:
        line.ask(b"EHLO x")
        line.ask(b"MAIL FROM:<eva@buyer.test>")
        answers = [line.ask(b"RCPT TO:<belege+%d@house.test>" % n)[:3] for n in range(102)]
    assert answers == ["250"] * 100 + ["452"] * 2


def test_long_lines(inbox: Inbox, port: int) -> None:
    assert send(port, TEXT + b"x" * 100_000 + b"\r\n." + b"y" * 99_999 + b"\r\n")[0] == 250
    assert send(port, TEXT + b"x" * 200_000 + b"\r\n")[0] == 250  # no line is too long below the size limit
    assert len(inbox.arrivals) == 2


def test_a_mail_over_the_limit(inbox: Inbox) -> None:
    with listening(inbox.submit, max_bytes=10_000) as port:
        with connected(port) as line:
            assert "SIZE 10000" in line.ask(b"EHLO x")
            assert line.ask(b"MAIL FROM:<eva@buyer.test> SIZE=10001").startswith("552")
            line.open_data()
            assert line.ask(TEXT + b"x" * 900 * 20 + b"\r\n.").startswith("552")
            line.open_data()
            assert line.ask(TEXT + b".").startswith("250")
        assert send(port, TEXT + (b"x" * 90 + b"\r\n") * 200)[0] == 552
    assert len(inbox.arrivals) == 1


ENDS = [b"\n.\n", b"\n.\r\n", b"\r\n.\n", b"\r.\r", b"\r.\r\n", b"\r\n.\r", b"\n.\r", b"\r.\n", b"\r\r\n.\n"]
ENDS += [b"\r\n.\x00\r\n", b"\r\n\x00.\r\n", b"\r\n.\r\x00\n", b"\n\n.\n\n", b"\r\n. \r\n"]
SECOND = b"MAIL FROM:<x@evil.test>\r\nRCPT TO:<belege@house.test>\r\nDATA\r\nFrom: eva@buyer.test\r\n\r\nx"


@pytest.mark.parametrize("end", ENDS)
def test_only_one_end_ends_a_mail(inbox: Inbox, port: int, end: bytes) -> None:
    with connected(port) as line:
        line.open_data()
        line.say(TEXT.removesuffix(b"\r\n") + end + SECOND + b"\r\n.\r\nQUIT\r\n")
        answers = [line.answer(), line.answer()]
    assert answers[0].startswith("250")
    assert answers[1].startswith("221")
    (arrival,) = inbox.arrivals
    assert SECOND in arrival.raw
    assert arrival.envelope["mail_from"] == "eva@buyer.test"


def test_what_follows_a_mail_is_its_own_transaction(inbox: Inbox, port: int) -> None:
    with connected(port) as line:
        line.open_data()
        line.say(TEXT + b".\r\nRCPT TO:<belege@house.test>\r\nDATA\r\nMAIL FROM:<x@other.test>\r\n")
        line.say(
            b"RCPT TO:<eva@buyer.test>\r\nRCPT TO:<belege@house.test>\r\nDATA\r\nFrom: b\r\n\r\n.\r\nQUIT\r\n"
        )
        codes = [line.answer()[:3] for _ in range(9)]
    assert codes == ["250", "503", "503", "250", "550", "250", "354", "250", "221"]
    assert [a.envelope["mail_from"] for a in inbox.arrivals] == ["eva@buyer.test", "x@other.test"]
    assert [a.envelope["rcpt_tos"] for a in inbox.arrivals] == [[OURS], [OURS]]


def test_a_mail_that_breaks_off_is_none(inbox: Inbox, port: int) -> None:
    with connected(port) as line:
        line.open_data()
        line.say(TEXT + b".\r")
    assert send(port)[0] == 250
    assert len(inbox.arrivals) == 1


def test_the_talk_of_a_browser(inbox: Inbox, port: int) -> None:
    with connected(port) as line:
        line.say(b"POST / HTTP/1.1\r\nHost: x\r\nA: b\r\nC: d\r\n\r\nE: f\r\nEHLO x\r\n")
        answers = [line.answer()[:3] for _ in range(6)]
    assert set(answers) <= {"500", "502"}
    assert inbox.arrivals == []


def test_lmtp_answers_for_each_recipient(inbox: Inbox) -> None:
    with listening(inbox.submit, protocol="lmtp", max_bytes=10_000) as port, connected(port) as line:
        assert line.ask(b"EHLO x").startswith("500")
        line.open_data(helo=b"LHLO mx.house.test")
        assert line.ask(TEXT + b".") == "250 2.0.0 Accepted"
        line.ask(b"MAIL FROM:<eva@buyer.test>")
        for to, code in ((b"belege", "250"), (b"eva", "550"), (b"rechnung", "250")):
            assert line.ask(b"RCPT TO:<" + to + b"@house.test>")[:3] == code
        line.ask(b"DATA")
        assert [line.ask(TEXT + b"."), line.answer()] == ["250 2.0.0 Accepted"] * 2
        for command in (b"MAIL FROM:<eva@buyer.test>", b"RCPT TO:<belege@house.test>"):
            line.ask(command)
        line.ask(b"RCPT TO:<rechnung@house.test>")
        assert line.ask(b"DATA now").startswith("501")
        assert line.ask(b"DATA").startswith("354")
        assert line.ask(TEXT + b"x" * 20_000 + b"\r\n.").startswith("552")
        assert line.answer().startswith("552")
        assert line.ask(b"DATA").startswith("503")
        assert line.ask(b"NOOP").startswith("250")
    assert [len(a.envelope["rcpt_tos"]) for a in inbox.arrivals] == [1, 2]


def test_lmtp_says_later_for_each_recipient(inbox: Inbox) -> None:
    inbox.failure = Full("disk")
    with listening(inbox.submit, protocol="lmtp") as port, connected(port) as line:
        line.open_data(helo=b"LHLO x")
        assert line.ask(TEXT + b".").startswith("452")
        line.ask(b"MAIL FROM:<eva@buyer.test>")
        for _ in range(2):
            line.ask(b"RCPT TO:<belege@house.test>")
        line.ask(b"DATA")
        assert line.ask(TEXT + b".").startswith("452")
        assert line.answer().startswith("452")


def test_it_listens_on_ipv6_too(inbox: Inbox) -> None:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("this machine has no IPv6 loopback")
    with listening(inbox.submit, listen="[::1]:0") as port, smtplib.SMTP("::1", port) as client:
        client.sendmail("eva@buyer.test", [OURS], TEXT)
    assert inbox.arrivals[0].envelope["peer"] == "::1"


def test_stopping_ends_open_connections(inbox: Inbox) -> None:
    with listening(inbox.submit) as port, connected(port) as line:
        line.open_data()
    with pytest.raises(OSError, match=r"refused"):
        socket.create_connection(("127.0.0.1", port), timeout=5)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (b".\r\n", b""),
        (b"\r\n.\r\n", b"\r\n"),
        (b"x\r\n.\r\n", b"x\r\n"),
        (b"..\r\n.\r\n", b".\r\n"),
        (b"a\r\n..b\r\n...\r\n.\r\n", b"a\r\n.b\r\n..\r\n"),
        (b"a\n.\nb\r.\rc\r\n.\r\n", b"a\n.\nb\r.\rc\r\n"),
    ],
)
@pytest.mark.parametrize("piece", [1, 2, 3, 1000])
def test_the_text_ends_at_the_lone_dot_however_it_is_cut(
    inbox: Inbox, port: int, sent: bytes, kept: bytes, piece: int
) -> None:
    with connected(port) as line:
        line.ask(b"EHLO x")
        line.ask(b"MAIL FROM:<eva@buyer.test>")
        line.ask(b"RCPT TO:<belege@house.test>")
        line.ask(b"DATA")
        for at in range(0, len(sent), piece):
            line.connection.sendall(sent[at : at + piece])
            time.sleep(0.002)
        line.connection.sendall(b"NOOP\r\n")
        assert line.answer()[:3] == "250"
        assert line.answer()[:3] == "250"
    assert inbox.arrivals[-1].raw == kept
