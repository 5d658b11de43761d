"""Two clerks who are each other's contact, and the post between them."""

import email
import smtplib
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from store.engine import Store
from tests.dns import Zone, serving, txt
from tests.hostile.letters import FRIEND, letter
from tests.houses import House, free_port, wait_for

DOMAINS = ("house.test", "other.test")
MARKS = ("Auto-Submitted", "X-Auto-Response-Suppress", "X-Docclerk-Loop", "X-Loop", "Precedence")
QUIET = 2.0  # seconds without any mail, with nothing waiting in either house


@dataclass
class Post:
    """Carries each mail to the clerk whose domain it names; may take off all that shows a machine."""

    ports: dict[str, int]
    strips: bool = False
    carried: list[tuple[str, Message]] = field(default_factory=list)  # sender's domain, mail
    last: float = field(default_factory=time.monotonic)
    lock: threading.Lock = field(default_factory=threading.Lock)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Takes a mail over and carries it at once."""
        mail = email.message_from_bytes(envelope.original_content or b"")
        for name in MARKS if self.strips else ():
            del mail[name]
        threading.Thread(target=self.carry, args=(mail, envelope), daemon=True).start()
        return "250 Taken"

    def carry(self, mail: Message, envelope: Envelope) -> None:
        """To the other clerk."""
        with self.lock:
            self.carried.append((str(mail["From"]).rpartition("@")[2].strip(">"), mail))
            self.last = time.monotonic()
        with smtplib.SMTP("127.0.0.1", self.ports[envelope.rcpt_tos[0].rpartition("@")[2]]) as door:
            sender = str(mail["From"]) if self.strips else envelope.mail_from or ""
            door.sendmail(sender, envelope.rcpt_tos, mail.as_bytes())

    def sent_by(self, domain: str) -> list[Message]:
        """What one clerk has sent."""
        with self.lock:
            return [mail for sender, mail in self.carried if sender == domain]


@dataclass
class Duel:
    """Both clerks, running."""

    post: Post
    stores: dict[str, Store]

    def begin(self) -> None:
        """Each gets a wish that the other one seems to have written."""
        for here, there in (DOMAINS, DOMAINS[::-1]):
            wish = letter(f"belege@{there}", "Please send invoice RE-2025-0700.", subject="Invoice")
            with smtplib.SMTP("127.0.0.1", self.post.ports[here], source_address=(FRIEND, 0)) as door:
                door.sendmail(f"someone@{there}", [f"belege@{here}"], wish)

    def rests(self, seconds: float) -> bool:
        """Whether both come to rest in time."""
        return wait_for(lambda: time.monotonic() - self.post.last > QUIET and not self.busy(), seconds)

    def busy(self) -> bool:
        """Whether anything waits in either house."""
        for store in self.stores.values():
            with store.read() as unit:
                counts = unit.inbox.counts()
                if counts["received"] + counts["working"] or unit.outbox.pending():
                    return True
        return False


@contextmanager
def duelling(folder: Path, answers_per_hour: int) -> Iterator[Duel]:
    """Two clerks whose mail goes to each other, until the end of the context."""
    with ExitStack() as stack:
        spf = dict.fromkeys(DOMAINS, f"v=spf1 ip4:{FRIEND} -all")
        names = stack.enter_context(serving(Zone(txt(spf))))
        port = free_port()
        with ThreadPoolExecutor(len(DOMAINS)) as pool:
            pairs = (DOMAINS, DOMAINS[::-1])
            settings = {
                "mail__smtp__trust": "direct",
                "mail__proof__nameserver": names.nameserver,
                "clerk__escalation": "",
                "limits__answers_per_hour": str(answers_per_hour),
            }
            houses = list(pool.map(lambda pair: built(folder, *pair, port, settings), pairs))
        post = Post({domain: house.smtp for domain, house in zip(DOMAINS, houses, strict=True)})
        server = Controller(post, hostname="127.0.0.1", port=port)
        server.start()
        stack.callback(server.stop)
        stores = {}
        for domain, house in zip(DOMAINS, houses, strict=True):
            stack.callback(house.end)
            stores[domain] = Store.open(f"sqlite:///{house.folder / 'docclerk.db'}")
            stack.callback(stores[domain].close)
        yield Duel(post, stores)


def built(folder: Path, here: str, there: str, relay: int, settings: dict[str, str]) -> House:
    """One clerk, who knows the other as a customer's contact."""
    own = folder / here
    own.mkdir(parents=True)
    contact = f"2001,belege@{there},Otto Other,finance,,,,,,en,yes\n"
    settings = {**settings, "mail__address": f"belege@{here}"}
    house = House.build(own, relay, contacts=contact, settings=settings)
    house.start()
    return house
