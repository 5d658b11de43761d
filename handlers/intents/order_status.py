"""Where is my order, is it complete, when does it come, who carries it?"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from handlers.answers import Answer, Choice, Missing, Option, Table
from handlers.desk import Desk
from handlers.documents import places
from handlers.documents.lookup import in_own_account
from handlers.documents.offers import MOST
from handlers.documents.order_lookup import BEARING, Sought, near_number, of_article, seek, written
from handlers.documents.resolve import only, settled, which_account
from handlers.documents.sales import (
    Sale,
    article_of,
    done_of,
    gathered,
    line_words,
    name_of,
    newest,
    progress,
    promise_of,
    rest_of,
    sent,
    state_of,
    told,
)
from handlers.letters.letter import Row
from handlers.letters.tables import tabled
from handlers.letters.wording import option_label
from handlers.senders.people import Principal
from parsers.asks import Ask
from store.keys import number_key, number_keys
from store.order_search import OrderFilters
from store.records import Order, OrderLine

INTENTS = ("order_status",)
ORDERS = 10  # orders that are named one by one
WHOLE = 3  # so many are told with their lines and shipments
SHORT = 5  # lines of one of several orders
LINES = 20  # of an order with more lines only those are told that lack something
SHIPPING = ("delivery_note", "shipping_document", "order_confirmation")
LINE_COLUMNS = ("position", "article", "ordered", "delivered", "rest")
ORDER_COLUMNS = ("order", "date", "state", "promised", "progress", "account")
FIGURES = ("ordered", "delivered", "rest")


def respond(ask: Ask, desk: Desk) -> Answer:
    """How far the orders are; a question, or the words for nothing found."""
    return by_numbers(ask, desk) if ask.numbers else by_filters(ask, desk)


def by_numbers(ask: Ask, desk: Desk) -> Answer:
    """The orders behind every number; an article beside an order only says which of its lines is meant."""
    sought = [seek(number, desk) for number in written(ask)]
    for one in sought:
        if len(accounts := {order.account_id for order in one.orders}) > 1:
            return which_account(ask, desk, accounts)
    named = gathered(newest(order for one in sought for order in one.orders), desk)
    ordered = {key for sale in named for line in sale.lines for key in number_keys(line.article)}
    open_ = [one for one in sought if not one.orders and number_key(one.number) not in ordered]
    bearing = {one.number: of_article(one.number, desk) for one in open_}
    sales = (*named, *gathered(newest(o for orders in bearing.values() for o in orders), desk))
    rest = [one for one in open_ if not bearing[one.number]]
    missing = tuple(dict.fromkeys(one.number for one in rest if not one.papers))
    unsaid = tuple(papers_only(one, desk) for one in rest if one.papers)
    near = near_number(missing, ask, desk) if missing else None
    beside = replace(near, missing=()) if near else None
    if sales:
        made = standing(sales, ask, desk, frozenset(number_key(one.number) for one in sought))
        return replace(made, lines=(*made.lines, *unsaid), missing=missing, choice=beside or made.choice)
    if unsaid:
        return Table(ask, "", lines=unsaid, missing=missing, choice=beside)
    return near or Missing(ask, missing)


def papers_only(sought: Sought, desk: Desk) -> str:
    """What is said of a number whose papers may be seen, but no order: no more than the papers say."""
    says = desk.says
    shipping = [d for d in sought.papers if d.kind in SHIPPING][:BEARING]
    there = says.listed(
        says("dated", what=f"{says.title(d.kind)} {d.number}", day=says.day(d.date)) for d in shipping
    )
    lines = (
        says("order_unsaid", number=says.quoted([sought.number])),
        says("order_unsaid_there", documents=there) if there else "",
        says("order_unsaid_next", person=desk.house.person_name(says)),
    )
    return " ".join(filter(None, lines))


def by_filters(ask: Ask, desk: Desk) -> Answer:
    """The open orders, or the last ones, of a place, a person, a period."""
    placed = settled(ask, desk)
    if isinstance(placed, Choice | Missing):
        return placed
    asked, sites, desk = placed
    total, found, limit = 0, list[Order](), min(asked.last or ORDERS, ORDERS)
    for filters, at in searches(asked, sites, desk):
        total += desk.unit.orders.count(at.grants, filters)
        found += desk.unit.orders.search(at.grants, filters, limit)
    orders = newest(found)[:limit]
    if not orders:
        return places.centred(asked, desk) or Missing(ask)
    return standing(gathered(orders, desk), ask, desk, more=0 if asked.last else total - len(orders))


def searches(
    ask: Ask, sites: tuple[places.Site, ...], desk: Desk
) -> Iterator[tuple[OrderFilters, Principal]]:
    """The filters of each search, and as whom: a location counts in its own account only."""
    any_state = bool(ask.last or ask.since or ask.until)
    plain = OrderFilters(not any_state, ask.since, ask.until, None, ask.cost_centre, ask.person)
    if not ask.location:
        yield plain, desk.person
    for site in sites:
        yield replace(plain, location=site.location.location), only(desk.person, site.account_id)


def standing(
    sales: Sequence[Sale], ask: Ask, desk: Desk, keys: AbstractSet[str] = frozenset(), more: int = 0
) -> Table:
    """How far some orders are: of few every line and parcel, of many a row each. `keys` were asked for."""
    says, n = desk.says, len(sales)
    hidden = more + max(n - ORDERS, 0)
    if n == 1:
        return replace(of_one(sales[0], ask, desk, keys), choice=offer(sales[0], ask, desk))
    rows = [order_row(sale, sales, desk) for sale in sales[:ORDERS]]
    made = tabled(ask, introduction(ask, n, desk), ORDER_COLUMNS, rows, (), says)
    if n <= WHOLE or any(meant(sale, keys) for sale in sales):
        made = replace(
            made, lines=tuple(line for sale in sales[:WHOLE] for line in besides(sale, desk, keys))
        )
    return replace(made, lines=(*made.lines, says("orders_more", n=hidden))) if hidden else made


def of_one(sale: Sale, ask: Ask, desk: Desk, keys: AbstractSet[str]) -> Table:
    """One order with its lines and parcels."""
    says, rows = desk.says, line_rows(sale, keys, desk)
    made = tabled(ask, told(sale, desk) + (":" if rows else "."), LINE_COLUMNS, rows, FIGURES, says)
    hidden = len(sale.lines) - len(rows)
    lines = (
        progress(sale, says),
        says("order_lines_left_out", n=hidden) if hidden else "",
        *sent(sale, says, keys),
    )
    return replace(made, lines=tuple(filter(None, lines)))


def introduction(ask: Ask, n: int, desk: Desk) -> str:
    """The sentence above several orders."""
    if ask.numbers or ask.last or ask.since or ask.until:
        return desk.says("orders_several", n=n)
    return desk.says.count("orders_open", n)


def meant(sale: Sale, keys: AbstractSet[str]) -> tuple[OrderLine, ...]:
    """The lines of the articles asked for."""
    return tuple(line for line in sale.lines if keys & set(number_keys(line.article)))


def line_rows(sale: Sale, keys: AbstractSet[str], desk: Desk) -> list[Row]:
    """The lines of an order: those of articles asked for, of a long order those that lack something."""
    lines = sale.lines if len(sale.lines) <= LINES else (sale.short or sale.lines)[:LINES]
    return [line_row(line, desk) for line in meant(sale, keys)[:LINES] or lines]


def line_row(line: OrderLine, desk: Desk) -> Row:
    """One line of an order."""
    says, rest = desk.says, rest_of(line)
    ordered, delivered = says.quantity(line.quantity, line.unit), says.quantity(line.delivered, line.unit)
    left = says.quantity(rest, line.unit) if rest else ""
    place = says("line_position", line=line.line)
    cells = (line.line, article_of(line), ordered, delivered, left)
    return Row(f"{place} · {line_words(line, says)}", "", cells)


def besides(sale: Sale, desk: Desk, keys: AbstractSet[str]) -> Iterator[str]:
    """What is said of one of several orders: what is to come or was asked for, and its parcels."""
    order = sale.order
    name, lines = order.customer_po or order.order, meant(sale, keys) or sale.short
    yield from (f"{name}: {line_words(line, desk.says)}" for line in lines[:SHORT])
    yield from (f"{name}: {words}" for words in sent(sale, desk.says, keys))


def order_row(sale: Sale, sales: Sequence[Sale], desk: Desk) -> Row:
    """One order of many."""
    says, order = desk.says, sale.order
    done, n = done_of(sale) or (0, 0)
    account = order.account if len({s.order.account_id for s in sales}) > 1 else ""
    detail = (progress(sale, says), says("account", number=account) if account else "")
    cells = (
        name_of(order, says),
        says.day(order.date),
        state_of(sale, says),
        promise_of(sale, desk),
        says("order_done", done=done, n=n) if n else "",
        account,
    )
    return Row(told(sale, desk), " · ".join(filter(None, detail)), cells)


def offer(sale: Sale, ask: Ask, desk: Desk) -> Choice | None:
    """Whether the delivery notes of the order are needed, when they are there and few."""
    notes = in_own_account(sale.notes, desk)
    files = desk.unit.documents.files(d.id for d in notes)
    if not 0 < len(notes) <= MOST or len(files) < len(notes):
        return None
    wanted = Ask("documents", kinds=("delivery_note",), numbers=tuple(d.number for d in notes))
    label = option_label(notes[0], desk) if len(notes) == 1 else desk.says.title("delivery_note", len(notes))
    option = Option(label, wanted, sale.order.account_id)
    return Choice(ask, "offer", desk.says.named(("delivery_note",), len(notes)), (option,))
