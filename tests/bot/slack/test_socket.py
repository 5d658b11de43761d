"""Socket Mode: the same listeners, and a line that is cut, refreshed or refused for a while."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot import courier, worker
from bot.channels.slack import socket
from tests.bot.slack.conftest import Desk, Loop, open_desk
from tests.houses import open_sink
from tests.slack.workspace import Slack


@pytest.fixture
def wired(tmp_path: Path, slack: Slack, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """The clerk, connected by a socket."""
    monkeypatch.setattr(socket, "FIRST", 0.2)
    monkeypatch.setattr(socket, "WATCHED", 0.1)
    app = slack.app()
    team = slack.team("Muster Handel")
    installed = team.installs(app)
    with open_sink() as (sink, port):
        clerk = open_desk(tmp_path, port, slack, bot_token=installed.bot_token, app_token=app.app_token)
        (line,) = socket.sockets(clerk)
        line.start()
        parts: list[Any] = [
            Loop(partial(worker.run, clerk.worker("w"), idle=0.02)),
            Loop(partial(courier.run, clerk.courier("c"), idle=0.02)),
            line,
        ]
        slack.sockets.await_connection(app)
        try:
            yield Desk(slack, clerk, sink, app, team, installed, "", parts)
        finally:
            for part in reversed(parts):
                part.stop()
            clerk.close()


def test_all_that_http_does(wired: Desk) -> None:
    anna = wired.binds(wired.team.member("Anna Adler"))
    anna.writes_dm("Bitte die Rechnung RE-2025-0421")
    question = anna.awaits_dm()
    assert anna.presses(question, "choose_1").wait()
    assert "/d/" in anna.awaits_dm().text
    assert anna.command("/belege", "RE-2025-0413").wait()
    assert "RE-2025-0413" in anna.awaits_dm().text
    anna.opens_home()
    wired.rests()
    assert "anna@adler.test" in anna.home().everything()
    assert not wired.slack.refused()


def test_a_line_that_is_cut_loses_nothing(wired: Desk) -> None:
    anna = wired.binds(wired.team.member("Anna Adler"))
    for n, act in enumerate((wired.slack.sockets.cut, wired.slack.sockets.refresh, wired.slack.sockets.cut)):
        act()
        anna.writes_dm(f"Bitte die Rechnung RE-2025-041{n % 2 + 2}")
        wired.slack.sockets.await_connection(wired.app)
        assert "/d/" in anna.awaits_dm(20).text
    wired.rests()
    assert len(anna.dm_answers()) == 3


def test_slack_is_away_for_a_while(wired: Desk) -> None:
    anna = wired.binds(wired.team.member("Anna Adler"))
    wired.slack.sockets.closed_for_now = True
    wired.slack.sockets.cut()
    wired.slack.sockets.closed_for_now = False
    wired.slack.sockets.await_connection(wired.app)
    anna.writes_dm("Bitte die Rechnung RE-2025-0412")
    assert "/d/" in anna.awaits_dm(20).text


def test_what_is_missing_is_said_at_the_start(tmp_path: Path, slack: Slack) -> None:
    for keys, words in (
        ({}, "bot_token"),
        ({"bot_token": "xoxb-1"}, "app_token"),
        ({"bot_token": "xoxb-1", "mode": "http"}, "signing_secret"),
    ):
        clerk = open_desk(tmp_path, 25, slack, **keys)
        with pytest.raises(ValueError, match=words):
            socket.sockets(clerk)
        clerk.close()
