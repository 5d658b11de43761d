"""Times a whole mail from raw bytes to asks, and each stage on inputs of 256 KB."""

import base64
import datetime as dt
import statistics
import time
from collections.abc import Sequence
from email import policy
from email.message import EmailMessage

from bot.understand import STAGES, Reading
from parsers.mail.automatic import automatic
from parsers.mail.forwards import read_forward
from parsers.mail.inbound import decode
from parsers.mail.mime import TooMuch, read
from parsers.requests.reader import parse
from tests.bench.understanding_runs import Corpus, Row, run, table

LONG = 256 * 1024
TODAY = dt.date(2025, 11, 14)
NOW = dt.datetime(2025, 11, 14, 9, tzinfo=dt.UTC)
REPEATED = (
    "a", " ", "\n", "\t", ">", "> ", "-", "1", "1.", "?", "<", "&", "&nbsp;", "(", '"', "ä", "漢", "😀",
    "\u200b", "RE-", "RE-2025-0412 ", "4500123/", "1.1.2025 ", "KW 14 ", "von 1.1. bis ", "last ",
    "seit letzter Woche ", "bitte ", "and ", "Rechnung ", "invoice? ", "ich bin ", "a@b.c ", "\n-- \n",
    "| a\n", "x\n> y\n", "Am ", "schrieb ", "Am 3.11.2025 schrieb ", "On Mon, ", "On Mon, Bob <b@x.y> ",
    "10:00 2024 a@b.c:\n", "Von: x\n", "From: ", "From: a@b.c\nSubject: x\n", "Begin forwarded message:\n",
    "für wels und ", "the 12th to the 16th ", "and the same for X ", "lot 4711, ", "Kim Bauer ", "X-1: ja\n",
    "have arrived:\n4711\n", "Invoice: yes\nPOD: no\n", "4711\tja\tnein\n", "a|4711|M\nb|4712|N\n\n", "5\n",
    "<a ", "<div>", "<td>", "<blockquote>", "<pre>\n",
)  # fmt: skip


def whole(corpora: Sequence[Corpus], reading: Reading) -> None:
    """Prints the milliseconds of a mail on its whole way."""
    print("A whole mail: MIME, automatic or not, newest text, forward, asks (not: proof, store, answer)")
    print("  method: requests, replies and forwards are packed into mails before; each mail is read once;")
    print("  of thread: processor time of the reading thread, which other work on the machine hardly moves")
    lines = []
    for corpus in corpora:
        mails = [{"raw": raw} for row in corpus.rows if (raw := packed(corpus.stage, row))]
        if mails:
            done = run(mails, lambda row: understand(row["raw"], reading))
            times = [mark(statistics.median(done.ms), 2), f"{max(done.ms):.1f}"]
            times += [mark(statistics.median(done.cpu), 2), f"{max(done.cpu):.1f}"]
            lines.append([corpus.path.name, str(len(mails)), str(done.raised), *times])
    header = ["mails of", "n", "raised", "median ms", "worst ms", "median of thread", "worst of thread"]
    table(header, [*lines, ["goal", "", "0", "< 2", "", "< 2", ""]])


def mark(ms: float, limit: float) -> str:
    """Milliseconds for a table, with `!` when they reach the limit."""
    return f"{ms:.2f}{'!' if ms >= limit else ''}"


def packed(stage: str, row: Row) -> bytes:
    """A case as raw mail; nothing for stages without mails."""
    if stage in {"auto", "mime"}:
        return base64.b64decode(row["raw_b64"])
    text = {"request": "text", "reply": "input", "forward": "input"}.get(stage)
    if not text:
        return b""
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"], mail["To"] = "Buyer <buyer@customer.example>", "documents@house.example"
    mail["Subject"] = " ".join((row.get("subject") or "").split())
    body = row[text].encode("utf-8", "replace").decode()
    mail.set_content(body, subtype="html" if row.get("kind") == "html" else "plain", cte="base64")
    return mail.as_bytes()


def understand(raw: bytes, reading: Reading) -> Row:
    """The asks of a raw mail, by the same calls as in the house."""
    words = reading.mail
    try:
        mail = read(raw)
    except TooMuch as reason:
        return {"held": str(reason)}
    if why := automatic(mail, words.automatic, frozenset(), None):
        return {"automatic": why}
    message = decode(mail, external_id="1", received_at=NOW, words=words.quotes)
    inner = read_forward(mail.subject, mail.text, mail.attachments, words.forwards)
    subject, text = (inner.subject, inner.text) if inner else (message.subject, message.text)
    return {"asks": parse(subject, text, reading.vocabulary, today=TODAY).asks}


def long_inputs(corpora: Sequence[Corpus], reading: Reading) -> None:
    """Prints the worst 256 KB inputs of each stage."""
    mixed = "\n".join(row["text"] for c in corpora if c.stage == "request" for row in c.rows)
    inputs = {repr(piece): piece * (LONG // len(piece)) for piece in REPEATED}
    if mixed:
        inputs["all requests in one text"] = (mixed * (LONG // len(mixed) + 1))[:LONG]
    print("256 KB at once")
    print(
        f"  method: {len(inputs)} texts of 262,144 characters, a short piece over and over, each read once;"
    )
    print("  processor time of the thread; the three slowest of each stage")
    lines = []
    for stage in ("auto", "reply", "reply as HTML", "forward", "period", "request"):
        spent = [(once(stage, text, reading), name) for name, text in inputs.items()]
        for ms, name in sorted(spent, reverse=True)[:3]:
            lines.append([stage, name, f"{ms:.0f}{'!' if ms > 250 else ''}"])
    table(["stage", "repeated", "ms"], [*lines, ["goal", "", "<= 250"]])


def once(stage: str, text: str, reading: Reading) -> float:
    """Milliseconds of one reading."""
    name, kind = stage.split(maxsplit=1)[0], "html" if stage.endswith("HTML") else "text"
    row: Row = {"id": "1", "kind": kind, "input": text, "subject": "", "text": text, "lang": "de"}
    row |= {"today": TODAY.isoformat(), "reference_date": TODAY.isoformat()}
    row |= {"raw_b64": base64.b64encode(packed("request", row))} if name == "auto" else {}
    start = time.thread_time()
    STAGES[name](row, reading)
    return (time.thread_time() - start) * 1000
