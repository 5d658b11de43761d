"""An app made with the official Bolt judges what the fake delivers, by Socket Mode and signed HTTP alike."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from socketserver import ThreadingMixIn
from typing import Any
from urllib.parse import urlencode
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import pytest
from slack_bolt import App as Bolt
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier

from tests.slack.person import User
from tests.slack.sdk_clients import close_at_once
from tests.slack.signing import signed_headers
from tests.slack.team import Installation, Team
from tests.slack.workspace import App, Slack

MODAL = {
    "type": "modal",
    "callback_id": "proof",
    "title": {"type": "plain_text", "text": "Code"},
    "submit": {"type": "plain_text", "text": "Prüfen"},
    "blocks": [
        {
            "type": "input",
            "block_id": "code",
            "label": {"type": "plain_text", "text": "Code"},
            "element": {"type": "plain_text_input", "action_id": "digits"},
        }
    ],
}


@dataclass
class World:
    """A workspace, the app's page at Slack, and the Bolt app that serves it."""

    slack: Slack
    app: App
    house: Team
    installed: Installation
    eva: User
    bolt: Bolt
    heard: list[dict[str, Any]] = field(default_factory=list)


def button(label: str, action_id: str, value: str = "RE-1") -> dict[str, Any]:
    return {
        "type": "button",
        "text": {"type": "plain_text", "text": label},
        "action_id": action_id,
        "value": value,
    }


