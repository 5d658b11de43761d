"""Commands that correct a document: paid, part-paid, disputed, settled, moved, and all of it taken back."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from handlers.documents.state import open_amount
from handlers.staff.corrections import Correct, Uncorrect
from handlers.staff.dates import day_of
from handlers.staff.orders import Done, Order, account, listed
from handlers.staff.payments import named, owed
from store.corrections import ACCOUNT, DISPUTED, ORDER, PAID, PART
from store.records import Document, Grant

AMOUNT = re.compile(
    r"(?<![\w.,-])(?:\d{1,3}(?:[.' ]?\d{3})*(?:,\d{1,2})?(?![\w-]|[.,]\d)|\d+\.\d{2}(?![\w.,-]))"
)

Documents = tuple[Document, ...]


def paid(order: Order) -> Done:
    """Documents count as paid from now on, whatever the ERP says so far."""
    says = order.says
    documents, day = owed(order.command.about, account(order), order.unit, order.house), day_said(order)
    if isinstance(documents, str):
        return Done(documents)
    if day is None:
        return Done(says("command_day", day=says.quoted([order.command.parts.get("on", "")])))
    unpaid = [d for d in documents if d.gross is None or open_amount(d)]
    if not unpaid:
        return Done(says("command_paid_already", numbers=listed(documents, order)))
    line = says("command_paid", numbers=listed(unpaid, order), day=says.day(day), number=unpaid[0].number)
    return Done(line, tuple(Correct(d.id, PAID, day.isoformat(), order.by) for d in unpaid))


def day_said(order: Order) -> date | None:
    """The day of a payment, today when none is named; None for one that is no day or is still to come."""
    said = order.command.parts.get("on", "")
    day = day_of(said, order.command.language, order.house, order.today) if said else order.today
    return day if day and day <= order.today else None


def part(order: Order) -> Done:
    """A part of one invoice counts as paid: "teilbezahlt RE-1 100,00 am 12.3."."""
    says, about = order.says, order.command.about
    amounts = list(AMOUNT.finditer(about))
    said = about[: amounts[-1].start()] if amounts else about
    documents, day = owed(said, account(order), order.unit, order.house), day_said(order)
    if isinstance(documents, str):
        return Done(documents)
    if not amounts or len(documents) != 1 or day is None:
        return Done(says("command_part"))
    (document,), amount = documents, amount_of(amounts[-1][0])
    if not Decimal(0) < amount < (document.gross or Decimal(0)):
        whole = says.amount(document.gross, document.currency)
        return Done(says("command_part_amount", number=document.number, amount=whole))
    shown = says.amount(amount, document.currency)
    line = says("command_parted", numbers=listed(documents, order), amount=shown, number=document.number)
    return Done(line, (Correct(document.id, PART, day.isoformat(), order.by, None, str(amount)),))


def amount_of(said: str) -> Decimal:
    """ "1.234,50", "1234,5", "1234.50" or "1234" as an amount."""
    plain = said.replace(" ", "").replace("'", "")
    if "," in plain:
        return Decimal(plain.replace(".", "").replace(",", "."))
    return Decimal(plain if re.fullmatch(r"\d+(\.\d{2})?", plain) else plain.replace(".", ""))


def unpaid(order: Order) -> Done:
    """Takes back what was said of payments; the ERP counts again."""
    return taken_back(order, (PAID, PART), "command_unpaid")


def undo(order: Order) -> Done:
    """Takes back everything that was said of documents."""
    return taken_back(order, (PAID, PART, DISPUTED, ORDER, ACCOUNT), "command_undone")


def taken_back(order: Order, fields: tuple[str, ...], key: str) -> Done:
    """Ends the corrections of some fields."""
    documents = named(order.command.about, account(order), every_kind(order), order.unit, order.house)
    if isinstance(documents, str):
        return Done(documents)
    live = [c for c in order.unit.corrections.counting(d.id for d in documents) if c.field in fields]
    if not live:
        return Done(order.says("command_not_corrected", numbers=listed(documents, order)))
    touched = [d for d in documents if d.id in {c.document_id for c in live}]
    acts = tuple(Uncorrect(c.document_id, c.field, order.by) for c in live)
    return Done(order.says(key, numbers=listed(touched, order)), acts)


def dispute(order: Order) -> Done:
    """Documents count as disputed: no reminders until it is settled."""
    return flagged(order, disputed=True)


def settle(order: Order) -> Done:
    """A dispute is over, whoever has raised it."""
    return flagged(order, disputed=False)


def flagged(order: Order, *, disputed: bool) -> Done:
    """Sets whether documents are disputed."""
    documents = owed(order.command.about, account(order), order.unit, order.house)
    if isinstance(documents, str):
        return Done(documents)
    key = "command_disputed" if disputed else "command_settled"
    line = order.says(key, numbers=listed(documents, order), number=documents[0].number)
    return Done(line, tuple(Correct(d.id, DISPUTED, disputed, order.by) for d in documents))


def move(order: Order) -> Done:
    """Puts documents to another order or another account."""
    says, parts = order.says, order.command.parts
    found = named(order.command.about, None, every_kind(order), order.unit, order.house)
    if isinstance(found, str):
        return Done(found)
    if target := parts.get("order"):
        return move_all(order, found, ORDER, target, lambda d: order_known(order, d, target))
    whom = order.unit.accounts.get(parts.get("for", "").strip("()"))
    if whom is None:
        return Done(says("command_move_where"))
    return move_all(order, found, ACCOUNT, whom.account, lambda d: d.account != whom.account)


def move_all(
    order: Order, documents: Documents, field: str, target: str, fits: Callable[[Document], bool]
) -> Done:
    """Moves the documents, all of them or none."""
    says = order.says
    if not all(fits(d) for d in documents):
        return Done(says(f"command_move_{field}", target=says.quoted([target])))
    line = says(
        f"command_moved_{field}", numbers=listed(documents, order), target=target, number=documents[0].number
    )
    return Done(line, tuple(Correct(d.id, field, target, order.by) for d in documents))


def order_known(order: Order, document: Document, target: str) -> bool:
    """Whether the account of a document has that order."""
    grant = Grant(document.account_id, every_kind(order))
    return bool(order.unit.orders.by_key([grant], target))


def every_kind(order: Order) -> frozenset[str]:
    """All kinds of the house."""
    return frozenset(order.house.kinds.codes())
