"""Socket Mode as a part of the process: connected as long as it runs, whatever happens to the line."""

import threading
from contextlib import suppress

import structlog
from slack_bolt.adapter.socket_mode import SocketModeHandler

from bot.channels.slack.channel import Slack
from bot.channels.slack.door import Door, quiet
from bot.wiring import Clerk

FIRST, LONGEST = 1.0, 30.0  # seconds between two tries to connect
WATCHED = 1.0  # seconds between two looks at the line
PATIENCE = 5.0  # seconds for each part of an end
PING = 5.0  # seconds; a line that answers none is replaced

log = structlog.get_logger()


class Socket:
    """The connection; a Slack that cannot be reached at the start is tried again."""

    def __init__(self, clerk: Clerk, slack: Slack, app_token: str) -> None:
        self.ending = threading.Event()
        door = Door(clerk, slack, "socket")
        self.handler = SocketModeHandler(
            door.app,
            app_token,
            logger=quiet(),
            web_client=slack.api.client(),
            ping_interval=PING,
        )
        self.thread = threading.Thread(target=self.keep, name="slack", daemon=True)

    def start(self) -> None:
        """Begins to connect; returns at once."""
        self.thread.start()

    def stop(self) -> None:
        """Takes nothing more; what came in is acknowledged first."""
        self.ending.set()
        self.thread.join(PATIENCE)
        closing = threading.Thread(target=self.close, name="slack-close", daemon=True)
        closing.start()
        closing.join(PATIENCE)  # a client that is changing its connection may wait for ever

    def close(self) -> None:
        """Ends the client."""
        with suppress(Exception):  # the line may be in any state
            self.handler.client.close()

    def keep(self) -> None:
        """Connects, and again when the client has given the line up."""
        wait, up = FIRST, False
        while not self.ending.is_set():
            connected = self.handler.client.is_connected()
            if connected != up:
                up = connected
                log.info("slack.connected" if up else "slack.disconnected")
            if connected:
                wait = FIRST
                self.ending.wait(WATCHED)
                continue
            self.connect()
            if not self.handler.client.is_connected():
                self.ending.wait(wait)
                wait = min(wait * 2, LONGEST)

    def connect(self) -> None:
        """One try."""
        try:
            self.handler.client.connect_to_new_endpoint()
        except Exception as error:  # whatever it is, it is tried again
            log.warning("slack.unreachable", error=type(error).__name__)


def sockets(clerk: Clerk) -> list[Socket]:
    """The connection that the configuration asks for; over HTTP Slack comes to the web part instead.

    Raises ValueError when the configuration lacks what it needs.
    """
    slack, section = clerk.channels.get("slack"), clerk.config.slack
    if section is None or not isinstance(slack, Slack):
        return []
    if not (section.bot_token or section.client_id):
        raise ValueError("[slack] needs bot_token, or client_id and client_secret for /slack/install.")
    if section.mode == "http":
        if not section.signing_secret:
            raise ValueError('[slack] mode = "http" needs signing_secret.')
        return []
    if not section.app_token:
        raise ValueError('[slack] mode = "socket" needs app_token (xapp-…).')
    return [Socket(clerk, slack, section.app_token)]
