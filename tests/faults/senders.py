"""The mail servers of buyers: they offer a mail again on anything but a 250, and note what was taken."""

import smtplib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage

from tests.houses import letter

# Who writes what; how a message may end stands in tests/faults/ledger.py, not here.
WISHES = (
    ("anna@adler.test", "Bitte Rechnung RE-2025-0412.", True),
    ("ben@birch.test", "Please send invoice RE-2025-0700.", True),
    ("anna@adler.test", "Bitte Rechnung RE-2025-0412 und den Lieferschein dazu.", True),
    ("ben@birch.test", "Please send invoice RE-2025-9999.", True),
    ("anna@adler.test", "Bitte um die Rechnung.", True),
    ("anna@adler.test", "Bitte einen Auszug aller offenen Posten.", True),
    ("anna@adler.test", "Wir hätten gern eine Beratung zum neuen Sortiment.", True),
    ("ben@birch.test", "Please send invoice RE-2025-0700.", False),
    ("fremd@nirgends.test", "Bitte senden Sie mir die Rechnung RE-2025-0412.", True),
    ("anna@adler.test", "Ich bin bis Montag nicht im Büro.", True),
)
AUTOMATIC = len(WISHES) - 1
Offer = Callable[[EmailMessage, str], None]


@dataclass
class Post:
    """All mail that is on its way to the clerk. `accepted` is what a door has taken over."""

    smtp: int
    deliver: Offer | None = None  # puts a mail into the mailbox that the clerk reads
    accepted: dict[str, str] = field(default_factory=dict)  # Message-ID -> door
    refused: list[str] = field(default_factory=list)  # answered 5xx: lost to its sender
    replies: dict[int, int] = field(default_factory=dict)  # SMTP code of a refusal -> times
    offered: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def mail(self) -> tuple[int, EmailMessage, str]:
        """The next mail and its writer."""
        with self.lock:
            self.offered += 1
            n = self.offered
        sender, text, proven = WISHES[n % len(WISHES)]
        mail = letter(sender, text, proven=proven, subject=f"Anfrage {n}")
        if n % len(WISHES) == AUTOMATIC:
            mail["Auto-Submitted"] = "auto-replied"
        return n, mail, sender

    def send(self, ending: threading.Event, pause: float, *, both: int = 0) -> None:
        """Mail after mail until told to end; every `both`-th also lies in the mailbox."""
        while not ending.is_set():
            n, mail, sender = self.mail()
            self.offer(mail, sender, self.by_smtp, "smtp")
            if both and n % both == 0 and self.deliver:
                self.offer(mail, sender, self.deliver, "imap")
            ending.wait(pause)

    def drop(self, ending: threading.Event, pause: float) -> None:
        """Mail after mail into the mailbox."""
        assert self.deliver
        while not ending.wait(pause):
            _, mail, sender = self.mail()
            self.offer(mail, sender, self.deliver, "imap")

    def offer(self, mail: EmailMessage, sender: str, way: Offer, door: str) -> None:
        """The same mail again and again, until it is taken or refused for good."""
        name, patience = str(mail["Message-ID"]), time.monotonic() + 180
        while time.monotonic() < patience:
            try:
                way(mail, sender)
            except smtplib.SMTPResponseException as error:
                self.note(error.smtp_code)
                if error.smtp_code >= 500:
                    self.refused.append(name)
                    return
            except (OSError, smtplib.SMTPException):
                pass
            else:
                self.accepted[name] = door
                return
            time.sleep(0.1)
        self.refused.append(name)

    def by_smtp(self, mail: EmailMessage, sender: str) -> None:
        """One session with the clerk's door; whatever is said at the end, a 250 counts."""
        door = smtplib.SMTP("127.0.0.1", self.smtp, timeout=40)
        try:
            door.send_message(mail, sender)
        finally:
            door.close()

    def note(self, code: int) -> None:
        """What the door said."""
        with self.lock:
            self.replies[code] = self.replies.get(code, 0) + 1

    @contextmanager
    def flowing(self, senders: int = 1, pause: float = 0.4) -> Iterator[None]:
        """Mail comes in meanwhile; at the end every mail that was begun is taken."""
        ending = threading.Event()
        both = 7 if self.deliver else 0
        work = [(self.send, {"both": both})] * senders + ([(self.drop, {})] if self.deliver else [])
        threads = [threading.Thread(target=f, args=(ending, pause), kwargs=more) for f, more in work]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            ending.set()
            for thread in threads:
                thread.join(200)
