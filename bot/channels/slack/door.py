"""The listeners, for Socket Mode and signed HTTP alike: what people do is stored, then acknowledged."""

import logging
import re
from collections.abc import Callable, Mapping
from typing import Any

import structlog
from slack_bolt import Ack, App, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.error import BoltUnhandledRequestError

from bot.channels.slack import presses
from bot.channels.slack.arrivals import (
    Note,
    arrival,
    commanded,
    enterprise_in,
    installed_in,
    part,
    pointed,
    said,
    text_of,
)
from bot.channels.slack.channel import Slack, home_parcel
from bot.channels.slack.welcome import welcome
from bot.wiring import Clerk
from handlers.acts import carry_out
from handlers.chats.acts import Unbind

COMMANDS = re.compile(r"^/(?:belege|docs)$")
SHORTCUT = "find_documents"
ANYTHING = re.compile(r".*", re.DOTALL)

Body = dict[str, Any]

log = structlog.get_logger()


class Door:
    """One bolt app; nothing here waits for Slack, so that an acknowledgement takes as long as one commit."""

    def __init__(self, clerk: Clerk, slack: Slack, door: str) -> None:
        self.clerk, self.slack, self.door = clerk, slack, door
        section = clerk.config.slack
        self.app = App(
            client=slack.api.client(),
            authorize=authorized,
            signing_secret=section.signing_secret if section else "",
            process_before_response=True,  # the acknowledgement comes after the listener, not before it
            raise_error_for_unhandled_request=True,
            ignoring_self_events_enabled=False,  # `said` knows better, and without asking who we are
            request_verification_enabled=door == "http",
            logger=quiet(),
        )
        self.listen()

    def listen(self) -> None:
        """Who takes what."""
        app = self.app
        app.use(self.met)
        for kind in ("message", "app_mention"):
            app.event(kind)(self.heard)
        app.event("app_home_opened")(self.opened)
        app.event("team_join")(self.joined)
        app.event("user_change")(self.changed)
        app.event("app_uninstalled")(self.uninstalled)
        app.event("tokens_revoked")(self.revoked)
        app.command(COMMANDS)(self.commanded)
        app.message_shortcut(SHORTCUT)(self.pointed)
        app.action(ANYTHING)(self.pressed)
        app.error(faulty)

    def met(self, body: Body, next: Callable[[], BoltResponse]) -> BoltResponse:
        """Before anything else: by which enterprise a workspace has the app, if it is so."""
        self.slack.installs.meet(*enterprise_in(body))
        return next()

    def take(self, note: Note, key: str) -> None:
        """Stores what was said; returns when it is synced to disk."""
        self.clerk.store.accept(arrival(note, key, self.door, self.clerk.clock()))

    def heard(self, body: Body) -> None:
        """A direct message, a mention, or a word in a staff thread."""
        if found := said(body, self.slack.staff_channel):
            self.take(*found)

    def commanded(self, body: Body, ack: Ack) -> None:
        """A slash command; what is answered comes by DM."""
        self.take(*commanded(body))
        ack()

    def pointed(self, body: Body, ack: Ack) -> None:
        """The message shortcut."""
        note, key = pointed(body)
        if note.text:
            self.take(note, key)
        ack()

    def pressed(self, body: Body, action: Body, ack: Ack) -> None:
        """A button: a choice is said like a message, a decision is carried out at once."""
        presses.press(self, body, action)
        ack()

    def opened(self, event: Body, body: Body) -> None:
        """The Home tab is shown anew at every look; who comes for the first time is greeted."""
        team, _ = installed_in(body)
        user, view = text_of(event, "user"), part(event, "view")
        now = self.clerk.clock()
        home = text_of(event, "user_team") or text_of(view, "team_id") or team
        with self.clerk.store.begin() as unit:
            if event.get("tab") == "home":
                unit.outbox.add(home_parcel(team, home, user, now), now)
            welcome(self.clerk.house, team, home, user, unit, now)

    def joined(self, event: Body, body: Body) -> None:
        """Somebody is new in the workspace; only heard where the app subscribes to it."""
        user, (team, _) = part(event, "user"), installed_in(body)
        if user.get("is_bot") or user.get("deleted"):
            return
        home, now = text_of(user, "team_id") or team, self.clerk.clock()
        with self.clerk.store.begin() as unit:
            welcome(self.clerk.house, team, home, text_of(user, "id"), unit, now)

    def changed(self, event: Body, body: Body) -> None:
        """Who is deactivated speaks for nobody any more, and not again when they come back."""
        user = part(event, "user")
        if user.get("deleted") is not True:
            return
        team, _ = installed_in(body)
        home, id, now = text_of(user, "team_id") or team, text_of(user, "id"), self.clerk.clock()
        with self.clerk.store.begin() as unit:
            bound = unit.slack_bindings.of(home, id)
            if bound:
                carry_out(Unbind(home, id, bound.address, "slack", "the account was deactivated"), unit, now)
            else:
                unit.slack_bindings.end(home, id, "the account was deactivated", now)

    def uninstalled(self, body: Body) -> None:
        """The app was removed: the token and all bindings of that workspace go."""
        self.slack.installs.revoke(place_of(body), self.clerk.clock(), uninstalled=True)

    def revoked(self, event: Body, body: Body) -> None:
        """A token was withdrawn; ours is the bot's."""
        if part(event, "tokens").get("bot"):
            self.slack.installs.revoke(place_of(body), self.clerk.clock(), uninstalled=False)


def place_of(body: Body) -> str:
    """Where the app was installed: the enterprise when it was for all of its workspaces."""
    return enterprise_in(body)[1] or text_of(body, "team_id")


def authorized(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
    """Everybody gets in as far as the inbox: who they are is decided when the message is read."""
    return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id)


def faulty(error: Exception, body: Mapping[str, Any]) -> BoltResponse:
    """What nobody listens for is acknowledged; our own faults ask Slack to try again, and say nothing."""
    if isinstance(error, BoltUnhandledRequestError):
        return BoltResponse(status=200, body="")
    log.error("slack.fault", error=type(error).__name__, kind=str(body.get("type"))[:40])
    return BoltResponse(status=503, body="")


def quiet() -> logging.Logger:
    """Bolt and the SDK say nothing below an error: their words hold what people wrote."""
    logger = logging.getLogger("docclerk.slack")
    logger.setLevel(logging.CRITICAL)
    return logger
