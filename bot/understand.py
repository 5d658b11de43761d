"""The reading stages one by one, in the forms of the benchmarks."""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from bot.channels.email import MailReading
from bot.memory import settle
from bot.words import read_kinds, read_languages
from parsers.asks import Ask
from parsers.einvoices.invoice import read_invoice
from parsers.mail.automatic import automatic
from parsers.mail.forwards import read_inline
from parsers.mail.html_text import newest_html, to_text
from parsers.mail.mime import TooMuch, read
from parsers.mail.quotes import newest
from parsers.mail.signatures import unbranded
from parsers.periods.finder import read as read_period
from parsers.requests.reader import parse
from parsers.vocabulary import Vocabulary

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reading:
    """The compiled words; `folder` is where relative paths of e-invoices count from."""

    mail: MailReading
    vocabulary: Vocabulary
    folder: Path

    @classmethod
    def load(cls, folder: Path) -> "Reading":
        """From the templates."""
        return cls(*compiled(), folder)


@cache
def compiled() -> tuple[MailReading, Vocabulary]:
    """The words of the house, once in a process."""
    languages = read_languages()
    words = MailReading.compile(languages), Vocabulary.compile(read_kinds(), languages)
    settle()
    return words


def reply(row: Row, reading: Reading) -> Row:
    """The newest text of a mail body."""
    if row.get("kind") == "html":
        return {"id": row["id"], "text": newest_html(row["input"], reading.mail.quotes)}
    return {"id": row["id"], "text": newest(row["input"], reading.mail.quotes)}


def forward(row: Row, reading: Reading) -> Row:
    """What a forward holds."""
    text = to_text(row["input"]) if row.get("kind") == "html" else row["input"]
    found = read_inline(text, row.get("subject") or "", reading.mail.forwards)
    return {"id": row["id"], **found.as_table()}


def auto(row: Row, reading: Reading) -> Row:
    """Whether a mail may be answered."""
    try:
        mail = read(base64.b64decode(row["raw_b64"]))
    except TooMuch:
        return {"id": row["id"], "reply_allowed": True}
    reason = automatic(mail, reading.mail.automatic, frozenset(), None)
    return {"id": row["id"], "reply_allowed": not reason, "reason": reason}


def mime(row: Row, reading: Reading) -> Row:
    """Subject, sender, text and attachments of a raw mail."""
    try:
        mail = read(base64.b64decode(row["raw_b64"]))
    except TooMuch as reason:
        return {"id": row["id"], "ok": True, "held": str(reason)}
    return {
        "id": row["id"],
        "ok": True,
        "subject": mail.subject,
        "from_address": mail.from_address,
        "text": mail.text,
        "attachments": len(mail.attachments),
    }


def period(row: Row, reading: Reading) -> Row:
    """The period of a phrase; both ends null when unsure."""
    found = read_period(
        row["text"], row["lang"], reading.vocabulary.periods, date.fromisoformat(row["reference_date"])
    )
    since, until = (found.since, found.until) if found else (None, None)
    return {
        "id": row["id"],
        "start": since.isoformat() if since else None,
        "end": until.isoformat() if until else None,
    }


def request(row: Row, reading: Reading) -> Row:
    """The asks of a message, read as the channel would hand it over; without `today` as written today."""
    text = row.get("text") or ""
    found = parse(
        row.get("subject") or "",
        text if row.get("channel") == "slack" else unbranded(text, reading.mail.quotes),
        reading.vocabulary,
        today=date.fromisoformat(row["today"]) if row.get("today") else datetime.now().astimezone().date(),
        channel=row.get("channel") or "email",
        sender=row.get("sender") or "customer",
        context=Ask.from_table(row["context"]) if row.get("context") else None,
    )
    return {"id": row["id"], "lang": found.language, "asks": [a.as_table() for a in found.asks]}


def invoice(row: Row, reading: Reading) -> Row:
    """The fields of an e-invoice; `readable` is false when there are none."""
    path = reading.folder / row["path"]
    found = read_invoice(path.read_bytes(), path.name)
    return {"id": row["id"], **(found.as_table() if found else {"readable": False})}


STAGES: dict[str, Callable[[Row, Reading], Row]] = {
    "reply": reply,
    "forward": forward,
    "auto": auto,
    "mime": mime,
    "period": period,
    "request": request,
    "invoice": invoice,
}
