"""Libraries of others that read mails, behind the form of our stages."""

import base64
import json
import os
import shutil
import subprocess
import sys
import types
from email import message_from_bytes, policy
from email.utils import parseaddr
from pathlib import Path

from parsers.mail.html_text import to_text
from tests.bench.understanding_runs import Read, Row

NODE_FOLDER = "BENCH_NODE_MODULES"  # the node_modules folder that holds the npm peers


def node_package(name: str) -> Path:
    """Where an npm package lies, if it lies there."""
    return Path(os.environ.get(NODE_FOLDER, "node_modules")).resolve() / name


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


NODE = """
import { createInterface } from "node:readline";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
const folder = process.argv[1];
const file = createRequire(`${folder}/package.json`).resolve(folder);
const found = await import(pathToFileURL(file));
const Parser = found.default?.default ?? found.default;
console.log("ready");
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
    """An npm package in a node process, measured inside it; the process ends with our end of the pipe."""
    folder = node_package(name)
    node = shutil.which("node")
    if not node or not folder.is_dir():
        raise ImportError(f"no {name} in ${NODE_FOLDER} or ./node_modules" if node else "no node")
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
