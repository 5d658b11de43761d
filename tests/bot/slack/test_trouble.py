"""Slack's bad days: limits, lost answers, resets and outages; nothing lost, nothing said twice."""

import pytest

from tests.bot.slack.conftest import Desk

ASKED = "Bitte die Rechnung RE-2025-0412"


def test_a_limit_is_waited_for(desk: Desk) -> None:
    anna = desk.binds(desk.team.member("Anna Adler"))
    desk.slack.trouble.limit("chat.postMessage", times=1, retry_after=2)
    anna.writes_dm(ASKED)
    anna.awaits_dm(15)
    desk.rests()
    posts = [c for c in desk.slack.calls if c.method == "chat.postMessage"]
    assert len(posts) == 2
    assert posts[1].at - posts[0].at >= 2
    desk.rests()
    assert len(anna.dm_answers()) == 1


@pytest.mark.parametrize("way", ["loses_answers", "resets", "fails"])
def test_a_line_that_breaks_leads_to_one_answer(
    desk: Desk, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.courier.BACKOFF", (__import__("datetime").timedelta(seconds=0.2),))
    anna = desk.binds(desk.team.member("Anna Adler"))
    getattr(desk.slack.trouble, way)("chat.postMessage", times=1)
    anna.writes_dm(ASKED)
    anna.awaits_dm(15)
    desk.rests()
    assert len(anna.dm_answers()) == 1
    with desk.clerk.store.read() as unit:
        assert unit.outbox.counts()["sent"] == 1


def test_blocks_that_slack_dislikes_leave_the_text(desk: Desk) -> None:
    anna = desk.binds(desk.team.member("Anna Adler"))
    desk.slack.trouble.refuses("chat.postMessage", error="invalid_blocks", times=1)
    anna.writes_dm(ASKED)
    answer = anna.awaits_dm()
    assert not answer.blocks
    assert "/d/" in answer.text


def test_a_hint_that_fails_costs_no_answer(desk: Desk) -> None:
    anna = desk.binds(desk.team.member("Anna Adler"))
    room = desk.team.channel("einkauf", (anna,))
    room.invites(desk.installed.bot_user)
    desk.slack.trouble.fails("chat.postEphemeral", times=5)
    anna.mentions(room, ASKED)
    assert "RE-2025-0412" in anna.awaits_dm().text
    desk.rests()
    assert len(anna.dm_answers()) == 1


def test_who_cannot_be_reached_is_given_up_and_staff_are_told(desk: Desk) -> None:
    anna = desk.binds(desk.team.member("Anna Adler"))
    room = desk.team.channel("einkauf", (anna,))
    room.invites(desk.installed.bot_user)
    desk.slack.trouble.refuses("conversations.open", error="user_disabled", times=None)
    anna.mentions(room, ASKED)
    desk.mail_to("weber@house.test")
    desk.rests()
    assert not anna.dm_answers()
