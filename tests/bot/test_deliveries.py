"""Deliveries are opened from folders, zips and single files, loaded in short steps, or tried and undone."""

import datetime as dt
import os
import shutil
import stat
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import delivery_zip
from bot.deliveries import drops_at, feed_for, open_drop, run_ingest
from bot.drops import drops_in
from handlers.ingest.report import Report
from parsers.deliveries.feed import Feed
from store.blobs import Blobs
from store.engine import Store
from store.records import Grant
from store.traffic import Arrival

NOW = dt.datetime(2025, 11, 21, 6, tzinfo=dt.UTC)
KINDS = ("invoice", "credit_note")
ACCOUNTS = "account,name\n100,Maier\n"
DOCUMENTS = "account,kind,number,date,gross,file\n100,invoice,RE-1,2025-03-01,10.00,RE-1.pdf\n"
PDF = b"%PDF-1.7 paper"

Ingest = Callable[..., list[Report]]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("deliveries") / "empty.db"
    Store.open(f"sqlite:///{path}", create=True).close()
    return path


@pytest.fixture
def store(template: Path, tmp_path: Path) -> Iterator[Store]:
    shutil.copy(template, tmp_path / "clerk.db")
    store = Store.open(f"sqlite:///{tmp_path}/clerk.db")
    yield store
    store.close()


@pytest.fixture
def blobs() -> Blobs:
    return Blobs.open("memory:")


@pytest.fixture
def ingest(store: Store, blobs: Blobs) -> Ingest:
    def run(*paths: Path, feeds: tuple[Feed, ...] = (), dry_run: bool = False) -> list[Report]:
        return run_ingest(store, blobs, feeds, KINDS, paths, dry_run=dry_run, now=NOW)

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    drop = tmp_path / "drop"
    fill(drop)
    return drop


def fill(drop: Path) -> Path:
    (drop / "files").mkdir(parents=True)
    (drop / "accounts.csv").write_text(ACCOUNTS)
    (drop / "documents.csv").write_text(DOCUMENTS)
    (drop / "files" / "RE-1.pdf").write_bytes(PDF)
    return drop


