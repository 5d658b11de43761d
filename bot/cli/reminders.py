"""`docclerk reminders`: who would be reminded of what and why, who not and why not, and what was sent."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Annotated, Any

import typer

from bot.cli.contacts import CONSOLE
from bot.cli.shared import (
    DEFAULT_CONFIG,
    ConfigOption,
    JsonOption,
    Refused,
    open_clerk,
    print_json,
    print_table,
)
from bot.reminders import rules_of
from bot.wiring import Clerk
from handlers.acts import Act, carry_out
from handlers.letters.says import Says
from handlers.reminders.acts import Dispatch, Proceed
from handlers.reminders.cases import Decision, Why
from handlers.reminders.planning import Plan, Planned, plan
from handlers.reminders.rules import Rules
from handlers.reminders.standing import closed, reason, standstill
from store.engine import Unit
from store.records import Document

DAYS = 30

reminders_app = typer.Typer(help="Payment reminders.", no_args_is_help=True)
AccountOption = Annotated[str, typer.Option("--account", help="Only this account.")]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.add_typer(reminders_app, name="reminders")


@reminders_app.command("preview")
def preview(
    day: Annotated[str, typer.Option(help="The day, as 2026-03-14; without it today.")] = "",
    account: AccountOption = "",
    as_json: JsonOption = False,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Who would get what on a day and why, and who not and why not. Nothing is sent."""
    clerk = open_clerk(config)
    now, rules = clerk.clock(), rules_of(clerk.config.reminders)
    wanted = day_of(day) or clerk.house.today(now)
    says = clerk.house.tongues[None]
    with clerk.store.read() as unit:
        ids = [account_of(unit, account)] if account else None
        found = plan(unit, clerk.house, rules, wanted, moment(wanted, rules, clerk, now), ids)
        whys = [reason(why, says) for why in not_now(unit, clerk, rules, wanted, now)]
    clerk.close()
    if as_json:
        print_json(as_table(found, whys, says))
        return
    for line in lines(found, whys, says, detailed=bool(account)):
        print(line)


