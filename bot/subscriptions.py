"""Sends what is subscribed to when it is due: one process at a time, one mail a transaction."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

import structlog

from bot.clock import Clock
from bot.posting import DECIDE, Post
from bot.wiring import Clerk
from handlers.acts import as_table, carry_out
from handlers.desk import House
from handlers.subscriptions.acts import Unsubscribe
from handlers.subscriptions.mails import Mail, Nothing, look
from handlers.subscriptions.stops import to_release
from store.confirmations import Asked
from store.engine import Store
from store.errors import Busy, Full, Unreachable
from store.subscriptions import Advance, Subscription

NAME = "subscriptions"  # of the lease
LEASE = timedelta(seconds=30)  # kept up mail by mail: so long after its end another process takes over
AGAIN = timedelta(minutes=15)  # after a fault of ours

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """The subscriptions of one process. What was sent stands in the store, so any process may go on."""

    store: Store
    house: House
    post: Post
    clock: Clock
    owner: str

    @classmethod
    def of(cls, clerk: Clerk, owner: str) -> "Subscriptions":
        """Those of a clerk; `owner` names this process in the lease."""
        return cls(clerk.store, clerk.house, clerk.post, clerk.clock, owner)

    def tick(self) -> int:
        """Sends what is due; how many mails. One short query when nothing is."""
        with self.store.read() as unit:
            due = unit.subscriptions.due(self.clock())
        sent = 0
        for subscription in due:
            with self.store.begin() as unit:
                if not unit.leases.take(NAME, self.owner, self.clock(), LEASE):
                    return sent
            try:
                sent += self.serve(subscription, self.clock())
            except (Busy, Full, Unreachable):
                raise
            except Exception:
                log.exception("subscription.fault", subscription=subscription.id)
                self.later(subscription, self.clock())
        return sent

    def serve(self, subscription: Subscription, now: datetime) -> bool:
        """One subscription; whether a mail went into the outbox."""
        with self.store.read() as unit:
            found = look(subscription, unit, self.house, now)
        match found:
            case Mail():
                return self.hold(found, now) if found.held else self.send(found, now)
            case Nothing():
                with self.store.begin() as unit:
                    unit.subscriptions.put_off(subscription, found.advance)
            case Unsubscribe():
                with self.store.begin() as unit:
                    carry_out(found, unit, now)
            case None:
                pass
            case _:
                assert_never(found)
        return False

    def send(self, mail: Mail, now: datetime) -> bool:
        """One mail, unless another process has it or the subscription is no longer as it was."""
        parcel = self.post.pack(mail.reply, None, now)
        with self.store.begin() as unit:
            subscription = mail.subscription
            if not unit.subscriptions.begin(subscription, mail.period, mail.advance, now):
                return False
            id = self.post.queue(mail.reply, parcel, unit, now)
            seal = self.house.keys().seal(mail.token)
            unit.subscriptions.sent(subscription.id, mail.period, id, seal.hash, mail.documents)
            facts = {"subscription": subscription.id, "period": mail.period, "parcel": id}
            unit.audit.write("subscription.sent", now, facts, person=subscription.address)
        log.info("subscription.sent", subscription=mail.subscription.id)
        return True

    def hold(self, mail: Mail, now: datetime) -> bool:
        """Staff are asked once to let a mail go; it is not kept but written anew when they have."""
        with self.store.begin() as unit:
            if not unit.subscriptions.hold(mail.subscription.id, mail.period, now):
                return False
            if asked := to_release(mail, self.house):
                unit.outbox.add(self.post.pack(asked, None, now), now)
                (click,) = asked.clicks
                question = Asked(mail.subscription.inbox_id or 0, asked.recipient, as_table(click.act))
                hash = self.house.keys().seal(click.token).hash
                unit.confirmations.ask(hash, question, now, now + DECIDE)
        return False

    def later(self, subscription: Subscription, now: datetime) -> None:
        """After a fault the others come first."""
        with self.store.begin() as unit:
            unit.subscriptions.put_off(subscription, Advance(now + AGAIN, subscription.covered_until))
