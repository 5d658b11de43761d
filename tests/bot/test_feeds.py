"""Drop folders: only what is complete is loaded, once, the newest wins, and what is through is put away."""

import datetime as dt
import os
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import feeds as feeds_module
from bot.feeds import DropWatch
from handlers.ingest.report import Report
from parsers.deliveries.feed import Feed
from store.blobs import Blobs
from store.engine import Store

MINUTE = dt.timedelta(minutes=1)
NOW = dt.datetime(2025, 11, 21, 6, tzinfo=dt.UTC)


class Watched:
    """A drop folder under watch, and a clock that moves on with every look."""

    def __init__(self, store: Store, root: Path) -> None:
        self.store = store
        self.root = root
        self.now = NOW
        self.feed = Feed("erp", path=str(root), every=MINUTE)
        self.watch = self.started()

    def started(self) -> DropWatch:
        return DropWatch(self.store, Blobs.open("memory:"), (self.feed,), ("invoice",))

    def look(self, times: int = 1) -> list[Report]:
        reports = []
        for _ in range(times):
            self.now += MINUTE
            reports += self.watch.look(self.now)
        return reports

    def put(self, name: str, city: str, age: int = 0) -> Path:
        """A table of one account; `age` in days before now."""
        path = self.root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"account,name,city\n100,Maier,{city}\n")
        moment = (NOW - dt.timedelta(days=age)).timestamp()
        os.utime(path, (moment, moment))
        return path

    @property
    def city(self) -> str | None:
        with self.store.read() as unit:
            account = unit.accounts.get("100")
        return account.city if account else None

    def names(self, place: str = ".") -> list[str]:
        return sorted(p.name for p in (self.root / place).iterdir()) if (self.root / place).is_dir() else []


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("feeds") / "empty.db"
    Store.open(f"sqlite:///{path}", create=True).close()
    return path


@pytest.fixture
def drop(template: Path, tmp_path: Path) -> Iterator[Watched]:
    shutil.copy(template, tmp_path / "clerk.db")
    store = Store.open(f"sqlite:///{tmp_path}/clerk.db")
    (tmp_path / "drop").mkdir()
    yield Watched(store, tmp_path / "drop")
    store.close()


def test_a_delivery_is_loaded_at_the_second_look_and_put_away(drop: Watched) -> None:
    drop.put("accounts.csv", "Graz")
    (drop.root / "files").mkdir()
    (drop.root / "files" / "x.pdf").write_bytes(b"%PDF-")
    assert drop.look() == []
    (report,) = drop.look()
    assert report.feed == "erp" and report.rows.new == 1 and drop.city == "Graz"
    assert drop.names() == ["done", "files"] and drop.names("files") == []
    (done,) = drop.names("done")
    assert done == "20251121-060200-delivery"
    assert (drop.root / "done" / done / "files" / "x.pdf").read_bytes() == b"%PDF-"
    assert drop.look(3) == []


def test_a_growing_file_is_left_alone(drop: Watched) -> None:
    path = drop.put("accounts.csv", "Graz")
    for n in range(3):
        with path.open("a") as file:
            file.write(f"20{n},Huber,Wien\n")
        assert drop.look() == []
    assert drop.look()[0].rows.new == 4


def test_a_marker_says_complete(drop: Watched) -> None:
    drop.put("accounts.csv", "Graz")
    (drop.root / "_complete").touch()
    assert len(drop.look()) == 1
    assert "_complete" not in drop.names()
    drop.put("accounts.csv", "Wien")  # the next one is not complete by the old marker
    assert drop.look() == []


@pytest.mark.parametrize("name", ["accounts.csv.part", "accounts.csv.tmp", ".accounts.csv"])
def test_a_name_that_says_unfinished_is_left_alone_until_renamed(drop: Watched, name: str) -> None:
    path = drop.put(name, "Graz")
    assert drop.look(3) == []
    path.rename(drop.root / "accounts.csv")
    assert len(drop.look(2)) == 1 and drop.city == "Graz"


def test_half_a_zip_is_left_there_and_named_once(drop: Watched) -> None:
    path = drop.root / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("accounts.csv", "account,name,city\n100,Maier,Graz\n")
    whole = path.read_bytes()
    path.write_bytes(whole[:40])
    (report,) = drop.look(4)
    assert not report.ok and drop.names() == ["x.zip"]
    path.write_bytes(whole)
    (report,) = drop.look(3)
    assert report.ok and drop.city == "Graz" and drop.names() == ["done"]


