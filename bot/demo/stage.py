"""What the pages and the script of the demo play on."""

from dataclasses import dataclass

from bot.demo.post import Mailbox
from bot.wiring import Clerk


@dataclass(frozen=True, slots=True)
class Stage:
    """The running clerk, the mailbox that catches all it sends, and the port of its SMTP door."""

    clerk: Clerk
    mailbox: Mailbox
    smtp_port: int
