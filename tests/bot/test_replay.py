"""The shadow run reads real mailboxes through the real pipeline and touches nothing."""

import hashlib
import json
import mailbox
import socket
from dataclasses import replace
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.cli.replay import lines
from bot.replay.figures import figures
from bot.replay.given import Given, Paper, agreement, given_in
from bot.replay.mailboxes import opened
from bot.replay.run import Replay, replay
from bot.sections import ProofSection
from bot.wiring import Clerk
from handlers.answers import Enclosure
from handlers.senders.people import known, principal
from parsers.message import Proof
from tests.dovecot import MISSING, PASSWORD, dovecot
from tests.world import ADDRESS, NOW, paper

HUMAN = "weber@house.test"


def quiet(done: int, total: int) -> None:
    assert 0 < done <= total


def mail(
    n: str, sender: str, text: str, to: str = ADDRESS, at: str = "10:00", reply_to: str = ""
) -> EmailMessage:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = sender, to, "Beleg"
    letter["Message-ID"] = f"<{n}@mail.test>"
    letter["Date"] = f"Fri, 14 Nov 2025 {at}:00 +0100"
    if reply_to:
        letter["In-Reply-To"] = f"<{reply_to}@mail.test>"
    letter.set_content(text)
    return letter


def answer(
    n: str, to: str, *names: str, at: str = "10:30", text: str = "Anbei.", **content: bytes
) -> EmailMessage:
    letter = mail(n, HUMAN, text, "anna@adler.test", at, to)
    for name in names:
        data = content.get("data", paper(name))
        letter.add_attachment(data, maintype="application", subtype="pdf", filename=name)
    return letter


PAST = [
    mail("1", "anna@adler.test", "Bitte Rechnung RE-2025-0412."),
    answer("1a", "1", "RE-2025-0412.pdf"),
    mail("2", "anna@adler.test", "Bitte Rechnung RE-2025-0412 und den Lieferschein dazu."),
    answer("2a", "2", "Rechnung RE-2025-0412 Kopie.pdf", data=b"%PDF other bytes", at="10:10"),
    mail("3", "anna@adler.test", "Bitte Rechnung RE-2025-9999."),
    answer("3a", "3", "x.pdf", data=b"%PDF of another time"),
    mail("4", "nobody@nowhere.test", "Please send invoice RE-2025-0412."),
    mail("5", "anna@adler.test", "Ich bin bis Montag nicht im Haus."),
    mail("6", "anna@adler.test", "Bitte rufen Sie mich wegen der Reklamation an, die Ware ist beschädigt."),
    mail("7", HUMAN, "Frohe Feiertage!", "alle@kunden.test"),
]
PAST[7]["Auto-Submitted"] = "auto-replied"


def as_mbox(folder: Path, mails: list[EmailMessage] = PAST) -> Path:
    box = mailbox.mbox(folder / "past.mbox")
    for one in mails:
        box.add(one)
    box.close()
    return folder / "past.mbox"


def as_maildir(folder: Path) -> Path:
    box = mailbox.Maildir(folder / "Maildir")
    sent = box.add_folder("Sent")
    for one in PAST:
        (sent if one["From"] == HUMAN else box).add(one)
    return folder / "Maildir"


