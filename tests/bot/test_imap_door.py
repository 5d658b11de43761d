"""The mailbox door before a real Dovecot: every mail is taken once, answered, and put where it belongs."""

import datetime as dt
import signal
import smtplib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot import serve, worker
from bot.channels import imap_door, imap_mailbox
from bot.channels.addresses import Addresses
from bot.channels.imap_check import check
from bot.channels.imap_door import ImapDoor, doors
from bot.clock import utc_now
from bot.imap_section import ImapSection
from bot.sections import MailSection
from bot.wiring import Clerk
from parsers.message import ProofLevel
from store.traffic import InboxItem
from tests.dovecot import MISSING, Dovecot, dovecot, token
from tests.houses import RELAY_ID, House, letter, open_sink, wait_for
from tests.world import ADDRESS, believing

pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not on this machine: {', '.join(MISSING)}")

PLAIN = "IMAP4rev1 SASL-IR LITERAL+ NAMESPACE UIDPLUS"  # neither MOVE nor IDLE
NUMBERS = iter(range(1, 10_000))


@pytest.fixture(autouse=True)
def in_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    """Short pauses; how long a silent server goes unnoticed is a matter of the configuration."""
    monkeypatch.setattr(imap_mailbox, "SLICE", 0.05)
    monkeypatch.setattr(imap_door, "BACKOFF", (0.2,))
    monkeypatch.setattr(imap_door, "REFUSED", (0.2, 0.2))
    monkeypatch.setattr(serve, "PATIENCE", 0.5)


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    """One server for all tests that do not break it; each takes a mailbox of its own."""
    with dovecot() as running:
        yield running


@pytest.fixture
def user() -> str:
    """A mailbox that nobody has used."""
    return f"belege{next(NUMBERS)}"


@pytest.fixture
def now_clerk(clerk: Clerk) -> Clerk:
    """The clerk in the server's own time."""
    return replace(clerk, clock=utc_now)


def wish(n: str = "1", text: str = "Bitte RE-2025-0412.", sender: str = "anna@adler.test") -> bytes:
    """A mail as bytes; its Message-ID is <n@x.test>."""
    head = f"From: {sender}\r\nTo: {ADDRESS}\r\nSubject: Beleg\r\nMessage-ID: <{n}@x.test>\r\n"
    return f"{head}Content-Type: text/plain; charset=utf-8\r\n\r\n{text} ({n})\r\n".encode()


def ids(*numbers: str) -> set[str]:
    return {f"<{n}@x.test>" for n in numbers}


@contextmanager
def attended(clerk: Clerk, *tables: dict[str, Any], working: bool = True) -> Iterator[tuple[ImapDoor, ...]]:
    """Doors that run, with a worker; their end must come soon, whatever the server does."""
    sections = [ImapSection.model_validate(table) for table in tables]
    opened = doors(sections, clerk.store, Addresses.of(clerk.config.mail), clerk.clock)
    ending = threading.Event()
    bodies: list[Callable[[threading.Event], None]] = [door.run for door in opened]
    if working:
        bodies.append(lambda stop: worker.run(clerk.worker("w"), stop, 0.05))
    threads = [threading.Thread(target=body, args=(ending,), daemon=True) for body in bodies]
    for thread in threads:
        thread.start()
    try:
        yield opened
    finally:
        ending.set()
        for thread in threads:
            thread.join(8)
            assert not thread.is_alive()


def begun(clerk: Clerk, doors: tuple[ImapDoor, ...]) -> bool:
    """Whether each door has looked at its folder for the first time."""
    with clerk.store.read() as unit:
        return all(unit.mailboxes.folder(d.section.account, d.folder) for d in doors)


def met(clerk: Clerk, opened: tuple[ImapDoor, ...]) -> None:
    assert wait_for(lambda: begun(clerk, opened), 10)


def items(clerk: Clerk) -> dict[str, InboxItem]:
    """Message-ID -> the settled message."""
    with clerk.store.read() as unit:
        return {item.message_id or "": item for item in unit.inbox.listed(("done", "stuck"))}


def parcels(clerk: Clerk) -> list[str]:
    """The recipients of what would go out."""
    found = []
    while True:
        with clerk.store.begin() as unit:
            parcel = unit.outbox.claim(clerk.clock(), "t", dt.timedelta(hours=1))
        if parcel is None:
            return found
        found.append(parcel.recipient)


