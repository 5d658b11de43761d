"""We have paid, we will pay: noted for the reminders and for staff; the books stay as they are."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from handlers.acts import Told
from handlers.answers import Answer, Choice, Found, Handover, Noted, Option
from handlers.desk import Desk
from handlers.documents.resolve import LIMIT, resolve
from handlers.documents.state import OWED_KINDS, open_amount
from handlers.letters.wording import option_label
from parsers.asks import Ask, Paying
from store.notices import PAID, PROMISE
from store.records import Document

INTENTS = ("payment_notice",)
PAUSE = timedelta(days=10)  # until money that is said to have left is booked, or asked for again
GRACE = timedelta(days=3)  # after a promised day, for the bank
FARTHEST = timedelta(days=60)  # a promise beyond needs a person
SHOWN = 3  # invoices asked about when an amount fits several


def respond(ask: Ask, desk: Desk) -> Answer:
    """What was noted of which invoice; a question where it is not certain, a person where nothing fits."""
    found = meant(ask, desk)
    if isinstance(found, Choice):
        return found
    documents, missing = found
    if not documents:
        return Handover(ask, "payment_notice")
    due = tuple(d for d in documents if open_amount(d))
    paying = ask.paying or Paying()
    kind, until = (PROMISE if paying.promised else PAID), pause_until(paying, desk.today)
    if due and until > desk.today + FARTHEST:
        return Handover(ask, "payment_notice", documents=due)
    by, account = desk.person.address, {d.id: d.account_id for d in due}
    told = tuple(Told(d.id, account[d.id], kind, by, paying.day, until=until) for d in due)
    return Noted(ask, lines_of(due, documents, paying, until, desk), documents, told, missing)


def pause_until(paying: Paying, today: date) -> date:
    """The last day on which nobody is reminded."""
    if paying.promised and paying.day:
        return max(paying.day, today) + GRACE
    return today + PAUSE


def meant(ask: Ask, desk: Desk) -> tuple[tuple[Document, ...], tuple[str, ...]] | Choice:
    """The invoices that a notice is about, and the numbers that led to none; or a question."""
    if not ask.numbers:
        return of_amount(ask, desk)
    found = resolve(replace(ask, intent="documents", kinds=("invoice",), amount=None, paying=None), desk)
    if isinstance(found, Found):
        return tuple(d for d in found.documents if d.kind in OWED_KINDS), found.missing
    if isinstance(found, Choice):
        options = (replace(o, ask=replace(ask, numbers=o.ask.numbers)) for o in found.options)
        return replace(found, ask=ask, options=tuple(options))
    return (), ()


def of_amount(ask: Ask, desk: Desk) -> tuple[tuple[Document, ...], tuple[str, ...]] | Choice:
    """The one open invoice whose whole or open amount was paid; a question when several fit."""
    try:
        amount = Decimal(ask.amount or "")
    except InvalidOperation:
        return (), ()
    search = desk.unit.documents.search
    due = search(desk.person.grants, kinds=OWED_KINDS, status="open", today=desk.today, limit=LIMIT)
    fitting = tuple(d for d in due if amount in (d.gross, open_amount(d)))
    if len(fitting) < 2:
        return fitting, ()
    options = (
        Option(option_label(d, desk), replace(ask, numbers=(d.number,), amount=None), d.account_id)
        for d in fitting[:SHOWN]
    )
    return Choice(ask, "ask_paid_which", {"amount": desk.says.amount(amount, None)}, tuple(options))


def lines_of(
    due: tuple[Document, ...], documents: tuple[Document, ...], paying: Paying, until: date, desk: Desk
) -> tuple[str, ...]:
    """What was noted, and what the books say already."""
    says, lines = desk.says, []
    if due:
        key = "promise" if paying.promised else "paid"
        day = says.day(paying.day) if paying.day else ""
        numbers = says.listed(f"{d.number} ({says.amount(open_amount(d), d.currency)})" for d in due)
        lines.append(says(f"noted_{key}_on" if day else f"noted_{key}", numbers=numbers, day=day))
        lines.append(says("noted_pause", until=says.day(until)))
    for document in documents:
        if document not in due:
            state = says.state(document, desk.today, desk.stale_as_of)
            lines.append(says("noted_booked", number=document.number, state=state))
    return tuple(lines)
