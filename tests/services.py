"""Real servers for the tests, started privately when the machine has them."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_POSTGRES = Path("/usr/lib/postgresql")


def postgres_programs() -> Path | None:
    """The folder with initdb and pg_ctl of the newest PostgreSQL of this machine."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    return max(_POSTGRES.glob("*/bin"), default=None, key=lambda folder: float(folder.parent.name))


@dataclass(frozen=True)
class Postgres:
    """A running server of our own, reached by a socket file only."""

    programs: Path
    folder: Path
    user: str

    @property
    def url(self) -> str:
        """Its address."""
        return f"postgresql+psycopg://clerk@/postgres?host={self.folder}"

    def start(self) -> bool:
        """Returns when it answers; False when it does not."""
        options = f"-k {self.folder} -c listen_addresses= -c fsync=on -c shared_buffers=64MB"
        return _run(self.user, *self._control, "-l", self.folder / "log", "-o", options, "start")

    def stop(self, mode: str) -> bool:
        """`immediate` ends it like a crash: every connection breaks, and it recovers at the next start."""
        return _run(self.user, *self._control, "-m", mode, "stop")

    def make(self) -> bool:
        """A cluster without any database of ours."""
        initdb = [self.programs / "initdb", "-D", self.folder / "data", "-U", "clerk", "-A", "trust"]
        return _run(self.user, *initdb, "-E", "UTF8", "--locale=C", "-N")

    @property
    def _control(self) -> list[object]:
        return [self.programs / "pg_ctl", "-D", self.folder / "data", "-w"]


@contextmanager
def private_server() -> Iterator[Postgres | None]:
    """A fresh server; None when this machine cannot run one."""
    programs, user = postgres_programs(), _server_user()
    if programs is None or user is None:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="dc-pg-"))
    os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
    server = Postgres(programs, folder, user)
    try:
        yield server if server.make() and server.start() else None
    finally:
        server.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def private_postgres() -> Iterator[str | None]:
    """The address of a fresh server; None when this machine cannot run one."""
    with private_server() as server:
        yield server.url if server else None


def _server_user() -> str | None:
    """PostgreSQL refuses to run as root: then as the user that its package made."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid()).pw_name
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in names), None)


def _run(user: str, *command: object) -> bool:
    as_user = user if os.geteuid() == 0 else None
    quiet = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
    parts = [str(part) for part in command]
    return subprocess.run(parts, check=False, user=as_user, cwd="/", **quiet).returncode == 0
