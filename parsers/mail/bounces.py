"""Tells whether a mail reports the fate of another one: undeliverable, delayed, read, complained about."""

import re

from parsers.mail.automatic_words import AutomaticWords, FlatText, flat
from parsers.mail.mime import Mail

# Names of the programs that deliver mail, as they stand before the @ (letters only).
_DAEMONS = frozenset({"mailerdaemon", "postmaster", "maildaemon", "mdaemon", "mailerdeamon", "maildelivery"})
_BOUNCE_ADDRESS = re.compile(r"bounces?(?![a-z])|microsoftexchange[0-9a-f]{32}(?![0-9a-z])")
_ANGLE = re.compile(r"<([^<>]{0,320})>")
_REPORT_TYPE = re.compile(r"report-type\s*=\s*\"?\s*([a-z-]{1,40})")
_REPORTS = {"disposition-notification": "receipt", "feedback-report": "feedback report"}
_DSN_FIELDS = frozenset(
    {"final-recipient", "original-recipient", "diagnostic-code", "reporting-mta", "remote-mta", "action",
     "arrival-date", "last-attempt-date"}
)  # fmt: skip
_DSN_ENDS = ("-recipient", "-mta", "-code", "-date")  # of all those fields but one
_TRACE = re.compile(r"\nreceived:[ \t]{1,4}(?:from|by)\b", re.IGNORECASE)
_SMTP_CODE = re.compile(
    r"(?<![\d.])[45]\.\d{1,2}\.\d{1,3}(?![\d.])|(?<!\d)(?:5[05]\d|45\d|421|571)[ -](?:[45]\.\d\.\d|[<a-z])"
)
_GREETING, _OPENING = 500, 1500  # characters in which a mail system introduces itself, or names a receipt
_READ = 20_000  # characters; the head of a report says what it is


def report(mail: Mail, words: AutomaticWords) -> str:
    """ "bounce", "receipt" or "feedback report"; "" for other mail."""
    return _by_structure(mail) or _by_sender(mail) or _by_text(mail, words)


def _by_structure(mail: Mail) -> str:
    kind = mail.header("Content-Type").lower()
    parts = {attachment.content_type for attachment in mail.attachments}
    for subtype, reason in _REPORTS.items():
        if f"message/{subtype}" in parts:
            return reason
    if kind.lstrip().startswith("multipart/report"):
        named = _REPORT_TYPE.search(kind)
        return _REPORTS.get(named[1] if named else "", "bounce")
    return "bounce" if "message/delivery-status" in parts or mail.header("X-Failed-Recipients") else ""


def _by_sender(mail: Mail) -> str:
    return "bounce" if mail.header("From").strip() and is_daemon(mail.header("From")) else ""


def is_daemon(sender: str, *, author: bool = True) -> bool:
    """True when an address is that of a mail system, or empty.

    As `author` also one that bounces go to; as an envelope sender that is usual for people, too, whose mail
    leaves through a service.
    """
    angle = _ANGLE.search(sender)
    address = (angle[1] if angle else sender.partition("(")[0]).strip().strip("\"'").lower()
    local = address.rpartition("@")[0] or address
    letters = "".join(filter(str.isalpha, local))
    return not letters or letters in _DAEMONS or (author and bool(_BOUNCE_ADDRESS.match(local)))


def _by_text(mail: Mail, words: AutomaticWords) -> str:
    subject, text = flat(mail.subject[:500]), mail.text[:_READ]
    if words.forward_subjects.open(subject):
        return ""  # a person passes a report on
    if words.bounce_subjects.open(subject) or _names_fields(text) or _greets(text, words):
        return "bounce"
    if words.bounce_hints.open(subject) and _tells_failure(text, words):
        return "bounce"
    if words.receipt_subjects.open(subject) and words.receipt_texts.within(_opening(text, _OPENING)):
        return "receipt"
    attached = any(attachment.content_type == "message/rfc822" for attachment in mail.attachments)
    return "feedback report" if attached and words.feedback_subjects.open(subject) else ""


def _names_fields(text: str) -> bool:
    """True for text with three fields of a delivery report."""
    if not any(map(text.lower().__contains__, _DSN_ENDS)):
        return False
    names = {line.partition(":")[0].rstrip(" \t").lower() for line in text.split("\n")}
    return len(names & _DSN_FIELDS) >= 3


def _greets(text: str, words: AutomaticWords) -> bool:
    return words.bounce_greetings.within(_opening(text, _GREETING))


def _tells_failure(text: str, words: AutomaticWords) -> bool:
    """True for text with a status code, with the way that a mail took, or with the words of a mail system."""
    if _TRACE.search("\n" + text):
        return True
    flat_text = flat(text)
    return bool(_SMTP_CODE.search(flat_text)) or words.bounce_texts.within(FlatText.of(flat_text))


def _opening(text: str, length: int) -> FlatText:
    """The first characters of a text, flat."""
    return FlatText.of(flat(text[: 4 * length])[:length])
