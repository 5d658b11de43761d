"""A backup is whole or none; what comes back answers new mail and sends nothing twice."""

import io
import json
import stat
import tarfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from typer.testing import CliRunner

from bot.backup import back_up
from bot.backup_archive import MANIFEST, Spoiled, examined
from bot.backup_restore import NotEmpty, Restored, restore
from bot.cli import app
from bot.config import Config
from bot.wiring import Clerk, build
from store.engine import Store
from store.errors import Busy
from store.traffic import Arrival
from tests.services import private_postgres
from tests.world import ADDRESS, NOW, believing, configuration, open_clerk

REASON = "restored from a backup; may have been answered since"


def quiet(done: int, total: int) -> None:
    assert 0 <= done <= total


def arrive(clerk: Clerk, n: int, text: str = "RE-2025-0412") -> None:
    head = f"From: anna@adler.test\r\nTo: {ADDRESS}\r\nMessage-ID: <{n}@x.test>\r\nSubject: {text}\r\n\r\n"
    assert clerk.store.accept(Arrival("email", f"m{n}", head.encode(), clerk.clock()))


def work(clerk: Clerk) -> None:
    while clerk.worker("w").step():
        pass


def bring_back(archive: Path, folder: Path, **options: Any) -> Restored:
    folder.mkdir(exist_ok=True)
    dry_run = options.pop("dry_run", False)
    return restore(configuration(folder, **options), archive, lambda: NOW, quiet, dry_run=dry_run)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clerk]:
    """One answer sent, one on its way, one message not yet read."""
    clerk = open_clerk(tmp_path_factory.mktemp("source"))
    clerk.house.keys()
    for n in (1, 2):
        arrive(clerk, n)
    work(clerk)
    with clerk.store.begin() as unit:
        parcel = unit.outbox.claim(NOW, "c", clerk.worker("w").lease)
    assert parcel
    clerk.courier("c").mark_sent(parcel)
    arrive(clerk, 3)
    yield clerk
    clerk.close()


