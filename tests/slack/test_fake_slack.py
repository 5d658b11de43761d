"""The official SDK judges the Web API of the fake: methods, errors, scopes, limits, outages, files, OAuth."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.error import URLError
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request, urlopen

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import (
    ConnectionErrorRetryHandler,
    RateLimitErrorRetryHandler,
    ServerErrorRetryHandler,
)
from slack_sdk.http_retry.builtin_interval_calculators import FixedValueRetryIntervalCalculator
from slack_sdk.oauth import AuthorizeUrlGenerator

from tests.slack.person import User
from tests.slack.team import SCOPES, Channel, Installation, Team
from tests.slack.workspace import App, Slack


@dataclass
class World:
    """A workspace with the app in it, as the SDK reaches it."""

    slack: Slack
    app: App
    house: Team
    installed: Installation
    eva: User
    client: WebClient

    def refused(self, method: str, **arguments: object) -> str:
        """The error of a call that must fail."""
        with pytest.raises(SlackApiError) as caught:
            self.client.api_call(method, json=arguments)
        return str(caught.value.response["error"])


@pytest.fixture
def world() -> Iterator[World]:
    with Slack(patience=0.3, retry_delays=()) as slack:
        app = slack.app()
        app.events.clear()  # nobody listens in this file
        house = slack.team("Muster Handel")
        installed = house.installs(app)
        client = WebClient(token=installed.bot_token, base_url=slack.api_url)
        yield World(slack, app, house, installed, house.member("Eva Maier", "eva@buyer.test"), client)


def channel_with(world: World, *more: User, **how: object) -> Channel:
    return world.house.channel("einkauf", [world.eva, world.installed.bot_user, *more], **how)  # type: ignore[arg-type]


def test_a_token_says_whose_it_is_and_what_it_may(world: World) -> None:
    who = world.client.auth_test()
    assert (who["team_id"], who["user_id"]) == (world.house.id, world.installed.bot_user.id)
    assert who.headers["X-OAuth-Scopes"].split(",") == list(SCOPES)
    assert world.client.team_info()["team"]["name"] == "Muster Handel"


def test_a_direct_message_arrives_and_is_read_back(world: World) -> None:
    opened = world.client.conversations_open(users=world.eva.id)
    dm = opened["channel"]["id"]
    first = world.client.chat_postMessage(channel=dm, text="Guten Tag", unfurl_links=False)
    reply = world.client.chat_postMessage(channel=dm, text="Noch etwas", thread_ts=first["ts"])
    to_user = world.client.chat_postMessage(channel=world.eva.id, text="Direkt")
    assert dm.startswith("D") and to_user["channel"] == dm
    assert len({first["ts"], reply["ts"], to_user["ts"]}) == 3
    assert [m.text for m in world.eva.dm_messages()] == ["Guten Tag", "Noch etwas", "Direkt"]
    assert world.eva.dm_messages()[0].arguments["unfurl_links"] is False
    assert [m["text"] for m in world.client.conversations_history(channel=dm)["messages"]] == [
        "Direkt",
        "Guten Tag",
    ]
    thread = world.client.conversations_replies(channel=dm, ts=first["ts"])["messages"]
    assert [m["text"] for m in thread] == ["Guten Tag", "Noch etwas"]
    assert world.client.conversations_open(users=world.eva.id)["already_open"]
    assert world.eva.awaits_dm(1).text == "Guten Tag" and world.eva.awaits_dm(1).text == "Noch etwas"


def test_metadata_is_shown_to_the_app_that_asks(world: World) -> None:
    dm, told = world.eva.dm().id, {"event_type": "answer", "event_payload": {"id": "7"}}
    ts = world.client.chat_postMessage(channel=dm, text="x", metadata=told)["ts"]
    assert "metadata" not in world.client.conversations_history(channel=dm)["messages"][0]
    asked = world.client.conversations_history(
        channel=dm, include_all_metadata=True, oldest=ts, inclusive=True
    )
    assert asked["messages"][0]["metadata"] == told
    assert (
        world.refused("chat.postMessage", channel=dm, text="x", metadata={"id": 7})
        == "invalid_metadata_format"
    )


def test_a_message_is_changed_taken_back_and_given_a_reaction(world: World) -> None:
    dm = world.eva.dm().id
    ts = world.client.chat_postMessage(channel=dm, text="eins")["ts"]
    world.client.chat_update(channel=dm, ts=ts, text="zwei")
    world.client.reactions_add(channel=dm, timestamp=ts, name="white_check_mark")
    [message] = world.eva.dm_answers()
    assert (message.text, message.reactions) == ("zwei", {"white_check_mark": [world.installed.bot_user.id]})
    assert (
        world.refused("reactions.add", channel=dm, timestamp=ts, name="white_check_mark") == "already_reacted"
    )
    world.client.chat_delete(channel=dm, ts=ts)
    assert world.eva.dm_messages() == []
    assert world.refused("chat.update", channel=dm, ts=ts, text="drei") == "message_not_found"
    own = world.eva.writes_dm("von mir")
    assert world.refused("chat.update", channel=dm, ts=own.ts, text="x") == "cant_update_message"
    assert world.refused("chat.delete", channel=dm, ts=own.ts) == "cant_delete_message"


def test_an_ephemeral_message_is_for_one_pair_of_eyes(world: World) -> None:
    jan = world.house.member("Jan Kok")
    channel = channel_with(world, jan)
    world.client.chat_postEphemeral(channel=channel.id, user=world.eva.id, text="nur für Sie")
    assert [m.text for m in world.eva.ephemerals(channel)] == ["nur für Sie"]
    assert world.eva.awaits_ephemeral(1).channel is channel
    assert jan.sees(channel) == [] and channel.history == []
    assert world.client.conversations_history(channel=channel.id)["messages"] == []
    stranger = world.house.member("Ohne Zutritt")
    arguments = {"channel": channel.id, "user": stranger.id, "text": "x"}
    assert world.refused("chat.postEphemeral", **arguments) == "user_not_in_channel"
    jan.away = True
    world.client.chat_postEphemeral(channel=channel.id, user=jan.id, text="verpasst")
    assert jan.ephemerals() == []


def test_errors_are_slacks_own(world: World) -> None:
    secret = world.house.channel("leitung", [world.eva], private=True)
    public = world.house.channel("alle", [world.eva])
    old = channel_with(world)
    old.archives()
    dm, gone, bot = world.eva.dm().id, world.house.member("Weg"), world.house.bot("other")
    gone.deactivates()
    post = "chat.postMessage"
    assert world.refused(post, channel="C404", text="x") == "channel_not_found"
    assert world.refused(post, channel=secret.id, text="x") == "channel_not_found"
    assert world.refused(post, channel=public.id, text="x") == "not_in_channel"
    assert world.refused(post, channel=old.id, text="x") == "is_archived"
    assert world.refused(post, channel=dm) == "no_text"
    assert world.refused(post, channel=dm, text="x" * 40_001) == "msg_too_long"
    assert world.refused(post, channel=dm, text="x", thread_ts="1.000001") == "thread_not_found"
    assert world.refused("conversations.open", users=gone.id) == "user_disabled"
    assert world.refused("conversations.open", users=bot.id) == "cannot_dm_bot"
    assert world.refused("conversations.open", users="U404") == "user_not_found"
    assert world.refused("chat.postMassage", channel=dm, text="x") == "unknown_method"
    assert world.refused("conversations.info", channel=dm) == "invalid_arguments"  # JSON is not read there
    assert world.client.conversations_info(channel=dm)["channel"]["user"] == world.eva.id
    assert len(world.slack.refused()) == 12


@pytest.mark.parametrize(
    ("token", "error"),
    [("xoxb-wrong", "invalid_auth"), ("", "not_authed"), ("app", "not_allowed_token_type")],
)
def test_tokens_are_checked(world: World, token: str, error: str) -> None:
    world.client.token = world.app.app_token if token == "app" else token
    assert world.refused("auth.test") == error


def test_a_missing_scope_is_named(world: World) -> None:
    world.house.installs(world.app, scopes=("users:read", "im:read"))
    with pytest.raises(SlackApiError) as caught:
        world.client.chat_postMessage(channel=world.eva.dm().id, text="x")
    answer = caught.value.response
    assert (answer["error"], answer["needed"], answer["provided"]) == (
        "missing_scope",
        "chat:write",
        "users:read,im:read",
    )
    assert "email" not in world.client.users_info(user=world.eva.id)["user"]["profile"]
    assert world.refused("users.lookupByEmail", email="eva@buyer.test") == "missing_scope"
    channel = channel_with(world)
    with pytest.raises(SlackApiError, match="missing_scope"):
        world.client.conversations_members(channel=channel.id)


def test_people_are_members_guests_strangers_and_gone(world: World) -> None:
    guest = world.house.guest("Gast", "gast@x.test", single_channel=True)
    other = world.slack.team("Käufer AG")
    stranger = other.member("Eva Maier", "eva@buyer.test", id="U777")
    assert world.client.users_info(user=guest.id)["user"]["is_ultra_restricted"]
    with pytest.raises(SlackApiError, match="user_not_found"):
        world.client.users_info(user="U777")
    channel = channel_with(world, guest, stranger, shared_with=(other,))
    shown = world.client.users_info(user="U777")["user"]
    assert (shown["team_id"], shown["profile"]["email"]) == (other.id, "eva@buyer.test")
    assert world.client.conversations_info(channel=channel.id)["channel"]["is_ext_shared"]
    assert world.client.users_lookupByEmail(email="EVA@buyer.test")["user"]["id"] == world.eva.id
    pages = world.client.conversations_members(channel=channel.id, limit=3)
    assert [len(page["members"]) for page in pages] == [3, 1]
    world.eva.deactivates()
    assert world.client.users_info(user=world.eva.id)["user"]["deleted"]
    with pytest.raises(SlackApiError, match="users_not_found"):
        world.client.users_lookupByEmail(email="eva@buyer.test")


def test_two_workspaces_may_have_the_same_user_id(world: World) -> None:
    other = world.slack.team("Käufer AG")
    twin = other.member("Jemand Anders", "eva@buyer.test", id=world.eva.id)
    client = WebClient(token=other.installs(world.app).bot_token, base_url=world.slack.api_url)
    client.chat_postMessage(channel=twin.id, text="für den anderen")
    assert world.eva.dm_answers() == [] and [m.text for m in twin.dm_answers()] == ["für den anderen"]
    with pytest.raises(SlackApiError, match="channel_not_found"):
        client.chat_postMessage(channel=world.eva.dm().id, text="x")


def test_429_is_waited_out_by_the_sdk(world: World) -> None:
    world.client.retry_handlers.append(RateLimitErrorRetryHandler(max_retry_count=1))
    world.slack.trouble.limit("chat.postMessage", retry_after=1)
    began = time.monotonic()
    world.client.chat_postMessage(channel=world.eva.dm().id, text="später")
    assert time.monotonic() - began >= 1
    assert [call.error for call in world.slack.calls] == ["ratelimited", ""]
    world.slack.trouble.one_a_second = True
    with pytest.raises(SlackApiError) as caught:
        WebClient(token=world.installed.bot_token, base_url=world.slack.api_url).chat_postMessage(
            channel=world.eva.id, text="zu schnell"
        )
    assert caught.value.response.status_code == 429 and caught.value.response.headers["Retry-After"] == "1"
    assert len(world.eva.dm_answers()) == 1


def test_outages_are_what_they_say(world: World) -> None:
    dm = world.eva.dm().id
    bare = WebClient(token=world.installed.bot_token, base_url=world.slack.api_url, retry_handlers=[])
    bare.timeout = 0.3  # type: ignore[assignment]
    world.slack.trouble.fails("chat.postMessage")
    with pytest.raises(SlackApiError) as caught:
        bare.chat_postMessage(channel=dm, text="500")
    assert caught.value.response.status_code == 500
    world.slack.trouble.resets()
    with pytest.raises((ConnectionError, URLError)):
        bare.chat_postMessage(channel=dm, text="reset")
    world.slack.trouble.slow(seconds=0.6)
    with pytest.raises(TimeoutError):
        bare.chat_postMessage(channel=dm, text="langsam")
    world.slack.trouble.refuses("chat.postMessage", "internal_error")
    assert world.refused("chat.postMessage", channel=dm, text="x") == "internal_error"
    world.slack.trouble.fails(times=None)
    for _ in range(3):
        with pytest.raises(SlackApiError, match="Server Error"):
            bare.auth_test()
    world.slack.trouble.ends()
    bare.timeout, bare.retry_handlers = (
        5,
        [
            ServerErrorRetryHandler(interval_calculator=FixedValueRetryIntervalCalculator(0.05)),
            ConnectionErrorRetryHandler(interval_calculator=FixedValueRetryIntervalCalculator(0.05)),
        ],
    )
    world.slack.trouble.fails("chat.postMessage")
    bare.chat_postMessage(channel=dm, text="nach 500")
    world.slack.trouble.loses_answers("chat.postMessage")
    bare.chat_postMessage(channel=dm, text="doppelt")  # done, answer lost, done again: so it really is
    texts = [m.text for m in world.eva.dm_answers()]
    assert (
        texts.count("doppelt") == 2
        and texts.count("nach 500") == 1
        and "500" not in texts
        and "reset" not in texts
    )


def test_a_file_is_uploaded_in_three_steps_into_the_dm(world: World) -> None:
    dm = world.client.conversations_open(users=world.eva.id)["channel"]["id"]
    data = b"%PDF-1.7 " + bytes(range(256))
    uploads: list[dict[str, Any]] = [
        {"filename": "RE-1.pdf", "content": data, "title": "Rechnung"},
        {"filename": "a.txt", "content": "Ä"},
    ]
    world.client.files_upload_v2(file_uploads=uploads, channel=dm, initial_comment="Ihre Belege")
    [message] = world.eva.dm_answers()
    assert world.eva.downloads(message) == {"RE-1.pdf": data, "a.txt": "Ä".encode()}
    assert message.text == "Ihre Belege" and "Rechnung" in message.everything()
    assert [call.method for call in world.slack.calls][-1] == "files.completeUploadExternal"


def test_an_upload_that_slack_would_not_take(world: World) -> None:
    with pytest.raises(SlackApiError, match="channel_not_found"):  # a person is no channel
        world.client.files_upload_v2(filename="x", content="x", channel=world.eva.id)
    step = world.client.files_getUploadURLExternal(filename="x.pdf", length=5)
    with pytest.raises(URLError):
        urlopen(Request(step["upload_url"], data=b"four"))
    with pytest.raises(SlackApiError, match="file_not_found"):  # nothing has come yet
        world.client.files_completeUploadExternal(
            files=[{"id": step["file_id"]}], channel_id=world.eva.dm().id
        )
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        world.client.files_getUploadURLExternal(filename="x.pdf", length=0)
    assert world.eva.dm_answers() == []


def test_a_persons_file_is_read_with_the_token_only(world: World) -> None:
    message = world.eva.writes_dm("sehen Sie hier", files={"anfrage.pdf": b"%PDF-1"})
    url = message.payload()["files"][0]["url_private_download"]
    with urlopen(Request(url, headers={"Authorization": f"Bearer {world.installed.bot_token}"})) as answer:
        assert answer.read() == b"%PDF-1"
    with urlopen(url) as answer:
        assert b"login" in answer.read()


def test_installing_by_oauth(world: World) -> None:
    other = world.slack.team("Käufer AG")
    admin = other.member("Admin")
    world.app.redirect_urls.append("https://clerk.test/slack/oauth")
    page = AuthorizeUrlGenerator(client_id=world.app.client_id, scopes=["chat:write", "im:write"])
    back = parse_qs(urlsplit(admin.approves(page.generate(state="s1"))).query)
    assert back["state"] == ["s1"]
    client = WebClient(base_url=world.slack.api_url)
    keys = {"client_id": world.app.client_id, "client_secret": world.app.client_secret}
    with pytest.raises(SlackApiError, match="bad_client_secret"):
        client.oauth_v2_access(**{**keys, "client_secret": "guess"}, code=back["code"][0])
    told = client.oauth_v2_access(**keys, code=back["code"][0])
    assert (told["team"]["id"], told["scope"]) == (other.id, "chat:write,im:write")
    with pytest.raises(SlackApiError, match="code_already_used"):
        client.oauth_v2_access(**keys, code=back["code"][0])
    with pytest.raises(SlackApiError, match="invalid_code"):
        client.oauth_v2_access(**keys, code="1.2")
    mine = WebClient(token=told["access_token"], base_url=world.slack.api_url)
    assert mine.auth_test()["team"] == "Käufer AG"
    mine.auth_revoke()
    with pytest.raises(SlackApiError, match="token_revoked"):
        mine.auth_test()
    world.house.uninstalls(world.app)
    with pytest.raises(SlackApiError, match="account_inactive"):
        world.client.auth_test()
