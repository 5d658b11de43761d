"""A Slack on loopback: workspaces, people, channels and an app, behind real servers (see README.md)."""

import itertools
import secrets
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

from tests.slack.delivery import Delivery, PostOffice
from tests.slack.http_server import HttpServer
from tests.slack.records import Call, File, Json, Message, View
from tests.slack.request_url import get_verified, post
from tests.slack.response_urls import ResponseUrls
from tests.slack.socket_mode import Sockets
from tests.slack.team import Installation, Team
from tests.slack.trouble import Trouble

EVENTS = ("message.im", "app_mention", "app_home_opened", "app_uninstalled", "tokens_revoked")


@dataclass(eq=False)
class App:
    """What stands on an app's configuration page; `events` are its subscriptions."""

    slack: "Slack"
    id: str
    name: str
    client_id: str
    client_secret: str
    signing_secret: str
    app_token: str
    verification_token: str
    app_scopes: tuple[str, ...] = ("connections:write",)
    events: set[str] = field(default_factory=lambda: set(EVENTS))
    redirect_urls: list[str] = field(default_factory=list)
    request_url: str = ""  # empty: Socket Mode

    def listen_by_socket(self) -> None:
        """Everything goes through Socket Mode."""
        self.request_url = ""

    def listen_at(self, url: str, verify: bool = True) -> None:
        """Everything goes to this address, once it has answered the url_verification as Slack asks."""
        if verify:
            get_verified(self, url)
        self.request_url = url

    def posts(self, body: bytes | str, **how: Any) -> tuple[int, str]:
        """Any request to the app's address, see request_url.post; (status, text of the answer)."""
        return post(self, body, **how)


class Slack:
    """All of it; a context manager that starts and stops the servers."""

    def __init__(self, *, patience: float = 3.0, retry_delays: tuple[float, ...] = (0, 60, 300)) -> None:
        self.patience, self.retry_delays = patience, retry_delays
        self.changed = threading.Condition(threading.RLock())
        self.teams: dict[str, Team] = {}
        self.apps: list[App] = []
        self.channels: dict[str, Any] = {}
        self.messages: list[Message] = []
        self.files: dict[str, File] = {}
        self.calls: list[Call] = []
        self.triggers: dict[str, tuple[float, Any]] = {}  # trigger_id -> when it was given, to whom
        self.codes: dict[str, Json] = {}  # of OAuth
        self.views: dict[tuple[str, str, str, str], View] = {}  # kind, app, team, user
        self.trouble = Trouble()
        self.response_urls = ResponseUrls(self)
        self.office = PostOffice(self)
        self.sockets = Sockets(self)
        self.web = HttpServer(self)
        self._numbers, self._shift, self._last = itertools.count(1), 0.0, 0

    def __enter__(self) -> "Slack":
        """Starts the servers."""
        self.web.start()
        self.sockets.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        """Stops them."""
        self.office.close()
        self.sockets.close()
        self.web.close()

    @property
    def api_url(self) -> str:
        """For WebClient(base_url=…)."""
        return f"{self.web.url}/api/"

    @property
    def deliveries(self) -> list[Delivery]:
        """Everything that was sent to an app."""
        return self.office.deliveries

    def app(self, name: str = "docclerk", **changes: Any) -> App:
        """A new app with secrets of its own."""
        number = self.number("A")
        usual: Json = {
            "client_id": f"{number[1:]}.client",
            "client_secret": secrets.token_hex(16),
            "signing_secret": secrets.token_hex(16),
            "app_token": f"xapp-1-{number}-{secrets.token_hex(24)}",
            "verification_token": secrets.token_hex(12),
        }
        self.apps.append(App(self, number, name, **(usual | changes)))
        return self.apps[-1]

    def team(self, name: str, **changes: Any) -> Team:
        """A new workspace."""
        team = Team(self, name, **changes)
        assert team.id not in self.teams, team.id
        self.teams[team.id] = team
        return team

    def the_app(self, app: App | None) -> App:
        """The one that is meant when nobody says which."""
        assert app or len(self.apps) == 1, "say which app you mean"
        return app or self.apps[0]

    def number(self, letter: str) -> str:
        """A fresh id, such as U0000000C1."""
        return f"{letter}{next(self._numbers):09X}{len(self.apps)}"

    def now(self) -> float:
        """Unix seconds on this Slack's clock."""
        return time.time() + self._shift

    def shift(self, minutes: float = 0, seconds: float = 0) -> None:
        """Lets time pass for response_urls and trigger_ids (not for signatures)."""
        self._shift += minutes * 60 + seconds

    def stamp(self) -> str:
        """A `ts` that nobody had before."""
        with self.changed:
            self._last = max(self._last + 1, int(self.now() * 1_000_000))
            return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"

    def trigger(self, whose: Any) -> str:
        """A trigger_id, good for one view within three seconds."""
        trigger = f"{self.number('')}.{secrets.token_hex(8)}"
        self.triggers[trigger] = (self.now(), whose)
        return trigger

    def keeps(self, message: Message) -> Message:
        """Stores a message; ephemeral ones are seen, but in no history."""
        with self.changed:
            self.messages.append(message)
            self.changed.notify_all()
        return message

    def waits(self, found: Callable[[], Any], timeout: float) -> Any:
        """The first true value of `found` within `timeout` seconds, else None."""
        end = time.monotonic() + timeout
        with self.changed:
            while not (value := found()) and time.monotonic() < end:
                self.changed.wait(0.02)
            return value or None

    def settles(self, timeout: float = 30) -> bool:
        """Whether all that was sent to apps has been acknowledged or given up in time."""
        end = time.monotonic() + timeout
        while (left := end - time.monotonic()) > 0:
            running = [d for d in list(self.deliveries) if not d.done.is_set()]
            if not running:
                return True
            running[0].done.wait(left)
        return False

    def installation(self, token: str) -> Installation | None:
        """Whose bot token this is; None when nobody's."""
        all_of_them = (i for team in self.teams.values() for i in team.installations)
        return next((i for i in all_of_them if i.bot_token == token), None)

    def refused(self) -> list[Call]:
        """Calls that got an error."""
        return [call for call in self.calls if call.error]

    def everything(self) -> str:
        """Every word that any person could see anywhere."""
        parts: Iterable[str] = (m.everything() for m in self.messages)
        return "\n".join([*parts, *(view.everything() for view in self.views.values())])
