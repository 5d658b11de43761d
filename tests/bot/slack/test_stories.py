"""The conversations of tests/stories, told in Slack: the same outcomes, the same documents."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from bot.channels.slack.arrivals import Note, arrival
from bot.channels.slack.posting import Posting
from bot.wiring import Clerk
from store.traffic import InboxItem
from tests.bot.slack.conftest import open_desk
from tests.slack.workspace import Slack

STORIES = sorted((Path(__file__).parents[2] / "stories").glob("*.toml"))


def told_in_chat(path: Path) -> bool:
    """Whether a story is no story about mail."""
    turns = tomllib.loads(path.read_text("utf-8"))["turn"]
    usual = {"from", "text", "reply", "expect", "subject"}
    return all(set(turn) <= usual and "\n>" not in turn.get("text", "") for turn in turns)


CHATS = [path for path in STORIES if told_in_chat(path) and not path.stem.startswith("staff_")]
# All of those that go to and fro, where a chat has no threads to lean on, and some of the others.
TOLD = [path for n, path in enumerate(CHATS) if "reply = true" in path.read_text("utf-8") or n % 4 == 0]


@pytest.fixture(scope="module")
def clerk(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A clerk whose posts are only remembered."""
    with Slack() as slack:
        yield open_desk(tmp_path_factory.mktemp("stories"), 25, slack, bot_token="xoxb-0")


def test_most_stories_can_be_told_in_a_chat() -> None:
    assert len(CHATS) >= 20
    assert len(TOLD) >= 12


@pytest.mark.parametrize("path", TOLD, ids=lambda p: p.stem)
def test_story(path: Path, clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    posted: list[str] = []
    stamps = iter(range(1000, 2000))

    def kept(self: Posting, channel: str, thread: str) -> str:
        posted.append(self.payload["text"])
        return f"{next(stamps)}.5"

    monkeypatch.setattr(Posting, "post", kept)
    monkeypatch.setattr(Posting, "token", "")
    monkeypatch.setattr(Posting, "send_files", lambda *_: None)
    monkeypatch.setattr(type(clerk.channels["email"]), "deliver", lambda *_: None)
    for n, turn in enumerate(tomllib.loads(path.read_text("utf-8"))["turn"], 1):
        item = said(turn, path.stem, f"{next(stamps)}.0", clerk)
        expect = turn["expect"]
        where = f"{path.name}, turn {n}: {item.reason} {item.story.get('asks')}\n{posted[-1:]}"
        assert item.outcome == expect["outcome"], where
        if "documents" in expect:
            got = sorted(d["number"] for d in item.story.get("documents", []))
            assert got == sorted(expect["documents"]), where


def said(turn: dict[str, Any], room: str, ts: str, clerk: Clerk) -> InboxItem:
    """One turn, written into the DM of who says it."""
    user = turn["from"]
    text = "\n".join(filter(None, (turn.get("subject"), turn["text"])))
    with clerk.store.begin() as unit:
        if unit.slack_bindings.of("T1", user) is None:
            unit.slack_bindings.bind("T1", user, user, clerk.clock())
    channel = f"D{room}{user}"
    note = Note("message", "T1", "T1", user, channel, text, ts=ts, direct=True)
    assert clerk.store.accept(arrival(note, f"{channel}/{ts}", "test", clerk.clock()))
    worker, courier = clerk.worker("test"), clerk.courier("test")
    while worker.step() or courier.step():
        pass
    with clerk.store.read() as unit:
        item = unit.inbox.get(note.message_id)
    assert item is not None
    return item