def lies(server: Dovecot, user: str, folder: str, *numbers: str) -> bool:
    """Whether exactly these mails come to lie in a folder."""
    return wait_for(lambda: set(server.mails(user, folder)) == ids(*numbers), 12)


def test_from_the_mailbox_to_the_answer(server: Dovecot, user: str, tmp_path: Path) -> None:
    table = server.section(user, authserv_id=RELAY_ID, hops="1")
    with open_sink() as (sink, relay):
        house = House.build(tmp_path, relay, settings={f"mail__imap__{k}": str(v) for k, v in table.items()})
        house.start()
        try:
            mail = letter("anna@adler.test", "Bitte Rechnung RE-2025-0412 und den Lieferschein dazu.")
            forged = letter("anna@adler.test", "Bitte Rechnung RE-2025-0413.", proven=False)
            assert wait_for(lambda: "imap.begun" in house_log(tmp_path))
            server.deliver(user, mail.as_bytes())
            server.deliver(user, b"Received: from x by other.test; Fri, 14 Nov 2025\r\n" + mail_of(mail, "2"))
            with smtplib.SMTP("127.0.0.1", house.smtp) as door:
                door.send_message(mail)
            server.deliver(user, forged.as_bytes())
            assert wait_for(lambda: str(mail["Message-ID"]) in sink.answers())
            assert wait_for(lambda: len(server.mails(user, "Done")) == 3), house_log(tmp_path)
            assert server.mails(user) == {}
            assert b"\\Seen" not in server.mails(user, "Done")[str(mail["Message-ID"])]
            time.sleep(0.3)
            (answer,) = sink.answers()[str(mail["Message-ID"])]
            assert len(list(answer.iter_attachments())) == 2
            challenges = [m for m in sink.mails if m["To"] == "anna@adler.test" and m is not answer]
            assert {m["In-Reply-To"] for m in challenges} == {None}  # for the two that prove nothing
        finally:
            assert house.end() == 0
    assert "anna" not in house_log(tmp_path)


def mail_of(mail: Any, n: str) -> bytes:
    """The same mail under another Message-ID."""
    return bytes(mail.as_bytes()).replace(str(mail["Message-ID"]).encode(), f"<{n}@x.test>".encode())


def folders(server: Dovecot, user: str) -> set[str]:
    with server.session(user) as client:
        return {name for _, _, name in client.list_folders()}


def house_log(folder: Path) -> str:
    return (folder / "serve.log").read_text()


def test_what_lay_there_before_is_left(server: Dovecot, user: str, now_clerk: Clerk) -> None:
    server.deliver(user, wish("old"))
    with attended(now_clerk, server.section(user)) as opened:
        met(now_clerk, opened)
        server.deliver(user, wish("new"))
        assert lies(server, user, "Done", "new")
    assert set(server.mails(user)) == ids("old")
    assert items(now_clerk)["<new@x.test>"].outcome == "answered"
    with attended(now_clerk, server.section(user, since="all")):
        assert lies(server, user, "Done", "new", "old")
    assert parcels(now_clerk) == ["anna@adler.test"] * 2


def test_what_came_while_the_clerk_was_away_is_answered(server: Dovecot, user: str, now_clerk: Clerk) -> None:
    with attended(now_clerk, server.section(user)) as opened:
        met(now_clerk, opened)
    server.deliver(user, wish("1"))
    with attended(now_clerk, server.section(user)):
        assert lies(server, user, "Done", "1")


def test_people_use_the_mailbox_too(server: Dovecot, user: str, now_clerk: Clerk) -> None:
    with attended(now_clerk, server.section(user)) as opened:
        met(now_clerk, opened)
    server.append(user, wish("read"), flags=(b"\\Seen",))
    server.append(user, wish("flagged"), flags=(b"\\Flagged", b"$Important"))
    server.append(user, wish("answered"), flags=(b"\\Answered", b"\\Seen"))
    server.append(user, wish("deleted"), flags=(b"\\Deleted",))
    server.append(user, wish("draft"), flags=(b"\\Draft",))
    server.append(user, wish("elsewhere"), "Frau Weber")
    with attended(now_clerk, server.section(user)):
        assert lies(server, user, "Done", "read", "flagged", "answered")
        flags = server.mails(user, "Done")
        assert flags["<read@x.test>"] >= {b"\\Seen"}
        assert flags["<flagged@x.test>"] >= {b"\\Flagged", b"$Important"}
        assert b"\\Seen" not in flags["<flagged@x.test>"]
        with server.session(user, "Frau Weber") as client:
            client.move([1], "INBOX")  # by hand: it is wanted
        assert lies(server, user, "Done", "read", "flagged", "answered", "elsewhere")
        with server.session(user, "Done") as client:
            client.move(client.search(["HEADER", "Message-ID", "read"]), "INBOX")  # back: it was answered
        assert lies(server, user, "Done", "read", "flagged", "answered", "elsewhere")
    assert set(server.mails(user)) == ids("deleted", "draft")
    assert len(parcels(now_clerk)) == 4


