"""Is it paid, when is it due, what is open of it, has our payment arrived?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from handlers.answers import Answer, Choice, Found, Handover, Status, Table
from handlers.desk import Desk
from handlers.documents.resolve import decimal, in_one_account, resolve
from handlers.documents.state import OWED_KINDS, open_amount, state_of
from handlers.letters.letter import Row
from handlers.letters.tables import tabled
from handlers.letters.wording import amount_of
from parsers.asks import Ask
from store.payments import LEDGER_KIND
from store.records import Document, Payment

INTENTS = ("payment_status",)
ROWS = 50  # documents or payments that are named one by one
LATEST = 3  # payments shown when none in particular is meant
COLUMNS = ("number", "date", "amount", "due", "open", "state", "account")
MONEY = frozenset({"amount", "open"})
BOOKED = 10  # documents whose payments are named
PAYMENT_COLUMNS = ("date", "amount", "booked", "state", "account")


def respond(ask: Ask, desk: Desk) -> Answer:
    """The state of the documents meant; of a wish without numbers the payments on the account."""
    if ask.numbers or ask.status or ask.kinds:
        return of_documents(ask, desk)
    if ask.amount:
        return of_amount(ask, desk)
    placed = in_one_account(ask, desk)
    if isinstance(placed, Choice):
        return placed
    desk = replace(desk, person=placed)
    if not desk.unit.payments.search(desk.person.grants, limit=1):
        return Handover(ask, ask.intent)
    paid = received(ask, desk, ask.last or (ROWS if ask.since or ask.until else LATEST))
    return payments_table(paid, ask, desk) if paid else Status(ask, (desk.says("payment_none_any"),))


def of_amount(ask: Ask, desk: Desk) -> Answer:
    """A payment of an amount, else the documents over it; who sees the ledger is told of neither."""
    if paid := received(ask, desk, ROWS):
        return payments_table(paid, ask, desk)
    owed = of_documents(ask, desk)
    if isinstance(owed, Table) or not sees_ledger(desk):
        return owed
    says = desk.says
    none = says("payment_none", amount=amount_of(ask.amount or "", says))
    return Status(ask, (none, says("payment_none_next", person=desk.house.person_name(says))))


def sees_ledger(desk: Desk) -> bool:
    """Whether this person may know what was paid on a whole account, with those below it."""
    grants = desk.person.grants
    return bool(grants) and all(LEDGER_KIND in g.kinds and g.whole_account and not g.until for g in grants)


def received(ask: Ask, desk: Desk, limit: int) -> tuple[Payment, ...]:
    """The money that came in as the wish has it, newest first."""
    amount = decimal(ask.amount)
    found = desk.unit.payments.search(
        desk.person.grants, amount=amount, since=ask.since, until=ask.until, limit=ROWS
    )
    return tuple(payment for payment in found if payment.amount > 0)[:limit]


def payments_table(paid: Sequence[Payment], ask: Ask, desk: Desk) -> Table:
    """What came in, what it was booked to, and how that stands."""
    accounts = len({p.account_id for p in paid}) > 1
    as_of = desk.stale_as_of
    rows = [payment_row(p, desk, as_of, accounts=accounts) for p in paid]
    intro = desk.says.count("payment_received", len(paid))
    return tabled(ask, intro, PAYMENT_COLUMNS, rows, MONEY, desk.says)


def payment_row(payment: Payment, desk: Desk, as_of: str, *, accounts: bool) -> Row:
    """One payment."""
    says = desk.says
    day, amount = says.day(payment.date), says.amount(payment.amount, payment.currency)
    number = " ".join((payment.document or "").split())
    whither = says("payment_booked", number=number) if number else says("payment_unassigned")
    owed = [
        d
        for d in desk.unit.documents.by_number(desk.person.grants, number)
        if d.account_id == payment.account_id and d.kind in OWED_KINDS
    ]
    state = says.state(owed[0], desk.today, as_of) if owed else ""
    account = payment.account if accounts else ""
    line = " · ".join(filter(None, (day, amount, whither, state)))
    detail = says("account", number=account) if account else ""
    return Row(line, detail, (day, amount, number or whither, state, account))


def of_documents(ask: Ask, desk: Desk) -> Answer:
    """How the invoices stand that the wish means; a question or Missing as for the papers themselves."""
    found = resolve(replace(ask, kinds=tuple(sorted(OWED_KINDS)), every=True, form=None), desk)
    if not isinstance(found, Found):
        return found
    shown, as_of = found.documents[:ROWS], desk.stale_as_of
    accounts = len({d.account_id for d in shown}) > 1
    rows = [document_row(d, desk, as_of, accounts=accounts) for d in shown]
    says, n, more = desk.says, len(shown), found.more + len(found.documents) - len(shown)
    lines = [
        *booked(shown, desk),
        total_left(shown, desk),
        says("absent", parts=says.listed(found.absent)) if found.absent else "",
        says("found_more", n=more) if more else "",
    ]
    intro = says.count("payment_state", n, **says.named((d.kind for d in shown), n))
    made = tabled(ask, intro, COLUMNS, rows, MONEY, says)
    told = tuple(line for line in lines if line)
    return replace(made, lines=told, missing=found.missing, choice=found.choice)


def document_row(document: Document, desk: Desk, as_of: str, *, accounts: bool) -> Row:
    """How one document stands."""
    says, currency = desk.says, document.currency
    state, day = says.state(document, desk.today, as_of), says.day(document.date)
    owed, left = says.amount(document.gross, currency), open_amount(document)
    open_ = says.amount(left, currency) if left and state_of(document, desk.today) else ""
    account = document.account if accounts else ""
    due = says.day(document.due_date)
    title = f"{says.title(document.kind)} {document.number}"
    details = (
        says("payment_due", day=due) if due and due not in state else "",
        says("payment_left", amount=open_) if open_ else "",
        says("account", number=account) if account else "",
    )
    cells = (document.number, day, owed, due, open_, state, account)
    return Row(" · ".join(filter(None, (title, day, owed, state))), " · ".join(filter(None, details)), cells)


def booked(documents: Sequence[Document], desk: Desk) -> Iterator[str]:
    """What came in for each of some documents, as far as this person may know."""
    for document in documents[:BOOKED]:
        if paid := bookings(document, desk):
            yield desk.says("payment_items", number=document.number, payments=paid)


def bookings(document: Document, desk: Desk) -> str:
    """The payments booked to a document, for those who may see its account's ledger."""
    grants = [g for g in desk.person.grants if g.account_id == document.account_id]
    if not any(LEDGER_KIND in g.kinds for g in grants):
        return ""
    says = desk.says
    paid = desk.unit.payments.of_document(document)
    return says.listed(
        says("payment_item", amount=says.amount(p.amount, p.currency), day=says.day(p.date)) for p in paid
    )


def total_left(documents: Iterable[Document], desk: Desk) -> str:
    """What is open of several documents together, by currency; empty when it is of one at most."""
    sums: defaultdict[str, list[Decimal]] = defaultdict(list)
    for document in documents:
        if (left := open_amount(document)) and state_of(document, desk.today):
            sums[document.currency or ""].append(left)
    if sum(map(len, sums.values())) < 2:
        return ""
    amounts = desk.says.listed(
        desk.says.amount(sum(of, Decimal(0)), code) for code, of in sorted(sums.items())
    )
    return desk.says("payment_left_total", amounts=amounts)
