"""Measures how many mails a second are answered, from the inbox to the relay."""

import tempfile
import time
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

from bot import serve
from bot.sections import OutSection
from bot.wiring import Clerk
from store.traffic import Arrival
from tests.bench.figures import Figure
from tests.bench.smtp_servers import serving
from tests.world import ADDRESS, NOW, open_clerk

QUESTIONS = (
    ("anna@adler.test", "Bitte Rechnung RE-2025-0412 und den Lieferschein dazu."),
    ("anna@adler.test", "Bitte senden Sie uns alle Rechnungen aus September 2025."),
    ("ben@birch.test", "Please send invoice RE-2025-0700."),
    ("ben@birch.test", "Please send invoice RE-2025-9999."),
    ("anna@adler.test", "Bitte um die Rechnung."),
)
BUDGETS = (
    "answers_per_hour",
    "answers_per_day",
    "total_per_hour",
    "domain_per_hour",
    "domain_per_day",
    "misses_per_day",
)


def measure(messages: int = 400) -> list[Figure]:
    """Answered mails a second."""
    many = dict.fromkeys(BUDGETS, 10**6)
    with tempfile.TemporaryDirectory() as name, serving("null", Path(name)) as relay:
        clerk = open_clerk(Path(name) / "house", limits=many)
        out = OutSection(host="127.0.0.1", port=relay, tls="none")
        email = replace(clerk.channels["email"], out=out)  # type: ignore[type-var]
        clerk = replace(clerk, channels={"email": email})
        for n in range(messages):
            assert clerk.store.accept(Arrival("email", str(n), letter(n), NOW, {"rcpt_tos": [ADDRESS]}))
        seconds = worked_off(clerk, messages)
        clerk.close()
    method = (
        f"{messages} mails wait in the inbox (found, several, missing and questions in turn, DE and EN); "
        f"{serve.WORKERS} workers and {serve.COURIERS} couriers as threads of one process read, look up, "
        f"answer with link and attachment, and hand over to a relay in another process, one SMTP session "
        f"a mail; until the last is sent; SQLite synced; sender proof taken as given (no DNS)"
    )
    return [Figure("answered mails, inbox to relay", f"{messages / seconds:,.0f} mails/s", method)]


def letter(n: int) -> bytes:
    """One of the questions as a mail of its own."""
    sender, text = QUESTIONS[n % len(QUESTIONS)]
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"], mail["Message-ID"] = (
        sender,
        ADDRESS,
        "Beleg",
        f"<{n}@bench.test>",
    )
    mail.set_content(text)
    return mail.as_bytes()


def worked_off(clerk: Clerk, messages: int) -> float:
    """Seconds from starting the parts until everything has left.

    Raises RuntimeError where mails are done that got no answer: there would be none to wait for.
    """
    parts = serve.parts_of(clerk, {"worker"})
    start = time.perf_counter()
    for part in parts:
        part.start()
    while True:
        with clerk.store.read() as unit:
            counts, inbox = unit.outbox.counts(), unit.inbox.counts()
        if counts["sent"] >= messages:
            break
        if counts["failed"] or inbox["stuck"] or (inbox["done"] == messages > sum(counts.values())):
            raise RuntimeError(f"not every mail is answered: inbox {inbox}, outbox {counts}")
        time.sleep(0.02)
    seconds = time.perf_counter() - start
    for part in reversed(parts):
        part.stop()
    return seconds
