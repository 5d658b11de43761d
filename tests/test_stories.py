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
    for n, turn in enumerate(story["turn"], 1):
        where = f"{path.name}, turn {n}"
        answers = played(turn, last, world, monkeypatch, where)
        last = next((m for m in answers if m["To"] == turn["from"]), last)


def played(
    turn: dict[str, Any],
    last: EmailMessage | None,
    world: Clerk,
    monkeypatch: pytest.MonkeyPatch,
    where: str,
) -> list[EmailMessage]:
    clerk = world if turn.get("proven", True) else believing(world, ProofLevel.NONE)
    post = Post()
    monkeypatch.setattr(
        type(clerk.channels["email"]), "deliver", lambda self, parcel: post.sent.append(parcel)
    )
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
    judged(turn["expect"], item.outcome or item.state, item.story, post.sent, where, item.reason)
    return [email.message_from_bytes(p.payload, policy=email.policy.default) for p in post.sent]  # type: ignore[misc]


def letter(turn: dict[str, Any], last: EmailMessage | None) -> bytes:
    """The turn as a mail; `raw` brings headers of its own."""
    mail = EmailMessage()
    mail["From"] = turn.get("from_header", turn["from"])
    mail["To"] = ADDRESS
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
    return mail.as_bytes()


def judged(
    expect: dict[str, Any], outcome: str, story: Any, sent: list[Parcel], where: str, reason: str | None
) -> None:
    mails = [email.message_from_bytes(p.payload, policy=email.policy.default) for p in sent]
    text = "\n".join(str(m.get_body(("plain",)).get_content()) for m in mails)  # type: ignore[union-attr]
    assert outcome == expect["outcome"], f"{where}: {outcome} ({reason})\n{text}\n{story.get('asks')}"
    if "documents" in expect:
        got = [d["number"] for d in story.get("documents", [])]
        assert sorted(got) == sorted(expect["documents"]), f"{where}\n{text}"
    for words in expect.get("says", []):
        assert words in text, f"{where}: {words!r} is not said in\n{text}"
    everything = "\n".join(told(m) for m in mails)
    for words in expect.get("never", []):
        assert words not in everything, f"{where}: {words!r} left the house"
    if "to" in expect:
        assert sorted(p.recipient for p in sent) == sorted(expect["to"]), where


def told(mail: Any) -> str:
    """All that a reader sees of a mail; ids and tokens are random and say nothing."""
    bodies = [mail.get_body((kind,)) for kind in ("plain", "html")]
    words = [str(body.get_content()) for body in bodies if body]
    words += [str(part.get_filename()) for part in mail.iter_attachments()]
    return re.sub(r"/([dc])/[\w-]+", r"/\1/", "\n".join([str(mail["Subject"]), *words]))