def zipped(path: Path, entries: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return path


def papers(store: Store, blobs: Blobs) -> dict[str, bytes]:
    """Number -> bytes of everything that is attached."""
    with store.read() as unit:
        grants = [Grant(account.id, frozenset(KINDS)) for account in unit.accounts.all()]
        found = unit.documents.search(grants, kinds=None, today=NOW.date())
        files = unit.documents.files([d.id for d in found])
    return {d.number: blobs.get(file.sha256) for d in found for file in files.get(d.id, ())}


@pytest.mark.parametrize("shape", ["folder", "zip", "zip of a folder", "folder with a zip", "subfolder"])
def test_shapes_of_a_delivery(ingest: Ingest, store: Store, blobs: Blobs, tmp_path: Path, shape: str) -> None:
    entries = {"accounts.csv": ACCOUNTS, "documents.csv": DOCUMENTS, "files/RE-1.pdf": PDF}
    place = tmp_path / "in"
    match shape:
        case "folder":
            fill(place)
        case "subfolder":
            fill(place / "2025-11-21")
        case "zip":
            place = zipped(tmp_path / "in.zip", entries)
        case "zip of a folder":
            place = zipped(tmp_path / "in.zip", {f"today/{name}": data for name, data in entries.items()})
        case _:
            place.mkdir()
            zipped(place / "in.zip", entries)
    (report,) = ingest(place)
    assert report.ok and report.rows.as_json() == {
        "new": 2,
        "changed": 0,
        "same": 0,
        "waiting": 0,
        "rejected": 0,
    }
    assert papers(store, blobs) == {"RE-1": PDF}


def test_single_files(ingest: Ingest, store: Store, blobs: Blobs, folder: Path) -> None:
    reports = ingest(folder / "accounts.csv", folder / "documents.csv", folder / "files" / "RE-1.pdf")
    assert [report.rows.new for report in reports] == [1, 0, 0]
    assert reports[1].rows.waiting == 1  # for its file, which comes next
    assert papers(store, blobs) == {"RE-1": PDF}


def test_json_tables(ingest: Ingest, tmp_path: Path) -> None:
    (tmp_path / "accounts.json").write_text('[{"account": "100", "name": "Maier"}]')
    (report,) = ingest(tmp_path / "accounts.json")
    assert report.rows.new == 1


def test_a_dry_run_tells_the_same_and_keeps_nothing(ingest: Ingest, store: Store, folder: Path) -> None:
    (tried,) = ingest(folder, dry_run=True)
    with store.read() as unit:
        assert not unit.accounts.all() and unit.feeds.data_as_of() is None
    (done,) = ingest(folder)
    assert tried.as_json() == done.as_json() and tried.as_text() == done.as_text()


def test_loading_again_is_all_the_same(ingest: Ingest, folder: Path) -> None:
    ingest(folder)
    (report,) = ingest(folder)
    assert report.rows.as_json() == {"new": 0, "changed": 0, "same": 2, "waiting": 0, "rejected": 0}


@pytest.mark.parametrize("content", [b"no zip", b"PK\x03\x04", b""], ids=["text", "cut", "empty"])
def test_a_zip_that_is_none(ingest: Ingest, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(content)
    (report,) = ingest(tmp_path / "x.zip")
    assert not report.ok and "no whole zip" in report.problems[0].reason


def test_a_cut_zip_is_refused_whole(ingest: Ingest, tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", {"accounts.csv": ACCOUNTS * 50, "files/a.pdf": os.urandom(5000)})
    path.write_bytes(path.read_bytes()[:-100])
    assert not ingest(path)[0].ok


def test_a_damaged_entry_costs_only_itself(ingest: Ingest, tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("files/RE-1.pdf", PDF + b"DAMAGE ME")
        archive.writestr("accounts.csv", ACCOUNTS)
    path.write_bytes(path.read_bytes().replace(b"DAMAGE", b"damage", 1))
    (report,) = ingest(path)
    assert report.rows.new == 1
    assert "damaged" in report.problems[0].reason


@pytest.mark.parametrize(
    "name",
    [
        "../evil.pdf",
        "/etc/evil.pdf",
        "files/../../evil.pdf",
        "files\\evil.pdf",
        "C:/evil.pdf",
        "other/evil.pdf",
    ],
)
def test_names_that_lead_out_of_a_zip_are_not_taken(ingest: Ingest, tmp_path: Path, name: str) -> None:
    (report,) = ingest(zipped(tmp_path / "x.zip", {"accounts.csv": ACCOUNTS, name: PDF}))
    assert report.rows.new == 1
    assert [(p.file, p.severity) for p in report.problems] == [(name, "warning")]
    assert "was not taken" in report.problems[0].reason


def test_links_in_a_zip_are_not_taken(ingest: Ingest, tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo("files/passwd.pdf")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("accounts.csv", ACCOUNTS)
    assert "it is a link" in ingest(path)[0].problems[0].reason


def test_a_bomb_is_not_unpacked(ingest: Ingest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery_zip, "MAX_FILE", 1000)
    (report,) = ingest(zipped(tmp_path / "x.zip", {"accounts.csv": ACCOUNTS, "files/a.pdf": b"\0" * 5000}))
    assert "too large" in report.problems[0].reason
    monkeypatch.setattr(delivery_zip, "MAX_TOTAL", 1000)
    assert not ingest(tmp_path / "x.zip")[0].ok


def test_links_in_a_folder_are_not_followed(ingest: Ingest, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "s.pdf").write_bytes(PDF)
    (folder / "files" / "link.pdf").symlink_to(tmp_path / "secret" / "s.pdf")
    (folder / "files" / "deep").symlink_to(tmp_path / "secret")
    (folder / "orders.csv").symlink_to(folder / "accounts.csv")
    (drop,) = drops_at(folder)
    assert [member.name for member in drop.members] == ["accounts.csv", "documents.csv", "files/RE-1.pdf"]


def test_unfinished_and_hidden_files_are_left_alone(folder: Path) -> None:
    for name in ("orders.csv.part", ".orders.csv", "orders.csv.tmp", "x.zip.filepart", "files/b.pdf.part"):
        (folder / name).write_text("half")
    for name in ("done", "held"):
        fill(folder / name)
    (drop,) = drops_in(folder)
    assert len(drop.members) == 3


def test_other_files_in_a_folder_are_named(ingest: Ingest, folder: Path) -> None:
    (folder / "documents.xlsx").write_bytes(b"x")
    assert [p.file for p in ingest(folder)[0].problems] == ["documents.xlsx"]


def test_an_empty_folder_is_no_success(ingest: Ingest, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for report in ingest(tmp_path / "empty", tmp_path / "nowhere"):
        assert not report.ok and report.problems[0].fix


def test_the_feed_is_the_nearest_one_that_holds_the_path(tmp_path: Path) -> None:
    outer, inner = Feed("outer", path=str(tmp_path)), Feed("inner", path=str(tmp_path / "a"))
    feeds = (outer, inner, Feed("none"))
    assert feed_for(tmp_path / "a" / "b.zip", feeds) is inner
    assert feed_for(tmp_path / "a", feeds) is inner
    assert feed_for(tmp_path / "ab" / "b.zip", feeds) is outer
    assert feed_for(tmp_path.parent, feeds) == Feed.canonical()


def test_the_feed_says_how_figures_are_read(ingest: Ingest, folder: Path) -> None:
    german = "account;kind;number;date;gross\n100;invoice;RE-1;31.12.2025;1.234,50\n"
    (folder / "documents.csv").write_text(german)
    feed = Feed("erp", path=str(folder), decimal=",", date="%d.%m.%Y")
    (report,) = ingest(folder, feeds=(feed,))
    assert report.feed == "erp" and report.rows.new == 2
    assert ingest(folder)[0].rows.rejected == 1


def test_progress_is_told(store: Store, blobs: Blobs, folder: Path) -> None:
    told: list[tuple[int, int]] = []
    run_ingest(store, blobs, (), KINDS, [folder], now=NOW, progress=lambda *at: told.append(at))
    assert told[-1][0] == 2
    assert all(done <= total for done, total in told)


def test_mail_is_taken_in_while_a_delivery_loads(store: Store, blobs: Blobs, tmp_path: Path) -> None:
    rows = "".join(f"100,invoice,R{n},2025-03-01,1.00,\n" for n in range(3000))
    (tmp_path / "documents.csv").write_text(DOCUMENTS.partition("\n")[0] + "\n" + rows)
    (tmp_path / "accounts.csv").write_text(ACCOUNTS)
    steps: list[int] = []
    accepted = threading.Event()

    def accept() -> None:
        store.accept(Arrival("email", "1", b"raw", NOW))
        accepted.set()

    def progress(done: int, total: int) -> None:
        if not steps:
            threading.Thread(target=accept).start()
        steps.append(accepted.wait(5))

    run_ingest(
        store,
        blobs,
        (),
        KINDS,
        [tmp_path / "accounts.csv", tmp_path / "documents.csv"],
        now=NOW,
        progress=progress,
    )
    assert all(steps) and len(steps) > 6


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=200), st.sampled_from(["x.zip", "documents.csv", "contacts.json", "a.xml", "b.bin"])
)
def test_any_bytes_are_a_report(ingest: Ingest, tmp_path: Path, data: bytes, name: str) -> None:
    (tmp_path / name).write_bytes(data)
    (report,) = ingest(tmp_path / name, dry_run=True)
    report.as_text()


def test_an_opened_drop_has_a_hash_over_names_and_bytes(tmp_path: Path) -> None:
    hashes = set()
    for n, change in enumerate([lambda p: None, lambda p: (p / "files/RE-1.pdf").write_bytes(PDF[::-1])]):
        place = fill(tmp_path / str(n))
        change(place)
        with open_drop(drops_at(place)[0]) as delivery:
            hashes.add(delivery.sha256)
    assert len(hashes) == 2
