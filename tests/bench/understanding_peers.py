"""Libraries of others that read mails and time frames, behind the same form as our stages; none is required."""

import base64
import calendar
import datetime as dt
import json
import logging
import os
import shutil
import subprocess
import sys
import types
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.utils import parseaddr
from importlib.metadata import version
from pathlib import Path
from typing import Any

from parsers.html_text import to_text
from tests.bench.understanding_runs import Read, Row

NODE_FOLDER = "BENCH_NODE_MODULES"  # the node_modules folder that holds the npm peers


@dataclass(frozen=True, slots=True)
class Peer:
    """One library. `own` are the homes of its own test cases, which it passes by construction."""

    name: str
    stage: str
    open: Callable[[], Read]
    own: frozenset[str] = frozenset()
    language: str = ""
    note: str = ""

    def load(self) -> tuple[str, Read | None]:
        """Its name with version, and its reader; None with the reason when it cannot be used."""
        logging.getLogger("ctparse").setLevel(logging.CRITICAL)
        warnings.simplefilter("ignore")
        try:
            read = self.open()
        except ImportError as error:
            return f"{self.name}: not installed ({error})", None
        except Exception as error:  # it is there and does not start: say so, measure the others
            return f"{self.name}: does not load ({type(error).__name__}: {error})", None
        return " ".join(part for part in (self.name, release(self.name), self.note) if part), read


def release(name: str) -> str:
    """The version of an installed package; empty when it is none of Python's."""
    try:
        return version(name)
    except ImportError:
        return ""


def plain(row: Row) -> str:
    """The text of a case; HTML goes through our own reader for libraries that know text only."""
    return to_text(row["input"]) if row.get("kind") == "html" else row["input"]


def open_talon() -> Read:
    """Talon's quotations and rule-based signatures.

    Its trained signature reader needs a scikit-learn that current Pythons cannot install; an empty module
    takes its place, so that the rest can be imported.
    """
    sys.modules.setdefault(
        "talon.signature.learning.classifier", types.ModuleType("talon.signature.learning.classifier")
    )
    from talon import quotations
    from talon.signature.bruteforce import extract_signature

    quotations.register_xpath_extensions()

    def read(row: Row) -> Row:
        if row["kind"] == "html":
            return {"text": quotations.extract_from_html(row["input"])}
        return {"text": extract_signature(quotations.extract_from_plain(row["input"]))[0]}

    return read


def open_quotequail_reply() -> Read:
    """Quotequail's parts that are not quoted."""
    import quotequail

    def read(row: Row) -> Row:
        quote = quotequail.quote_html if row["kind"] == "html" else quotequail.quote
        parts = quote(row["input"], limit=100_000, quote_intro_line=True)
        return {"text": "\n".join(text for shown, text in parts if shown)}

    return read


def open_quotequail_forward() -> Read:
    """Quotequail's reading of a wrapped message."""
    import quotequail

    def read(row: Row) -> Row:
        found = quotequail.unwrap(plain(row)) or {}
        name, address = parseaddr(found.get("from", ""))
        return {
            "forwarded": found.get("type") == "forward",
            "from_address": address,
            "from_name": name,
            "subject": found.get("subject"),
            "body": found.get("text"),
            "message": found.get("text_top"),
        }

    return read


def open_mail_parser_reply() -> Read:
    """mail-parser-reply with all languages that it knows."""
    from mailparser_reply import EmailReplyParser
    from mailparser_reply.constants import MAIL_LANGUAGES

    parser = EmailReplyParser(languages=list(MAIL_LANGUAGES))
    return lambda row: {"text": parser.parse_reply(plain(row))}


def open_email_reply_parser() -> Read:
    """The Python port of GitHub's parser."""
    from email_reply_parser import EmailReplyParser

    return lambda row: {"text": EmailReplyParser.parse_reply(plain(row))}


def open_unquotemail() -> Read:
    """Unquotemail, which reads text and HTML."""
    from unquotemail import Unquote

    def read(row: Row) -> Row:
        html = row["kind"] == "html"
        found = Unquote(row["input"] if html else None, None if html else row["input"])
        return {"text": found.get_html() if html else found.get_text()}

    return read


NODE = """
import { createInterface } from "node:readline";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
const folder = process.argv[1];
const file = createRequire(`${folder}/package.json`).resolve(folder);
const found = await import(pathToFileURL(file));
const Parser = found.default?.default ?? found.default;
console.log(JSON.stringify(createRequire(file)(`${folder}/package.json`).version));
for await (const line of createInterface({ input: process.stdin })) {
  const row = JSON.parse(line);
  const start = performance.now();
  let answer = {};
  if (folder.endsWith("email-forward-parser")) {
    const { forwarded, message, email = {} } = new Parser().read(row.text, row.subject ?? undefined);
    const { from = {}, subject, body } = email;
    answer = { forwarded, message, subject, body, from_address: from?.address, from_name: from?.name };
  } else {
    answer = { text: new Parser().read(row.text).getVisibleText() };
  }
  console.log(JSON.stringify({ ...answer, ms: performance.now() - start }));
}
"""


