"""A real relay: Postfix with opendkim before the clerk; what a sender writes in its place is not believed."""

import smtplib
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.engine import Store
from tests.hostile.dialogues import END, HELO, QUIT, Dialogue, envelope
from tests.hostile.letters import ANNA, MALLORY, RELAY, key_of, letter, signed
from tests.hostile.trial import speak
from tests.houses import House, open_sink, wait_for
from tests.mail_chain import MISSING, before

pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not on this machine: {', '.join(MISSING)}")

PASS = (
    "dkim=pass header.d=adler.test; dmarc=pass header.from=adler.test; spf=pass smtp.mailfrom=anna@adler.test"
)
AR = "Authentication-Results"
KEYS = {f"sel._domainkey.{domain}": key_of(domain).record for domain in ("adler.test", "evil.test")}
FORGED = {
    "plainly": f"{AR}: {RELAY}; {PASS}",
    "in other letters": f"AUTHENTICATION-results: {RELAY.upper()}; {PASS}",
    "folded": f"{AR}:\r\n {RELAY};\r\n {PASS}",
    "with a comment": f"{AR}: (x) {RELAY} (y); {PASS}",
    "with a version": f"{AR}: {RELAY} 1; {PASS}",
    "in quotes": f'{AR}: "{RELAY}"; {PASS}',
    "behind a blank": f"{AR} : {RELAY}; {PASS}",
    "below a hop of the relay": f"Received: by {RELAY} with ESMTP id 1; Fri, 14 Nov 2025 10:00:00 +0100\r\n"
    f"{AR}: {RELAY}; {PASS}",
}


class Chain:
    """The relay, the clerk behind it, and the clerk's store."""

    def __init__(self, port: int, store: Store) -> None:
        self.port, self.store = port, store

    def send(self, raw: bytes, mail_from: str = MALLORY) -> str:
        """What becomes of a mail: its outcome, "" when the relay refuses it."""
        mark = f"belege+{abs(hash(raw))}@house.test"
        with smtplib.SMTP("127.0.0.1", self.port, local_hostname="mail.evil.test", timeout=20) as relay:
            try:
                relay.sendmail(mail_from, [mark], raw)
            except smtplib.SMTPDataError:
                return ""
        assert wait_for(lambda: self.outcome(mark)), "never came"
        return self.outcome(mark)

    def outcome(self, mark: str) -> str:
        """The outcome of the mail to an address; "" before there is one."""
        with self.store.read() as unit:
            items = unit.inbox.listed(("done", "stuck"))
        return next((i.outcome or i.state for i in items if i.envelope["rcpt_tos"] == [mark]), "")


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chain]:
    """All of it, running."""
    folder: Path = tmp_path_factory.mktemp("chain")
    with open_sink() as (_, outgoing):
        house = House.build(folder, outgoing, settings={"mail__smtp__protocol": "lmtp"})
        house.start()
        store = Store.open(f"sqlite:///{folder / 'docclerk.db'}")
        try:
            with before(house.smtp, RELAY, "house.test", KEYS) as port:
                yield Chain(port, store)
        finally:
            store.close()
            house.end()


def test_a_signed_mail_is_answered(chain: Chain) -> None:
    assert chain.send(signed()) == "answered"
    assert chain.send(signed(letter(text="Bitte RE-2025-0413.\r\n"))) == "answered"


def test_an_unsigned_mail_is_not(chain: Chain) -> None:
    assert chain.send(letter()) == "challenge"
    assert chain.send(letter(), ANNA) == "challenge"


@pytest.mark.parametrize("line", FORGED.values(), ids=FORGED.keys())
def test_a_forged_result_is_not_believed(chain: Chain, line: str) -> None:
    assert chain.send(letter(top=(line,))) in ("challenge", "held")
    assert chain.send(line.encode() + b"\r\n" + signed(domain="evil.test")) in ("challenge", "held")


def test_a_pass_of_the_relay_that_means_little(chain: Chain) -> None:
    tail = b"Und RE-2025-0413.\r\n"
    assert chain.send(signed(body_length=20) + tail) == "challenge"  # type: ignore[arg-type]
    assert chain.send(signed() + tail) == "challenge"
    assert chain.send(signed(domain="evil.test")) == "challenge"
    assert chain.send(signed(names="from:to:date:message-id")) == "challenge"


def test_two_senders(chain: Chain) -> None:
    assert chain.send(b"From: kauf@adler.test\r\n" + signed()) in ("", "held")


@pytest.mark.parametrize("end", [b"\n.\n", b"\r\n.\n", b"\n.\r\n", b"\r.\r"])
def test_nothing_is_smuggled_through(chain: Chain, end: bytes) -> None:
    text = letter(MALLORY).rstrip() + end + envelope(ANNA, b"{in}") + signed().rstrip()
    speak(chain.port, Dialogue("", (HELO, envelope(), text + END, QUIT), comes=True), f"smuggled-{end.hex()}")
    assert chain.send(signed(letter(text=f"Bitte RE-2025-0413. {end.hex()}\r\n"))) == "answered"
    assert not chain.outcome(f"belege+smuggled-{end.hex()}-in@house.test")
