"""`docclerk links`, `review`, `retry` and `trace`: what staff look after."""

from datetime import datetime
from typing import Annotated, Any

import typer

from bot.cli.shared import (
    DEFAULT_CONFIG,
    ConfigOption,
    JsonOption,
    Refused,
    open_clerk,
    print_json,
    print_table,
)
from bot.wiring import Clerk
from store.traffic import InboxItem, Link

links_app = typer.Typer(help="Links that were sent.", no_args_is_help=True)
review_app = typer.Typer(help="Messages that wait for a person.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.add_typer(links_app, name="links")
    app.add_typer(review_app, name="review")
    app.command("retry")(retry)
    app.command("trace")(trace)


@links_app.command("list")
def list_links(
    address: Annotated[str, typer.Option("--for", help="Only links of this contact.")] = "",
    as_json: JsonOption = False,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Links that still work."""
    clerk = open_clerk(config)
    with clerk.store.read() as unit:
        links = [
            x for x in unit.links.listed(live=clerk.clock()) if not address or x.recipient == address.lower()
        ]
    clerk.close()
    rows = [link_table(link) for link in links]
    if as_json:
        print_json(rows)
    else:
        columns = ["id", "recipient", "files", "downloads", "expires"]
        print_table(columns, [[r[c] for c in columns] for r in rows], "No link is open.")


def link_table(link: Link) -> dict[str, Any]:
    """One link as a JSON-ready table; its token is known to nobody but the recipient."""
    return {
        "id": link.id,
        "recipient": link.recipient,
        "files": len(link.files),
        "downloads": link.downloads,
        "expires": link.expires_at.isoformat(),
    }


@links_app.command("revoke")
def revoke_links(
    link_id: Annotated[int | None, typer.Argument(metavar="ID", help="One link.")] = None,
    address: Annotated[str, typer.Option("--for", help="All links of this contact.")] = "",
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Make links stop working at once."""
    if (link_id is None) == (not address):
        raise Refused("Name either one link ID or --for ADDRESS.")
    clerk = open_clerk(config)
    now = clerk.clock()
    with clerk.store.begin() as unit:
        ids = [
            link.id
            for link in unit.links.listed(live=now)
            if link.id == link_id or (address and link.recipient == address.lower())
        ]
        if link_id is not None and not ids:
            raise Refused(f"Link {link_id} is not open; see 'docclerk links list'.")
        unit.links.revoke(ids, now)
        unit.audit.write("link.revoked", now, {"links": ids})
    clerk.close()
    print(f"{len(ids)} link(s) revoked.")


@review_app.command("list")
def list_review(as_json: JsonOption = False, config: ConfigOption = DEFAULT_CONFIG) -> None:
    """What is held, handed over or stuck."""
    clerk = open_clerk(config)
    with clerk.store.read() as unit:
        rows = [review_table(item) for item in unit.inbox.for_review()]
    clerk.close()
    if as_json:
        print_json(rows)
    else:
        columns = ["id", "state", "from", "subject", "reason", "since"]
        print_table(columns, [[r[c] for c in columns] for r in rows], "Nothing waits for a person.")


def review_table(item: InboxItem) -> dict[str, Any]:
    """One waiting message in the form of the contract."""
    return {
        "id": item.id,
        "message_id": item.message_id,
        "channel": item.channel,
        "from": item.sender,
        "subject": item.subject,
        "state": "stuck" if item.state == "stuck" else item.outcome,
        "reason": item.reason,
        "since": (item.done_at or item.received_at).isoformat(),
    }


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
    as_json: JsonOption = False,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """The full story of one message."""
    clerk = open_clerk(config)
    item = find(clerk, case)
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
