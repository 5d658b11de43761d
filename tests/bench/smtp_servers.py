"""SMTP servers for the benches, each a process of its own: the clerk's door, aiosmtpd alone, a relay."""

import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from bot.channels.addresses import Addresses
from bot.channels.smtp_door import Door, Listener
from bot.clock import utc_now
from bot.sections import MailSection, SmtpSection
from store.engine import Store
from tests.houses import free_port
from tests.world import ADDRESS


class Null:
    """Takes every mail and forgets it; counts for the relay."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Yes."""
        return "250 OK"


def null_server(port: int, folder: Path) -> Controller:
    """aiosmtpd as it comes, with a null handler."""
    return Controller(Null(), hostname="127.0.0.1", port=port)


def clerk_server(port: int, folder: Path) -> Controller:
    """The clerk's door before a store on disk; nobody works on what comes in."""
    store = Store.open(f"sqlite:///{folder}/intake.db", create=True)
    mail = MailSection(address=ADDRESS, smtp=section(port))
    return Listener(Door(store.submit, Addresses.of(mail), utc_now), mail.smtp)


def section(port: int) -> SmtpSection:
    """A door on loopback."""
    return SmtpSection(listen=f"127.0.0.1:{port}")


SERVERS = {"null": null_server, "clerk": clerk_server}


@contextmanager
def serving(kind: str, folder: Path) -> Iterator[int]:
    """Runs a server in a process of its own; its port."""
    port = free_port()
    command = [sys.executable, "-m", "tests.bench.smtp_servers", kind, str(port), str(folder)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout and process.stdin
    try:
        ready, _, _ = select.select([process.stdout], [], [], 60)
        assert ready, f"the {kind} server did not start"
        yield port
    finally:
        process.stdin.close()
        process.wait(30)


def main(kind: str, port: str, folder: str) -> None:
    """Serves until standard input ends."""
    server = SERVERS[kind](int(port), Path(folder))
    server.start()
    print("ready", flush=True)
    sys.stdin.read()
    server.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
