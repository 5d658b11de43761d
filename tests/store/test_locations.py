"""Locations and what their names mean."""

from store.engine import Store
from store.locations import meanings
from store.records import Account, Location, Outcome


def test_upsert_and_read(store: Store) -> None:
    rows = [Location("K1", "G", "Graz", ("Filiale Graz",), "Graz"), Location("K9", "X", "Nowhere")]
    with store.begin() as unit:
        unit.accounts.upsert([Account("K1", "One"), Account("K2", "Two")])
        assert unit.locations.upsert(rows) == [Outcome.NEW, Outcome.UNKNOWN]
        assert unit.locations.upsert(rows) == [Outcome.SAME, Outcome.UNKNOWN]
        assert unit.locations.upsert([Location("K1", "G", "Graz Nord")]) == [Outcome.CHANGED]
        (found,) = unit.locations.of([1, 2])
    assert (found.account, found.location, found.name, found.aliases) == ("K1", "G", "Graz Nord", ())


def test_a_name_means_one_location_or_none() -> None:
    places = [
        Location("K", "1", "Graz", ("Nord", "Süd"), id=1),
        Location("K", "2", "Wien", ("nord", "graz", " 3 "), id=2),
        Location("K", "3", "Linz", ("linz",), id=3),
        Location("K", "4", "LINZ", (), id=4),
    ]
    assert meanings(places) == {"1": 1, "2": 2, "3": 3, "4": 4, "graz": 1, "wien": 2, "süd": 1}
    assert meanings([]) == {}
