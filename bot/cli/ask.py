"""`docclerk ask`: the whole pipeline as if somebody had written, nothing sent."""

import json
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.channels.console import question
from bot.cli.shared import DEFAULT_CONFIG, ConfigOption, JsonOption, Refused, open_clerk, print_json
from bot.wiring import Clerk
from handlers.answer import answer
from handlers.answers import Reply, Result
from handlers.story import documents_of


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("ask")(ask)


def ask(
    text: Annotated[list[str] | None, typer.Argument(help="What the person writes.")] = None,
    sender: Annotated[str, typer.Option("--as", help="The address that writes.")] = "",
    subject: Annotated[str, typer.Option(help="The subject of the mail.")] = "",
    channel: Annotated[str, typer.Option(help="email or slack.")] = "email",
    files: Annotated[Path | None, typer.Option(help="Save what the links would give here.")] = None,
    today: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Answer for this day.")] = None,
    jsonl: Annotated[Path | None, typer.Option(help="Ask many: one JSON object a line.")] = None,
    as_json: JsonOption = False,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Ask as ADDRESS; print the reply. Nothing is sent."""
    if channel not in {"email", "slack"}:
        raise Refused(f"--channel {channel!r} is unknown; use email or slack.")
    clerk = open_clerk(config)
    try:
        day = today.date() if today else None
        if jsonl:
            for row in questions(jsonl):
                print_json({"id": row.get("id"), **ask_row(clerk, row, day)})
                sys.stdout.flush()
            return
        if not sender or not text:
            raise Refused('Say what to ask and as whom: docclerk ask "…" --as ADDRESS.')
        result = ask_one(clerk, " ".join(text), sender, subject, day, channel)
        if files:
            save_files(clerk, result, files)
        if as_json:
            print_json(as_table(result))
        else:
            print(shown(result))
    finally:
        clerk.close()


def ask_one(
    clerk: Clerk, text: str, sender: str, subject: str, day: date | None, channel: str = "email"
) -> Result:
    """The result for one question; reads the store, writes nothing."""
    now = clerk.clock()
    message = question(sender, text, subject, now, channel)
    with clerk.store.read() as unit:
        return answer(message, unit, clerk.house, now, day)


def ask_row(clerk: Clerk, row: dict[str, Any], today: date | None) -> dict[str, Any]:
    """The table for one line of --jsonl; `today` holds where the line names no day of its own."""
    day = date.fromisoformat(row["today"]) if row.get("today") else today
    text, sender, subject = (str(row.get(key) or "") for key in ("text", "as", "subject"))
    return as_table(ask_one(clerk, text, sender, subject, day, row.get("channel") or "email"))


def questions(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a file; raises Refused that names the line that is no JSON object."""
    for n, line in enumerate(path.read_text("utf-8-sig").split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise Refused(f"{path}, line {n} is no JSON: {error}.") from None
        if not isinstance(row, dict):
            raise Refused(f"{path}, line {n} must be a JSON object.")
        if not row.get("as") or not is_day(row.get("today")):
            raise Refused(f'{path}, line {n} needs "as" and, if it names a day, "today" as YYYY-MM-DD.')
        yield row


def is_day(value: object) -> bool:
    """Whether a value is no day at all or one like "2025-03-31"."""
    try:
        return not value or bool(date.fromisoformat(str(value)))
    except ValueError:
        return False


def main_reply(result: Result) -> Reply | None:
    """The reply to the person who wrote; mail to staff does not count."""
    return next((r for r in result.replies if r.purpose not in {"staff", "handover"}), None)


def as_table(result: Result) -> dict[str, Any]:
    """The form of CONTRACT section 1."""
    reply = main_reply(result)
    return {
        "outcome": result.outcome,
        "asks": result.story.get("asks", []),
        "documents": documents_of(reply) if reply else [],
        "text": reply.text if reply else "",
        "reason": result.reason,
    }


def shown(result: Result) -> str:
    """The reply as its reader sees it."""
    reply = main_reply(result)
    if reply is None:
        return f"({result.outcome}: {result.reason or 'nobody is answered'})"
    names = "".join(f"\n  {e.name} ({e.file.size} bytes)" for e in reply.enclosures)
    return f"{reply.subject}\n\n{reply.text}" + (f"\nFiles:{names}\n" if names else "")


def save_files(clerk: Clerk, result: Result, folder: Path) -> None:
    """Writes every file of the reply into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    reply = main_reply(result)
    for enclosure in reply.enclosures if reply else ():
        made = enclosure.made  # nothing was sent, so nothing made for it is in the file store
        data = made.data if made else clerk.blobs.get(enclosure.file.sha256)
        (folder / enclosure.name).write_bytes(data)
