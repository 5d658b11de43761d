"""The shelf of Slack people: who is bound to which registered address, and who asks to be."""

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Connection, Table, and_, func, insert, select, update

from store.rows import cells, columns, first, records
from store.slack_schema import slack_bindings, slack_requests


@dataclass(frozen=True, slots=True)
class Binding:
    """A Slack user, known by the workspace of their own and their id in it, speaks for an address."""

    team: str
    user: str
    address: str
    bound_at: dt.datetime
    ended_at: dt.datetime | None = None
    ended_why: str | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class BindingRequest:
    """Somebody in Slack says which address is theirs; "" for one that nobody registered."""

    team: str
    user: str
    address: str
    person: str  # as Slack shows them
    token_hash: bytes = field(repr=False)
    code_hash: bytes = field(repr=False)
    asked_at: dt.datetime
    expires_at: dt.datetime
    tries: int = 0
    used_at: dt.datetime | None = None
    id: int = 0


_BINDING = columns(Binding, slack_bindings)
_REQUEST = columns(BindingRequest, slack_requests)


class SlackBindings:
    """Bindings and requests by Slack user; of the requests of one only the newest counts."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, team: str, user: str) -> Binding | None:
        """The binding of a Slack user that holds now."""
        return first(
            self._bound(and_(_user(slack_bindings, team, user), slack_bindings.c.ended_at.is_(None)))
        )

    def listed(self, address: str | None = None, *, ended: bool = False) -> tuple[Binding, ...]:
        """Bindings of one address or of all, oldest first; with `ended` those that hold no more, too."""
        wanted = [slack_bindings.c.id > 0]
        if address is not None:
            wanted.append(slack_bindings.c.address == address.strip().casefold())
        if not ended:
            wanted.append(slack_bindings.c.ended_at.is_(None))
        return self._bound(and_(*wanted))

    def bind(self, team: str, user: str, address: str, now: dt.datetime) -> None:
        """Bind a Slack user from now on; what they were bound to before ends."""
        self.end(team, user, "bound anew", now)
        row = {"team": team, "user": user, "address": address.strip().casefold(), "bound_at": now}
        self._connection.execute(insert(slack_bindings).values(row))

    def end(self, team: str, user: str, why: str, now: dt.datetime) -> int:
        """End the binding of a Slack user, and what they have asked for; how many there were."""
        return self._end(lambda table: _user(table, team, user), why, now)

    def end_team(self, team: str, why: str, now: dt.datetime) -> int:
        """The same for everybody of a workspace."""
        return self._end(lambda table: table.c.team == team, why, now)

    def ask(self, request: BindingRequest) -> int:
        """Keep a request; its id."""
        added = insert(slack_requests).values(cells(request, "id")).returning(slack_requests.c.id)
        return int(self._connection.execute(added).scalar_one())

    def newest(self, team: str, user: str, now: dt.datetime) -> BindingRequest | None:
        """The request of a Slack user that a code may answer now."""
        query = select(func.max(slack_requests.c.id)).where(_user(slack_requests, team, user))
        return self._open(slack_requests.c.id == query.scalar_subquery(), now)

    def by_token(self, hashes: Collection[bytes], now: dt.datetime) -> BindingRequest | None:
        """The request that the token of a link belongs to, as long as it is the newest of its user."""
        found = self._open(slack_requests.c.token_hash.in_(list(hashes)), now)
        return found if found and found == self.newest(found.team, found.user, now) else None

    def count(self, team: str, user: str, since: dt.datetime) -> int:
        """How often a Slack user has asked since."""
        mine = and_(_user(slack_requests, team, user), slack_requests.c.asked_at >= since)
        return self._connection.scalar(select(func.count()).select_from(slack_requests).where(mine)) or 0

    def mistyped(self, id: int) -> None:
        """Count a wrong code."""
        self._request(id, tries=slack_requests.c.tries + 1)

    def use(self, id: int, most: int, now: dt.datetime) -> bool:
        """Use a request up; False when it has expired, was used, or had more wrong codes than it may."""
        c = slack_requests.c
        fresh = and_(c.id == id, c.used_at.is_(None), c.expires_at > now, c.tries < most)
        used = update(slack_requests).where(fresh).values(used_at=now)
        return self._connection.execute(used).rowcount == 1

    def _end(self, which: Callable[[Table], ColumnElement[bool]], why: str, now: dt.datetime) -> int:
        bound = and_(which(slack_bindings), slack_bindings.c.ended_at.is_(None))
        ended = update(slack_bindings).where(bound).values(ended_at=now, ended_why=why)
        asked = and_(which(slack_requests), slack_requests.c.used_at.is_(None))
        self._connection.execute(update(slack_requests).where(asked).values(used_at=now))
        return self._connection.execute(ended).rowcount

    def _request(self, id: int, **values: object) -> None:
        self._connection.execute(update(slack_requests).where(slack_requests.c.id == id).values(**values))

    def _open(self, which: ColumnElement[bool], now: dt.datetime) -> BindingRequest | None:
        c = slack_requests.c
        query = select(*_REQUEST).where(which, c.used_at.is_(None), c.expires_at > now)
        return first(records(BindingRequest, self._connection.execute(query)))

    def _bound(self, which: ColumnElement[bool]) -> tuple[Binding, ...]:
        query = select(*_BINDING).where(which).order_by(slack_bindings.c.id)
        return records(Binding, self._connection.execute(query))


def _user(table: Table, team: str, user: str) -> ColumnElement[bool]:
    return and_(table.c.team == team, table.c.user == user)
