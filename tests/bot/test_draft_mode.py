"""In draft mode staff release every answer, but what an admin decides about their own people they decide."""

import email
import email.policy
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.wiring import Clerk
from store.traffic import Arrival, InboxItem, Parcel
from tests.world import ADDRESS, NOW, open_clerk

ANNA, LEA, WEBER = "anna@adler.test", "lea@house.test", "weber@house.test"
MARIA = "maria.huber@adler.test"
NUMBERS = itertools.count(1)


@pytest.fixture
def clerk(tmp_path: Path) -> Iterator[Clerk]:
    """A clerk all of whose answers are released by staff."""
    clerk = open_clerk(tmp_path, clerk={"mode": "draft"})
    yield clerk
    clerk.close()


def write(clerk: Clerk, sender: str, text: str, to: Parcel | None = None) -> tuple[InboxItem, list[Parcel]]:
    """Somebody writes, maybe in reply to one of our mails; what became of it, and what is to leave now."""
    mail = email.message.EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, ADDRESS, "Zugang"
    mail["Message-ID"] = f"<draft-{next(NUMBERS)}@client.test>"
    if to:
        mail["In-Reply-To"] = mail["References"] = to.message_id
    mail.set_content(text)
    with clerk.store.read() as unit:
        before = {p.id for p in unit.outbox.pending()}
    clerk.store.accept(Arrival("email", mail["Message-ID"], mail.as_bytes(), NOW, {"rcpt_tos": [ADDRESS]}))
    while clerk.worker("w").step():
        pass
    with clerk.store.read() as unit:
        item = unit.inbox.get(str(mail["Message-ID"]))
        left = [p for p in unit.outbox.pending() if p.id not in before]
    assert item is not None
    return item, left


def asked(clerk: Clerk) -> Parcel:
    """The question that an admin gets once staff have released it."""
    wish = f"Bitte Maria Huber {MARIA} für Lieferscheine freischalten."
    item, (proposal,) = write(clerk, ANNA, wish)
    assert (item.outcome, proposal.recipient) == ("draft", WEBER)
    _, released = write(clerk, WEBER, "senden", proposal)
    (question,) = [p for p in released if p.recipient == ANNA]
    return question


def admitted(clerk: Clerk) -> bool:
    with clerk.store.read() as unit:
        return bool(unit.contacts.by_email(MARIA))


def test_a_plain_yes_of_the_admin_counts_at_once(clerk: Clerk) -> None:
    question = asked(clerk)
    assert not admitted(clerk)
    item, left = write(clerk, ANNA, "JA\n\nAnna Adler", question)
    assert (item.outcome, item.reason) == ("answered", "agreed")
    assert admitted(clerk)
    assert sorted(p.recipient for p in left) == [ANNA, MARIA]


def test_a_no_drops_it(clerk: Clerk) -> None:
    item, left = write(clerk, ANNA, "Nein", asked(clerk))
    assert (item.reason, [p.recipient for p in left]) == ("declined", [ANNA])
    assert not admitted(clerk)


def test_what_is_asked_besides_is_still_a_draft(clerk: Clerk) -> None:
    item, left = write(clerk, ANNA, "JA\n\nBitte senden Sie mir noch Rechnung RE-2025-0412.", asked(clerk))
    assert admitted(clerk)
    assert item.outcome == "draft"
    assert sorted(p.recipient for p in left) == [ANNA, MARIA, WEBER]
    (draft,) = [p for p in left if p.recipient == WEBER]
    told = email.message_from_bytes(draft.payload, policy=email.policy.default)
    assert "RE-2025-0412" in told.get_body(("plain",)).get_content()  # type: ignore[attr-defined]


@pytest.mark.parametrize("sender", ["kauf@adler.test", "claire@cedar.test"])
def test_nobody_says_yes_for_somebody_else(clerk: Clerk, sender: str) -> None:
    item, _ = write(clerk, sender, "JA", asked(clerk))
    assert item.outcome != "answered"
    assert not admitted(clerk)
