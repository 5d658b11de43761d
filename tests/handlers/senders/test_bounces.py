"""A contact is closed by a true report of a dead address, and by nothing that a forger can write."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.wiring import Clerk
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