def test_a_mail_that_somebody_takes_away_first(server: Dovecot, user: str, now_clerk: Clerk) -> None:
    with attended(now_clerk, server.section(user), working=False) as opened:
        met(now_clerk, opened)
        server.deliver(user, wish("1"))
        assert wait_for(lambda: opened[0].waits, 10)
        server.append(user, wish("x"), "Frau Weber")
        with server.session(user, "INBOX") as client:
            client.move(client.search(), "Frau Weber")
    with attended(now_clerk, server.section(user)) as opened:
        assert wait_for(lambda: "<1@x.test>" in items(now_clerk), 10)  # taken is taken
        server.deliver(user, wish("2"))
        assert lies(server, user, "Done", "2")
    assert set(server.mails(user, "Frau Weber")) == ids("1", "x")


def test_what_a_person_must_see_comes_into_its_own_folder(
    server: Dovecot, user: str, now_clerk: Clerk
) -> None:
    with attended(now_clerk, server.section(user, ignored_folder="")) as opened:
        met(now_clerk, opened)
        server.deliver(user, b"From: x@evil.test\r\n" + wish("two"))
        server.deliver(user, wish("handed", "Die Ware ist kaputt, wir reklamieren."))
        server.deliver(user, wish("own", sender=ADDRESS))
        server.deliver(user, b"Auto-Submitted: auto-replied\r\n" + wish("machine"))
        server.deliver(user, wish("good"))
        assert lies(server, user, "Held", "two", "handed")
        assert lies(server, user, "Done", "good")
        assert lies(server, user, "INBOX", "own", "machine")
        assert wait_for(lambda: len(items(now_clerk)) == 5)
    outcomes = {id: (item.outcome, item.reason) for id, item in items(now_clerk).items()}
    assert outcomes["<own@x.test>"] == ("ignored", "own mail")
    assert outcomes["<two@x.test>"][0] == "held"
    assert parcels(now_clerk).count("anna@adler.test") == 2
    with attended(now_clerk, server.section(user, ignored_folder="")):  # what stays is not looked at again
        server.deliver(user, wish("next"))
        assert lies(server, user, "Done", "good", "next")
    assert len(items(now_clerk)) == 6


HOSTILE = {
    "no header": b"\r\nnothing else\r\n",
    "no body": b"From: anna@adler.test\r\nMessage-ID: <h2@x.test>\r\n",
    "no id": b"From: anna@adler.test\r\n\r\nBitte RE-2025-0412.\r\n",
    "odd bytes": b"From: anna@adler.test\r\nX: \xff\xfe\x80\r\n\r\n\xff\x80 ){5}\r\n",
    "like a protocol": wish("h5", ")\r\nA1 OK\r\n* BYE\r\n* 1 EXISTS\r\n{99}"),
    "no charset": wish("h6").replace(b"utf-8", b"x-none"),
    "a deep one": b"From: anna@adler.test\r\n"
    + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(200)),
    "many fields": b"X: y\r\n" * 5000 + wish("h8"),
    "a long line": wish("h9", "x" * 1_200_000),
}


def test_hostile_mails_keep_nobody_waiting(server: Dovecot, user: str, now_clerk: Clerk) -> None:
    with attended(now_clerk, server.section(user, max_bytes="5MB")) as opened:
        met(now_clerk, opened)
        for raw in HOSTILE.values():
            server.append(user, raw)
        server.deliver(user, wish("good"))
        assert wait_for(lambda: "<good@x.test>" in server.mails(user, "Done"), 15)
        assert wait_for(lambda: not server.mails(user), 10)
    with now_clerk.store.read() as unit:
        assert unit.inbox.counts()["done"] == len(HOSTILE) + 1