def test_the_same_delivery_again_is_not_loaded(drop: Watched) -> None:
    drop.put("accounts.csv", "Graz", age=2)
    drop.look(2)
    drop.put("accounts.csv", "Wien", age=1)
    drop.look(2)
    drop.put("accounts.csv", "Graz")  # the first one once more: it must not go over the second
    (report,) = drop.look(2)
    assert "loaded before" in report.as_text() and report.ok
    assert drop.city == "Wien" and drop.names() == ["done"] and len(drop.names("done")) == 3


@pytest.mark.parametrize(
    ("first", "second"),
    [("accounts.csv", "accounts.csv"), ("accounts_2025-11-20.csv", "accounts_2025-11-19.csv")],
    ids=["by time", "by name"],
)
def test_an_older_version_after_a_newer_one_is_held(drop: Watched, first: str, second: str) -> None:
    drop.put(first, "Wien", age=1)
    drop.look(2)
    drop.watch = drop.started()  # it is remembered over a restart
    drop.put(second, "Graz", age=5 if first == second else 0)
    (report,) = drop.look(2)
    assert (
        not report.ok and "older" in report.problems[0].reason and "docclerk ingest" in report.problems[0].fix
    )
    assert drop.city == "Wien" and len(drop.names("held")) == 1


def test_several_deliveries_are_loaded_oldest_first(drop: Watched) -> None:
    drop.put("b/accounts.csv", "new", age=1)
    drop.put("a/accounts.csv", "newest", age=0)
    drop.put("c/accounts.csv", "old", age=2)
    assert [report.rows.as_json()["changed"] for report in drop.look(2)] == [0, 1, 1]
    assert drop.city == "newest" and drop.names() == ["done"]


def test_a_folder_that_is_not_writable_is_read_once(drop: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError("read-only")

    drop.put("accounts.csv", "Graz")
    monkeypatch.setattr(Path, "mkdir", refuse)
    assert len(drop.look(4)) == 1
    assert drop.names() == ["accounts.csv"]
    drop.watch = drop.started()
    assert ["loaded before" in report.as_text() for report in drop.look(4)] == [True]
    monkeypatch.undo()
    drop.put("accounts.csv", "Villach")
    assert len(drop.look(3)) == 1 and drop.city == "Villach"


def test_what_changes_while_it_is_loaded_is_not_put_away(
    drop: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = drop.put("accounts.csv", "Graz")
    load = feeds_module.load_delivery

    def slow(*args: object, **options: object) -> Report:
        report = load(*args, **options)  # type: ignore[arg-type]
        path.write_text("account,name,city\n100,Maier,Linz\n")
        return report

    monkeypatch.setattr(feeds_module, "load_delivery", slow)
    drop.look(2)
    assert drop.names() == ["accounts.csv", "done"]
    monkeypatch.undo()
    drop.look(2)
    assert drop.city == "Linz"


@pytest.mark.parametrize(
    ("fault", "reports"),
    [(OSError("no room"), [0, 2]), (RuntimeError("a bug"), [1, 1])],
    ids=["world", "bug"],
)
def test_a_fault_is_tried_again(
    drop: Watched, monkeypatch: pytest.MonkeyPatch, fault: Exception, reports: list[int]
) -> None:
    """What the world breaks keeps its order; what we break does not stop the deliveries behind it."""
    drop.put("a/accounts.csv", "Graz", age=2)
    drop.put("b/accounts.csv", "Wien", age=1)
    load, calls = feeds_module.load_delivery, []

    def once(*args: object, **options: object) -> Report:
        calls.append(1)
        if len(calls) == 1:
            raise fault
        return load(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(feeds_module, "load_delivery", once)
    assert [len(drop.look(2)), len(drop.look(1))] == reports
    assert drop.city == "Wien"


def test_a_feed_is_looked_at_as_often_as_it_asks(drop: Watched) -> None:
    drop.put("accounts.csv", "Graz")
    drop.watch.look(NOW)
    assert drop.watch.look(NOW + dt.timedelta(seconds=30)) == []
    assert len(drop.watch.look(NOW + MINUTE)) == 1
    assert drop.watch.pause == 60


def test_a_folder_that_is_not_there_is_no_fault(drop: Watched) -> None:
    drop.root.rmdir()
    assert drop.look(2) == []
