"""Socket Mode: the websocket server, its hello, envelopes, acknowledgements, disconnects and cut lines."""

import contextlib
import json
import logging
import secrets
import socket
import struct
import threading
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.sync.server import Server, ServerConnection, serve

from tests.slack.delivery import Attempt, Delivery

if TYPE_CHECKING:
    from tests.slack.workspace import App, Slack

_QUIET = logging.getLogger(__name__)  # cut lines are meant to be, and no news
_QUIET.propagate = False
_QUIET.addHandler(logging.NullHandler())
_ACCEPTS = {"events_api": False, "slash_commands": True, "interactive": True}


@dataclass
class Waiting:
    """An envelope that is not acknowledged yet."""

    answered: threading.Event = field(default_factory=threading.Event)
    response: Any = None
    acknowledged: bool = False


@dataclass(eq=False)
class Line:
    """One open connection of an app."""

    app: "App"
    connection: ServerConnection
    waiting: dict[str, Waiting] = field(default_factory=dict)
    leaving: bool = False  # told to disconnect: gets nothing new


class Sockets:
    """All connections; `closed_for_now` is an outage of Socket Mode alone."""

    def __init__(self, slack: "Slack") -> None:
        self.slack = slack
        self.closed_for_now = False
        self.opened = 0  # connections since the start
        self.acknowledged: list[str] = []  # envelope ids, repeats included
        self.lines: list[Line] = []
        self._tickets: dict[str, App] = {}
        self._changed = threading.Condition()
        self._server: Server | None = None

    def start(self) -> None:
        """Listens on a free port of loopback."""
        self._server = serve(
            self._serve,
            "127.0.0.1",
            0,
            process_request=self._admits,
            compression=None,
            close_timeout=0.1,
            ping_interval=0.1,  # the SDK closes only after its next frame, or 3 s without any
            logger=_QUIET,
        )
        threading.Thread(target=self._server.serve_forever, daemon=True, name="slack-sockets").start()

    def close(self) -> None:
        """Stops; open connections are cut."""
        self.closed_for_now = True
        self.cut()
        if self._server:
            self._server.shutdown()

    def address(self, app: "App") -> str:
        """A fresh ws:// address, good for one connection."""
        ticket = secrets.token_urlsafe(18)
        self._tickets[ticket] = app
        assert self._server is not None
        port = self._server.socket.getsockname()[1]
        return f"ws://127.0.0.1:{port}/link/?ticket={ticket}&app_id={app.id}"

    def await_connection(self, app: "App | None" = None, count: int = 1, timeout: float = 10) -> bool:
        """Whether an app has `count` connections that are not leaving, in time."""
        app = self.slack.the_app(app)
        with self._changed:
            return self._changed.wait_for(lambda: len(self._open(app)) >= count, timeout)

    def cut(self, how: str = "reset") -> None:
        """Ends the TCP connection of every line without a word: by RST, or with how="end" by FIN only."""
        for line in list(self.lines):
            sock = line.connection.socket
            with contextlib.suppress(OSError):
                if how == "reset":
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                sock.close()
            line.connection.close_socket()
            self._lost(line)

    def refresh(self, reason: str = "refresh_requested") -> None:
        """Says `disconnect`; after `refresh_requested` and `link_disabled` the line closes soon."""
        for line in list(self.lines):
            told = {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-1"}}
            with contextlib.suppress(ConnectionClosed):
                line.connection.send(json.dumps(told))
            if reason != "warning":
                line.leaving = True
                threading.Timer(0.5, line.connection.close).start()

    def offers(self, delivery: Delivery, number: int, reason: str) -> Attempt:
        """One try to get an envelope acknowledged; events wait for a connection, people do not."""
        began = time.monotonic()
        line = self._line(delivery)
        if line is None:
            reason = "connection_closed" if delivery.app.request_url else "dispatch_failed"
            return Attempt(0, reason, time.monotonic() - began)
        envelope_id, waiting = secrets.token_hex(16), Waiting()
        envelope = {
            "type": delivery.kind,
            "envelope_id": envelope_id,
            "payload": delivery.body,
            "accepts_response_payload": _ACCEPTS[delivery.kind],
        }
        if delivery.kind == "events_api":
            envelope |= {"retry_attempt": number, "retry_reason": reason if number else ""}
        line.waiting[envelope_id] = waiting
        began = time.monotonic()
        try:
            line.connection.send(json.dumps(envelope))
        except (ConnectionClosed, OSError):
            self._lost(line)
        if line not in self.lines:
            waiting.answered.set()
        answered = waiting.answered.wait(self.slack.patience)
        seconds = time.monotonic() - began
        if waiting.acknowledged:
            return Attempt(200, "", seconds, waiting.response)
        return Attempt(0, "connection_closed" if answered else "timeout", seconds)

    def _line(self, delivery: Delivery) -> Line | None:
        patience = 3600.0 if delivery.kind == "events_api" else 0.0
        closing, app = self.slack.office.closing, delivery.app
        with self._changed:
            end = time.monotonic() + patience
            while not (found := self._open(app)) and time.monotonic() < end:
                if closing.is_set() or app.request_url:
                    break
                self._changed.wait(0.05)
            return secrets.choice(found) if found else None

    def _open(self, app: "App") -> list[Line]:
        return [line for line in self.lines if line.app is app and not line.leaving]

    def _admits(self, connection: ServerConnection, request: Request) -> Response | None:
        ticket = parse_qs(urlsplit(request.path).query).get("ticket", [""])[0]
        if self.closed_for_now or ticket not in self._tickets:
            return connection.respond(HTTPStatus.FORBIDDEN, "invalid ticket\n")
        connection.username = ticket
        return None

    def _serve(self, connection: ServerConnection) -> None:
        app = self._tickets.pop(connection.username)
        line = Line(app, connection)
        count = len(self._open(app)) + 1
        hello = {
            "type": "hello",
            "num_connections": count,
            "debug_info": {"host": "applink-1", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": app.id},
        }
        try:
            connection.send(json.dumps(hello))
            with self._changed:
                self.lines.append(line)
                self.opened += 1
                self._changed.notify_all()
            for frame in connection:
                self._heard(line, frame)
        except (ConnectionClosed, OSError):
            pass
        finally:
            self._lost(line)

    def _heard(self, line: Line, frame: str | bytes) -> None:
        try:
            told = json.loads(frame)
            envelope_id = told["envelope_id"]
        except (ValueError, KeyError, TypeError):
            return
        self.acknowledged.append(envelope_id)
        if waiting := line.waiting.pop(envelope_id, None):
            waiting.response, waiting.acknowledged = told.get("payload"), True
            waiting.answered.set()

    def _lost(self, line: Line) -> None:
        with self._changed:
            if line in self.lines:
                self.lines.remove(line)
            self._changed.notify_all()
        for waiting in list(line.waiting.values()):
            waiting.answered.set()
