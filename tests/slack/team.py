"""A workspace: its people, its channels and the apps that are installed in it."""

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.slack import events
from tests.slack.person import User
from tests.slack.records import Json, Message

if TYPE_CHECKING:
    from tests.slack.workspace import App, Slack

SCOPES = (
    *("app_mentions:read", "channels:history", "channels:read", "chat:write", "commands"),
    *("files:read", "files:write", "groups:history", "groups:read", "im:history", "im:read", "im:write"),
    *("reactions:write", "team:read", "users:read", "users:read.email"),
)


@dataclass(eq=False)
class Installation:
    """An app in a workspace: its token, its bot user and what it may do."""

    app: "App"
    team: "Team"
    bot_user: User
    bot_id: str
    bot_token: str
    scopes: tuple[str, ...]
    installer: str = ""
    dead: str = ""  # the error that its token gives since it was uninstalled or revoked


@dataclass(eq=False)
class Channel:
    """A channel (kind `channel`, `group` when private) or the DM (`im`) of one person with one app."""

    id: str
    team: "Team"
    kind: str
    name: str = ""
    members: list[User] = field(default_factory=list)
    teams: "set[Team]" = field(default_factory=set)
    app: "App | None" = None
    archived: bool = False

    @property
    def prefix(self) -> str:
        """In the names of scopes and events."""
        return {"channel": "channels", "group": "groups", "im": "im"}[self.kind]

    @property
    def shared(self) -> bool:
        """By several workspaces."""
        return len(self.teams) > 1

    @property
    def history(self) -> list[Message]:
        """What is stored, oldest first: neither ephemeral nor deleted."""
        kept = list(self.team.slack.messages)
        return [m for m in kept if m.channel is self and not m.ephemeral and not m.deleted]

    def message(self, ts: str | None) -> Message | None:
        """The stored message with this ts."""
        return next((m for m in self.history if m.ts == ts), None)

    def bots(self) -> list[Installation]:
        """The installations that are in here and alive."""
        found = [i for team in self.teams for i in team.installations if not i.dead]
        return [i for i in found if i.app is self.app or i.bot_user in self.members]

    def invites(self, user: User) -> None:
        """Somebody joins; apps in the channel hear of it."""
        assert user.team in self.teams or self.kind != "im", "the channel is not shared with that workspace"
        if user not in self.members:
            self.members.append(user)
            events.membership("member_joined_channel", self, user)

    def removes(self, user: User) -> None:
        """Somebody leaves."""
        listeners = self.bots()
        self.members.remove(user)
        events.membership("member_left_channel", self, user, listeners)

    def archives(self) -> None:
        """Nothing can be posted any more."""
        self.archived = True

    def payload(self) -> Json:
        """As conversations.info shows it."""
        if self.kind == "im":
            return {"id": self.id, "is_im": True, "user": self.members[0].id, "is_org_shared": False}
        return {
            "id": self.id,
            "name": self.name,
            "is_channel": True,
            "is_group": False,
            "is_im": False,
            "is_mpim": False,
            "is_private": self.kind == "group",
            "is_archived": self.archived,
            "is_ext_shared": self.shared,
            "is_shared": self.shared,
            "context_team_id": self.team.id,
            "shared_team_ids": sorted(team.id for team in self.teams),
        }


class Team:
    """One workspace; with an `enterprise` apps are installed for all workspaces of that at once."""

    def __init__(
        self, slack: "Slack", name: str, id: str = "", domain: str = "", enterprise: str = ""
    ) -> None:
        self.slack, self.name, self.enterprise = slack, name, enterprise
        self.id = id or slack.number("T")
        self.domain = domain or "".join(c for c in name.lower() if c.isalnum()) or "team"
        self.users: dict[str, User] = {}
        self.installations: list[Installation] = []

    def member(self, name: str, email: str = "", id: str = "", **changes: Any) -> User:
        """A person with an account; ids may be given."""
        user = User(self, id or self.slack.number("U"), name, email, **changes)
        assert user.id not in self.users, user.id
        self.users[user.id] = user
        events.tell_team(self, {"type": "team_join", "user": user.payload()})
        return user

    def guest(self, name: str, email: str = "", id: str = "", single_channel: bool = False) -> User:
        """A person with few channels."""
        return self.member(name, email, id, guest="single" if single_channel else "multi")

    def bot(self, name: str) -> User:
        """The bot user of some other app."""
        return self.member(name, is_bot=True)

    def channel(
        self,
        name: str,
        members: "tuple[User, ...] | list[User]" = (),
        private: bool = False,
        shared_with: "tuple[Team, ...] | list[Team]" = (),
        id: str = "",
    ) -> Channel:
        """A channel, with strangers in it when it is shared."""
        kind = "group" if private else "channel"
        number = id or self.slack.number("C")
        channel = Channel(number, self, kind, name, list(members), {self, *shared_with})
        self.slack.channels[number] = channel
        return channel

    def installs(self, app: "App", scopes: tuple[str, ...] = SCOPES, by: User | None = None) -> Installation:
        """As an admin would; again, and the token stays and takes the scopes."""
        found = self.installation(app)
        if found:
            found.scopes = scopes
            return found
        bot = next((i.bot_user for i in self.installations if i.app is app), None)
        bot = bot or self.member(app.name, is_bot=True, app=app)
        token = f"xoxb-{self.id}-{secrets.token_hex(16)}"
        number = self.slack.number("B")
        self.installations.append(
            Installation(app, self, bot, number, token, scopes, by.id if by else "U0ADMIN")
        )
        return self.installations[-1]

    def installation(self, app: "App") -> Installation | None:
        """The living one."""
        return next((i for i in self.installations if i.app is app and not i.dead), None)

    def uninstalls(self, app: "App", error: str = "account_inactive") -> None:
        """Its tokens die at once; then the app is told."""
        found = self.installation(app)
        assert found, f"{app.name} is not installed in {self.name}"
        found.dead = error
        tokens = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [found.bot_user.id]}}
        events.tell(found, tokens)
        events.tell(found, {"type": "app_uninstalled"})

    def dm(self, user: User, app: "App") -> Channel:
        """The DM of a person with an app in this workspace."""
        with self.slack.changed:
            found = (
                c for c in self.slack.channels.values() if c.kind == "im" and c.app is app and c.team is self
            )
            channel = next((c for c in found if c.members[0] is user), None)
            if channel is None:
                channel = Channel(self.slack.number("D"), self, "im", "directmessage", [user], {self}, app)
                self.slack.channels[channel.id] = channel
            return channel
