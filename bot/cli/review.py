"""`docclerk review`: what waits for a person, and the two things that can be done with it."""

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
from bot.cli.staff import find
from bot.wiring import Clerk
from handlers.acts import Reject, Release, carry_out
from handlers.senders.people import known
from handlers.staff.candidates import Candidate
from handlers.staff.review import proof_in, waits, whose
from store.engine import Unit
from store.traffic import InboxItem

BY = "console"

review_app = typer.Typer(help="Messages that wait for a person.", no_args_is_help=True)

Case = Annotated[str, typer.Argument(metavar="ID", help="Number or Message-ID of the message.")]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.add_typer(review_app, name="review")


@review_app.command("list")
def list_review(as_json: JsonOption = False, config: ConfigOption = DEFAULT_CONFIG) -> None:
    """What is held, drafted, handed over or stuck."""
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


@review_app.command("release")
def release(
    case: Case,
    address: Annotated[str, typer.Option("--as", help="The registered contact whose wish it is.")] = "",
    as_json: JsonOption = False,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Answer a waiting message as the wish of a registered contact."""
    clerk = open_clerk(config)
    try:
        now, item = clerk.clock(), find(clerk, case)
        if not waits(item):
            raise Refused(f"Message {item.id} waits for nobody; it is {item.outcome or item.state}.")
        with clerk.store.begin() as unit:
            chosen = aim(clerk, item, address.strip().lower(), unit, now)
            if not carry_out(Release(item.id, chosen[0], BY, chosen[1]), unit, now):
                raise Refused(f"Message {item.id} was answered just now.")
    finally:
        clerk.close()
    if as_json:
        print_json({"id": item.id, "released_to": chosen[0]})
    else:
        print(f"Message {item.id} is answered to {chosen[0]} as soon as a worker runs.")


def aim(clerk: Clerk, item: InboxItem, address: str, unit: Unit, now: datetime) -> tuple[str, int | None]:
    """Address and account to answer. Raises Refused that says whom one could name."""
    if address:
        if not known(address, unit, clerk.house.today(now)):
            raise Refused(f"{address} is no registered contact; see 'docclerk contacts list'.")
        return address, None
    found = people_for(clerk, item, unit, now)
    if len(found) == 1:
        return found[0].contact.email, found[0].account_id
    offers = "; ".join(c.label for c in found) or "nobody registered seems to be meant"
    raise Refused(f"Say whose wish message {item.id} is with --as ADDRESS: {offers}.")


def people_for(clerk: Clerk, item: InboxItem, unit: Unit, now: datetime) -> tuple[Candidate, ...]:
    """Who may be meant by a message."""
    message = clerk.channels[item.channel].decode(item, proof_in(item))
    return whose(message, item, unit, clerk.house, now)


@review_app.command("reject")
def reject(
    case: Case,
    reason: Annotated[str, typer.Option(help="Why nobody is answered; kept with the message.")],
    as_json: JsonOption = False,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Close a waiting message without an answer."""
    clerk = open_clerk(config)
    try:
        item = find(clerk, case)
        with clerk.store.begin() as unit:
            closed = carry_out(Reject(item.id, BY, reason), unit, clerk.clock())
    finally:
        clerk.close()
    if not closed:
        raise Refused(f"Message {item.id} waits for nobody; it is {item.outcome or item.state}.")
    if as_json:
        print_json({"id": item.id, "rejected": True, "reason": reason})
    else:
        print(f"Message {item.id} is closed without an answer.")
