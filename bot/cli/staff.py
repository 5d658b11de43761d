"""`docclerk retry` and `trace`: one message, its full story and another try."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.shared import (
    DEFAULT_CONFIG,
    ConfigOption,
    JsonOption,
    Refused,
    open_clerk,
    print_json,
)
from bot.wiring import Clerk
from store.traffic import InboxItem


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("retry")(retry)
    app.command("trace")(trace)


def retry(
    case: Annotated[str, typer.Argument(metavar="ID", help="Number or Message-ID of the message.")],
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Try a stuck message again."""
    clerk = open_clerk(config)
    with clerk.store.begin() as unit:
        item = find(clerk, case)
        again = unit.inbox.retry(item.id)
        if again:
            unit.audit.write("message.retried", clerk.clock(), {"message": item.id})
    clerk.close()
    if not again:
        raise Refused(f"Message {item.id} is not stuck; it is {item.outcome or item.state}.")
    print(f"Message {item.id} is tried again.")


def trace(
    case: Annotated[str, typer.Argument(metavar="ID", help="Number or Message-ID of the message.")],
    original: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Writes the message as it came into this file.")
    ] = None,
    as_json: JsonOption = False,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """The full story of one message."""
    clerk = open_clerk(config)
    item = find(clerk, case)
    if original:
        original.write_bytes(item.raw)
    with clerk.store.read() as unit:
        sent = [
            {
                "to": p.recipient,
                "subject": p.subject,
                "purpose": p.purpose,
                "state": p.state,
                "message_id": p.message_id,
                "at": moment(p.sent_at),
                "error": p.error,
            }
            for p in unit.outbox.of_inbox(item.id)
        ]
    clerk.close()
    story = trace_table(item) | {"sent": sent}
    if as_json:
        print_json(story)
        return
    for key, value in story.items():
        if isinstance(value, list):
            print(f"{key}:" + ("" if value else " -"))
            for entry in value:
                print(f"  - {entry}")
        else:
            print(f"{key}: {value if value is not None else '-'}")


def trace_table(item: InboxItem) -> dict[str, Any]:
    """What is known of one message."""
    return {
        "id": item.id,
        "message_id": item.message_id,
        "channel": item.channel,
        "state": {"question": "asked", "challenge": "challenged"}.get(item.outcome or "", item.outcome)
        if item.state == "done"
        else item.state,
        "outcome": item.outcome,
        "reason": item.reason,
        "from": item.sender,
        "subject": item.subject,
        "received": moment(item.received_at),
        "done": moment(item.done_at),
        "attempts": item.attempts,
        "proof": item.story.get("proof"),
        "evidence": item.story.get("evidence", []),
        "asks": item.story.get("asks", []),
        "why": item.story.get("why", []),
        "documents": item.story.get("documents", []),
    }


def moment(value: datetime | None) -> str | None:
    """A point in time, ISO; None for none."""
    return value.isoformat() if value else None


def find(clerk: Clerk, case: str) -> InboxItem:
    """The message of a number or a Message-ID. Raises Refused."""
    with clerk.store.read() as unit:
        item = unit.inbox.get(int(case) if case.isdigit() else case)
    if item is None:
        raise Refused(f"There is no message {case}; see 'docclerk review list'.")
    return item