@reminders_app.command("list")
def list_sent(
    since: Annotated[str, typer.Option(help=f"First day; without it {DAYS} days ago.")] = "",
    account: AccountOption = "",
    as_json: JsonOption = False,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """What was sent, to whom, and whether it has left the house."""
    clerk = open_clerk(config)
    today = clerk.house.today(clerk.clock())
    with clerk.store.read() as unit:
        rows = list(sent(unit, day_of(since) or today - timedelta(days=DAYS), today, account))
    clerk.close()
    if as_json:
        print_json(rows)
        return
    columns = ["id", "day", "account", "kind", "level", "total", "invoices", "to", "state"]
    shown = [{k: ", ".join(v) if isinstance(v, list) else v for k, v in row.items()} for row in rows]
    print_table(columns, [[row[c] for c in columns] for row in shown], "No reminder was sent.")


@reminders_app.command("release")
def release(
    account: Annotated[str, typer.Argument(help="Let the letters to this account go that wait for it.")] = "",
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Let go what waits: the letters to an account in draft; or all, after a restore from a backup."""
    clerk = open_clerk(config)
    now, house = clerk.clock(), clerk.house
    day = house.today(now)
    with clerk.store.begin() as unit:
        act: Act = Proceed(CONSOLE)
        if account:
            ids = [account_of(unit, account)]
            drafts = plan(unit, house, rules_of(clerk.config.reminders), day, now, ids).drafts
            act = Dispatch(CONSOLE, tuple(one.decision.key for one in drafts), day)
        done = carry_out(act, unit, now)
    clerk.close()
    print(
        ("They go out with the next run." if account else "Reminders go out again.")
        if done
        else "Nothing waits."
    )


def day_of(text: str) -> date | None:
    """A day as it is typed; None for nothing. Raises Refused."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refused(f"{text!r} is no day; write it like 2026-03-14.") from None


def account_of(unit: Unit, number: str) -> int:
    """The id of an account. Raises Refused."""
    found = unit.accounts.get(number)
    if found is None:
        raise Refused(f"There is no account {number}.")
    return found.id


def moment(day: date, rules: Rules, clerk: Clerk, now: datetime) -> datetime:
    """Now for today; of another day its hour."""
    return now if day == clerk.house.today(now) else rules.moment(day, clerk.house.zone)


def not_now(unit: Unit, clerk: Clerk, rules: Rules, day: date, now: datetime) -> Iterator[Why]:
    """Why nothing would leave the house on that day, or just now when it is today."""
    today = day == clerk.house.today(now)
    if not clerk.config.reminders.enabled:
        yield Why("disabled")
    if why := closed(rules, clerk.house, day, moment(day, rules, clerk, now)):
        yield why
    if today and unit.reminders.finished(day):
        yield Why("done")
    if today and (why := standstill(unit, clerk.house, rules, day, now)):
        yield why


def lines(found: Plan, whys: list[str], says: Says, *, detailed: bool) -> Iterator[str]:
    """The preview as people read it."""
    accounts = {p.decision.account.id for p in found.letters}
    yield says("preview_head", day=says.day(found.day), letters=len(found.letters), accounts=len(accounts))
    for why in whys:
        yield says("preview_not_now", why=why)
    for planned in found.letters:
        yield ""
        yield from letter_lines(planned, says)
    yield from kept_lines(found, says)
    if detailed and found.coming:
        yield ""
        yield says("preview_next", n=len(found.coming))
        for one in found.coming:
            d, at = one.document, says.day(one.day)
            kind = says.title(d.kind)
            yield "  " + says("preview_next_line", kind=kind, number=d.number, level=one.level, day=at)


def letter_lines(planned: Planned, says: Says) -> Iterator[str]:
    """One letter: to which account, to whom, with what in it."""
    decision = planned.decision
    total = says.amount(decision.total, decision.currency)
    people = says("preview_to", people=", ".join(c.email for c in planned.readers))
    yield f"{decision.account.account} {decision.account.name} · {what(decision, says)} · {total} · {people}"
    for item in decision.items:
        amount = says.amount(item.open, decision.currency)
        yield f"  {item.document.number} · {says('remind_due', day=says.day(item.due))} · {amount}"
    for credit in decision.credits:
        yield f"  {says.title(credit.kind)} {credit.number}"


def what(decision: Decision, says: Says) -> str:
    """What kind of letter it is."""
    return says("preview_reminder", level=decision.level) if decision.level else says("preview_invoice")


def kept_lines(found: Plan, says: Says) -> Iterator[str]:
    """What is kept back, grouped by its reason."""
    groups: defaultdict[str, list[Document]] = defaultdict(list)
    for document, why in found.all_kept():
        groups[reason(why, says)].append(document)
    if groups:
        yield ""
        yield says("preview_kept", n=sum(map(len, groups.values())))
    for text, documents in sorted(groups.items()):
        yield f"  {text}:"
        for d in documents:
            yield f"    {d.account} {d.number} · {says.amount(d.gross, d.currency)}"


def as_table(found: Plan, whys: list[str], says: Says) -> dict[str, Any]:
    """The preview as JSON."""
    return {
        "day": found.day,
        "not_now": whys,
        "letters": [letter_table(planned) for planned in found.letters],
        "kept": [
            {"account": d.account, "number": d.number, "rule": why.rule, "reason": reason(why, says)}
            for d, why in found.all_kept()
        ],
        "coming": [{"number": c.document.number, "level": c.level, "day": c.day} for c in found.coming],
    }


def letter_table(planned: Planned) -> dict[str, Any]:
    """One letter as JSON."""
    decision = planned.decision
    return {
        "account": decision.account.account,
        "currency": decision.currency,
        "kind": decision.kind,
        "level": decision.level,
        "total": decision.total,
        "to": [c.email for c in planned.readers],
        "credits": [c.number for c in decision.credits],
        "items": [
            {"number": i.document.number, "level": i.level, "due": i.due, "open": i.open}
            for i in decision.items
        ],
    }


def sent(unit: Unit, since: date, until: date, account: str) -> Iterator[dict[str, Any]]:
    """The letters of some days, JSON-ready."""
    letters = unit.reminders.letters(since, until, account_of(unit, account) if account else None)
    ids = [letter.id for letter in letters]
    mails, items = unit.reminders.mails(ids), unit.reminders.items(ids)
    accounts = {a.id: a.account for a in unit.accounts.by_ids(letter.account_id for letter in letters)}
    numbers = unit.reminders.numbers(item.document_id for item in items)
    for letter in letters:
        carried = mails.get(letter.id, [])
        yield {
            "id": letter.id,
            "day": letter.day,
            "account": accounts[letter.account_id],
            "kind": letter.kind,
            "level": letter.level,
            "total": f"{letter.total:.2f} {letter.currency}",
            "invoices": [numbers[item.document_id] for item in items if item.letter_id == letter.id],
            "to": [recipient for recipient, _ in carried],
            "state": ", ".join(dict.fromkeys(state for _, state in carried)),
        }
