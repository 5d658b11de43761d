"""The signed door: what is not Slack's is refused, what is Slack's is stored before it is acknowledged."""

import json
import time
from typing import Any

import pytest

from store.errors import Full
from tests.bot.slack.conftest import Desk

EVENT = {"type": "event_callback", "team_id": "T1", "event": {"type": "message", "channel_type": "im"}}
STAMPS = ["", "0", "x", "-1", "1e9", "12345678901234567890", "²", "１２３", str(int(time.time()) - 400)]


def test_bad_stamps_are_401(desk: Desk) -> None:
    body = json.dumps(EVENT)
    for stamp in STAMPS:
        headers = {} if stamp.isascii() else {"X-Slack-Request-Timestamp": None}
        assert desk.app.posts(body, timestamp=stamp, headers=headers)[0] == 401, stamp


def test_bad_signatures_are_401(desk: Desk) -> None:
    body = json.dumps(EVENT)
    assert desk.app.posts(body, secret="wrong")[0] == 401
    assert desk.app.posts(body, headers={"X-Slack-Signature": None})[0] == 401
    assert desk.app.posts(body, headers={"X-Slack-Signature": "v0="})[0] == 401
    assert desk.app.posts(b"\xff\xfe{}", secret="wrong")[0] == 401


MALFORMED = [
    *("", "{", "[]", "null", "1", '"x"', "payload=", "payload=%7B", "payload=[]", "payload=1", "a=b", "\x00"),
    *("[" * 20_000, '{"a":' * 20_000),
]


def test_malformed_bodies_are_400(desk: Desk) -> None:
    for body in MALFORMED:
        for content_type in ("application/json", "application/x-www-form-urlencoded", ""):
            status, text = desk.app.posts(body, content_type=content_type)
            assert status == 400, body[:40]
            assert "Traceback" not in text
            assert "docclerk" not in text


ODD: list[Any] = [
    {},
    {"type": "event_callback"},
    {"type": "event_callback", "event": None},
    {"type": "event_callback", "event": []},
    {"type": "event_callback", "event": "message"},
    {"type": "event_callback", "event": {"type": "message"}},
    {"type": "event_callback", "event": {"type": "message", "channel_type": "im", "user": 1, "ts": []}},
    {"type": "event_callback", "authorizations": 5, "event": {"type": "app_mention", "user": "U", "text": 7}},
    {"type": "event_callback", "authorizations": [None], "team_id": "T", "event": {"type": "message"}},
    {"type": "event_callback", "event": {"type": "user_change", "user": "U1"}},
    {"type": "event_callback", "event": {"type": "app_home_opened", "tab": "home", "view": 3}},
    {"type": "event_callback", "event": {"type": "tokens_revoked", "tokens": []}},
    {"type": "block_actions"},
    {"type": "block_actions", "actions": []},
    {"type": "block_actions", "actions": [{"action_id": "choose_1", "type": "button"}], "user": "x"},
    {"type": "block_actions", "actions": [{"action_id": "case_send", "type": "button", "value": "{"}]},
    {"type": "message_action", "callback_id": "find_documents", "message": "x"},
    {"type": "view_submission", "view": {}},
    {"type": "nothing_known"},
]


def test_odd_payloads_are_never_our_fault(desk: Desk) -> None:
    form = {"content_type": "application/x-www-form-urlencoded"}
    for payload in ODD:
        assert desk.app.posts(json.dumps(payload))[0] in (200, 400), payload
        assert desk.app.posts("payload=" + json.dumps(payload), **form)[0] in (200, 400), payload
    desk.rests()
    with desk.clerk.store.read() as unit:
        assert not unit.inbox.counts()["stuck"]


def test_a_full_disk_makes_slack_come_back(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    anna = desk.binds(desk.team.member("Anna Adler"))
    accept, refused = desk.clerk.store.accept, []

    def full_once(arrival: Any) -> bool:
        if not refused:
            refused.append(arrival)
            raise Full("no space left")
        return accept(arrival)

    monkeypatch.setattr(desk.clerk.store, "accept", full_once)
    said = anna.writes_dm("Bitte die Rechnung RE-2025-0412")
    assert "RE-2025-0412" in anna.awaits_dm().text
    assert [a.status for a in said.delivery.attempts] == [503, 200]
    desk.rests()
    assert len(anna.dm_answers()) == 1


def test_a_poster_too_large(desk: Desk) -> None:
    assert desk.app.posts("{" + " " * 3_100_000 + "}")[0] == 400


def test_acknowledged_long_before_slack_loses_patience(desk: Desk) -> None:
    anna = desk.binds(desk.team.member("Anna Adler"))
    desk.slack.trouble.slow("*", seconds=1.5, times=3)
    said = anna.writes_dm("Bitte die Rechnung RE-2025-0412")
    assert said.delivery.wait()
    assert said.delivery.seconds < 1
    assert "RE-2025-0412" in anna.awaits_dm().text
