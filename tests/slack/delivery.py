"""Brings payloads to an app by Socket Mode or signed HTTP, and repeats events that were not acknowledged."""

import http.client
import json
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from tests.slack.signing import signed_headers

if TYPE_CHECKING:
    from tests.slack.workspace import App, Slack

OK = range(200, 300)


@dataclass(frozen=True)
class Attempt:
    """One try: HTTP status (200 for an acknowledged envelope, 0 for none), why not, how long, what came."""

    status: int
    reason: str
    seconds: float
    response: Any = None
    final: bool = False  # the app asked for no retry


class Delivery:
    """One payload on its way to an app."""

    def __init__(self, office: "PostOffice", app: "App", kind: str, body: dict[str, Any]) -> None:
        self.office, self.app, self.kind, self.body = office, app, kind, body
        self.attempts: list[Attempt] = []
        self.acknowledged = False
        self.done = threading.Event()
        self.first_number = 0  # of the retry header
        self.after: Callable[[Delivery], None] | None = None

    def wait(self, timeout: float = 10) -> bool:
        """Whether it was acknowledged in time."""
        self.done.wait(timeout)
        return self.acknowledged

    @property
    def response(self) -> Any:
        """What came with the acknowledgement: JSON, text or None."""
        return self.attempts[-1].response if self.attempts else None

    @property
    def seconds(self) -> float:
        """How long the last attempt took."""
        return self.attempts[-1].seconds

    def again(self) -> "Delivery":
        """The same payload once more, as Slack does when it has missed the acknowledgement."""
        return self.office.sends(self.app, self.kind, self.body, first_number=self.first_number + 1)


class PostOffice:
    """Every payload has its own thread, so a slow app is told of many things at once, as it really is."""

    def __init__(self, slack: "Slack") -> None:
        self.slack = slack
        self.deliveries: list[Delivery] = []
        self.closing = threading.Event()

    def sends(
        self,
        app: "App",
        kind: str,
        body: dict[str, Any],
        after: Callable[[Delivery], None] | None = None,
        first_number: int = 0,
    ) -> Delivery:
        """Starts a delivery; `after` runs once it has been acknowledged or given up."""
        delivery = Delivery(self, app, kind, body)
        delivery.after, delivery.first_number = after, first_number
        self.deliveries.append(delivery)
        threading.Thread(target=self._carry, args=(delivery,), daemon=True, name="slack-delivery").start()
        return delivery

    def close(self) -> None:
        """Gives up what is under way."""
        self.closing.set()

    def _carry(self, delivery: Delivery) -> None:
        delays = iter(self.slack.retry_delays if delivery.kind == "events_api" else ())
        number, reason = delivery.first_number, "http_timeout"
        try:
            while not self.closing.is_set():
                attempt = self._try(delivery, number, reason)
                delivery.attempts.append(attempt)
                number, reason = number + 1, attempt.reason
                delivery.acknowledged = attempt.status in OK
                cut = attempt.reason == "connection_closed" and delivery.kind == "events_api"
                delay = 0.0 if cut else next(delays, None)
                if delivery.acknowledged or attempt.final or delay is None or self.closing.wait(delay):
                    return
        finally:
            if delivery.after and not self.closing.is_set():
                delivery.after(delivery)
            delivery.done.set()

    def _try(self, delivery: Delivery, number: int, reason: str) -> Attempt:
        if delivery.app.request_url:
            return self._by_http(delivery, number, reason)
        return self.slack.sockets.offers(delivery, number, reason)

    def _by_http(self, delivery: Delivery, number: int, reason: str) -> Attempt:
        content, body = encoded(delivery.kind, delivery.body)
        headers = {"Content-Type": content, **signed_headers(delivery.app.signing_secret, body)}
        if number:
            headers |= {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": reason}
        return request(delivery.app.request_url, body, headers, self.slack.patience)


def encoded(kind: str, body: dict[str, Any]) -> tuple[str, bytes]:
    """Content type and bytes: events are JSON, commands a form, interactions JSON in a form."""
    if kind == "events_api":
        return "application/json", json.dumps(body).encode()
    fields = body if kind == "slash_commands" else {"payload": json.dumps(body)}
    return "application/x-www-form-urlencoded", urlencode(fields).encode()


def request(url: str, body: bytes, headers: dict[str, str], patience: float) -> Attempt:
    """POSTs as Slack does; the whole answer has to be there within `patience` seconds."""
    parts, began = urlsplit(url), time.monotonic()
    assert parts.hostname in ("127.0.0.1", "localhost", "::1"), "this Slack speaks with loopback only"
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    agent = {"User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)", "Accept": "*/*"}
    line = http.client.HTTPConnection(parts.hostname, parts.port or 80, timeout=patience)
    try:
        line.request("POST", path, body, {**agent, **headers})
        answer = line.getresponse()
        text = answer.read(1 << 20).decode("utf-8", "replace")
    except TimeoutError:
        return Attempt(0, "http_timeout", time.monotonic() - began)
    except (OSError, http.client.HTTPException, socket.gaierror):
        return Attempt(0, "connection_failed", time.monotonic() - began)
    finally:
        line.close()
    final = answer.getheader("X-Slack-No-Retry") == "1"
    reason = "" if answer.status in OK else "http_error"
    return Attempt(answer.status, reason, time.monotonic() - began, read(text), final)


def read(text: str) -> Any:
    """The answer of an app: JSON where it is JSON."""
    try:
        return json.loads(text) if text else None
    except ValueError:
        return text
