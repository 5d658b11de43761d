"""The workspaces that have the app, and their tokens: encrypted under the key file, or the one configured."""

import base64
import hashlib
import hmac
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.channels import PermanentFailure
from bot.channels.slack.api import Answer, Api
from bot.clock import Clock
from handlers.keys import Keys
from store.engine import Store
from store.slack_installs import Install

PURPOSE = b"docclerk slack tokens"


@dataclass(slots=True)
class Installs:
    """Tokens by workspace. Without a configured token every workspace comes by `/slack/install`."""

    store: Store
    api: Api
    clock: Clock
    keys: Callable[[], Keys]
    bot_token: str = field(default="", repr=False)
    own: str = ""  # the workspace that the configured token is good for, once Slack has said so
    joined: dict[str, str] = field(default_factory=dict)  # workspaces of enterprises that were met already
    guard: threading.Lock = field(default_factory=threading.Lock)

    def token(self, team: str) -> str:
        """The token of a workspace. Raises PermanentFailure where the app is not installed."""
        with self.store.read() as unit:
            enterprise = unit.slack_installs.enterprise_of(team)
            places = [place for place in (team, enterprise) if place]
            installs = [unit.slack_installs.of(place) for place in places]
        for install in installs:
            if install and install.revoked_at is None and install.token:
                return self.opened(install.token)
        if self.bot_token and self.own_team() in places:
            return self.bot_token
        raise PermanentFailure("the app is not installed in this workspace")

    def meet(self, team: str, enterprise: str) -> None:
        """A workspace speaks to us whose enterprise has installed the app for all of its workspaces."""
        if not (team and enterprise) or team == enterprise or self.joined.get(team) == enterprise:
            return
        with self.store.begin() as unit:
            if unit.slack_installs.enterprise_of(team) != enterprise:
                unit.slack_installs.join(team, enterprise, self.clock())
        self.joined[team] = enterprise

    def own_team(self) -> str:
        """The workspace of the configured token; asked of Slack once, and again after an uninstall."""
        with self.guard:
            if not self.own:
                self.own = self.remember(self.api.call(self.bot_token, "auth.test"))
            return self.own

    def remember(self, who: Answer) -> str:
        """Keeps the workspace that `auth.test` names; its id."""
        install = Install(
            team=str(who["enterprise_id"] if who.get("is_enterprise_install") else who["team_id"]),
            name=str(who.get("team") or ""),
            bot_user=str(who.get("user_id") or ""),
            token=b"",
            scopes=",".join(who.get("scopes", ())),
            installed_at=self.clock(),
        )
        with self.store.begin() as unit:
            unit.slack_installs.put(install)
        return install.team

    def keep(self, granted: Answer, now: datetime) -> str:
        """Keeps what `oauth.v2.access` gave, encrypted and audited; the name of the workspace or enterprise.

        Raises KeyError when it names neither.
        """
        whole = granted.get("is_enterprise_install") is True
        place = granted.get("enterprise" if whole else "team") or {}
        install = Install(
            team=str(place["id"]),
            name=str(place.get("name") or ""),
            bot_user=str(granted.get("bot_user_id") or ""),
            token=self.sealed(str(granted["access_token"])),
            scopes=str(granted.get("scope") or ""),
            installed_at=now,
        )
        with self.store.begin() as unit:
            unit.slack_installs.put(install)
            unit.audit.write("slack.installed", now, {"team": install.team})
        return install.name

    def revoke(self, team: str, now: datetime, *, uninstalled: bool) -> None:
        """The token is worth nothing any more; with the app its people's bindings go, too."""
        with self.guard:
            self.own = "" if self.own == team else self.own
        with self.store.begin() as unit:
            gone, why = unit.slack_installs.revoke(team, now), "the app was uninstalled"
            places = (team, *unit.slack_installs.workspaces(team)) if uninstalled else ()
            ended = sum(unit.slack_bindings.end_team(place, why, now) for place in places)
            if gone or ended:
                unit.audit.write("slack.uninstalled", now, {"team": team, "bindings": ended})

    def sealed(self, token: str) -> bytes:
        """A token as it is stored. Raises ValueError without a key file."""
        return self.box().encrypt(token.encode())

    def opened(self, sealed: bytes) -> str:
        """The token again. Raises PermanentFailure when its key is gone."""
        try:
            return self.box().decrypt(sealed).decode()
        except (InvalidToken, ValueError):
            raise PermanentFailure(
                "the key of this workspace's token is gone; install the app again"
            ) from None

    def box(self) -> MultiFernet:
        """The newest key seals, all of them open."""
        keys = [hmac.digest(key, PURPOSE, hashlib.sha256) for _, key in self.keys().keys]
        if not keys:
            raise ValueError("tokens of workspaces need a key file: [links] keys")
        return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])
