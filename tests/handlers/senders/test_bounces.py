"""A contact is closed by a true report of a dead address, and by nothing that a forger can write."""

import email
import email.policy
import hashlib
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.wiring import Clerk
from handlers.senders.permissions import oddities
from store.engine import Unit
from store.records import Contact
from store.traffic import Arrival, Parcel
from tests.world import ADDRESS, NOW, open_clerk

ANNA = "anna@adler.test"


@pytest.fixture
def clerk(tmp_path: Path) -> Iterator[Clerk]:
    clerk = open_clerk(tmp_path)
    yield clerk
    clerk.close()


@pytest.fixture
def answered(clerk: Clerk) -> Parcel:
    """An answer to Anna that has left."""
    head = f"From: {ANNA}\r\nTo: {ADDRESS}\r\nMessage-ID: <1@adler.test>\r\n"
    raw = f"{head}Subject: RE-2025-0412\r\n\r\n".encode()
    clerk.store.accept(Arrival("email", "m1", raw, NOW, {"rcpt_tos": [ADDRESS]}))
    assert clerk.worker("w").step()
    with clerk.store.begin() as unit:
        (parcel,) = unit.outbox.pending()
        unit.outbox.claim(NOW + timedelta(seconds=1), "c", timedelta(minutes=5))
        unit.outbox.sent(parcel.id, NOW)
    return parcel


def report(status: str, action: str, message_id: str) -> str:
    return (
        "From: MAILER-DAEMON@mx.test\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        f"--b\r\nContent-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822; {ANNA}\r\n"
        f"Action: {action}\r\nStatus: {status}\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {message_id}\r\n--b--\r\n"
    )


def come_back(clerk: Clerk, to: str, raw: str) -> None:
    arrival = Arrival("email", "bounce", raw.encode(), NOW, {"mail_from": "", "rcpt_tos": [to]})
    clerk.store.accept(arrival)
    assert clerk.worker("w").step()


def seen(clerk: Clerk, read: Callable[[Unit], object]) -> object:
    with clerk.store.read() as unit:
        return read(unit)


def contact(unit: Unit) -> Contact:
    return unit.contacts.by_email(ANNA)[0]


def mails_to_staff(unit: Unit) -> int:
    return sum(p.recipient == "weber@house.test" for p in unit.outbox.pending())


@pytest.mark.parametrize("status", ["5.1.1", "5.1.2", "5.1.10", "5.2.1", "5.0.0"])
def test_an_address_that_is_gone_is_closed_with_its_links(
    clerk: Clerk, answered: Parcel, status: str
) -> None:
    come_back(clerk, answered.envelope_from.upper(), report(status, "failed", answered.message_id))
    with clerk.store.read() as unit:
        assert not contact(unit).active
        assert unit.links.listed(contact_id=contact(unit).id, live=NOW) == ()
        assert mails_to_staff(unit) == 1
        assert "contact.suspended" in [row["event"] for row in unit.audit.export()]


@pytest.mark.parametrize(
    ("status", "action", "told"),
    [("5.2.2", "failed", 1), ("5.7.1", "failed", 1), ("4.4.1", "delayed", 0), ("2.0.0", "delivered", 0)],
)
def test_what_says_nothing_about_the_address_closes_nothing(
    clerk: Clerk, answered: Parcel, status: str, action: str, told: int
) -> None:
    come_back(clerk, answered.envelope_from, report(status, action, answered.message_id))
    with clerk.store.read() as unit:
        assert contact(unit).active
        assert mails_to_staff(unit) == told


@pytest.mark.parametrize("forged", ["the token", "the id", "the address", "both"])
def test_a_forged_report_does_nothing(clerk: Clerk, answered: Parcel, forged: str) -> None:
    to = "bounces+0123456789abcdef@house.test" if forged in ("the token", "both") else answered.envelope_from
    to = "bounces@house.test" if forged == "the address" else to
    named = "<guess@house.test>" if forged in ("the id", "both") else answered.message_id
    come_back(clerk, to, report("5.1.1", "failed", named))
    with clerk.store.read() as unit:
        assert contact(unit).active
        assert mails_to_staff(unit) == 0


def wordy(address: str, message_id: str) -> str:
    """A report of a kind that names no status at all."""
    return (
        "From: MAILER-DAEMON@mx.test\r\nSubject: failure notice\r\n\r\n"
        "Hi. This is the qmail-send program at mx.test.\r\n"
        "I'm afraid I wasn't able to deliver your message to the following addresses.\r\n"
        "This is a permanent error; I've given up. Sorry it didn't work out.\r\n\r\n"
        f"<{address}>:\r\nSorry, no mailbox here by that name.\r\n\r\n"
        f"--- Below this line is a copy of the message.\r\n\r\nMessage-ID: {message_id}\r\n"
    )


def test_what_only_sounds_like_the_end_makes_staff_look_once(clerk: Clerk, answered: Parcel) -> None:
    for n in (1, 2):
        raw = wordy(ANNA, answered.message_id) + "x" * n
        arrival = Arrival(
            "email", f"b{n}", raw.encode(), NOW, {"mail_from": "", "rcpt_tos": [answered.envelope_from]}
        )
        clerk.store.accept(arrival)
        assert clerk.worker("w").step()
    with clerk.store.read() as unit:
        assert contact(unit).active
        (told,) = [p for p in unit.outbox.pending() if p.recipient == "weber@house.test"]
        mail = email.message_from_bytes(told.payload, policy=email.policy.default)
        text = mail.get_body(("plain",)).get_content()  # type: ignore[attr-defined]
        assert "Grund: Rückläufer ohne Statuscode. Ein Rückläufer ohne Statuscode klingt" in text
        assert [r["event"] for r in unit.audit.export()].count("contact.doubtful") == 1
        odd = oddities(unit, clerk.house, NOW.date())
    assert [o.subject for o in odd if o.code == "doubtful"] == [ANNA]


@pytest.mark.parametrize("wrong", ["the address", "the id", "the token"])
def test_a_guess_about_somebody_else_is_nothing(clerk: Clerk, answered: Parcel, wrong: str) -> None:
    gone = "bob@adler.test" if wrong == "the address" else ANNA
    named = "<guess@house.test>" if wrong == "the id" else answered.message_id
    to = "bounces+00112233445566778899aabbccddeeff@house.test" if wrong == "the token" else ""
    come_back(clerk, to or answered.envelope_from, wordy(gone, named))
    with clerk.store.read() as unit:
        assert mails_to_staff(unit) == 0
        assert unit.audit.people("contact.doubtful", NOW - timedelta(days=1)) == {}


def test_the_mark_does_not_follow_from_the_message_id(clerk: Clerk, answered: Parcel) -> None:
    guessed = hashlib.sha256(answered.message_id.encode()).hexdigest()
    assert guessed[:32] not in answered.envelope_from
    assert len(answered.envelope_from.partition("+")[2].partition("@")[0]) == 32
