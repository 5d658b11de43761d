"""`/healthz`, which tells nobody anything, and `/metrics`, which tells Prometheus how the house stands."""

import hmac
import ipaddress
import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from threading import Lock

import structlog
from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import choose_encoder
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.wiring import Clerk
from store.gauges import Gauges, Tally

FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")
LOCAL = {"localhost", "127.0.0.1", "[::1]"}
REFUSED = "Metrics are for the house: send Authorization: Bearer KEY, or ask from this machine.\n"

log = structlog.get_logger()


class Health:
    """Up, or not: whoever asks learns nothing else."""

    def __init__(self, clerk: Clerk) -> None:
        self.clerk = clerk

    def show(self, request: Request) -> Response:
        """200 while the store answers, else 503."""
        try:
            with self.clerk.store.read() as unit:
                unit.audit.count()
        except Exception as error:
            log.error("health.fault", error=type(error).__name__)
            return JSONResponse({"status": "unavailable"}, 503)
        return JSONResponse({"status": "ok"})


class Metrics:
    """The page for Prometheus; what it says is read from the store at the moment of asking."""

    def __init__(self, clerk: Clerk) -> None:
        self.key = clerk.config.web.metrics_key
        self.registry = CollectorRegistry()
        self.registry.register(Watch(clerk))

    def show(self, request: Request) -> Response:
        """All numbers, in the form that the asking Prometheus prefers."""
        if not self.allowed(request):
            return PlainTextResponse(REFUSED, 401, {"WWW-Authenticate": "Bearer"})
        encode, content_type = choose_encoder(request.headers.get("accept", ""))
        return Response(encode(self.registry), headers={"Content-Type": content_type})

    def allowed(self, request: Request) -> bool:
        """With a key whoever has it; without one only a program on this machine that comes by no proxy."""
        if self.key:
            scheme, _, given = request.headers.get("authorization", "").partition(" ")
            return scheme.lower() == "bearer" and hmac.compare_digest(given.encode(), self.key.encode())
        host = request.headers.get("host", "").rpartition(":")
        return (
            request.client is not None
            and loopback(request.client.host)
            and (host[0] or host[2]).lower() in LOCAL
            and not any(name in request.headers for name in FORWARDED)
        )


def loopback(host: str) -> bool:
    """Whether an address is this machine's own."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Watch:
    """A collector that looks at the store each time it is asked, so that every process tells the same."""

    def __init__(self, clerk: Clerk) -> None:
        self.clerk = clerk
        self.lock = Lock()
        self.tally = Tally()

    def describe(self) -> Iterable[Metric]:
        """Nothing beforehand: the registry must not open the store."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """All metrics of this moment."""
        now = self.clerk.clock()
        with self.lock, self.clerk.store.read() as unit:
            seen = unit.gauges(self.tally)
            self.tally = seen.tally
            feeds = {name: unit.feeds.data_as_of(name) for name in self.clerk.config.feeds}
            beats = unit.heartbeats.all()
        yield from counted(seen)
        yield from waiting(seen, now)
        yield from ages("feed", "Since the last delivery; never = +Inf", "feed", feeds, now)
        yield from ages("heartbeat", "Since a part last had everything in hand", "part", beats, now)
        yield from ages("canary", "Since the canary last asked; never = +Inf", "", {"": seen.canary}, now)


def counted(seen: Gauges) -> Iterator[Metric]:
    """What only grows."""
    tally = seen.tally
    yield counter("messages_received", "Messages that came in", "channel", seen.received)
    yield counter("messages_settled", "Messages by what became of them", "outcome", tally.outcomes)
    for name, text, event in (
        ("parcels_sent", "Answers and other mails that left the house", "parcel.sent"),
        ("parcels_failed", "Mails that were given up", "parcel.failed"),
        ("link_downloads", "Files fetched by a link", "link.download"),
        ("canary_leaks", "What the canary was told and should not have been", "canary.leak"),
    ):
        yield counter(name, text, "", {"": tally.events.get(event, 0)})
    yield counter("reminders_sent", "Letters of reminders", "", {"": seen.reminders_sent})
    yield counter("proofs_refused", "Messages whose sender nothing proved", "", {"": tally.refused})


def waiting(seen: Gauges, now: datetime) -> Iterator[Metric]:
    """What waits now, and for how long."""
    yield gauge("review", "Messages that wait for a person", "state", seen.review)
    depths = {"inbox": seen.unsettled, "outbox": seen.unsent}
    yield gauge("queue_depth", "What waits for a worker or a courier", "queue", depths)
    yield gauge("reminders_due", "Mails of reminders that wait for a courier", "", {"": seen.reminders_due})
    oldest = {"inbox": seen.oldest_unsettled, "outbox": seen.oldest_unsent}
    since = {queue: (now - at).total_seconds() if at else 0.0 for queue, at in oldest.items()}
    yield gauge("oldest_seconds", "Age of what waits longest for a worker or a courier", "queue", since)


def counter(name: str, text: str, label: str, values: Mapping[str, float]) -> Metric:
    """One counter, by label."""
    family = CounterMetricFamily(f"docclerk_{name}", text, labels=[label] if label else [])
    for value, number in sorted(values.items()):
        family.add_metric([value] if label else [], number)
    return family


def gauge(name: str, text: str, label: str, values: Mapping[str, float]) -> Metric:
    """One gauge, by label."""
    family = GaugeMetricFamily(f"docclerk_{name}", text, labels=[label] if label else [])
    for value, number in sorted(values.items()):
        family.add_metric([value] if label else [], number)
    return family


def ages(
    name: str, text: str, label: str, moments: Mapping[str, datetime | None], now: datetime
) -> Iterator[Metric]:
    """How long ago things were, in seconds."""
    since = {key: (now - at).total_seconds() if at else math.inf for key, at in moments.items()}
    yield gauge(f"{name}_age_seconds", text, label, since)
