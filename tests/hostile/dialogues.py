"""SMTP spoken by hand: smuggled mails, talk before one's turn, envelopes that no library would send."""

from dataclasses import dataclass

from tests.hostile.letters import ANNA, MALLORY, WISH
from tests.hostile.letters import letter as mail
from tests.world import ADDRESS

LOCAL, _, DOMAIN = ADDRESS.partition("@")


@dataclass(frozen=True, slots=True)
class Dialogue:
    """What is sent piece by piece, and what comes of it.

    `{in}` in a piece is the address of a mail that must never come in, `{out}` of one that may; `comes` says
    whether that one does. `codes`: the answers that must be among those of the door.
    """

    name: str
    pieces: tuple[bytes, ...]
    comes: bool
    codes: tuple[bytes, ...] = ()


def envelope(sender: str = MALLORY, to: bytes = b"{out}") -> bytes:
    """MAIL, RCPT and DATA in one go."""
    return b"MAIL FROM:<%b>\r\nRCPT TO:<%b>\r\nDATA\r\n" % (sender.encode(), to)


HELO = b"EHLO mail.evil.test\r\n"
END, QUIT = b"\r\n.\r\n", b"QUIT\r\n"
INNER = mail(ANNA, WISH).rstrip()


def outer() -> bytes:
    """A mail of a stranger, new at every call: the same one twice is one."""
    return mail(MALLORY, WISH).rstrip()


def smuggled(end: bytes) -> Dialogue:
    """A second mail behind what only some servers take for the end of the first."""
    text = outer() + end + envelope(ANNA, b"{in}") + INNER
    return Dialogue(f"smuggled behind {end!r}", (HELO, envelope(), text + END, QUIT), True, (b"250",))


DIALOGUES = (
    *map(
        smuggled,
        (b"\n.\n", b"\r\n.\n", b"\n.\r\n", b"\r.\r", b"\r\n.\r", b"\r\n\x00.\r\n", b"\r.\r\n", b"\n.\r"),
    ),
    Dialogue("all at once", (HELO + envelope() + outer() + END + QUIT,), True),
    Dialogue("before the greeting of the other", (b"", HELO + envelope(), outer() + END + QUIT), True),
    Dialogue(
        "commands behind STARTTLS",
        (HELO, b"STARTTLS\r\n" + envelope(ANNA, b"{in}"), b"RSET\r\n", QUIT),
        False,
    ),
    Dialogue("DATA without anybody", (HELO, b"MAIL FROM:<x@evil.test>\r\nDATA\r\n", QUIT), False, (b"503",)),
    Dialogue("a relay for others", (HELO, envelope(to=b"victim@birch.test"), QUIT), False, (b"550",)),
    Dialogue(
        "a relay by routes",
        (
            HELO,
            b"MAIL FROM:<x@evil.test>\r\nRCPT TO:<victim%birch.test@house.test>\r\n",
            b"RCPT TO:<@house.test:victim@birch.test>\r\n",
            QUIT,
        ),
        False,
        (b"55",),
    ),
    Dialogue(
        "BDAT",
        (HELO, b"MAIL FROM:<x@evil.test>\r\nRCPT TO:<{in}>\r\nBDAT 10 LAST\r\n0123456789", QUIT),
        False,
    ),
    Dialogue("who is here", (HELO, b"VRFY anna@adler.test\r\nEXPN staff\r\nHELP\r\n", QUIT), False),
    Dialogue("the talk of a browser", (b"POST / HTTP/1.1\r\nHost: x\r\n\r\n" + HELO,), False, (b"500",)),
    Dialogue("a command without an end", (b"E" * 300_000,), False),
    Dialogue("a text that breaks off", (HELO, envelope(to=b"{in}"), outer()), False),
    Dialogue("NUL in a command", (HELO, b"MAIL FROM:<a\x00@evil.test>\r\n", QUIT), False, (b"55",)),
    Dialogue("no bracket in MAIL", (HELO, b"MAIL FROM:x@evil.test> SIZE=x\r\n", QUIT), False),
)
