"""Bound people write, mention, command and press: the same answers as by mail, in the DM and nowhere else."""

import pytest

from bot.channels.slack.posting import Posting
from tests.bot.slack.conftest import Desk
from tests.houses import wait_for


def test_a_direct_message_is_answered_in_blocks(desk: Desk) -> None:
    anna = desk.binds(desk.team.member("Anna Adler", "anna@adler.test"))
    anna.writes_dm("Bitte die Rechnung RE-2025-0412")
    answer = anna.awaits_dm()
    assert answer.text.startswith("Hier ist Ihre Rechnung:")
    assert "RE-2025-0412" in answer.text
    assert "http://desk.house.test/d/" in answer.text
    assert any(
        "*Rechnung RE-2025-0412*" in b["text"]["text"] for b in answer.blocks if b["type"] == "section"
    )
    assert answer.arguments["unfurl_links"] in (False, "false", "0")
    assert answer.arguments["unfurl_media"] in (False, "false", "0")
    assert {b["action_id"] for b in answer.buttons()} >= {"open", "show_chain"}
    desk.rests()
    assert not desk.slack.refused()


def test_a_choice_is_a_button_or_a_word(desk: Desk) -> None:
    anna = desk.binds(desk.team.member("Anna Adler"))
    anna.writes_dm("Bitte die Rechnung RE-2025-0421")
    question = anna.awaits_dm()
    assert "RE-2025-0412" in question.everything()
    anna.presses(question, "choose_1")
    assert "/d/" in anna.awaits_dm().text
    desk.rests()
    assert not [b for b in question.buttons() if "value" in b]
    anna.writes_dm("Bitte die Rechnung RE-2025-0421")
    anna.awaits_dm()
    anna.writes_dm("ja")
    assert "/d/" in anna.awaits_dm().text


def test_who_answers_before_we_have_noted_our_question_is_understood(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = desk.binds(desk.team.member("Anna Adler"))
    anna.writes_dm("Bitte die Rechnung RE-2025-0413")
    assert "/d/" in anna.awaits_dm().text
    desk.rests()
    post = Posting.post

    def slow(posting: Posting, channel: str, thread: str) -> str:
        """Slack shows the message, and its answer is late."""
        stamp = post(posting, channel, thread)
        if "Meinten Sie" in posting.payload["text"]:
            assert wait_for(lambda: desk.answered() == 3, 15)
        return stamp

    monkeypatch.setattr(Posting, "post", slow)
    anna.writes_dm("Bitte die Rechnung RE-2025-0421")
    assert "RE-2025-0412" in anna.awaits_dm().text
    anna.writes_dm("ja")
    answer = anna.awaits_dm()
    assert "/d/" in answer.text
    assert "RE-2025-0412" in answer.text


def test_a_follow_up_leans_on_the_answer_before_and_a_new_wish_does_not(desk: Desk) -> None:
    anna = desk.binds(desk.team.member("Anna Adler"))
    anna.writes_dm("Bitte um die Rechnung RE-2025-0413.")
    first = anna.awaits_dm()
    anna.writes_dm("und den Lieferschein dazu?")
    assert "LS-80002" in anna.awaits_dm().text
    anna.writes_dm("und den Lieferschein?", thread=first)
    below = anna.awaits_dm()
    assert "LS-80002" in below.text
    assert below.thread_ts == first.ts
    anna.writes_dm("Bitte um Lieferscheine.")
    assert "/d/" not in anna.awaits_dm().text


def test_where_others_read_there_is_only_a_word(desk: Desk) -> None:
    anna, ben = desk.binds(desk.team.member("Anna Adler")), desk.team.member("Ben")
    room = desk.team.channel("einkauf", (anna, ben))
    room.invites(desk.installed.bot_user)
    anna.mentions(room, "Rechnung RE-2025-0412")
    assert "RE-2025-0412" in anna.awaits_dm().text
    hint = anna.awaits_ephemeral()
    assert hint.text == "Ich habe Ihnen direkt geschrieben."
    anna.command("/belege", "RE-2025-0412", room)
    assert "RE-2025-0412" in anna.awaits_dm().text
    assert anna.awaits_ephemeral().text == hint.text
    desk.rests()
    assert all("RE-2025" not in m.everything() for m in ben.sees(room) if m.app)
    assert not [m for m in room.history if m.app]
    assert not desk.slack.refused()


def test_commands_and_the_shortcut(desk: Desk) -> None:
    anna, ben = desk.binds(desk.team.member("Anna Adler")), desk.team.member("Ben")
    assert anna.command("/docs", "invoice RE-2025-0412").wait()
    assert "RE-2025-0412" in anna.awaits_dm().text
    room = desk.team.channel("einkauf", (anna, ben))
    pointed = ben.writes(room, "Wo ist eigentlich die Rechnung RE-2025-0413?")
    anna.shortcut(pointed, "find_documents")
    assert "RE-2025-0413" in anna.awaits_dm().text
    desk.rests()
    assert not desk.slack.refused()


def test_what_is_not_said_to_us_is_not_heard(desk: Desk) -> None:
    anna = desk.binds(desk.team.member("Anna Adler"))
    said = anna.writes_dm("Bitte die Rechnung RE-2025-0412")
    anna.awaits_dm()
    anna.edits(said, "Bitte die Rechnung RE-2025-0413")
    anna.deletes(said)
    desk.rests()
    with desk.clerk.store.read() as unit:
        assert sum(unit.inbox.counts()[s] for s in ("received", "working", "done", "stuck")) == 1
    assert len(anna.dm_answers()) == 1


def test_repetitions_are_answered_once(desk: Desk) -> None:
    anna = desk.binds(desk.team.member("Anna Adler"))
    said = anna.writes_dm("Bitte die Rechnung RE-2025-0412")
    for _ in range(3):
        assert said.delivery.again().wait()
    anna.awaits_dm()
    desk.rests()
    assert len(anna.dm_answers()) == 1


def test_signs_are_words(desk: Desk) -> None:
    anna = desk.binds(desk.team.member("Anna Adler"))
    anna.writes_dm("Rechnung <!channel> & *RE-9999-1* <https://evil.test|hier> bitte")
    answer = anna.awaits_dm()
    assert "<!channel>" not in answer.everything()
    assert "<https://evil.test" not in answer.everything()
    desk.rests()
    assert not desk.slack.refused()


def test_a_wish_for_files_uploads_them(desk: Desk) -> None:
    anna = desk.binds(desk.team.member("Anna Adler"))
    anna.writes_dm("Bitte die Rechnung RE-2025-0412 als Anhang")
    anna.awaits_dm()
    files = anna.downloads(anna.awaits_dm())
    assert [name for name in files if name.startswith("RE-2025-0412")]
    assert all(data.startswith(b"%PDF") for data in files.values())
    desk.rests()
    assert not desk.slack.refused()
