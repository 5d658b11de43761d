"""What operators see of Slack: the doctor, the commands, the manifest."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.channels.slack import check
from bot.cli import app
from bot.doctor import examine
from handlers.chats.acts import SLACK_SCOPES
from store.engine import Store
from tests.bot.slack.conftest import ANNA, Desk

MANIFEST = Path(__file__).parents[3] / "docs" / "slack-manifest.yaml"


def findings(desk: Desk, **changes: Any) -> list[tuple[bool, str]]:
    """What the check says with other keys."""
    section = desk.clerk.config.slack.model_copy(update=changes)  # type: ignore[union-attr]
    return list(check.check(desk.clerk.channels["slack"], section))  # type: ignore[arg-type]


def test_the_doctor_looks_for_real(desk: Desk) -> None:
    assert all(ok for ok, _ in findings(desk))
    assert (
        all(ok for ok, _ in findings(desk, mode="socket", app_token=desk.app.app_token)) is False
    )  # HTTP is set
    desk.app.listen_by_socket()
    assert all(ok for ok, _ in findings(desk, mode="socket", app_token=desk.app.app_token))
    assert (False, "socket: apps.connections.open: invalid_auth") in [
        (ok, text.split(";")[0]) for ok, text in findings(desk, mode="socket", app_token="xapp-no")
    ]
    desk.installed.scopes = tuple(s for s in desk.installed.scopes if s != "im:write")
    assert any("lacks im:write" in text for ok, text in findings(desk) if not ok)
    assert any("bot_token" in text for ok, text in findings(desk, bot_token="xoxb-no") if not ok)
    assert [f.subject for f in examine(desk.clerk)].count("slack") >= 2


def test_the_manifest_asks_for_what_is_used(desk: Desk) -> None:
    text = MANIFEST.read_text("utf-8")
    asked = text.split("bot:\n", 1)[1].split("settings:")[0]
    scopes = [line.strip(" -") for line in asked.splitlines() if line.strip().startswith("-")]
    assert sorted(scopes) == sorted(SLACK_SCOPES)
    events = text.split("bot_events:\n", 1)[1].split("interactivity")[0]
    assert {line.strip(" -") for line in events.splitlines() if line.strip()} >= {"message.im", "user_change"}
    desk.installed.scopes = tuple(SLACK_SCOPES)
    anna = desk.binds(desk.team.member("Anna Adler"))
    anna.writes_dm("Bitte die Rechnung RE-2025-0412 als Anhang")
    anna.awaits_dm()
    anna.opens_home()
    desk.team.member("Eva").writes_dm("Hallo")
    desk.rests()
    assert not desk.slack.refused()


def test_the_commands(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.binds(desk.team.member("Anna Adler"))
    url = desk.clerk.config.store.url
    monkeypatch.setattr("bot.cli.slack.open_clerk", lambda _: replace(desk.clerk, store=Store.open(url)))
    run = CliRunner()
    assert ANNA in run.invoke(app, ["slack", "list", "--json"]).stdout
    assert run.invoke(app, ["slack", "revoke", ANNA]).exit_code == 0
    assert run.invoke(app, ["slack", "revoke", ANNA]).exit_code != 0
    assert ANNA not in run.invoke(app, ["slack", "list", "--json"]).stdout
    assert ANNA in run.invoke(app, ["slack", "list", "--all", "--json"]).stdout
    assert [e["by"] for e in desk.events("slack.unbound")] == ["console"]
    assert run.invoke(app, ["slack", "workspaces"]).exit_code == 0


def test_who_is_erased_is_bound_no_more(desk: Desk) -> None:
    anna = desk.binds(desk.team.member("Anna Adler"))
    with desk.clerk.store.begin() as unit:
        unit.erase(ANNA, desk.clerk.clock())
        assert unit.slack_bindings.listed(ended=True) == ()
    assert replace(desk).team.users[anna.id] is anna
    with pytest.raises(AssertionError):
        anna.awaits_dm(0.1)
