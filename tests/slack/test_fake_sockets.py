"""The SDK's own Socket Mode client judges hello, envelopes, refreshes, cut lines and what comes again."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from tests.slack.person import User
from tests.slack.sdk_clients import close_at_once
from tests.slack.workspace import App, Slack


@dataclass
class World:
    """A client that writes down what comes and acknowledges while `answers` is set."""

    slack: Slack
    app: App
    eva: User
    client: SocketModeClient
    heard: list[SocketModeRequest] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    answers: threading.Event = field(default_factory=threading.Event)

    def hears(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        """One envelope."""
        self.heard.append(request)
        if self.answers.is_set():
            client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))


@pytest.fixture
def world() -> Iterator[World]:
    with Slack(patience=2, retry_delays=(0, 0, 0)) as slack:
        app, house = slack.app(), slack.team("Muster")
        house.installs(app)
        client = SocketModeClient(
            app.app_token, web_client=WebClient(base_url=slack.api_url), ping_interval=0.2
        )
        world = World(slack, app, house.member("Eva"), client)
        slack.settles(0)
        client.socket_mode_request_listeners.append(world.hears)
        client.message_listeners.append(lambda _, message, raw: world.types.append(message["type"]))
        world.answers.set()
        client.connect()
        assert slack.sockets.await_connection()
        world.slack.settles(2)
        world.heard.clear()
        yield world
        close_at_once(client)


def test_hello_and_an_envelope(world: World) -> None:
    delivery = world.eva.writes_dm("RE-1").delivery
    assert delivery.wait() and delivery.seconds < 1
    [request] = world.heard
    assert (request.type, request.payload["event"]["text"]) == ("events_api", "RE-1")
    assert request.envelope_id in world.slack.sockets.acknowledged
    assert world.types[0] == "hello" and world.client.is_connected()


def test_a_refresh_moves_to_a_new_connection_and_loses_nothing(world: World) -> None:
    old = world.slack.sockets.opened
    world.slack.sockets.refresh("warning")
    world.slack.sockets.refresh()
    deliveries = [world.eva.writes_dm(f"Nr. {n}").delivery for n in range(5)]
    assert all(delivery.wait() for delivery in deliveries)
    assert world.slack.sockets.await_connection() and world.slack.sockets.opened > old
    # None is lost; one may come twice, when its acknowledgement met a closed line.
    assert {r.payload["event"]["text"] for r in world.heard} == {f"Nr. {n}" for n in range(5)}
    assert len({r.payload["event_id"] for r in world.heard}) == 5


def test_a_cut_line_brings_the_open_envelope_again(world: World) -> None:
    world.answers.clear()
    delivery = world.eva.writes_dm("unterwegs").delivery
    assert world.slack.waits(lambda: world.heard, 0.01) or _until(lambda: bool(world.heard))
    old = world.slack.sockets.opened
    world.slack.sockets.cut()
    world.answers.set()
    assert delivery.wait(8) and world.slack.sockets.opened > old
    first, again = world.heard
    assert first.payload == again.payload and first.envelope_id != again.envelope_id
    assert (again.retry_attempt, again.retry_reason) == (1, "connection_closed")
    assert world.slack.deliveries[-1].attempts[0].reason == "connection_closed"


def test_without_a_line_events_wait_and_people_see_a_failure(world: World) -> None:
    world.slack.sockets.closed_for_now = True
    world.slack.sockets.cut("end")
    delivery = world.eva.writes_dm("wartet").delivery
    assert not world.eva.command("/belege", "RE-1").wait() and world.eva.failures == [
        "/belege: dispatch_failed"
    ]
    with pytest.raises(SlackApiError, match="internal_error"):
        WebClient(token=world.app.app_token, base_url=world.slack.api_url).api_call("apps.connections.open")
    assert not delivery.done.is_set()
    world.slack.sockets.closed_for_now = False
    assert delivery.wait(8) and [attempt.status for attempt in delivery.attempts] == [200]


def test_tokens_tickets_and_scopes_of_connections(world: World) -> None:
    web = WebClient(base_url=world.slack.api_url)
    with pytest.raises(SlackApiError, match="invalid_auth"):
        web.apps_connections_open(app_token="xapp-guess")
    other = world.slack.app("andere", app_scopes=())
    with pytest.raises(SlackApiError, match="missing_scope"):
        web.apps_connections_open(app_token=other.app_token)
    url = web.apps_connections_open(app_token=world.app.app_token)["url"]
    from websockets.sync.client import connect

    with connect(url) as line:
        assert "hello" in str(line.recv())
    with pytest.raises(Exception, match="403"):  # a ticket is good for one connection
        connect(url).__enter__()
    world.app.listen_at("http://127.0.0.1:9/", verify=False)
    with pytest.raises(SlackApiError, match="forbidden"):
        web.apps_connections_open(app_token=world.app.app_token)


def _until(found: object) -> bool:
    for _ in range(200):
        if found():  # type: ignore[operator]
            return True
        threading.Event().wait(0.02)
    return False
