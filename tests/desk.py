"""A clerk with messages that wait for staff, and how a test signs in at the desk."""

import email
import email.policy
import re
from dataclasses import replace
from email.message import EmailMessage
from email.utils import make_msgid

from bot.wiring import Clerk
from parsers.message import ProofLevel
from store.traffic import Arrival, Parcel
from tests.world import ADDRESS, believing

LEA = "lea@house.test"
CODE = re.compile(r"\b\d{6}\b")


class Catching:
    """A door that keeps what it should deliver."""

    name = "email"

    def __init__(self, sent: list[Parcel]) -> None:
        self.sent = sent

    def deliver(self, parcel: Parcel) -> None:
        """Keeps it."""
        self.sent.append(parcel)


def collected(clerk: Clerk) -> list[EmailMessage]:
    """What would leave the house now; it counts as sent."""
    sent: list[Parcel] = []
    courier = replace(clerk, channels={"email": Catching(sent)}).courier("c")
    while courier.step():
        pass
    return [email.message_from_bytes(p.payload, policy=email.policy.default) for p in sent]  # type: ignore[misc]


def write(clerk: Clerk, text: str, sender: str, subject: str = "Beleg") -> None:
    """A mail that comes in and is worked on."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, ADDRESS, subject
    mail["Message-ID"] = make_msgid(domain="client.test")
    mail.set_content(text)
    assert clerk.store.accept(Arrival("email", str(mail["Message-ID"]), mail.as_bytes(), clerk.clock()))
    work(clerk)


def work(clerk: Clerk) -> None:
    """Settles all that waits."""
    while clerk.worker("w").step():
        pass


def busy(clerk: Clerk) -> None:
    """Fills the queue: a stranger of a customer's domain, a handover, one that is stuck, a doubtful one."""
    write(
        clerk,
        "Bitte Rechnung RE-2025-0412 <b>sofort</b>!",
        "neu@adler.test",
        "Rechnung <script>alert(1)</script>",
    )
    write(
        clerk, "Die Rechnung RE-2025-0413 ist falsch, wir zahlen das nicht.", "buch@adler.test", "Reklamation"
    )
    write(believing(clerk, ProofLevel.NONE), "Bitte die Belege.", "irgendwer@fremd.test", "Hallo")
    write(clerk, "Bitte Rechnung RE-2025-0412.", "anna@adler.test")
    with clerk.store.begin() as unit:
        first = unit.inbox.for_review()[-1]
    broken = Arrival("email", "<broken@client.test>", b"From: x@y.test\r\n\r\nkaputt", clerk.clock())
    assert clerk.store.accept(broken)
    with clerk.store.begin() as unit:
        item = unit.inbox.claim(clerk.clock(), "w", clerk.config.limits.lease)
        assert item is not None and item.id != first.id
        unit.inbox.stuck(item.id, clerk.clock(), "RecursionError: too deep", sender="x@y.test")
    collected(clerk)
