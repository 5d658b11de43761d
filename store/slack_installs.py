"""The shelf of Slack workspaces that have the app, and of what we posted there."""

import datetime as dt
from dataclasses import dataclass, field

from sqlalchemy import Connection, insert, select, update

from store.house_schema import switches
from store.rows import cells, columns, first, records
from store.slack_schema import slack_installs, slack_posts
from store.switches import Switch, Switches

_ORG = "slack.org "  # which enterprise a workspace is of stands among the switches: one row a workspace


@dataclass(frozen=True, slots=True)
class Install:
    """The app in one workspace; `token` is encrypted, and empty for the one of the configuration."""

    team: str
    name: str
    bot_user: str
    token: bytes = field(repr=False)
    scopes: str
    installed_at: dt.datetime
    revoked_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """A message of ours in Slack; `thread` is the ts of the message above it."""

    team: str
    channel: str
    ts: str
    thread: str
    message_id: str
    inbox_id: int | None
    at: dt.datetime


_INSTALL = columns(Install, slack_installs)
_POST = columns(Post, slack_posts)


class SlackInstalls:
    """Workspaces by their id."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, team: str) -> Install | None:
        """The workspace, whether the app is still there or not."""
        query = select(*_INSTALL).where(slack_installs.c.team == team)
        return first(records(Install, self._connection.execute(query)))

    def all(self) -> tuple[Install, ...]:
        """Every workspace, by id."""
        query = select(*_INSTALL).order_by(slack_installs.c.team)
        return records(Install, self._connection.execute(query))

    def put(self, install: Install) -> None:
        """Keep a workspace, new or once more."""
        mine = update(slack_installs).where(slack_installs.c.team == install.team)
        if not self._connection.execute(mine.values(cells(install))).rowcount:
            self._connection.execute(insert(slack_installs).values(cells(install)))

    def revoke(self, team: str, now: dt.datetime) -> bool:
        """The app is gone from there, and its token is forgotten; False when it was gone already."""
        mine = update(slack_installs).where(
            slack_installs.c.team == team, slack_installs.c.revoked_at.is_(None)
        )
        return self._connection.execute(mine.values(revoked_at=now, token=b"")).rowcount == 1

    def join(self, team: str, enterprise: str, now: dt.datetime) -> None:
        """A workspace has the app by its enterprise, which installed it for all of its workspaces."""
        Switches(self._connection).set(Switch(_ORG + team, enterprise, "slack", None, now))

    def enterprise_of(self, team: str) -> str:
        """The enterprise by which a workspace has the app; "" when it has it by itself, or not at all."""
        found = Switches(self._connection).get(_ORG + team)
        return str(found.value) if found else ""

    def workspaces(self, enterprise: str) -> tuple[str, ...]:
        """The workspaces that were met of an enterprise."""
        named = select(switches.c.name, switches.c.value).where(switches.c.name.startswith(_ORG))
        rows = self._connection.execute(named.order_by(switches.c.name))
        return tuple(name.removeprefix(_ORG) for name, value in rows if value == enterprise)


class SlackPosts:
    """Our messages in Slack by where they stand."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, post: Post) -> None:
        """Remember a message; one that is known already stays as it is."""
        if self.at(post.team, post.channel, post.ts) is None:
            self._connection.execute(insert(slack_posts).values(cells(post)))

    def at(self, team: str, channel: str, ts: str) -> Post | None:
        """Our message at this place."""
        here = (slack_posts.c.team == team, slack_posts.c.channel == channel, slack_posts.c.ts == ts)
        return first(records(Post, self._connection.execute(select(*_POST).where(*here))))

    def last(self, team: str, channel: str, thread: str, since: dt.datetime | None = None) -> Post | None:
        """Our last message in a thread, "" for those outside of any, that was posted since."""
        here = [slack_posts.c.team == team, slack_posts.c.channel == channel, slack_posts.c.thread == thread]
        if since is not None:
            here.append(slack_posts.c.at >= since)
        query = select(*_POST).where(*here).order_by(slack_posts.c.ts.desc()).limit(1)
        return first(records(Post, self._connection.execute(query)))

    def of_message(self, inbox_id: int, channel: str) -> Post | None:
        """Our first message in a channel that is about one message of the inbox."""
        mine = (slack_posts.c.inbox_id == inbox_id, slack_posts.c.channel == channel)
        query = select(*_POST).where(*mine).order_by(slack_posts.c.ts).limit(1)
        return first(records(Post, self._connection.execute(query)))