def test_a_large_mail_is_held_with_a_notice(server: Dovecot, user: str, now_clerk: Clerk) -> None:
    large = wish("large", "Bitte RE-2025-0412. " + "x\r\n" * 300_000)
    with attended(now_clerk, server.section(user, max_bytes="500kB")) as opened:
        met(now_clerk, opened)
        server.append(user, large)
        assert lies(server, user, "Held", "large")
    item = items(now_clerk)["<large@x.test>"]
    assert item.outcome == "held"
    assert "its beginning" in (item.reason or "")
    with now_clerk.store.read() as unit:
        whole = unit.inbox.get(item.id)
    assert whole and len(whole.raw) == 256_000
    assert parcels(now_clerk) == ["weber@house.test"]
    with server.session(user, "Held") as client:
        assert client.fetch([1], ["RFC822.SIZE"])[1][b"RFC822.SIZE"] == len(large)


def test_the_same_mail_again_and_by_another_door(server: Dovecot, user: str, now_clerk: Clerk) -> None:
    with attended(now_clerk, server.section(user)) as opened:
        met(now_clerk, opened)
        for _ in range(2):
            server.deliver(user, wish("1"))
            server.append(user, wish("1"))
        assert wait_for(lambda: not server.mails(user) and server.mails(user, "Done"), 10)
    assert len(parcels(now_clerk)) == 1


def test_a_crash_before_the_door_has_written_down_what_it_took(
    server: Dovecot, user: str, now_clerk: Clerk
) -> None:
    with attended(now_clerk, server.section(user), working=False) as (door,):
        met(now_clerk, (door,))
        server.deliver(user, wish("1"))
        server.append(user, b"From: anna@adler.test\r\n\r\nBitte RE-2025-0412, ohne Nummer.\r\n")
        assert wait_for(lambda: known(now_clerk, door) == 2, 10)
    with now_clerk.store.begin() as unit:
        unit.mailboxes.forget(door.numbering, unit.mailboxes.known(door.numbering))
    with attended(now_clerk, server.section(user)):
        assert wait_for(lambda: not server.mails(user) and len(server.mails(user, "Done")) == 2, 10)
    assert len(parcels(now_clerk)) == 2


def known(clerk: Clerk, door: ImapDoor) -> int:
    with clerk.store.read() as unit:
        return len(unit.mailboxes.known(door.numbering))


def test_mail_is_noticed_at_once(server: Dovecot, user: str, now_clerk: Clerk) -> None:
    slow = server.section(user, poll="5m", renew="5m")
    with attended(now_clerk, slow) as opened:
        met(now_clerk, opened)
        for n in range(4):
            server.deliver(user, wish(str(n)))
            assert wait_for(lambda n=n: f"<{n}@x.test>" in items(now_clerk))  # long before the next look
            time.sleep(0.05 * n)  # into the moment in which the door moves, looks and begins to wait again
        assert lies(server, user, "Done", *map(str, range(4)))


def test_nothing_that_a_server_says_by_the_way_is_missed(server: Dovecot, user: str) -> None:
    section = ImapSection.model_validate(server.section(user))
    server.append(user, wish("0"), "Done")
    with imap_mailbox.logged_in(section) as mailbox:
        for idle in (True, False):
            there = mailbox.select("INBOX").exists
            server.deliver(user, wish(f"{there}a"))
            assert len(mailbox.uids(1, 1)) <= there + 1  # the answer to this tells it, and nothing after
            assert mailbox.wait(20, lambda: False, idle=idle)
            mailbox.select("INBOX")
            assert not mailbox.wait(0.2, lambda: False, idle=idle)
            assert not mailbox.wait(20, lambda: True, idle=idle)
        later = threading.Timer(0.3, server.deliver, (user, wish("later")))
        later.start()
        assert mailbox.wait(20, lambda: False)
        later.join()


def test_a_server_that_can_little(user: str, now_clerk: Clerk) -> None:
    with dovecot(PLAIN) as plain:
        with attended(now_clerk, plain.section(user)) as opened:
            met(now_clerk, opened)
            plain.append(user, wish("theirs"), flags=(b"\\Deleted",))
            plain.deliver(user, wish("1"))
            assert lies(plain, user, "Done", "1")
            assert lies(plain, user, "INBOX", "theirs")
        assert "no MOVE" in told(plain.section(user))[0][1]
    assert len(parcels(now_clerk)) == 1


