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
    os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
    control = [programs / "pg_ctl", "-D", folder / "data", "-w"]
    options = f"-k {folder} -c listen_addresses= -c fsync=on -c shared_buffers=64MB"
    initdb = [programs / "initdb", "-D", folder / "data", "-U", "clerk", "-A", "trust", "-E", "UTF8"]
    try:
        runs = _run(user, *initdb, "--locale=C", "-N")
        runs = runs and _run(user, *control, "-l", folder / "log", "-o", options, "start")
        yield f"postgresql+psycopg://clerk@/postgres?host={folder}" if runs else None
    finally:
        _run(user, *control, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


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