def listeners(world: World) -> None:
    """What the app does with what it hears."""
    bolt = world.bolt

    @bolt.event("message")
    def message(event: dict[str, Any], say: Callable[..., Any], body: dict[str, Any]) -> None:
        world.heard.append(body)
        if event.get("subtype") in (None, "file_share"):
            say(
                text=f"Sie schrieben: {event['text']}",
                blocks=[{"type": "actions", "elements": [button("Kette", "chain")]}],
            )

    @bolt.event("app_mention")
    def mention(event: dict[str, Any], client: WebClient, body: dict[str, Any]) -> None:
        world.heard.append(body)
        client.chat_postEphemeral(
            channel=event["channel"], user=event["user"], text="Ich habe Ihnen geschrieben."
        )

    @bolt.event("app_home_opened")
    def home(event: dict[str, Any], client: WebClient) -> None:
        text = {"type": "mrkdwn", "text": f"Guten Tag <@{event['user']}>"}
        blocks = [{"type": "section", "text": text, "accessory": button("Hilfe", "help")}]
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    @bolt.command("/belege")
    def belege(ack: Callable[..., Any], respond: Callable[..., Any], command: dict[str, Any]) -> None:
        ack("Einen Moment …")
        respond(text=f"Gefunden: {command['text']}")

    @bolt.action("chain")
    def chain(ack: Callable[..., Any], respond: Callable[..., Any], action: dict[str, Any]) -> None:
        ack()
        respond(text=f"Kette zu {action['value']}", replace_original=True)

    @bolt.action("help")
    def help_(ack: Callable[..., Any], body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @bolt.view("proof")
    def proof(ack: Callable[..., Any], view: dict[str, Any]) -> None:
        value = view["state"]["values"]["code"]["digits"]["value"]
        if value == "123456":
            ack()
        else:
            ack(response_action="errors", errors={"code": "Dieser Code stimmt nicht."})

    @bolt.shortcut("find")
    def find(ack: Callable[..., Any], shortcut: dict[str, Any], client: WebClient) -> None:
        ack()
        client.chat_postMessage(channel=shortcut["user"]["id"], text=f"Zu: {shortcut['message']['text']}")

    def noted(body: dict[str, Any]) -> None:
        world.heard.append(body)

    for name in ("app_uninstalled", "tokens_revoked", "member_joined_channel", "user_change"):
        bolt.event(name)(noted)


class Threaded(ThreadingMixIn, WSGIServer):
    """wsgiref with a thread for each request."""

    daemon_threads = True
    request_queue_size = 256


class Quiet(WSGIRequestHandler):
    """No lines on the console."""

    def log_message(self, *args: Any) -> None: ...


@contextmanager
def served(world: World, by: str) -> Iterator[None]:
    """The Bolt app connected as the test wants it."""
    if by == "socket":
        handler = SocketModeHandler(world.bolt, world.app.app_token, ping_interval=0.3)
        handler.client.connect()
        assert world.slack.sockets.await_connection()
        try:
            yield
        finally:
            close_at_once(handler.client)
        return
    server = Threaded(("127.0.0.1", 0), Quiet)
    server.set_app(SlackRequestHandler(world.bolt, path="/slack/events"))
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    world.app.listen_at(f"http://127.0.0.1:{server.server_port}/slack/events")
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def worlds(by: str, **how: Any) -> Iterator[World]:
    with Slack(**{"patience": 3, "retry_delays": (0, 0.05, 0.05), **how}) as slack:
        app, house = slack.app(), slack.team("Muster Handel")
        app.events |= {"member_joined_channel", "user_change"}
        installed = house.installs(app)
        client = WebClient(token=installed.bot_token, base_url=slack.api_url)
        bolt = Bolt(client=client, signing_secret=app.signing_secret, process_before_response=False)
        world = World(slack, app, house, installed, house.member("Eva Maier", "eva@buyer.test"), bolt)
        listeners(world)
        with served(world, by):
            yield world


@pytest.fixture(params=["socket", "http"])
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    with worlds(request.param) as world:
        yield world
        assert world.slack.refused() == [] and world.eva.failures == []


def test_a_direct_message_is_answered(world: World) -> None:
    message = world.eva.writes_dm("RE-1 & <alle> bitte an eva@buyer.test, https://x.test/a?b=1")
    answer = world.eva.awaits_dm()
    typed = "RE-1 &amp; &lt;alle&gt; bitte an <mailto:eva@buyer.test|eva@buyer.test>, <https://x.test/a?b=1>"
    assert message.text == typed and answer.text == f"Sie schrieben: {typed}"
    assert message.delivery.wait() and message.delivery.body["event"]["channel_type"] == "im"
    assert world.slack.settles() and len(world.heard) == 1  # Bolt itself ignores what the app wrote
    assert [d.body["event"].get("bot_id") for d in world.slack.deliveries if "event" in d.body].count(
        None
    ) >= 1
    in_thread = world.eva.writes_dm("und die Lieferung?", thread=answer, files={"a.pdf": b"%PDF"})
    assert in_thread.delivery.wait() and in_thread.delivery.body["event"]["thread_ts"] == answer.ts
    assert in_thread.delivery.body["event"]["files"][0]["name"] == "a.pdf"


def test_the_messages_tab_of_an_ai_app_is_a_thread(world: World) -> None:
    message = world.eva.writes_assistant("RE-1")
    assert message.delivery.wait() and world.eva.awaits_dm().text == "Sie schrieben: RE-1"
    assert message.delivery.body["event"]["thread_ts"] == message.thread_ts != message.ts


def test_a_hundred_messages_at_once_all_arrive_once(world: World) -> None:
    deliveries = [world.eva.writes_dm(f"Nr. {n}").delivery for n in range(100)]
    assert all(delivery.wait() and len(delivery.attempts) == 1 for delivery in deliveries)
    assert world.slack.waits(lambda: len(world.eva.dm_answers()) == 100, 10)
    assert len({message.text for message in world.eva.dm_answers()}) == 100 and world.slack.settles()


def test_a_mention_is_answered_to_one_alone(world: World) -> None:
    jan = world.house.member("Jan Kok")
    channel = world.house.channel("einkauf", [world.eva, jan, world.installed.bot_user])
    world.eva.writes(channel, "nur unter uns")
    world.eva.mentions(channel, "Rechnung RE-1")
    assert world.eva.awaits_ephemeral().text == "Ich habe Ihnen geschrieben."
    assert [m.text for m in jan.sees(channel)] == [
        "nur unter uns",
        f"<@{world.installed.bot_user.id}> Rechnung RE-1",
    ]
    assert [body["event"]["type"] for body in world.heard] == ["app_mention"]


def test_strangers_keep_their_workspace(world: World) -> None:
    other = world.slack.team("Käufer AG")
    stranger = other.member("Fremde", id=world.eva.id)
    channel = world.house.channel("gemeinsam", [stranger, world.installed.bot_user], shared_with=(other,))
    stranger.mentions(channel, "RE-1?")
    assert stranger.awaits_ephemeral()
    [body] = world.heard
    hosted = other.channel("beim-kunden", [stranger, world.installed.bot_user], shared_with=(world.house,))
    stranger.mentions(hosted, "RE-2?")
    assert stranger.awaits_ephemeral().channel is hosted and stranger.command("/belege", "x", hosted).wait()
    assert (body["team_id"], body["event"]["team"], body["event"]["user_team"]) == (
        world.house.id,
        other.id,
        other.id,
    )
    assert body["is_ext_shared_channel"] and world.eva.ephemerals() == []


def test_a_command_is_answered_twice(world: World) -> None:
    delivery = world.eva.command("/belege", "RE-1")
    assert delivery.wait() and delivery.response in ("Einen Moment …", {"text": "Einen Moment …"})
    assert {world.eva.awaits_ephemeral().text for _ in range(2)} == {"Einen Moment …", "Gefunden: RE-1"}
    assert world.eva.dm_messages() == []


def test_a_button_changes_its_message(world: World) -> None:
    world.eva.writes_dm("RE-1")
    answer = world.eva.awaits_dm()
    assert [b["value"] for b in answer.buttons()] == ["RE-1"]
    assert world.eva.presses(answer, "chain").wait()
    assert (
        world.slack.waits(lambda: answer.edited, 5)
        and answer.text == "Kette zu RE-1"
        and answer.buttons() == []
    )
    with pytest.raises(AssertionError, match="no button"):
        world.eva.presses(answer, "chain")


def test_a_shortcut_brings_the_message_along(world: World) -> None:
    channel = world.house.channel("ohne-bot", [world.eva])
    message = world.eva.writes(channel, "Bestellung 4500123")
    assert world.eva.shortcut(message, "find").wait()
    assert world.eva.awaits_dm().text == "Zu: Bestellung 4500123"


def test_home_and_modal(world: World) -> None:
    assert world.eva.home() is None
    world.eva.opens_home()
    view = world.slack.waits(world.eva.home, 5)
    assert view.everything().startswith(f"Guten Tag <@{world.eva.id}>")
    assert world.eva.presses(view, "help").wait()
    assert world.slack.waits(lambda: world.eva.modal, 5)
    wrong = world.eva.submits({"digits": "000000"})
    assert wrong.wait() and wrong.response["errors"] == {"code": "Dieser Code stimmt nicht."}
    assert world.eva.modal and world.eva.submits({"digits": "123456"}).wait() and world.eva.modal is None


def test_joining_leaving_and_uninstalling_are_told(world: World) -> None:
    channel = world.house.channel("einkauf", [world.eva])
    channel.invites(world.installed.bot_user)
    world.eva.deactivates()
    assert world.slack.settles()
    assert world.slack.waits(lambda: len(world.heard) == 2, 5)  # Bolt acknowledges before it listens
    kinds = [body["event"]["type"] for body in world.heard]
    assert sorted(kinds) == ["member_joined_channel", "user_change"]
    world.house.uninstalls(world.app)
    told = [
        d for d in world.slack.deliveries if d.body["event"]["type"] in ("tokens_revoked", "app_uninstalled")
    ]
    assert [d.wait() for d in told] == [True, True]


def test_the_same_event_can_come_again(world: World) -> None:
    delivery = world.eva.writes_dm("RE-1").delivery
    assert delivery.wait() and delivery.again().wait()
    assert world.slack.waits(
        lambda: len(world.eva.dm_answers()) == 2, 5
    )  # Bolt does not know what it has seen
    assert len({body["event_id"] for body in world.heard}) == 1


def test_a_response_url_has_five_uses_and_thirty_minutes() -> None:
    with worlds("http") as world:
        bodies: list[dict[str, Any]] = []

        @world.bolt.command("/docs")
        def docs(ack: Callable[..., Any], body: dict[str, Any], respond: Callable[..., Any]) -> None:
            ack()
            bodies.append(body)
            statuses.extend(respond(text=f"{n}").status_code for n in range(6))

        statuses: list[int] = []
        assert world.eva.command("/docs").wait()
        assert world.slack.waits(lambda: len(statuses) == 6, 5) and statuses == [200] * 5 + [404]
        assert [m.text for m in world.eva.ephemerals()] == ["0", "1", "2", "3", "4"]
        assert [call.error for call in world.slack.refused()] == ["used_url"]
        bodies.clear()
        url = world.slack.response_urls.opens(world.installed, world.eva.dm(), world.eva)
        path = url.removeprefix(world.slack.web.url)
        assert world.slack.response_urls.answers(path, {"text": ""})[0] == 400
        world.slack.shift(minutes=31)
        assert world.slack.response_urls.answers(path, {"text": "spät"})[1] == {
            "ok": False,
            "error": "expired_url",
        }


def test_a_modal_needs_a_fresh_trigger() -> None:
    with worlds("http") as world:
        trigger = world.slack.trigger(world.eva)
        client = world.bolt.client
        client.views_open(trigger_id=trigger, view=MODAL)
        late = world.slack.trigger(world.eva)
        world.slack.shift(seconds=4)
        for value, error in (
            (trigger, "exchanged_trigger_id"),
            (late, "expired_trigger_id"),
            ("1", "invalid_trigger_id"),
        ):
            with pytest.raises(Exception, match=error):
                client.views_open(trigger_id=value, view=MODAL)


@pytest.mark.parametrize("by", ["socket", "http"])
def test_what_is_not_acknowledged_in_time_comes_again_with_its_number(by: str) -> None:
    with worlds(by, patience=1) as world:
        seen: list[tuple[Any, Any]] = []

        @world.bolt.middleware
        def slow(request: Any, next: Callable[[], Any]) -> Any:
            if request.body.get("event", {}).get("text") != "langsam":
                return next()
            heads = request.headers
            seen.append(tuple(heads.get(f"x-slack-retry-{name}", [None])[0] for name in ("num", "reason")))
            if len(seen) < 3:
                time.sleep(1.5)
            return next()

        delivery = world.eva.writes_dm("langsam").delivery
        assert delivery.wait()
        reason = "http_timeout" if by == "http" else "timeout"
        assert seen in (
            [(None, None), ("1", reason), ("2", reason)],
            [("0", ""), ("1", reason), ("2", reason)],
        )
        assert [attempt.status for attempt in delivery.attempts] == [0, 0, 200]
        assert world.eva.command("/unbekannt").wait(2) is False  # Bolt answers 404: people see that it failed
        assert world.slack.settles() and world.eva.failures


def test_nobody_at_the_address() -> None:
    with worlds("http") as world:
        world.app.listen_at("http://127.0.0.1:9/slack/events", verify=False)
        delivery = world.eva.writes_dm("Hallo?").delivery
        assert not delivery.wait() and [a.reason for a in delivery.attempts] == ["connection_failed"] * 4
        with pytest.raises(AssertionError, match="challenge"):
            world.app.listen_at("http://127.0.0.1:9/")


def test_signatures_are_slacks_and_wrong_ones_are_refused() -> None:
    with worlds("http") as world:
        body = json.dumps({"type": "event_callback", "event": {"type": "message"}}).encode()
        assert SignatureVerifier(world.app.signing_secret).is_valid_request(
            body, signed_headers(world.app.signing_secret, body)
        )
        assert world.app.posts(body, secret="guess")[0] == 401
        assert world.app.posts(body, timestamp=str(int(time.time()) - 301))[0] == 401
        assert world.app.posts(body, headers={"X-Slack-Signature": None})[0] == 401
        assert world.app.posts(body)[0] == 200
        form = urlencode({"payload": json.dumps({"type": "block_actions", "actions": []})})
        assert (
            world.app.posts(form, secret="guess", content_type="application/x-www-form-urlencoded")[0] == 401
        )
        assert len(world.heard) <= 1
