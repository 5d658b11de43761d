"""The clock of the house: ticks for what is done again and again; what is due stands in the store."""

from datetime import timedelta

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from bot.canary import sing
from bot.channels.slack import digest
from bot.channels.slack.channel import Slack
from bot.channels.slack.sweep import sweep
from bot.deliveries import feeds_of
from bot.feeds import DropWatch
from bot.leases import owner
from bot.reminders import Reminders
from bot.stale_feeds import watch_age
from bot.subscriptions import Subscriptions
from bot.wiring import Clerk
from handlers.acts import carry_out
from handlers.senders import pause
from handlers.staff.acts import Unpause

CANARY = timedelta(hours=1)
PAUSE = 5.0  # seconds between two looks at the end of a pause
REMIND = 60.0  # seconds between two looks at what is due
STANDING = 60.0  # seconds between two looks at what is subscribed to
SWEEP = 1800.0  # seconds between two looks at whether bound Slack accounts are still there
CARDS = 3.0  # seconds between two looks at the cases that wait
AGE = 300.0  # seconds between two looks at how old the data is
LOOK = 2.0  # seconds between two looks at the drop folders, at most

log = structlog.get_logger()


class Scheduler:
    """The ticks as a part. A tick that was missed is made up for once; none runs beside itself."""

    def __init__(self, clerk: Clerk) -> None:
        self.clerk = clerk
        self.ticks = BackgroundScheduler(
            executors={"default": ThreadPoolExecutor(2)},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
            timezone="UTC",
        )
        self.ticks.add_job(self.canary, "interval", seconds=CANARY.total_seconds(), id="canary")
        self.ticks.add_job(self.pause, "interval", seconds=PAUSE, id="pause")
        self.subscriptions = Subscriptions.of(clerk, owner("subscriptions"))
        self.ticks.add_job(self.stand, "interval", seconds=STANDING, id="subscriptions")
        if clerk.config.reminders.enabled:
            self.reminders = Reminders.of(clerk, owner("reminders"))
            self.ticks.add_job(self.remind, "interval", seconds=REMIND, id="reminders")
        if (slack := clerk.channels.get("slack")) and isinstance(slack, Slack):
            self.slack = slack
            self.ticks.add_job(self.cards, "interval", seconds=CARDS, id="slack")
            self.ticks.add_job(self.sweep, "interval", seconds=SWEEP, id="slack-accounts")
        if clerk.config.feeds:
            kinds = clerk.house.kinds.codes()
            self.watch = DropWatch(clerk.store, clerk.blobs, feeds_of(clerk.config), kinds)
            self.ticks.add_job(self.look, "interval", seconds=min(LOOK, self.watch.pause), id="feeds")
            self.ticks.add_job(self.age, "interval", seconds=AGE, id="age")

    def start(self) -> None:
        """Starts the ticks."""
        self.ticks.start()

    def stop(self) -> None:
        """Takes no tick more and waits for the one in hand."""
        self.ticks.shutdown(wait=True)

    def look(self) -> None:
        """At the drop folders, each as often as its feed says."""
        try:
            self.watch.look(self.clerk.clock())
        except Exception:
            log.exception("feeds.fault")

    def age(self) -> None:
        """At how old the data is."""
        try:
            watch_age(self.clerk)
        except Exception:
            log.exception("age.fault")

    def pause(self) -> None:
        """Ends a pause that has run out: what waited for it is answered."""
        try:
            now = self.clerk.clock()
            with self.clerk.store.read() as unit:
                switch = unit.switches.get(pause.SWITCH)
            if switch and pause.over(switch, now):
                with self.clerk.store.begin() as unit:
                    carry_out(Unpause("clock"), unit, now)
        except Exception:
            log.exception("pause.fault")

    def remind(self) -> None:
        """Of what is due today, when it is time."""
        try:
            self.reminders.tick()
        except Exception:
            log.exception("reminders.fault")

    def stand(self) -> None:
        """By what was subscribed to."""
        try:
            self.subscriptions.tick()
        except Exception:
            log.exception("subscriptions.fault")

    def cards(self) -> None:
        """What waits, into the Slack channel of the house."""
        try:
            digest.tick(self.clerk, self.slack)
        except Exception:
            log.exception("slack.cards_fault")

    def sweep(self) -> None:
        """Accounts that were deactivated speak for nobody any more."""
        try:
            sweep(self.clerk, self.slack)
        except Exception:
            log.exception("slack.sweep_fault")

    def canary(self) -> None:
        """Asks what nobody may be told."""
        try:
            sung = sing(self.clerk)
            log.info("canary.asked", probes=sung.asked, leaks=len(sung.leaked))
        except Exception:
            log.exception("canary.fault")