def open_node(name: str) -> Read:
    """An npm package in a node process of its own, which is measured inside it; it ends with our end of the pipe."""
    folder = Path(os.environ.get(NODE_FOLDER, "node_modules")).resolve() / name
    node = shutil.which("node")
    if not node or not folder.is_dir():
        raise ImportError(f"no {'node' if not node else name + ' in $' + NODE_FOLDER + ' or ./node_modules'}")
    process = subprocess.Popen(
        [node, "--input-type=module", "-e", NODE, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    )
    if not process.stdout.readline():
        raise RuntimeError("node ended at once")

    def read(row: Row) -> Row:
        process.stdin.write(json.dumps({"text": plain(row), "subject": row.get("subject")}) + "\n")
        process.stdin.flush()
        return json.loads(process.stdout.readline())

    return read


def open_stdlib() -> Read:
    """Python's own mail package, as its documentation shows it."""

    def read(row: Row) -> Row:
        mail = message_from_bytes(base64.b64decode(row["raw_b64"]), policy=policy.default)
        files = list(mail.iter_attachments()) if mail.is_multipart() else []
        body = mail.get_body(("plain", "html"))
        return {
            "ok": True,
            "subject": mail["subject"] or "",
            "from_address": parseaddr(str(mail["from"] or ""))[1],
            "text": body.get_content() if body else "",
            "attachments": len(files),
        }

    return read


def days(start: dt.date | None, end: dt.date | None) -> Row:
    """The answer of a period reader."""
    return {"start": start.isoformat() if start else None, "end": end.isoformat() if end else None}


def open_recognizers() -> Read:
    """The longest date or range that recognizers-text finds, in its past reading, ends made inclusive."""
    from recognizers_date_time import Culture, recognize_datetime

    def read(row: Row) -> Row:
        now = dt.datetime.fromisoformat(row["reference_date"])
        found = recognize_datetime(row["text"], Culture.English, reference=now)
        found = [f for f in found if f.type_name.endswith((".date", ".daterange")) and f.resolution]
        if not found:
            return days(None, None)
        return recognised(max(found, key=lambda f: len(f.text)).resolution["values"][0])

    return read


def recognised(value: dict[str, Any]) -> Row:
    """Days from a value; "(4 March, 9 March, 5 days)" names its last day, all other ranges end before `end`."""
    if "value" in value:
        day = dt.date.fromisoformat(value["value"])
        return days(day, day)
    start, end = (dt.date.fromisoformat(value[e]) if e in value else None for e in ("start", "end"))
    named = value["timex"].startswith("(") and value["timex"].endswith("D)")
    return days(start, end if end is None or named else end - dt.timedelta(days=1))


def open_ctparse() -> Read:
    """The best reading of ctparse within a second."""
    from ctparse import ctparse

    def read(row: Row) -> Row:
        found = ctparse(row["text"], ts=dt.datetime.fromisoformat(row["reference_date"]), timeout=1.0)
        if not found or not hasattr(found.resolution, "start"):
            return days(None, None)
        ends = (getattr(found.resolution, end) for end in ("start", "end"))
        return days(*(end.dt.date() if end else None for end in ends))

    return read


def open_dateparser() -> Read:
    """Dateparser on the whole phrase: the day, week, month or year that it says it found, the past one."""
    from dateparser.date import DateDataParser

    def read(row: Row) -> Row:
        now = dt.datetime.fromisoformat(row["reference_date"])
        settings = {"RELATIVE_BASE": now, "PREFER_DATES_FROM": "past"}
        found = DateDataParser(languages=[row["lang"]], settings=settings).get_date_data(row["text"])
        return widened(found.date_obj.date(), found.period) if found.date_obj else days(None, None)

    return read


def widened(day: dt.date, period: str) -> Row:
    """The first and the last day of the period around a day."""
    if period == "year":
        return days(day.replace(month=1, day=1), day.replace(month=12, day=31))
    if period == "month":
        return days(day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1]))
    if period == "week":
        monday = day - dt.timedelta(days=day.weekday())
        return days(monday, monday + dt.timedelta(days=6))
    return days(day, day)


PEERS = (
    Peer("talon", "reply", open_talon, frozenset({"talon"}), note="without its trained signature reader"),
    Peer("quotequail", "reply", open_quotequail_reply, frozenset({"quotequail"})),
    Peer("mail-parser-reply", "reply", open_mail_parser_reply, frozenset({"alfonsrv"})),
    Peer("email-reply-parser", "reply", open_email_reply_parser, frozenset({"zapier"})),
    Peer("unquotemail", "reply", open_unquotemail, frozenset({"unquote"})),
    Peer("npm email-reply-parser", "reply", lambda: open_node("email-reply-parser"), frozenset({"crisp"})),
    Peer(
        "npm email-forward-parser", "forward", lambda: open_node("email-forward-parser"), frozenset({"fwd"})
    ),
    Peer("quotequail", "forward", open_quotequail_forward, frozenset({"quotequail"})),
    Peer("Python's email package", "mime", open_stdlib),
    Peer("recognizers-text-date-time", "period", open_recognizers, language="en"),
    Peer("ctparse", "period", open_ctparse),
    Peer("dateparser", "period", open_dateparser),
)
