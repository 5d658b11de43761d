"""Sends hostile mails through the door of running clerks, each followed by a good one, and judges all."""

import itertools
import re
import smtplib
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from email.message import EmailMessage
from pathlib import Path

from store.engine import Store
from store.traffic import InboxItem, Parcel
from tests.dns import Zone, serving
from tests.hostile.contents import BOMBS_ROW
from tests.hostile.dialogues import DIALOGUES, DOMAIN, LOCAL, Dialogue
from tests.hostile.facts import Facts
from tests.hostile.letters import CONTACTS, FOE, FRIEND, RELAY, Case, Sent, asks, zone
from tests.houses import House, Sink, open_sink, wait_for

LANES, LANES_FOR_BOMBS = 8, 3  # mails at once
LONGEST = 2.0  # seconds from "250" to the answer
MOST_MEMORY = 300.0  # MB
PATIENCE = 60.0  # seconds until a mail counts as lost
GOOD = "berta@birch.test"
GOOD_CONTACT = f"2001,{GOOD},Berta Birch,finance,,,,,,en,yes\n"
STAFF = "@house.test"
TROUBLE = re.compile(r"message\.failed|message\.stuck|\.fault|Traceback")


@dataclass(slots=True)
class Outcome:
    """What became of one case."""

    case: Case
    mark: str
    action: str = "lost"
    reason: str = ""
    given: frozenset[str] = frozenset()
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)
    disclosed: list[str] = field(default_factory=list)
    good: bool = False  # whether the good mail behind it was answered

    @property
    def expected(self) -> bool:
        """Whether all went as it should."""
        return self.action == self.case.expect and not self.faults

    def __str__(self) -> str:
        """One line for the one who reads a failure."""
        return (
            f"{self.case.row}: {self.case.name}: {self.action}, not {self.case.expect} ({self.reason}); "
            f"{self.seconds:.1f} s; faults {self.faults}; disclosed {self.disclosed}; good {self.good}"
        )


