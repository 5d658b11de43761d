"""Whose addresses a delivery report without a status seems to be about, as flufl.bounce reads it."""

import email
import logging

from flufl.bounce import all_failures

LONGEST = 262_144  # bytes that are read
MOST_LINES = 5_000  # it looks at every line some forty times over: 0.4 s for these, seconds for more

# It logs every detector that stumbles, with a traceback; a hint that is not to be had is no news.
logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL + 1)


def hinted(raw: bytes) -> tuple[str, ...]:
    """The addresses that seem to have failed for good, lower case; empty when nothing can be told.

    It guesses from the wording, so a human or a forger can bring any address about: staff may be told of it,
    nobody is closed by it.
    """
    lines = raw[:LONGEST].split(b"\n", MOST_LINES)[:MOST_LINES]
    try:
        _, gone = all_failures(email.message_from_bytes(b"\n".join(lines)))
        return tuple(sorted({address.decode("ascii").strip().lower() for address in gone}))
    except Exception:  # whatever odd mail does to it, the report is still one without a status
        return ()
