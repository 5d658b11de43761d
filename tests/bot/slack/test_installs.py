"""More workspaces: installed with a code that is used once, tokens encrypted, gone with the app."""

from urllib.parse import parse_qs, urlsplit

import httpx2 as httpx
import pytest

from bot.channels import PermanentFailure
from tests.bot.slack.conftest import Desk


def installed(desk: Desk, name: str = "Kunde AG"):  # type: ignore[no-untyped-def]
    """Another workspace whose administrator has gone the whole way."""
    team = desk.slack.team(name)
    admin = team.member("Admin")
    with httpx.Client() as browser:
        asked = browser.get(f"{desk.url}/slack/install")
        assert asked.status_code == 302
        back = admin.approves(asked.headers["location"])
        at = back.replace("http://desk.house.test", desk.url)
        done = browser.get(at)
        assert done.status_code == 200, done.text
        assert name in done.text
        again = browser.get(at)
        assert again.status_code == 404
    return team, admin, back


def test_a_second_workspace_has_its_own_token(desk: Desk) -> None:
    team, _, _ = installed(desk)
    token = desk.slack.teams[team.id].installations[0].bot_token
    with desk.clerk.store.read() as unit:
        kept = unit.slack_installs.of(team.id)
    assert kept is not None
    assert kept.token
    assert token.encode() not in kept.token
    assert desk.clerk.channels["slack"].installs.token(team.id) == token  # type: ignore[attr-defined]
    eva = desk.binds(team.member("Eva"))
    eva.writes_dm("Bitte die Rechnung RE-2025-0412")
    assert "/d/" in eva.awaits_dm().text
    assert [e["facts"]["team"] for e in desk.events("slack.installed")] == [team.id]


def test_a_foreign_or_missing_state_installs_nothing(desk: Desk) -> None:
    team = desk.slack.team("Kunde AG")
    admin = team.member("Admin")
    asked = httpx.get(f"{desk.url}/slack/install")
    back = admin.approves(asked.headers["location"]).replace("http://desk.house.test", desk.url)
    assert httpx.get(back).status_code == 404  # another browser: no cookie
    assert httpx.get(back, cookies={"docclerk_slack": "x"}).status_code == 404
    query = parse_qs(urlsplit(back).query)
    no_state = f"{desk.url}/slack/oauth?code={query['code'][0]}"
    assert httpx.get(no_state, cookies={"docclerk_slack": ""}).status_code == 404
    for odd in ("?state=x&code=y", "", "?code=" + "z" * 5000, "?state=%ff&code=%00"):
        assert httpx.get(f"{desk.url}/slack/oauth{odd}").status_code == 404
    with desk.clerk.store.read() as unit:
        assert unit.slack_installs.of(team.id) is None


def test_an_uninstall_ends_the_token_and_the_bindings(desk: Desk) -> None:
    team, _, _ = installed(desk)
    eva = desk.binds(team.member("Eva"))
    team.uninstalls(desk.app)
    assert desk.slack.settles()
    with desk.clerk.store.read() as unit:
        kept = unit.slack_installs.of(team.id)
        assert kept is not None
        assert kept.revoked_at is not None
        assert kept.token == b""
        assert unit.slack_bindings.of(team.id, eva.id) is None
    with pytest.raises(PermanentFailure):
        desk.clerk.channels["slack"].installs.token(team.id)  # type: ignore[attr-defined]
    assert desk.events("slack.uninstalled")


def test_the_configured_workspace_can_come_back(desk: Desk) -> None:
    slack = desk.clerk.channels["slack"]
    anna = desk.binds(desk.team.member("Anna Adler"))
    anna.writes_dm("Bitte die Rechnung RE-2025-0412")
    anna.awaits_dm()
    desk.team.uninstalls(desk.app)
    assert desk.slack.settles()
    with pytest.raises(PermanentFailure):
        slack.installs.token(desk.team.id)  # type: ignore[attr-defined]
    with desk.clerk.store.read() as unit:
        assert unit.slack_bindings.of(desk.team.id, anna.id) is None


def test_a_lost_key_is_said_and_a_rotated_one_still_opens(desk: Desk) -> None:
    installs = desk.clerk.channels["slack"].installs  # type: ignore[attr-defined]
    sealed = installs.sealed("xoxb-1")
    desk.clerk.house.keys.rotate()  # type: ignore[attr-defined]
    assert installs.opened(sealed) == "xoxb-1"
    with pytest.raises(PermanentFailure, match="key"):
        installs.opened(b"gAAAA-not-ours")


def test_an_enterprise_installs_it_for_all_its_workspaces(desk: Desk) -> None:
    team = desk.slack.team("Konzern Nord", enterprise="E1")
    admin = team.member("Admin")
    with httpx.Client() as browser:
        asked = browser.get(f"{desk.url}/slack/install")
        back = admin.approves(asked.headers["location"]).replace("http://desk.house.test", desk.url)
        done = browser.get(back)
    assert (done.status_code, "All" in done.text) == (200, True)
    token, installs = team.installations[0].bot_token, desk.clerk.channels["slack"].installs  # type: ignore[attr-defined]
    assert installs.token("E1") == token
    with pytest.raises(PermanentFailure):
        installs.token(team.id)  # nobody has said yet whose workspace it is
    eva, other = desk.binds(team.member("Eva")), desk.slack.team("Fremd")
    stranger = other.member("Eva", id=eva.id)
    eva.writes_dm("Bitte die Rechnung RE-2025-0412")
    answer = eva.awaits_dm()
    assert "/d/" in answer.text
    eva.presses(answer, "show_chain")  # Slack names no team here
    assert "/d/" in eva.awaits_dm().text
    assert eva.command("/belege", "RE-2025-0413").wait()
    eva.awaits_dm()
    with desk.clerk.store.read() as unit:
        assert unit.slack_installs.workspaces("E1") == (team.id,)
        assert unit.slack_bindings.of(other.id, stranger.id) is None
    team.uninstalls(desk.app)
    desk.rests()
    with desk.clerk.store.read() as unit:
        assert unit.slack_bindings.of(team.id, eva.id) is None
    with pytest.raises(PermanentFailure):
        installs.token(team.id)
    assert {e["facts"]["team"] for e in desk.events("slack.uninstalled")} == {"E1"}


def test_an_answer_of_oauth_that_names_no_place_installs_nothing(desk: Desk) -> None:
    installs = desk.clerk.channels["slack"].installs  # type: ignore[attr-defined]
    for odd in ({"team": None}, {"team": None, "is_enterprise_install": True}, {}):
        with pytest.raises(KeyError):
            installs.keep({"access_token": "xoxb-1", **odd}, desk.clerk.clock())
