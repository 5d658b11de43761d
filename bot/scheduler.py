"""The clock of the house: ticks for what is done again and again; what is due stands in the store."""

from datetime import timedelta

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from bot.canary import sing
from bot.deliveries import feeds_of
from bot.feeds import DropWatch
from bot.wiring import Clerk
from handlers import pause
from handlers.acts import carry_out
from handlers.staff.acts import Unpause

CANARY = timedelta(hours=1)
PAUSE = 5.0  # seconds between two looks at the end of a pause
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
        if clerk.config.feeds:
            kinds = clerk.house.kinds.codes()
            self.watch = DropWatch(clerk.store, clerk.blobs, feeds_of(clerk.config), kinds)
            self.ticks.add_job(self.look, "interval", seconds=min(LOOK, self.watch.pause), id="feeds")

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

    def canary(self) -> None:
        """Asks what nobody may be told."""
        try:
            sung = sing(self.clerk)
            log.info("canary.asked", probes=sung.asked, leaks=len(sung.leaked))
        except Exception:
            log.exception("canary.fault")
