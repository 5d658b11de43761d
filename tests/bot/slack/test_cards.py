"""The channel of the house: cases with their evidence, decided by bound employees only."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels.slack import digest
from tests.bot.slack.conftest import ANNA, STAFF, Desk
from tests.houses import wait_for

LEA = "lea@house.test"


@pytest.fixture
def room(desk: Desk) -> Any:
    """The channel with Lea, who is bound to a house address, and Tom, who is not."""
    desk.lea, desk.tom = desk.binds(desk.team.member("Lea"), LEA), desk.team.member("Tom")  # type: ignore[attr-defined]
    room = desk.team.channel("belege", (desk.lea, desk.tom), private=True, id=STAFF)  # type: ignore[attr-defined]
    room.invites(desk.installed.bot_user)
    desk.app.events |= {"message.groups"}
    return room


def tick(desk: Desk) -> int:
    """What the scheduler does every few seconds."""
    return digest.tick(desk.clerk, desk.clerk.channels["slack"])  # type: ignore[arg-type]


def held(desk: Desk) -> Any:
    """A wish that waits for staff: the house releases every answer itself."""
    with desk.clerk.store.begin() as unit:
        account = unit.accounts.by_ids([c.account_id for c in unit.contacts.by_email(ANNA)])[0]
        unit.accounts.upsert([replace(account, mode="draft")])
    anna = desk.binds(desk.team.member("Anna Adler"))
    anna.writes_dm("Bitte die Rechnung RE-2025-0412")
    desk.rests()
    assert not anna.dm_answers()
    return anna


def posts(room: Any) -> list[Any]:
    """Our posts in the channel, without the digest."""
    return [m for m in room.history if m.app and "Guten Morgen" not in m.text]


def shown(room: Any, number: int) -> Any:
    """The number-th of them."""
    assert wait_for(lambda: len(posts(room)) > number, 10), [m.text for m in posts(room)]
    return posts(room)[number]


def test_a_case_is_shown_once_and_sent(desk: Desk, room: Any) -> None:
    anna = held(desk)
    tick(desk)
    card = shown(room, 0)
    tick(desk)
    words = card.everything()
    for said in ("Bitte die Rechnung RE-2025-0412", ANNA, "Vorgeschlagene Antwort", "Slack"):
        assert said in words
    assert {b["action_id"] for b in card.buttons()} == {"case_send", "case_other", "case_reject"}
    assert all("confirm" in b for b in card.buttons() if b["action_id"] != "case_other")
    desk.lea.presses(card, "case_send")  # type: ignore[attr-defined]
    assert "/d/" in anna.awaits_dm().text
    word = shown(room, 1)
    assert word.thread_ts == card.ts
    assert f"{LEA} hat ihn an {ANNA} freigegeben" in word.text
    desk.rests()
    assert not card.buttons()
    assert len(posts(room)) == 2
    assert not desk.slack.refused()


def test_nobody_else_decides(desk: Desk, room: Any) -> None:
    anna = held(desk)
    tick(desk)
    card = shown(room, 0)
    room.members.append(anna)
    for user in (desk.tom, anna):  # type: ignore[attr-defined]
        user.presses(card, "case_send")
        assert "Nur Mitarbeiter" in user.awaits_ephemeral().text
    desk.rests()
    assert not anna.dm_answers()
    assert len(posts(room)) == 1


def test_rejected(desk: Desk, room: Any) -> None:
    anna = held(desk)
    tick(desk)
    desk.lea.presses(shown(room, 0), "case_reject")  # type: ignore[attr-defined]
    assert "ohne Antwort abgelegt" in shown(room, 1).text
    desk.rests()
    assert not anna.dm_answers()


def test_decided_only_once(desk: Desk, room: Any) -> None:
    anna = held(desk)
    tick(desk)
    card = shown(room, 0)
    buttons = list(card.blocks)
    desk.lea.presses(card, "case_send")  # type: ignore[attr-defined]
    anna.awaits_dm()
    desk.rests()
    for n, action in enumerate(("case_send", "case_reject"), 2):
        desk.rests()
        card.blocks = buttons
        desk.lea.presses(card, action)  # type: ignore[attr-defined]
        assert "schon entschieden" in shown(room, n).text
    desk.rests()
    assert len(anna.dm_answers()) == 1


def test_another_customer_is_named_in_the_thread(desk: Desk, room: Any) -> None:
    held(desk)
    tick(desk)
    card = shown(room, 0)
    desk.lea.presses(card, "case_other")  # type: ignore[attr-defined]
    assert "senden an adresse@kunde.example" in shown(room, 1).text
    desk.lea.writes(room, "warum", thread=card)  # type: ignore[attr-defined]
    why = shown(room, 2)
    assert why.thread_ts == card.ts
    desk.lea.writes(room, "senden an ben@birch.test", thread=card)  # type: ignore[attr-defined]
    desk.rests()
    desk.mail_to("ben@birch.test")
    assert not desk.slack.refused()


def test_what_people_say_outside_of_threads_is_theirs(desk: Desk, room: Any) -> None:
    desk.lea.writes(room, "pause")  # type: ignore[attr-defined]
    desk.rests()
    with desk.clerk.store.read() as unit:
        assert unit.switches.get("pause") is None
    assert not posts(room)


def test_the_digest_of_the_morning(desk: Desk, room: Any) -> None:
    slack = desk.clerk.channels["slack"]
    for moment in (datetime(2025, 11, 14, 6, 59, tzinfo=UTC), datetime(2025, 11, 15, 9, 0, tzinfo=UTC)):
        assert digest.tick(replace(desk.clerk, clock=lambda at=moment: at), slack) == 0  # type: ignore[misc, arg-type]
    assert tick(desk) == 1
    assert tick(desk) == 0
    assert wait_for(lambda: "Nichts wartet" in "".join(m.text for m in room.history), 10)
