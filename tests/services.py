"""Real servers for the tests, started privately when the machine has them."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_POSTGRES = Path("/usr/lib/postgresql")


def postgres_programs() -> Path | None:
    """The folder with initdb and pg_ctl of the newest PostgreSQL of this machine."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    return max(_POSTGRES.glob("*/bin"), default=None, key=lambda folder: float(folder.parent.name))


@contextmanager
def private_postgres() -> Iterator[str | None]:
    """The address of a fresh server, reached by a socket file only; None when this machine cannot run one."""
    programs, user = postgres_programs(), _server_user()
    if programs is None or user is None:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="dc-pg-"))
    try:
        os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
        data, options = folder / "data", f"-k {folder} -c listen_addresses= -c fsync=on -c shared_buffers=64MB"
        _run(user, programs / "initdb", "-D", data, "-U", "clerk", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        _run(user, programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        try:
            yield f"postgresql+psycopg://clerk@/postgres?host={folder}"
        finally:
            _run(user, programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _server_user() -> str | None:
    """PostgreSQL refuses to run as root: then as the user that its package made."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid()).pw_name
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in names), None)


def _run(user: str, *command: object) -> None:
    as_user = user if os.geteuid() == 0 else None
    quiet = subprocess.DEVNULL
    subprocess.run(
        [str(part) for part in command], check=True, user=as_user, cwd="/", stdout=quiet, stdin=quiet, stderr=quiet
    )
