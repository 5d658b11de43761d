"""The mailbox door: takes mail out of a folder into the inbox, and moves it when its message is settled."""

import hashlib
import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

import structlog
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from bot.channels.addresses import Addresses
from bot.channels.imap_mailbox import Absent, Envelope, Mailbox, Refused, Selected, logged_in, missing
from bot.imap_section import ImapSection
from parsers.mail.delivery import delivery_of
from parsers.mail.fingerprint import fingerprint
from store.engine import Store
from store.inbox import FOR_STAFF
from store.mailboxes import Numbering
from store.traffic import Arrival

BACKOFF = (1, 2, 5, 10)  # seconds until the next try; a server that is back is noticed within a minute
REFUSED = 30, 300  # seconds, more with each time and at most: wrong logins in a row close accounts
SKEW = timedelta(minutes=10)  # by which the server's clock may differ from ours
BATCH_MAILS, BATCH_BYTES = 50, 16_000_000  # that are taken together
BEGINNING = 256_000  # bytes that are fetched of a mail that is too large
CODE = re.compile(r"\[[A-Z-]{3,40}\]")

log = structlog.get_logger()


class ImapDoor:
    """One folder of one mailbox, with a connection of its own."""

    def __init__(
        self,
        store: Store,
        section: ImapSection,
        folder: str,
        addresses: Addresses,
        clock: Callable[[], datetime],
    ) -> None:
        self.store = store
        self.section = section
        self.folder = folder
        self.addresses = addresses
        self.clock = clock
        self.mailbox: Mailbox | None = None
        self.numbering = Numbering(section.account, folder, 0)
        self.waits = False  # a taken mail waits for its place
        self.whole = True  # the last round left nothing undone
        self.failures = 0
        self.log = log.bind(mailbox=section.host, folder=folder)

    @property
    def name(self) -> str:
        """What heartbeats call it."""
        return f"imap {self.section.account} {self.folder}"

    def run(self, ending: threading.Event) -> None:
        """Attends to the folder until told to end; whatever breaks is tried again."""
        while not ending.is_set():
            ending.wait(self.session(ending))
            self.mailbox = None

    def session(self, ending: threading.Event) -> float:
        """From the login to what ends it; the seconds until the next."""
        try:
            with logged_in(self.section) as mailbox:
                self.mailbox = mailbox
                self.attend(mailbox, ending)
        except Refused as reason:
            self.log.error("imap.refused", reason=str(reason))
            self.failures += 1
            return REFUSED[0] if isinstance(reason, Absent) else min(REFUSED[0] * self.failures, REFUSED[1])
        except (IMAPClientError, OSError) as error:
            self.log.warning("imap.lost", error=type(error).__name__, code=code_in(error))
        except Exception:
            self.log.exception("imap.fault")
        self.failures += 1
        return BACKOFF[min(self.failures, len(BACKOFF)) - 1]

    def hang_up(self) -> None:
        """Breaks the connection, for an end that cannot wait."""
        if mailbox := self.mailbox:
            mailbox.hang_up()

    def attend(self, mailbox: Mailbox, ending: threading.Event) -> None:
        """One session: round after round, with a rest between them."""
        self.make_folders(mailbox)
        while not ending.is_set():
            self.round(mailbox)
            self.failures = 0
            self.beat()
            self.rest(mailbox, ending)

    def make_folders(self, mailbox: Mailbox) -> None:
        """Those that mails are moved to; where that is refused, mails stay and the log says why."""
        section = self.section
        targets = (section.done_folder, section.held_folder, section.ignored_folder or "")
        for folder in missing(targets, mailbox):
            try:
                mailbox.create(folder)
            except Refused as reason:
                self.log.error("imap.no_folder", reason=str(reason))

    def round(self, mailbox: Mailbox) -> None:
        """Takes what is new, forgets what is gone, moves what is settled."""
        self.whole = True
        selected = mailbox.select(self.folder)
        self.numbering = Numbering(self.section.account, self.folder, selected.uidvalidity)
        present = mailbox.uids(selected.exists, self.first_uid(mailbox, selected))
        with self.store.read() as unit:
            known = unit.mailboxes.known(self.numbering)
        if gone := known - present:
            with self.store.begin() as unit:
                unit.mailboxes.forget(self.numbering, gone)
        for batch in batches(mailbox.envelopes(sorted(present - known))):
            self.take(mailbox, batch)
        self.place(mailbox)

    def first_uid(self, mailbox: Mailbox, selected: Selected) -> int:
        """Where our interest begins. What lay in the folder before the first start is left alone, unless
        all mail is wanted; when the server has numbered its mails anew, their dates tell which these are.
        """
        everything = self.section.since == "all"
        with self.store.read() as unit:
            met = unit.mailboxes.folder(self.section.account, self.folder)
        if met is None:
            first = selected.uidnext or max(mailbox.uids(selected.exists, 1), default=0) + 1
            with self.store.begin() as unit:
                unit.mailboxes.begin(self.numbering, first, self.clock())
            self.log.info("imap.begun", there=selected.exists, taken=everything)
        elif met.uidvalidity != selected.uidvalidity:
            there = mailbox.envelopes(sorted(mailbox.uids(selected.exists, 1)))
            old = [] if everything else [e.uid for e in there if e.date < met.started_at - SKEW]
            with self.store.begin() as unit:
                unit.mailboxes.renumber(self.numbering, old)
            self.log.warning("imap.renumbered", there=selected.exists, old=len(old))
            first = 1
        else:
            first = met.first_uid
        return 1 if everything else first

    def take(self, mailbox: Mailbox, batch: list[Envelope]) -> None:
        """Into the inbox, synced to disk; only what is safe there counts as taken."""
        arrivals = {e.uid: arrival for e in batch if (arrival := self.arrival(mailbox, e))}
        futures = {uid: self.store.submit(arrival) for uid, arrival in arrivals.items()}
        faults = [fault for future in futures.values() if (fault := future.exception())]
        taken = {uid: arrivals[uid].external_id for uid, f in futures.items() if not f.exception()}
        new = sum(futures[uid].result() for uid in taken)
        with self.store.begin() as unit:
            unit.mailboxes.take(self.numbering, taken)
        self.log.info("imap.taken", new=new, seen=len(taken) - new, failed=len(faults))
        if faults:
            raise faults[0]

    def arrival(self, mailbox: Mailbox, mail: Envelope) -> Arrival | None:
        """A mail as it lies there; of one that is too large the beginning. None when it cannot be had."""
        limit = self.section.max_bytes
        try:
            raw = mailbox.beginning(mail.uid, BEGINNING if mail.size > limit else limit + 1)
        except IMAPClientAbortError:
            raise
        except IMAPClientError as error:  # one damaged mail does not keep the others waiting
            self.whole = False
            self.log.error("imap.unreadable", uid=mail.uid, code=code_in(error))
            return None
        if raw is None:
            return None
        size = max(mail.size, len(raw))
        raw = raw if size <= limit else raw[:BEGINNING]
        return Arrival(
            channel="email",
            external_id=fingerprint(raw) or f"unnamed-{hashlib.sha256(raw).hexdigest()}",
            raw=raw,
            received_at=self.clock(),
            envelope=self.envelope(raw, mail.uid) | ({"whole": size} if size > limit else {}),
        )

    def envelope(self, raw: bytes, uid: int) -> dict[str, Any]:
        """The way a mail came: nobody delivered it to us, so all that is known of that stands in the mail."""
        delivery = delivery_of(raw, self.addresses.is_bounce)
        told = {} if self.section.authserv_id is None else {"authserv_id": self.section.authserv_id}
        return {
            "door": "imap",
            "mailbox": self.section.account,
            "folder": self.folder,
            "uidvalidity": self.numbering.uidvalidity,
            "uid": uid,
            "peer": "",
            "mail_from": delivery.mail_from,
            "rcpt_tos": [delivery.bounced_to] if delivery.bounced_to else [],
            "hops": self.section.hops,
            **told,
        }

    def place(self, mailbox: Mailbox) -> None:
        """Moves the mails whose messages are settled; what cannot be moved is tried in the next round."""
        with self.store.read() as unit:
            settled = unit.mailboxes.settled(self.numbering)
        by_target: dict[str, list[int]] = {}
        for mail in settled:
            by_target.setdefault(self.target(mail.outcome), []).append(mail.uid)
        stays, stuck = by_target.pop("", []), False
        for target, uids in by_target.items():
            if self.moved(mailbox, uids, target):
                with self.store.begin() as unit:
                    unit.mailboxes.forget(self.numbering, uids)
            else:
                stuck = True
        if stays:
            with self.store.begin() as unit:
                unit.mailboxes.stay(self.numbering, stays)
        with self.store.read() as unit:
            self.waits = not stuck and unit.mailboxes.waits(self.numbering)

    def moved(self, mailbox: Mailbox, uids: list[int], target: str) -> bool:
        """Whether the server let us."""
        try:
            mailbox.move(uids, target)
        except IMAPClientAbortError:
            raise
        except (IMAPClientError, Refused) as error:
            self.whole = False
            self.log.error("imap.not_moved", to=target, mails=len(uids), code=code_in(error))
            return False
        return True

    def target(self, outcome: str) -> str:
        """Where a mail belongs whose message came to this; "" = where it is."""
        section = self.section
        if outcome in (*FOR_STAFF, "stuck"):
            return section.held_folder
        if outcome in ("shadow", ""):  # people still answer it themselves; nobody knows it any more
            return ""
        if outcome == "ignored" and section.ignored_folder is not None:
            return section.ignored_folder
        return section.done_folder

    def rest(self, mailbox: Mailbox, ending: threading.Event) -> None:
        """Until mail comes, something is settled, or it is time to look at everything again."""
        until = time.monotonic() + self.section.poll.total_seconds()
        renew, idle = self.section.renew.total_seconds(), self.section.idle

        def due() -> bool:
            return ending.is_set() or self.settled()

        while not due() and (left := until - time.monotonic()) > 0:
            if mailbox.wait(min(renew, left), due, idle=idle):
                return
            self.beat()

    def settled(self) -> bool:
        """Whether a mail waits that could be moved now."""
        if not self.waits:
            return False
        with self.store.read() as unit:
            return bool(unit.mailboxes.settled(self.numbering))

    def beat(self) -> None:
        """The server has answered and nothing was left undone."""
        if self.whole:
            with self.store.begin(durable=False) as unit:
                unit.heartbeats.beat(self.name, self.clock())


def doors(
    sections: Iterable[ImapSection], store: Store, addresses: Addresses, clock: Callable[[], datetime]
) -> tuple[ImapDoor, ...]:
    """One door for each folder of each mailbox."""
    return tuple(
        ImapDoor(store, section, folder, addresses, clock)
        for section in sections
        for folder in section.folder
    )


def batches(mails: Iterable[Envelope]) -> Iterator[list[Envelope]]:
    """As many as are fetched together, or one that is larger."""
    batch: list[Envelope] = []
    size = 0
    for mail in mails:
        if batch and (len(batch) >= BATCH_MAILS or size + mail.size > BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(mail)
        size += mail.size
    if batch:
        yield batch


def code_in(error: Exception) -> str:
    """The code in a server's words, for the log: the words themselves may hold a piece of somebody's mail."""
    found = CODE.search(str(error))
    return found[0] if found else "no code"