@dataclass
class Clerk:
    """One running house, and what a test reads of its store."""

    house: House
    store: Store
    brings: Callable[[Sent], Sent]  # how mail reaches it
    seen: dict[str, InboxItem] = field(default_factory=dict)  # by the mark in the recipient

    def look(self, newest: int) -> None:
        """Notes what was settled since, as far as it is among the newest."""
        with self.store.read() as unit:
            for item in unit.inbox.listed(("done", "stuck"), limit=newest):
                mark = re.search(r"\+([^@]+)@", (item.envelope.get("rcpt_tos") or [""])[0])
                self.seen[mark[1] if mark else item.external_id] = item

    def sent(self, item: InboxItem) -> tuple[Parcel, ...]:
        """What was written because of a message."""
        with self.store.read() as unit:
            return unit.outbox.of_inbox(item.id)

    def memory(self) -> float:
        """The most that the process ever held, MB."""
        assert self.house.process
        status = Path(f"/proc/{self.house.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]

    def trouble(self) -> list[str]:
        """Lines of the log that no mail may cause."""
        lines = (self.house.folder / "serve.log").read_text("utf-8", "replace").splitlines()
        return [line[:400] for line in lines if TROUBLE.search(line)]


def as_it_is(sent: Sent) -> Sent:
    """To the MX itself."""
    return sent


def by_relay(sent: Sent) -> Sent:
    """Through the own relay, which notes what it found of the envelope."""
    genuine = sent.peer == FRIEND or sent.mail_from.endswith("@evil.test")
    found = (
        f"spf={'pass' if genuine else 'fail'} smtp.mailfrom={sent.mail_from}"
        if sent.mail_from
        else "spf=none"
    )
    line = f"Authentication-Results: {RELAY}; {found}\r\n".encode()
    return replace(sent, raw=line + sent.raw, peer=FRIEND, helo=RELAY)


@dataclass
class World:
    """Two clerks (the MX itself, and behind a relay), their DNS and the relay that takes their mail."""

    clerks: dict[str, Clerk]
    sink: Sink
    zone: Zone
    facts: Facts
    ending: threading.Event = field(default_factory=threading.Event)

    def watch(self) -> None:
        """Looks at what was settled until the end."""
        looks = itertools.cycle((25, 25, 25, 25, 25, 200))
        while not self.ending.wait(0.12):
            newest = next(looks)
            for clerk in self.clerks.values():
                clerk.look(newest)

    def try_all(self, cases: Iterable[Case]) -> list[Outcome]:
        """All cases, some at a time; a slow one once more, alone, before it counts as slow."""
        numbered = [(case, f"h{n}") for n, case in enumerate(cases)]
        light = [one for one in numbered if one[0].row != BOMBS_ROW]
        heavy = [one for one in numbered if one[0].row == BOMBS_ROW]
        found: list[Outcome] = []
        for group, lanes in ((light, LANES), (heavy, LANES_FOR_BOMBS)):
            with ThreadPoolExecutor(lanes) as pool:
                found += pool.map(lambda one: self.attempt(*one), group)
        for outcome in found:
            if outcome.seconds > LONGEST:
                again = self.attempt(outcome.case, f"{outcome.mark}-again")
                outcome.seconds = min(outcome.seconds, again.seconds)
        for clerk in self.clerks.values():
            assert wait_for(lambda clerk=clerk: not self.pending(clerk)), "mail is left in the outbox"
        mails = {str(mail["Message-ID"]): mail for mail in self.sink.mails}
        for outcome in found:
            self.judge(outcome, mails)
        return found

    def speak_all(self) -> list[str]:
        """All dialogues by hand with the MX; what came out otherwise than it should."""
        clerk = self.clerks["direct"]
        marks = {f"d{n}": dialogue for n, dialogue in enumerate(DIALOGUES)}
        with ThreadPoolExecutor(LANES) as pool:
            said = dict(
                zip(marks, pool.map(lambda m: speak(clerk.house.smtp, marks[m], m), marks), strict=True)
            )
        send(clerk.house.smtp, asks("Please send invoice RE-2025-0700, at last.", GOOD), "at-last")
        assert wait_for_mark(clerk, "at-last")
        expected = {f"{mark}-out" for mark, dialogue in marks.items() if dialogue.comes}
        assert wait_for(lambda: expected <= clerk.seen.keys(), 10), expected - clerk.seen.keys()
        spoken = ((dialogue, said[mark]) for mark, dialogue in marks.items())
        faults = [f"{d.name}: {words!r}" for d, words in spoken if not all(c in words for c in d.codes)]
        came = {mark for mark in clerk.seen if re.fullmatch(r"d\d+-(?:in|out)", mark)}
        return faults + [f"{marks[m.split('-', 1)[0]].name}: {m} came" for m in sorted(came - expected)]

    def pending(self, clerk: Clerk) -> bool:
        """Whether mail still waits to be sent."""
        with clerk.store.read() as unit:
            return bool(unit.outbox.pending())

    def clerk_for(self, case: Case, mark: str) -> Clerk:
        """The clerk that a case is for; what does not depend on the proof goes to both in turn."""
        name = (
            case.house
            if case.house != "any"
            else sorted(self.clerks)[int(mark[1:].split("-", maxsplit=1)[0]) % 2]
        )
        return self.clerks[name]

    def attempt(self, case: Case, mark: str) -> Outcome:
        """A hostile mail and a good one behind it."""
        clerk, outcome = self.clerk_for(case, mark), Outcome(case, mark)
        sent = case.build()
        code = send(clerk.house.smtp, clerk.brings(sent) if case.house == "any" else sent, mark)
        good = asks(f"Please send invoice RE-2025-0700 ({mark}).", GOOD, f"Invoice {mark}")
        send(clerk.house.smtp, clerk.brings(good), f"g-{mark}")
        if code >= 500:
            outcome.action, outcome.reason = "reject", str(code)
        elif wait_for_mark(clerk, mark):
            item = clerk.seen[mark]
            outcome.action, outcome.reason = action_of(item), item.reason or ""
            outcome.given = frozenset(str(d["number"]) for d in item.story.get("documents", ()))
            outcome.seconds = (item.done_at - item.received_at).total_seconds()  # type: ignore[operator]
        outcome.good = wait_for_mark(clerk, f"g-{mark}") and clerk.seen[f"g-{mark}"].outcome == "answered"
        return outcome

    def judge(self, outcome: Outcome, mails: dict[str, EmailMessage]) -> None:
        """Who got what because of a hostile mail, and what it told."""
        case = outcome.case
        clerk = self.clerk_for(case, outcome.mark)
        item = clerk.seen.get(outcome.mark)
        if item is None:
            return
        if case.documents is not None and outcome.given != case.documents:
            outcome.faults.append(f"gave {sorted(outcome.given)}")
        outcome.disclosed += outcome.given - {d["NUMBER"] for d in self.facts.permitted(case.to)}
        with clerk.store.read() as unit:
            raw = unit.inbox.get(item.id).raw  # type: ignore[union-attr]
        typed = raw.decode("utf-8", "replace") if outcome.action == "answer" else ""
        for parcel in clerk.sent(item):
            if parcel.recipient.endswith(STAFF):
                continue
            mail = mails[parcel.message_id]
            outcome.disclosed += self.facts.told(mail, parcel.recipient, typed)
            outcome.faults += wrong(parcel.recipient, case, item, self.facts)
            outcome.faults += [f"header {name}" for name in mail if name.lower() not in HEADERS]


HEADERS = frozenset(
    [
        "from",
        "to",
        "subject",
        "date",
        "message-id",
        "in-reply-to",
        "references",
        "auto-submitted",
        "x-auto-response-suppress",
        "x-loop",
        "x-docclerk-loop",
        "mime-version",
        "content-type",
        "content-transfer-encoding",
        "content-language",
        "reply-to",
        "precedence",
    ]
)


def wrong(recipient: str, case: Case, item: InboxItem, facts: Facts) -> list[str]:
    """Why somebody should have got nothing; empty when they may."""
    admins = {c["EMAIL"] for c in facts.contacts if c["role"] == "admin"}
    allowed = {
        "answer": {case.to},
        "challenge": {item.sender},
        "refuse": {item.sender, *admins},
    }
    return [] if recipient in allowed.get(case.expect, ()) else [f"mail to {recipient}"]


def wait_for_mark(clerk: Clerk, mark: str) -> bool:
    """Whether a mail was settled in time."""
    return wait_for(lambda: mark in clerk.seen, PATIENCE)


def action_of(item: InboxItem) -> str:
    """What became of a message, in the words of the cases."""
    if item.state == "stuck":
        return "stuck"
    if item.outcome == "held":
        return "refuse" if (item.reason or "").startswith("unknown sender") else "hold"
    return {"challenge": "challenge", "ignored": "ignore"}.get(item.outcome or "", "answer")


def send(port: int, sent: Sent, mark: str) -> int:
    """Hands a mail to the door as it is; the code of the answer that decided."""
    local = "bounces" if sent.bounce else LOCAL
    with smtplib.SMTP("127.0.0.1", port, timeout=30, source_address=(sent.peer, 0)) as door:
        door.command_encoding = "utf-8"
        door.docmd("EHLO", sent.helo)
        for words in (f"MAIL FROM:<{sent.mail_from}>", f"RCPT TO:<{local}+{mark}@{DOMAIN}>"):
            code = talk(door, words)
            if code >= 400:
                return code
        return door.data(sent.raw)[0]


def talk(door: smtplib.SMTP, words: str) -> int:
    """One command, even one that smtplib would not send."""
    door.send(words.encode() + b"\r\n")
    return door.getreply()[0]


def speak(port: int, dialogue: Dialogue, mark: str) -> bytes:
    """A dialogue by hand; all that the door said."""
    said = b""
    with socket.create_connection(("127.0.0.1", port), 10, (FOE, 0)) as line:
        line.settimeout(0.3)
        for piece in dialogue.pieces:
            marked = piece.replace(b"{in}", address(f"{mark}-in")).replace(b"{out}", address(f"{mark}-out"))
            try:
                line.sendall(marked)
                said += line.recv(65_536)
            except OSError:
                continue  # it says nothing, or has hung up
        line.settimeout(1)
        try:
            line.shutdown(socket.SHUT_WR)
            while more := line.recv(65_536):
                said += more
        except OSError:
            pass
    return said


def address(mark: str) -> bytes:
    """The address for a mail that is to be found again."""
    return f"{LOCAL}+{mark}@{DOMAIN}".encode()


@contextmanager
def running(folder: Path) -> Iterator[World]:
    """The whole world, until the end of the context."""
    with ExitStack() as stack:
        names = stack.enter_context(serving(zone()))
        sink, relay = stack.enter_context(open_sink())
        ways = {"direct": as_it_is, "mta": by_relay}
        with ThreadPoolExecutor(len(ways)) as pool:
            begun = {n: pool.submit(started, stack, folder / n, relay, names, n, ways[n]) for n in ways}
        clerks = {name: future.result() for name, future in begun.items()}
        world = World(clerks, sink, names, Facts.read(CONTACTS + GOOD_CONTACT))
        watching = threading.Thread(target=world.watch, daemon=True)
        watching.start()
        stack.callback(watching.join)
        stack.callback(world.ending.set)
        yield world


def started(
    stack: ExitStack,
    folder: Path,
    relay: int,
    names: Zone,
    trust: str,
    brings: Callable[[Sent], Sent],
) -> Clerk:
    """One clerk with the small world, budgets out of the way."""
    folder.mkdir(parents=True)
    limits = ("domain_per_hour", "domain_per_day", "misses_per_day", "total_per_hour")
    settings = {f"limits__{name}": "100000" for name in limits} | {
        "mail__smtp__trust": trust,
        "mail__proof__nameserver": names.nameserver,
        "mail__proof__arc_sealers": '["list.test"]',
        "clerk__staff": f'["{STAFF}"]',
    }
    house = House.build(folder, relay, contacts=CONTACTS + GOOD_CONTACT, settings=settings)
    house.start()
    stack.callback(house.end)
    store = Store.open(f"sqlite:///{folder / 'docclerk.db'}")
    stack.callback(store.close)
    return Clerk(house, store, brings)
