"""`docclerk replay`: what the clerk would have done with a mailbox of the past."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.backup import bar
from bot.cli.shared import DEFAULT_CONFIG, ConfigOption, JsonOption, open_clerk, print_json
from bot.replay.figures import OUTCOMES, figures
from bot.replay.mailboxes import opened
from bot.replay.run import replay

SAID = {
    "answered": "answered at once",
    "question": "asked back",
    "missing": "not in the index",
    "person": "passed on to a person",
    "unproven": "sender not proven",
    "unknown": "unknown sender",
    "none": "no document request",
    "fault": "could not be read",
}


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("replay")(replay_command)


def replay_command(
    mailbox: Annotated[
        str, typer.Argument(help="An mbox file, a Maildir, a folder, or imap://user@host/folder.")
    ],
    html: Annotated[Path | None, typer.Option(help="Also write a page to look at.")] = None,
    password_file: Annotated[Path | None, typer.Option(help="With the password of the IMAP user.")] = None,
    as_json: JsonOption = False,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Try a mailbox of the past: what would have been answered. Nothing is stored, nothing is sent."""
    password = os.environ.get("DOCCLERK_IMAP_PASSWORD", "")
    if password_file is not None:
        password = password_file.read_text("utf-8").strip()
    letters = opened(mailbox, password)
    clerk = open_clerk(config)
    try:
        with bar("Reading") as progress:
            run = replay(clerk, letters, progress)
        with clerk.store.read() as unit:
            names = {account.account: account.name for account in unit.accounts.all()}
        table = figures(run, names)
        if html is not None:
            says = clerk.house.tongues["en"]
            page = clerk.house.texts.render(
                "web/replay.html", says=says, company=clerk.house.company, said=SAID, **table
            )
            html.write_text(page, "utf-8")
    finally:
        clerk.close()
        letters.close()
    if as_json:
        print_json(table)
    else:
        print("\n".join(lines(table)))


def lines(table: dict[str, Any]) -> Iterator[str]:
    """The figures as people read them."""
    yield f"{table['mails']} mails: {table['incoming']} came in, {table['replies']} are answers of the house."
    yield f"Senders are {table['senders']}."
    for outcome in OUTCOMES:
        if table["outcomes"][outcome] or outcome in {"answered", "question"}:
            yield f"  {SAID[outcome]:<24}{table['outcomes'][outcome]:>7}{table['percent'][outcome]:>7.1f} %"
    if (compared := table["compared"])["pairs"]:
        yield (
            f"Compared with what people attached ({compared['pairs']} answers): {compared['same']} the same, "
            f"{compared['more']} with more, {compared['part']} in part, {compared['other']} other, "
            f"{compared['nothing']} nothing; {shown(compared['precision'])} of its documents were right."
        )
    if table["median_minutes_then"] is not None:
        then, now = table["median_minutes_then"], table["median_seconds_now"]
        yield f"An answer took {then:.0f} minutes then; the clerk takes {now} s."
    begin = table["begin_with"]
    if begin["accounts"]:
        yield f"{begin['accounts']} account(s) cause {begin['percent']} % of the work; start with these:"
    for row in table["accounts"][: max(begin["accounts"], 5)]:
        who = f"{row['account']:<12}{row['name'][:40]:<42}"
        yield f"  {who}{row['requests']:>5} requests, {row['contacts']} people"


def shown(percent: float | None) -> str:
    """A share; "-" when there is nothing to count."""
    return "-" if percent is None else f"{percent} %"