def test_a_server_that_can_even_less(user: str, now_clerk: Clerk) -> None:
    with dovecot(PLAIN.removesuffix(" UIDPLUS")) as poor, attended(now_clerk, poor.section(user)) as opened:
        met(now_clerk, opened)
        poor.deliver(user, wish("2"))
        assert lies(poor, user, "Done", "2")
        assert wait_for(lambda: b"\\Deleted" in poor.mails(user)["<2@x.test>"], 5)
        poor.deliver(user, wish("3"))
        assert lies(poor, user, "Done", "2", "3")
    assert len(parcels(now_clerk)) == 2


def test_a_crash_between_copy_and_deletion_leaves_one_copy(
    user: str, now_clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, broken = imap_mailbox.Client.delete_messages, []

    def breaks(client: imap_mailbox.Client, *given: Any, **more: Any) -> Any:
        if not broken:
            broken.append(True)
            raise OSError("the line is gone")
        return whole(client, *given, **more)

    monkeypatch.setattr(imap_mailbox.Client, "delete_messages", breaks)
    with dovecot(PLAIN) as plain, attended(now_clerk, plain.section(user)) as opened:
        met(now_clerk, opened)
        plain.deliver(user, wish("1"))
        assert lies(plain, user, "INBOX")
        plain.deliver(user, wish("1"))  # the same words once more are another mail, and are kept
        plain.deliver(user, wish("2"))
        assert lies(plain, user, "INBOX")
        with plain.session(user, "Done") as client:
            assert len(client.search()) == 3
    assert broken
    assert len(parcels(now_clerk)) == 2


def told(table: dict[str, Any]) -> list[tuple[bool, str]]:
    return list(check(ImapSection.model_validate(table)))


def test_the_server_numbers_its_mails_anew(server: Dovecot, user: str, now_clerk: Clerk) -> None:
    with server.session(user) as client:
        client.append("INBOX", wish("old"), msg_time=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    with attended(now_clerk, server.section(user)) as opened:
        met(now_clerk, opened)
        server.deliver(user, wish("1"))
        assert lies(server, user, "Done", "1")
        server.admin("mailbox", "update", "-u", user, "--uid-validity", "77777", "INBOX")
        server.deliver(user, wish("2"))
        assert lies(server, user, "Done", "1", "2")
        with now_clerk.store.read() as unit:
            folder = unit.mailboxes.folder(opened[0].section.account, "INBOX")
        assert folder and folder.uidvalidity == 77777
    assert set(server.mails(user)) == ids("old")
    assert len(parcels(now_clerk)) == 2


def test_a_folder_that_comes_and_goes(server: Dovecot, user: str, now_clerk: Clerk) -> None:
    with attended(now_clerk, server.section(user, folder="Belege", poll="1s")) as (door,):
        assert wait_for(lambda: door.failures > 1, 10)
        server.append(user, wish("0"), "Belege")
        met(now_clerk, (door,))
        server.append(user, wish("1"), "Belege")
        assert wait_for(lambda: "<1@x.test>" in server.mails(user, "Done"), 10)
        with server.session(user) as client:
            client.delete_folder("Done")
            client.delete_folder("Belege")
        assert wait_for(lambda: door.failures > 0, 10)
        server.append(user, wish("2"), "Belege")
        assert wait_for(lambda: "<2@x.test>" in server.mails(user, "Done"), 10)
    assert not [text for ok, text in told(server.section(user, folder="Belege")) if not ok]
    (refused,) = [text for ok, text in told(server.section(user, folder="Belge")) if not ok]
    assert "'Belge'" in refused


def test_names_beyond_ascii_and_several_folders(server: Dovecot, user: str, now_clerk: Clerk) -> None:
    names = {"done_folder": "Erledigt/Größe & Maß", "held_folder": "Für Menschen ✓"}
    first = server.section(user, folder=["INBOX", "Bitten & Wünsche"], **names)
    second = server.section(f"{user}b")
    server.append(user, wish("old"), "Bitten & Wünsche")
    with attended(now_clerk, first, second) as opened:
        met(now_clerk, opened)
        server.deliver(user, wish("1"))
        server.append(user, wish("2"), "Bitten & Wünsche")
        server.append(user, b"From: x@evil.test\r\n" + wish("3"), "Bitten & Wünsche")
        server.deliver(f"{user}b", wish("4"))
        assert lies(server, user, names["done_folder"], "1", "2")
        assert lies(server, user, names["held_folder"], "3")
        assert lies(server, f"{user}b", "Done", "4")
    assert set(server.mails(user, "Bitten & Wünsche")) == ids("old")


def test_a_server_that_keeps_all_below_the_inbox(user: str, now_clerk: Clerk) -> None:
    with dovecot(prefix="INBOX.", separator=".") as server:
        with attended(now_clerk, server.section(user)) as opened:
            met(now_clerk, opened)
            server.deliver(user, wish("1"))
            assert lies(server, user, "INBOX.Done", "1")
        assert folders(server, user) == {"INBOX", "INBOX.Done", "INBOX.Held"}


def test_a_restart_and_a_server_that_falls_silent(user: str, now_clerk: Clerk) -> None:
    with dovecot() as server:
        with attended(now_clerk, server.section(user, timeout="1s")) as opened:
            met(now_clerk, opened)
            server.stop()
            assert wait_for(lambda: opened[0].failures > 0, 5)
            server.start()
            server.deliver(user, wish("1"))
            assert lies(server, user, "Done", "1")
            server.signal(signal.SIGSTOP)
            assert wait_for(lambda: opened[0].failures > 0, 8)
            server.signal(signal.SIGCONT)
            server.deliver(user, wish("2"))
            assert lies(server, user, "Done", "1", "2")
        assert len(parcels(now_clerk)) == 2


def test_the_end_does_not_wait_for_a_silent_server(user: str, now_clerk: Clerk) -> None:
    with dovecot() as server:
        table = server.section(user, timeout="60s", renew="60s")
        mail = MailSection.model_validate({"address": ADDRESS, "imap": table})
        part = serve.Imap(replace(now_clerk, config=now_clerk.config.model_copy(update={"mail": mail})))
        part.start()
        met(now_clerk, part.doors)
        server.signal(signal.SIGSTOP)
        began = time.monotonic()
        part.stop()
        assert time.monotonic() - began < 30  # half of the server's time
        assert not part.loops[0].thread.is_alive()


def test_encrypted_and_with_a_token(server: Dovecot, user: str, tmp_path: Path) -> None:
    trusted = {"ca_file": str(server.folder / "cert.pem")}
    good = [
        server.section(user, tls="tls", port=server.imaps, **trusted),
        server.section(user, tls=True, port=server.imaps, **trusted),
        server.section(user, tls="starttls", **trusted),
        server.section(user, tls=False),
    ]
    for table in good:
        assert all(ok for ok, _ in told(table)), told(table)
    for table in (
        server.section(user, tls="tls", port=server.imaps),
        server.section(user, tls="starttls"),
        server.section(user, tls="tls", **trusted),
        server.section(user, password="wrong"),
        server.section(user, password=""),
        server.section(user, port=9),
    ):
        assert not all(ok for ok, _ in told(table))
    (refused,) = [text for ok, text in told(server.section(user, password="wrörng")) if not ok]
    assert "check user and password" in refused
    path = tmp_path / "token"
    path.write_text("stale")
    table = server.section(user, token_file=str(path))
    assert "token_file" in next(text for ok, text in told(table) if not ok)
    path.write_text(token(user) + "\n")
    assert all(ok for ok, _ in told(table))
    path.unlink()
    assert not all(ok for ok, _ in told(table))


def test_a_shadow_and_a_doubt_leave_no_trace_in_the_mailbox(
    server: Dovecot, user: str, now_clerk: Clerk
) -> None:
    house = replace(now_clerk.house, mode="shadow")
    watching = believing(replace(now_clerk, house=house), ProofLevel.SIGNED)
    with attended(watching, server.section(user)) as opened:
        met(watching, opened)
        server.deliver(user, wish("1"))
        assert wait_for(lambda: "<1@x.test>" in items(watching), 10)
        assert wait_for(lambda: not opened[0].waits, 5)
    assert server.mails(user) == {"<1@x.test>": frozenset({b"\\Recent"})} or server.mails(user) == {
        "<1@x.test>": frozenset()
    }
    assert parcels(watching) == []


def test_the_last_answer_of_the_server_is_known(server: Dovecot, user: str, now_clerk: Clerk) -> None:
    with attended(now_clerk, server.section(user)) as opened:
        met(now_clerk, opened)
        time.sleep(1.5)
        with now_clerk.store.read() as unit:
            beat = unit.heartbeats.all()[opened[0].name]
    assert utc_now() - beat < dt.timedelta(seconds=3)
    assert opened[0].name == f"imap {user}@127.0.0.1 INBOX"