def as_files(folder: Path) -> Path:
    (folder / "mails" / "sub").mkdir(parents=True)
    for n, one in enumerate(PAST):
        (folder / "mails" / ("sub" if n % 2 else "") / f"{n}.eml").write_bytes(one.as_bytes())
    return folder / "mails"


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every try to reach another machine, or to ask for its address; each of them fails."""
    tried: list[Any] = []

    def refuse(*words: Any, **more: Any) -> None:
        tried.append(words)
        raise AssertionError("a connection was tried")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)
    return tried


def tried(clerk: Clerk, where: Path) -> Replay:
    letters = opened(str(where), "")
    try:
        return replay(clerk, letters, quiet)
    finally:
        letters.close()


def state(clerk: Clerk) -> tuple[str, ...]:
    """Everything that could have been written."""
    path = Path(clerk.config.store.url.removeprefix("sqlite:///"))
    return tuple(hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(path.parent.glob(path.name)))


@pytest.mark.parametrize("form", [as_mbox, as_maildir, as_files])
def test_every_form_of_mailbox_says_the_same(
    clerk: Clerk, tmp_path: Path, no_network: list[Any], form: Any
) -> None:
    where = form(tmp_path)
    before = state(clerk), {p: p.read_bytes() for p in where.rglob("*") if p.is_file()}
    table = figures(tried(clerk, where), {"10471": "Adler"})
    assert no_network == []
    assert (state(clerk), {p: p.read_bytes() for p in where.rglob("*") if p.is_file()}) == before
    with clerk.store.read() as unit:
        assert unit.inbox.listed() == ()
        assert unit.outbox.pending() == ()
    assert (table["mails"], table["incoming"], table["replies"], table["outgoing"]) == (10, 6, 3, 1)
    outcomes = {name: count for name, count in table["outcomes"].items() if count}
    assert outcomes == {"answered": 2, "missing": 1, "unknown": 1, "none": 1, "person": 1}
    assert table["percent"]["answered"] == 33.3
    assert table["compared"]["pairs"] == 3
    assert (table["compared"]["same"], table["compared"]["more"], table["compared"]["nothing"]) == (1, 1, 1)
    assert table["compared"]["precision"] == 66.7  # two of three documents were what a person sent
    assert table["median_minutes_then"] == 30
    (row,) = table["accounts"]
    assert (row["requests"], row["contacts"], row["percent"]) == (4, 1, 100.0)
    json.dumps(table)


@pytest.mark.skipif(bool(MISSING), reason=f"no {' and '.join(MISSING)} on this machine")
def test_folders_on_a_server_are_only_read(clerk: Clerk) -> None:
    with dovecot() as server:
        for one in PAST:
            folder = "Sent" if one["From"] == HUMAN else "INBOX"
            server.append("past", one.as_bytes(policy=SMTP), folder)
        where = f"imap://past@127.0.0.1:{server.imap}/INBOX,Sent"
        letters = opened(where, PASSWORD)
        table = figures(replay(clerk, letters, quiet), {})
        letters.close()
        assert table["outcomes"]["answered"] == 2
        assert (table["compared"]["pairs"], table["compared"]["precision"]) == (3, 66.7)
        assert all(b"\\Seen" not in flags for flags in server.mails("past").values())
        assert len(server.mails("past")) == 6
        with pytest.raises(ValueError, match="does not let us in"):
            opened(where, "wrong")


def test_stored_results_decide_where_a_server_is_named(
    clerk: Clerk, tmp_path: Path, no_network: list[Any]
) -> None:
    proof = ProofSection.model_validate({"authserv_id": "mx.house.test"})
    section = clerk.config.mail.model_copy(update={"proof": proof})
    strict = replace(clerk, config=clerk.config.model_copy(update={"mail": section}))
    noted = mail("1", "anna@adler.test", "Bitte Rechnung RE-2025-0412.")
    noted["Authentication-Results"] = "mx.house.test; dmarc=pass header.from=adler.test"
    raw = noted.as_bytes()
    (tmp_path / "1.eml").write_bytes(raw)
    (tmp_path / "2.eml").write_bytes(mail("2", "anna@adler.test", "Bitte Rechnung RE-2025-0412.").as_bytes())
    run = tried(strict, tmp_path)
    assert sorted(case.outcome for case in run.cases) == ["answered", "unproven"]
    assert run.proven
    assert no_network == []


HOSTILE = [
    b"",
    b"\0" * 3000,
    b"From: a\r\nFrom: b\r\n\r\nx",
    b"Date: 99 Foo\r\nFrom: =?x?Q?=ff?= <anna@adler.test>\r\n\r\n\xff\xfe",
    b"Subject: " + b"A" * 70_000 + b"\r\n\r\n",
    b"X: y\r\n" * 2000 + b"\r\n",
    b"From: anna@adler.test\r\nDate: Mon, 1 Jan 9999999 00:00:00 +9999\r\n\r\nRE-2025-0412",
]


def test_no_mail_stops_the_run(clerk: Clerk, tmp_path: Path, no_network: list[Any]) -> None:
    for n, raw in enumerate(HOSTILE):
        (tmp_path / f"{n}.eml").write_bytes(raw)
    run = tried(clerk, tmp_path)
    assert len(run.cases) + run.survey.unreadable == len(HOSTILE)
    assert "fault" not in {case.outcome for case in run.cases}


def test_an_empty_mailbox_and_none(clerk: Clerk, tmp_path: Path) -> None:
    (tmp_path / "empty.mbox").touch()
    table = figures(tried(clerk, tmp_path / "empty.mbox"), {})
    assert (table["incoming"], table["percent"]["answered"], table["accounts"]) == (0, 0.0, [])
    assert list(lines(table))
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "photo.jpg").write_bytes(b"JFIF")
    for where in (tmp_path / "x", tmp_path / "nowhere", "imap://host/INBOX", "imap://a@host/INBOX"):
        with pytest.raises(ValueError, match=r"mailbox|There is no|names no user|Give the password"):
            opened(str(where), "")


@pytest.mark.parametrize(
    ("name", "text", "verdict"),
    [
        ("scan.pdf", "", "other"),
        ("scan.pdf", "anbei die Rechnung RE-2025-0412", "same"),
        ("re20250412.PDF", "", "same"),
        ("LS-1.pdf", "", "other"),
    ],
)
def test_a_number_speaks_where_the_bytes_differ(clerk: Clerk, name: str, text: str, verdict: str) -> None:
    letter = mail("a", HUMAN, text)
    letter.add_attachment(b"%PDF scanned", maintype="application", subtype="pdf", filename=name)
    letter.add_attachment(b"GIF", maintype="image", subtype="gif", filename="logo.gif")
    given = given_in(letter.as_bytes())
    with clerk.store.read() as unit:
        contacts = known("anna@adler.test", unit, NOW.date())
        grants = principal(contacts, Proof(), unit, clerk.house.kinds, NOW.date()).grants
        (document,) = unit.documents.by_number(grants, "RE-2025-0412")
        (file,) = [f for f in unit.documents.files([document.id])[document.id] if f.role == "pdf"]
    found = agreement(given, [Enclosure(document, file, "x.pdf")])
    assert found
    assert found.verdict == verdict
    assert (
        agreement(Given((Paper(file.sha256, "X"),)), [Enclosure(document, file, "x.pdf")]).verdict == "same"
    )  # type: ignore[union-attr]
    assert agreement(Given(), [Enclosure(document, file, "x.pdf")]) is None
    assert agreement(given, []).verdict == "nothing"  # type: ignore[union-attr]


def test_the_command(tmp_path: Path, loaded: Clerk) -> None:
    store = loaded.config.store
    (tmp_path / "docclerk.toml").write_text(
        f'[clerk]\ncompany = "Haus"\nstaff = ["@house.test"]\n[mail]\naddress = "{ADDRESS}"\n'
        f'[store]\nurl = "{store.url}"\nfiles = "{store.files}"\n',
        "utf-8",
    )
    words = [str(as_mbox(tmp_path)), "--config", str(tmp_path / "docclerk.toml")]
    done = CliRunner().invoke(app, ["replay", *words, "--html", str(tmp_path / "page.html")])
    assert done.exit_code == 0, done.output
    assert "start with these" in done.stdout
    page = (tmp_path / "page.html").read_text("utf-8")
    assert "http" not in page.replace("http-equiv", "")
    assert "<svg" in page
    assert "anna@" not in page
    done = CliRunner().invoke(app, ["replay", *words, "--json"])
    assert json.loads(done.stdout)["outcomes"]["answered"] == 2