@pytest.fixture(scope="module")
def archive(source: Clerk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("archive") / "backup.tar"
    back_up(source, path, quiet)
    return path


def test_the_archive_is_for_our_eyes_and_nothing_else_is_left(archive: Path) -> None:
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    assert list(archive.parent.iterdir()) == [archive]
    contents = examined(archive, quiet)
    assert (contents.database, contents.made_at, contents.missing) == ("sqlite", NOW, ())
    assert len(contents.files) > 15
    assert {"database", "docclerk.keys"} < set(contents.entries)


def test_nothing_goes_out_twice_and_new_mail_is_answered(
    archive: Path, source: Clerk, tmp_path: Path
) -> None:
    done = bring_back(archive, tmp_path / "new")
    assert done.held
    assert (done.held.messages, done.held.parcels, done.audit_broken) == (2, 1, None)
    clerk = believing(build(configuration(tmp_path / "new"), clock=lambda: NOW))
    try:
        work(clerk)
        assert not clerk.courier("c").step()
        with clerk.store.read() as unit:
            assert {i.id: i.reason for i in unit.inbox.for_review()} == {2: REASON, 3: REASON}
            assert unit.inbox.counts()["answered"] == 1
            assert unit.audit.verify() is None
            assert unit.outbox.counts() == {"queued": 0, "sending": 0, "sent": 1, "failed": 1}
        arrive(clerk, 4)
        work(clerk)
        with clerk.store.begin() as unit:
            parcel = unit.outbox.claim(NOW, "c", clerk.worker("w").lease)
            assert parcel
            assert parcel.inbox_id == 4
            assert unit.inbox.release_as(3, "anna@adler.test", "weber@house.test")
        work(clerk)
        with clerk.store.read() as unit:
            assert [p.purpose for p in unit.outbox.of_inbox(3)][:1] == ["answer"]
        for sha in examined(archive, quiet).files:
            assert clerk.blobs.get(sha) == source.blobs.get(sha)
        assert (tmp_path / "new" / "docclerk.keys").read_bytes() == source.config.links.keys.read_bytes()
    finally:
        clerk.close()


def test_a_dry_run_changes_nothing(archive: Path, tmp_path: Path) -> None:
    done = bring_back(archive, tmp_path / "new", dry_run=True)
    assert done.held
    assert done.held.messages == 2
    assert list((tmp_path / "new").rglob("*")) == []


def test_while_it_is_written_to(source: Clerk, tmp_path: Path) -> None:
    """Every backup under load is one moment: as many messages as raw texts, a whole audit."""
    busy = open_clerk(tmp_path / "busy")
    ending, n = threading.Event(), 100

    def keep_writing() -> None:
        nonlocal n
        while not ending.is_set():
            n += 1
            arrive(busy, n)
            work(busy)

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        for round_ in range(3):
            before = n
            back_up(busy, tmp_path / "backup.tar", quiet)
            done = bring_back(tmp_path / "backup.tar", tmp_path / f"new{round_}")
            assert done.audit_broken is None
            store = Store.open(f"sqlite:///{tmp_path / f'new{round_}' / 'docclerk.db'}")
            with store.read() as unit:
                messages = unit.inbox.listed(limit=10_000)
                assert len(messages) >= before - 101
                assert all(unit.inbox.get(m.id).raw for m in messages)  # type: ignore[union-attr]
            store.close()
            waited = time.monotonic() + 10
            while n <= before and time.monotonic() < waited:
                time.sleep(0.01)
            assert n > before, "the writer goes on"
    finally:
        ending.set()
        writer.join(30)
        busy.close()


def test_never_over_a_store(archive: Path, source: Clerk, tmp_path: Path) -> None:
    before = Path(source.config.store.url.removeprefix("sqlite:///")).stat()
    with pytest.raises(NotEmpty, match="not empty; restore into a new one"):
        restore(source.config, archive, lambda: NOW, quiet, dry_run=False)
    assert Path(source.config.store.url.removeprefix("sqlite:///")).stat().st_ino == before.st_ino
    fresh = build(configuration(tmp_path))
    fresh.house.keys()
    old = (tmp_path / "docclerk.keys").read_bytes()
    with fresh.store.read() as unit, pytest.raises(Busy, match="in use; end docclerk first"):
        assert unit.audit.count() == 0
        bring_back(archive, tmp_path)
    assert (tmp_path / "docclerk.keys").read_bytes() == old
    fresh.close()
    assert bring_back(archive, tmp_path).audit_rows > 0  # a store that 'docclerk init' made is empty
    assert (tmp_path / "docclerk.keys.before-restore").read_bytes() == old
    assert (tmp_path / "docclerk.keys").read_bytes() == source.config.links.keys.read_bytes()  # type: ignore[union-attr]


def rewritten(
    archive: Path, target: Path, change: Callable[[str, bytes], list[tuple[tarfile.TarInfo, bytes]]]
) -> Path:
    """The archive with its members changed one by one."""
    with tarfile.open(archive) as old, tarfile.open(target, "w") as new:
        for member in old:
            content = old.extractfile(member)
            assert content
            for info, data in change(member.name, content.read()):
                info.size = len(data) if info.isreg() else 0
                new.addfile(info, io.BytesIO(data))
    return target


def plain(name: str) -> tarfile.TarInfo:
    return tarfile.TarInfo(name)


def special(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


EXTRA = [
    plain("../../etc/passwd"),
    plain("/etc/passwd"),
    plain("files/../docclerk.keys"),
    plain("files/" + "0" * 64 + "/x"),
    plain("files/" + "A" * 64),
    plain("docclerk.toml"),
    plain("database\n"),
    special("docclerk.keys", tarfile.SYMTYPE, "/etc/shadow"),
    special("files/" + "0" * 64, tarfile.LNKTYPE, "database"),
    special("files/" + "1" * 64, tarfile.CHRTYPE),
    special("files/" + "2" * 64, tarfile.DIRTYPE),
    plain("database"),
    plain("files/" + "3" * 64),
]


@pytest.mark.parametrize("extra", EXTRA, ids=lambda info: repr(info.name)[:30] + str(info.type))
def test_what_does_not_belong_is_refused(archive: Path, tmp_path: Path, extra: tarfile.TarInfo) -> None:
    def add(name: str, data: bytes) -> list[tuple[tarfile.TarInfo, bytes]]:
        more = [(extra, b"x")] if name == MANIFEST else []
        return [*more, (plain(name), data)]

    with pytest.raises(Spoiled, match="no whole backup"):
        bring_back(rewritten(archive, tmp_path / "evil.tar", add), tmp_path / "new")
    assert list((tmp_path / "new").rglob("*")) == []


@pytest.mark.parametrize("part", ["database", "docclerk.keys", "files/", MANIFEST])
@pytest.mark.parametrize("how", ["changed", "gone"])
def test_tampered(archive: Path, tmp_path: Path, part: str, how: str) -> None:
    def change(name: str, data: bytes) -> list[tuple[tarfile.TarInfo, bytes]]:
        if not name.startswith(part):
            return [(plain(name), data)]
        return [(plain(name), data[:-1] + bytes([data[-1] ^ 1]))] if how == "changed" else []

    with pytest.raises(Spoiled):
        bring_back(rewritten(archive, tmp_path / "evil.tar", change), tmp_path / "new")
    assert list((tmp_path / "new").rglob("*")) == []


def test_a_file_under_a_foreign_name(archive: Path, tmp_path: Path) -> None:
    """Even when the manifest agrees: a file is known by the hash of its bytes."""
    name = "files/" + "4" * 64

    def change(member: str, data: bytes) -> list[tuple[tarfile.TarInfo, bytes]]:
        if member != MANIFEST:
            return [(plain(member), data)]
        table = json.loads(data)
        table["entries"][name] = {
            "size": 1,
            "sha256": "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
        }
        return [(plain(name), b"x"), (plain(member), json.dumps(table).encode())]

    with pytest.raises(Spoiled, match="have changed"):
        examined(rewritten(archive, tmp_path / "evil.tar", change), quiet)


def test_cut_off_anywhere(archive: Path, tmp_path: Path) -> None:
    whole, cut = archive.read_bytes(), tmp_path / "cut.tar"
    manifest = whole.rindex(MANIFEST.encode() + b"\0")
    for size in (0, 1, 511, 512, 700, 10_000, len(whole) // 2, manifest - 1, manifest + 600):
        cut.write_bytes(whole[:size])
        with pytest.raises(Spoiled):
            examined(cut, quiet)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04nothing", b"\0" * 10_240, b"\x1f\x8b\x08" + b"x" * 600])
def test_something_else(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.tar").write_bytes(content)
    with pytest.raises(Spoiled):
        examined(tmp_path / "x.tar", quiet)


def test_a_file_that_is_gone_is_told_and_the_rest_is_safe(tmp_path: Path) -> None:
    clerk = open_clerk(tmp_path / "clerk")
    victim = next(p for p in (tmp_path / "clerk" / "files").rglob("*") if p.is_file())
    victim.write_bytes(b"rotten")
    done = back_up(clerk, tmp_path / "backup.tar", quiet)
    clerk.close()
    assert done.missing == (victim.name,)
    assert bring_back(tmp_path / "backup.tar", tmp_path / "new").contents.missing == (victim.name,)


def test_the_commands(tmp_path: Path, archive: Path) -> None:
    (tmp_path / "docclerk.toml").write_text('[clerk]\ncompany = "Haus & Hof"\n', "utf-8")
    run, file, config = CliRunner(), str(archive), ["--config", str(tmp_path / "docclerk.toml")]
    done = run.invoke(app, ["restore", file, "--dry-run", *config])
    assert (done.exit_code, "Nothing was changed" in done.output) == (0, True), done.output
    done = run.invoke(app, ["restore", file, "--json", *config])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["restored"] is True
    assert isinstance(run.invoke(app, ["restore", file, *config]).exception, NotEmpty)
    done = run.invoke(app, ["backup", str(tmp_path / "b.tar"), *config])
    assert (done.exit_code, "keep it as safe" in done.output) == (0, True), done.output


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with private_postgres() as address:
        if address is None:
            pytest.skip("no PostgreSQL on this machine")
        yield address


def test_on_postgresql(server: str, tmp_path: Path) -> None:
    def at(name: str, folder: Path) -> Config:
        return configuration(folder, store={"url": server.replace("/postgres?", f"/{name}?")})

    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for name in ("one", "two"):
            connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    clerk = believing(build(at("one", tmp_path / "one"), clock=lambda: NOW))
    arrive(clerk, 1)
    work(clerk)
    arrive(clerk, 2)
    back_up(clerk, tmp_path / "b.tar", quiet)
    with pytest.raises(ValueError, match="is a backup of postgresql"):
        bring_back(tmp_path / "b.tar", tmp_path / "sqlite")
    with pytest.raises(NotEmpty):
        restore(clerk.config, tmp_path / "b.tar", lambda: NOW, quiet, dry_run=False)
    clerk.close()
    config = at("two", tmp_path / "two")
    Store.open(config.store.url, create=True).close()  # as 'docclerk init' leaves it
    done = restore(config, tmp_path / "b.tar", lambda: NOW, quiet, dry_run=False)
    assert done.held
    assert (done.held.messages, done.held.parcels, done.audit_broken) == (1, 1, None)
    clerk = believing(build(config, clock=lambda: NOW))
    work(clerk)
    assert not clerk.courier("c").step()
    arrive(clerk, 3)
    work(clerk)
    with clerk.store.read() as unit:
        settled = unit.inbox.get(3)
        assert settled
        assert (settled.outcome, settled.reason) == ("held", "unknown sender anna@adler.test")
        assert unit.audit.verify() is None
    clerk.close()


def test_without_the_client_programs(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store.open(server, create=True)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FileNotFoundError, match="pg_dump is not installed; install the client programs"):
        store.snapshot(tmp_path / "dump", quiet)
    store.close()
