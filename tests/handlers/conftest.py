"""A clerk with the small world, and a transaction in it that is undone after each test."""

import datetime as dt
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from bot.wiring import Clerk
from handlers.answer import answer
from handlers.answers import Result
from handlers.desk import Desk, House
from handlers.senders.people import known, principal
from parsers.message import InboundMessage, Proof, ProofLevel, Thread
from store.engine import Unit
from store.records import Document, Grant, StoredFile
from store.traffic import InboxItem
from tests.world import NOW, open_clerk

TODAY = NOW.date()
TOKEN = "T" * 43


class Undone(Exception):
    """Rolls a test's transaction back."""


@dataclass
class Shelf:
    """An inbox that holds what a test says was answered before."""

    items: dict[str, InboxItem] = field(default_factory=dict)
    answered: int = 0

    def by_message_ids(self, ids: Sequence[str]) -> InboxItem | None:
        """The first that is there."""
        return next((self.items[id] for id in ids if id in self.items), None)

    def count_answers(self, sender: str | None, since: dt.datetime) -> int:
        """As many as the test says."""
        return self.answered

    def stories(self, sender: str, since: dt.datetime) -> tuple[dict[str, Any], ...]:
        """None: nobody has asked for anything yet."""
        return ()


@pytest.fixture(scope="session")
def clerk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clerk]:
    """A clerk with the small world, loaded once."""
    clerk = open_clerk(tmp_path_factory.mktemp("world"))
    yield clerk
    clerk.close()


@pytest.fixture
def house(clerk: Clerk) -> House:
    """Its rules; every link has the same token."""
    return replace(clerk.house, token=lambda: TOKEN)


@pytest.fixture
def unit(clerk: Clerk) -> Iterator[Unit]:
    """A transaction of which nothing is kept."""
    with suppress(Undone), clerk.store.begin() as unit:
        unit.inbox = Shelf()  # type: ignore[assignment]
        yield unit
        raise Undone


@pytest.fixture
def desk(unit: Unit, house: House) -> Callable[..., Desk]:
    """The desk when somebody writes."""

    def of(address: str = "anna@adler.test", language: str = "de") -> Desk:
        contacts = known(address, unit, TODAY)
        person = principal(contacts, Proof(ProofLevel.SIGNED), unit, house.kinds, TODAY)
        return Desk(person, unit, house, house.tongues[language], TODAY, NOW)

    return of


@pytest.fixture
def add(unit: Unit, house: House) -> Callable[..., None]:
    """Puts documents into the store, each with its files, and links the chains of their accounts."""

    def put(*documents: Document, files: tuple[str, ...] = ("pdf",)) -> None:
        unit.documents.upsert(documents)
        ids = [a.id for a in unit.accounts.all() if a.account in {d.account for d in documents}]
        unit.documents.relink(ids)
        grants = [Grant(id, frozenset(house.kinds.codes())) for id in ids]
        new = {(d.account, d.number) for d in documents}
        for d in unit.documents.search(grants, kinds=None, today=TODAY, limit=10_000):
            for role in files if (d.account, d.number) in new else ():
                name, form = f"{d.number}.{role}", f"application/{role}"
                unit.documents.attach(d.id, StoredFile(d.id, role, name, "0" * 64, 1000, form))

    return put


@pytest.fixture
def write(unit: Unit, house: House) -> Callable[..., Result]:
    """What becomes of a message; `after` is the result that it replies to."""

    def ask(text: str, sender: str = "anna@adler.test", after: Result | None = None, **more: Any) -> Result:
        if after:
            unit.inbox.items["<before@x>"] = remembered(after)  # type: ignore[attr-defined]
        message = InboundMessage(
            channel="email",
            external_id="x",
            sender=sender,
            subject="",
            text=text,
            received_at=NOW,
            proof=Proof(ProofLevel.SIGNED, ("as the test says",)),
            thread=Thread(in_reply_to="<before@x>" if after else ""),
        )
        return answer(replace(message, **more), unit, house, NOW)

    return ask


def remembered(result: Result) -> InboxItem:
    """An answered message as it comes out of the inbox."""
    story = json.loads(json.dumps(result.story))
    return InboxItem(
        1,
        "email",
        "x",
        b"",
        {},
        NOW,
        "done",
        1,
        result.outcome,
        sender=result.sender,
        story=story,
        subject="",
    )
