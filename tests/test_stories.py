"""Plays every story of tests/stories through the whole pipeline, each message twice."""

import email
import email.policy
import re
import tomllib
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from bot.web.app import build_app
from bot.wiring import Clerk
from parsers.mail.fingerprint import fingerprint
from parsers.message import ProofLevel
from store.traffic import Arrival, Parcel
from tests.world import ADDRESS, NOW, believing, open_clerk

STORIES = sorted((Path(__file__).parent / "stories").glob("*.toml"))


@dataclass
class Post:
    """Catches what leaves the house."""

    sent: list[Parcel] = field(default_factory=list)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """One loaded clerk for all stories of a process; each story writes from its own threads."""
    return open_clerk(
        tmp_path_factory.mktemp("world"), limits={"answers_per_hour": 10_000, "answers_per_day": 10_000}
    )


@pytest.mark.parametrize("path", STORIES, ids=lambda p: p.stem)
def test_story(path: Path, world: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    story = tomllib.loads(path.read_text("utf-8"))
    assert story["title"]
    last: EmailMessage | None = None
    mailbox: dict[str, EmailMessage] = {}  # the last mail that each person got
    asked: dict[str, EmailMessage] = {}  # the last question with a link
    for n, turn in enumerate(story["turn"], 1):
        where = f"{path.name}, turn {n}"
        before = mailbox.get(turn["from"], last)
        if "press" in turn:
            answers = pressed(turn, asked[turn["from"]], world, monkeypatch, where)
        else:
            answers = played(turn, before, world, monkeypatch, where)
        mailbox |= {str(m["To"]): m for m in answers}
        asked |= {to: m for to, m in mailbox.items() if m in answers and "/c/" in told_whole(m)}
        last = next((m for m in answers if m["To"] == turn["from"]), last)


def pressed(
    turn: dict[str, Any],
    question: EmailMessage,
    world: Clerk,
    monkeypatch: pytest.MonkeyPatch,
    where: str,
) -> list[EmailMessage]:
    """A button on the page behind the link of a question; looking at the page changes nothing."""
    post = caught(world, monkeypatch)
    links = re.findall(r"/c/[\w-]+", told_whole(question))
    assert links, where
    link = links[turn.get("link", 1) - 1]
    client, worker, courier = TestClient(build_app(world)), world.worker("test"), world.courier("test")
    page = client.get(link)
    assert page.status_code == turn["expect"].get("status", 200), where
    for words in turn["expect"].get("page", []):
        assert words in page.text, f"{where}: {words!r} is not on\n{page.text}"
    client.post(link, data={"answer": turn["press"]})
    while worker.step() or courier.step():
        pass
    return spoken(turn["expect"], post.sent, where)


def caught(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> Post:
    """Where the mails go that leave the house from now on."""
    post = Post()
    monkeypatch.setattr(
        type(clerk.channels["email"]), "deliver", lambda self, parcel: post.sent.append(parcel)
    )
    return post


def told_whole(mail: EmailMessage) -> str:
    """The text of a mail with its links."""
    body = mail.get_body(("plain",))
    return str(body.get_content()) if body else ""


def played(
    turn: dict[str, Any],
    last: EmailMessage | None,
    world: Clerk,
    monkeypatch: pytest.MonkeyPatch,
    where: str,
) -> list[EmailMessage]:
    clerk = world if turn.get("proven", True) else believing(world, ProofLevel.NONE)
    post = caught(clerk, monkeypatch)
    raw = letter(turn, last)
    arrival = Arrival("email", fingerprint(raw) or "?", raw, NOW, {"rcpt_tos": [ADDRESS]})
    assert clerk.store.accept(arrival), f"{where}: taken for a repeat"
    assert not clerk.store.accept(arrival), f"{where}: the repeat was taken for new"
    worker, courier = clerk.worker("test"), clerk.courier("test")
    while worker.step() or courier.step():
        pass
    with clerk.store.read() as unit:
        item = unit.inbox.get(str(email.message_from_bytes(raw)["Message-ID"]))
    assert item is not None, where
    expect, outcome = turn["expect"], item.outcome or item.state
    assert outcome == expect["outcome"], (
        f"{where}: {outcome} ({item.reason})\n{item.story.get('asks')}\n"
        + "\n".join(told(email.message_from_bytes(p.payload, policy=email.policy.default)) for p in post.sent)
    )
    if "documents" in expect:
        got = [d["number"] for d in item.story.get("documents", [])]
        assert sorted(got) == sorted(expect["documents"]), where
    return spoken(expect, post.sent, where)


def letter(turn: dict[str, Any], last: EmailMessage | None) -> bytes:
    """The turn as a mail; `raw` brings headers of its own."""
    mail = EmailMessage()
    mail["From"] = turn.get("from_header", turn["from"])
    mail["To"] = turn.get("to", ADDRESS)
    if "cc" in turn:
        mail["Cc"] = turn["cc"]
    subject = turn.get("subject", "")
    if turn.get("reply") and last is not None:
        mail["In-Reply-To"] = last["Message-ID"]
        mail["References"] = last["Message-ID"]
        subject = subject or str(last["Subject"])
    mail["Subject"] = subject
    mail["Message-ID"] = make_msgid(domain="client.test")
    for name, value in turn.get("headers", {}).items():
        mail[name] = value
    mail.set_content(turn.get("text", ""))
    if "attached" in turn:
        mail.add_attachment(
            email.message_from_bytes(letter(turn["attached"], None), policy=email.policy.default)
        )
    return mail.as_bytes()


def spoken(expect: dict[str, Any], sent: list[Parcel], where: str) -> list[EmailMessage]:
    """The mails that left the house, after a look at what they say and to whom."""
    mails = [email.message_from_bytes(p.payload, policy=email.policy.default) for p in sent]
    text = "\n".join(str(m.get_body(("plain",)).get_content()) for m in mails)  # type: ignore[union-attr]
    for words in expect.get("says", []):
        assert words in text, f"{where}: {words!r} is not said in\n{text}"
    everything = "\n".join(told(m) for m in mails)
    for words in expect.get("never", []):
        assert words not in everything, f"{where}: {words!r} left the house"
    for recipient, wanted in expect.get("tells", {}).items():
        mine = "\n".join(told(m) for m in mails if m["To"] == recipient)
        for words in wanted:
            assert words in mine, f"{where}: {recipient} is not told {words!r}\n{mine}"
    for recipient, forbidden in expect.get("hides", {}).items():
        mine = "\n".join(told(m) for m in mails if m["To"] == recipient)
        for words in forbidden:
            assert words not in mine, f"{where}: {recipient} is told {words!r}\n{mine}"
    if "to" in expect:
        assert sorted(p.recipient for p in sent) == sorted(expect["to"]), f"{where}\n{text}"
    return mails  # type: ignore[return-value]


def told(mail: Any) -> str:
    """All that a reader sees of a mail; ids and tokens are random and say nothing."""
    bodies = [mail.get_body((kind,)) for kind in ("plain", "html")]
    words = [str(body.get_content()) for body in bodies if body]
    words += [str(part.get_filename()) for part in mail.iter_attachments()]
    return re.sub(r"/([dc])/[\w-]+", r"/\1/", "\n".join([str(mail["Subject"]), *words]))
