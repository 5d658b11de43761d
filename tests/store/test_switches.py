"""Switches keep their last position and who set it."""

from datetime import UTC, datetime

from store.engine import Store
from store.switches import Switch

NOW = datetime(2025, 11, 14, 9, tzinfo=UTC)


def test_the_last_position_counts(store: Store) -> None:
    with store.begin() as unit:
        assert unit.switches.get("pause") is None
        unit.switches.set(Switch("pause", True, "lea@house.test", "stocktaking", NOW))
        unit.switches.set(Switch("pause", {"until": "2025-12-01"}, "ina@house.test", None, NOW))
    with store.read() as unit:
        assert unit.switches.get("pause") == Switch(
            "pause", {"until": "2025-12-01"}, "ina@house.test", None, NOW
        )
    with store.begin() as unit:
        assert unit.switches.clear("pause")
        assert not unit.switches.clear("pause")
        assert unit.switches.get("pause") is None
