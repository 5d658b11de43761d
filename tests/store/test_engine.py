"""Transactions: all or nothing, snapshots that do not wait, several processes, a full disk."""

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import event, text

from store import Full, Unreachable
from store.engine import Store
from store.records import Account
from store.traffic import Arrival

NOW = dt.datetime(2025, 3, 1, 9, tzinfo=dt.UTC)
ROOT = Path(__file__).parents[2]


def test_an_exception_rolls_everything_back(store: Store) -> None:
    with pytest.raises(KeyError), store.begin() as unit:
        unit.accounts.upsert([Account("K1", "One")])
        raise KeyError
    with store.read() as unit:
        assert unit.accounts.all() == ()


@pytest.mark.parametrize("durable", [True, False])
def test_what_was_committed_is_there_for_the_next_one(url: str, durable: bool) -> None:
    store = Store.open(url)
    with store.begin(durable=durable) as unit:
        unit.accounts.upsert([Account("K1", "One")])
    store.close()
    again = Store.open(url)
    with again.read() as unit:
        assert unit.accounts.get("K1") is not None
    again.close()


def test_a_reader_sees_its_snapshot_while_somebody_writes(store: Store) -> None:
    with store.read() as reader:
        assert reader.accounts.all() == ()
        with store.begin() as unit:
            unit.accounts.upsert([Account("K1", "One")])
        assert reader.accounts.all() == ()
    with store.read() as reader:
        assert len(reader.accounts.all()) == 1


def test_a_reader_cannot_write(store: Store) -> None:
    with pytest.raises(Exception, match=r"(?i)read-?only"), store.read() as unit:
        unit.accounts.upsert([Account("K1", "One")])


def test_a_transaction_inside_another_one_is_a_mistake(light: Store) -> None:
    with light.begin(), pytest.raises(RuntimeError), light.begin():
        pass


@pytest.mark.parametrize(
    ("address", "error"),
    [
        ("sqlite:///{}/none.db", FileNotFoundError),
        ("sqlite://", ValueError),
        ("sqlite:///:memory:", ValueError),
        ("mysql://host/x", ValueError),
        ("no address", ValueError),
    ],
)
def test_what_cannot_be_opened(tmp_path: Path, address: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        Store.open(address.format(tmp_path))


def test_a_server_that_does_not_answer(tmp_path: Path) -> None:
    store = Store.open(f"postgresql+psycopg://clerk@/clerk?host={tmp_path}")
    with pytest.raises(Unreachable), store.read():
        pass
    with pytest.raises(Unreachable):
        store.accept(Arrival("email", "1", b"", NOW))
    store.close()


def test_create_makes_the_folder_too(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path}/new/clerk.db", create=True)
    assert not store.outdated()
    store.close()


def test_two_processes_write_at_the_same_time(url: str, store: Store) -> None:
    script = (
        "import sys\nfrom store.engine import Store\nfrom store.records import Account\n"
        "store = Store.open(sys.argv[1])\n"
        "for n in range(30):\n"
        "    with store.begin() as unit:\n"
        "        unit.accounts.upsert([Account(f'C{n}', 'child')])\n"
    )
    child = subprocess.Popen([sys.executable, "-c", script, url], cwd=ROOT)
    for n in range(30):
        with store.begin() as unit:
            unit.accounts.upsert([Account(f"P{n}", "parent")])
    assert child.wait(30) == 0
    with store.read() as unit:
        assert unit.accounts.count() == 60


def test_a_full_disk_has_a_name_and_passes(light: Store) -> None:
    with light._engines.write.connect() as connection:
        connection.execute(text("PRAGMA max_page_count = 1"))  # no more than there are
    with pytest.raises(Full), light.begin() as unit:
        unit.audit.write("x", NOW, {"filling": "x" * 100_000})
    with pytest.raises(Full):
        light.accept(Arrival("email", "1", b"x" * 100_000, NOW))
    with light.read() as unit:
        assert unit.audit.verify() is None and unit.inbox.counts()["received"] == 0
    with light._engines.write.connect() as connection:
        connection.execute(text("PRAGMA max_page_count = 100000"))
    assert light.accept(Arrival("email", "1", b"x" * 100_000, NOW))


def test_errors_do_not_repeat_what_people_wrote(light: Store) -> None:
    with pytest.raises(Exception) as caught, light.begin() as unit:
        unit.links.issue(None, b"")  # type: ignore[arg-type]
    assert "secret" not in str(caught.value)
    with pytest.raises(Exception) as caught:
        light.accept(Arrival("email", "secret text", b"secret", dt.datetime(2025, 1, 1)))  # noqa: DTZ001
    assert "secret" not in str(caught.value)


def test_commits_of_durable_units_are_synced(light: Store) -> None:
    levels = []
    event.listen(light._engines.write, "commit", lambda c: levels.append(_level(c)))
    event.listen(light._engines.bulk, "commit", lambda c: levels.append(_level(c)))
    for durable in (True, False):
        with light.begin(durable=durable) as unit:
            unit.accounts.upsert([Account("K1", str(durable))])
    assert levels == [2, 1]  # FULL, NORMAL


def _level(connection: object) -> int:
    return connection.exec_driver_sql("PRAGMA synchronous").scalar()  # type: ignore[attr-defined]
