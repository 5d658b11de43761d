"""How old the ERP's figures are, and whether they are too old to be relied on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from store.engine import Unit


@dataclass(frozen=True, slots=True)
class DataAge:
    """When the figures were delivered (None: never), and whether a feed is behind its limit."""

    as_of: datetime | None
    stale: bool = False


def data_age(unit: Unit, feeds: Mapping[str, timedelta], now: datetime) -> DataAge:
    """The oldest of the newest deliveries of the configured feeds; without such feeds the newest of any.

    `feeds` is feed -> how old its data may be. What was loaded by hand only has no limit.
    """
    loaded = {name: when for name in feeds if (when := unit.feeds.data_as_of(name))}
    if not loaded:
        return DataAge(unit.feeds.data_as_of(None))
    return DataAge(min(loaded.values()), any(now - when > feeds[name] for name, when in loaded.items()))


def behind(unit: Unit, feeds: Mapping[str, timedelta], now: datetime) -> Iterator[tuple[str, datetime]]:
    """The feeds whose data is older than it may be, each with when it was delivered."""
    for name, limit in feeds.items():
        when = unit.feeds.data_as_of(name)
        if when and now - when > limit:
            yield name, when
