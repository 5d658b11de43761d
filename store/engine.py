"""The store: opens a database, hands out transactions, takes arrivals in."""

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from sqlalchemy import Connection

from store.accounts import Accounts
from store.audit import Audit
from store.blocks import Blocks
from store.codes import Codes, Sessions
from store.confirmations import Confirmations
from store.connect import Engines, connect
from store.contacts import Contacts
from store.corrections import Corrections
from store.documents import Documents
from store.erasure import Erased, erase
from store.feeds import Feeds
from store.figures import Figures, figures
from store.gauges import Gauges, Tally, gauges
from store.handovers import Handovers
from store.heartbeats import Heartbeats
from store.inbox import Inbox
from store.intake import Intake
from store.leases import Leases
from store.ledger_rows import LedgerRows
from store.links import Links
from store.locations import Locations
from store.mailboxes import Mailboxes
from store.migrations import outdated, upgrade
from store.notices import Notices
from store.orders import Orders
from store.outbox import Outbox
from store.papers import Papers
from store.payments import Payments
from store.reminders import Reminders
from store.restored import HeldBack, held_back, hold
from store.shipments import Shipments
from store.slack_bindings import SlackBindings
from store.slack_installs import SlackInstalls, SlackPosts
from store.snapshot import Progress, snapshot
from store.subscriptions import Subscriptions
from store.switches import Switches
from store.traffic import Arrival
from store.turn import Turn
from store.waiting import Waiting


class Unit:
    """One transaction and its shelves; who opened it commits it."""

    __slots__ = (
        "_connection",
        "accounts",
        "audit",
        "blocks",
        "codes",
        "confirmations",
        "contacts",
        "corrections",
        "documents",
        "feeds",
        "handovers",
        "heartbeats",
        "inbox",
        "leases",
        "ledger",
        "links",
        "locations",
        "mailboxes",
        "notices",
        "orders",
        "outbox",
        "papers",
        "payments",
        "reminders",
        "sessions",
        "shipments",
        "slack_bindings",
        "slack_installs",
        "slack_posts",
        "subscriptions",
        "switches",
        "waiting",
    )

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.accounts = Accounts(connection)
        self.audit = Audit(connection)
        self.blocks = Blocks(connection)
        self.codes = Codes(connection)
        self.confirmations = Confirmations(connection)
        self.contacts = Contacts(connection)
        self.corrections = Corrections(connection)
        self.documents = Documents(connection)
        self.feeds = Feeds(connection)
        self.handovers = Handovers(connection)
        self.heartbeats = Heartbeats(connection)
        self.inbox = Inbox(connection)
        self.ledger = LedgerRows(connection)
        self.leases = Leases(connection)
        self.links = Links(connection)
        self.locations = Locations(connection)
        self.mailboxes = Mailboxes(connection)
        self.notices = Notices(connection)
        self.orders = Orders(connection)
        self.outbox = Outbox(connection)
        self.papers = Papers(connection)
        self.payments = Payments(connection)
        self.reminders = Reminders(connection)
        self.sessions = Sessions(connection)
        self.shipments = Shipments(connection)
        self.slack_bindings = SlackBindings(connection)
        self.slack_installs = SlackInstalls(connection)
        self.slack_posts = SlackPosts(connection)
        self.subscriptions = Subscriptions(connection)
        self.switches = Switches(connection)
        self.waiting = Waiting(connection)

    def erase(self, address: str, now: dt.datetime) -> Erased:
        """Forget a person on every shelf, see `store.erasure`."""
        return erase(self._connection, address, now)

    def figures(self, since: dt.datetime) -> Figures:
        """What was done since a moment, counted."""
        return figures(self._connection, since)

    def gauges(self, before: Tally) -> Gauges:
        """How the house stands now, see `store.gauges`."""
        return gauges(self._connection, before)

    def hold_back(self, now: dt.datetime) -> None:
        """Keep back what was on its way when a backup was made, see `store.restored`."""
        for statement in hold(now):
            self._connection.execute(statement)

    def held_back(self) -> HeldBack:
        """How much of a restored store waits for staff."""
        return held_back(self._connection)


class Store:
    """One database; safe to use from many threads, and from several processes."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines
        self._turn: AbstractContextManager[None] = Turn() if engines.sqlite else nullcontext()
        self._intake = Intake(engines.write, self._turn)

    @classmethod
    def open(cls, url: str, *, create: bool = False) -> "Store":
        """The store at "sqlite:///x.db" or "postgresql+psycopg://…"; `create` makes file and tables.

        FileNotFoundError when a SQLite file is missing, ValueError for an address that is none.
        """
        store = cls(connect(url, create=create))
        if create:
            store.upgrade()
        return store

    def upgrade(self) -> None:
        """Bring the tables up to this version; `Newer` when a newer docclerk wrote them."""
        with self._turn:
            upgrade(self._engines.write)

    def outdated(self) -> bool:
        """True when `upgrade` has something to do."""
        return outdated(self._engines.read)

    @contextmanager
    def begin(self, *, durable: bool = True) -> Iterator[Unit]:
        """A write transaction: commits at the end, rolls back on an exception.

        `durable=False` is for bulk loads that can be repeated: the commit does not wait for the disk.
        Raises `Full` and `Busy`; nothing is stored then.
        """
        engine = self._engines.write if durable else self._engines.bulk
        with self._turn, engine.begin() as connection:
            yield Unit(connection)

    @contextmanager
    def read(self) -> Iterator[Unit]:
        """A read-only snapshot; never waits for a writer."""
        with self._engines.read.begin() as connection:
            yield Unit(connection)

    @property
    def kind(self) -> str:
        """Which database it is: sqlite or postgresql."""
        return "sqlite" if self._engines.sqlite else "postgresql"

    def snapshot(self, path: Path, progress: Progress) -> frozenset[str]:
        """The database of one moment as a file; the sha256 of every file that it names."""
        return snapshot(self._engines, path, progress)

    def accept(self, arrival: Arrival) -> bool:
        """Store a message; returns when it is synced to disk: True = new, False = seen before.

        Raises `Full`, `Busy` or what else went wrong; the sender must try again then.
        """
        return self.submit(arrival).result()

    def submit(self, arrival: Arrival) -> Future[bool]:
        """The same without waiting: the future is done when `accept` would have returned."""
        return self._intake.submit(arrival)

    def close(self) -> None:
        """Store what was submitted, then close all connections."""
        self._intake.close()
        self._engines.dispose()
