"""The orders that the examples of the demo are told with: fixed numbers, fixed states, counted from today."""

from datetime import date, timedelta
from typing import Any

from bot.demo.model import Cast
from bot.demo.numbers import workday
from bot.demo.plans import Plan, lines_of

LONG = 27  # lines of the order that fills two pages


def told_plans(cast: Cast, today: date) -> list[Plan]:
    """Maier Metallbau, its sister and Brightwell: paid, overdue, part-paid, disputed, not yet delivered."""
    return [
        *_maier_past(cast, today),
        *_maier_now(cast, today),
        *_sister(cast, today),
        *_brightwell(cast, today),
    ]


def epoch(today: date) -> date:
    """The third of March of last year: the day of the order 4500123, from which order numbers are counted."""
    return date(today.year - 1, 3, 3)


def _maier_past(cast: Cast, today: date) -> list[Plan]:
    start = epoch(today)
    year, before = start.year, start.year - 1
    full = {
        "order_confirmation": f"AB-{year % 100}-1042",
        "delivery_note": "LS-80012345",
        "invoice": f"RE-{year}-0412",
        "credit_note": f"GS-{year}-0031",
    }
    offered = {"quote": f"AN-{before % 100}-3307"}
    items = "S50118 12, B10835 6, B11050 4, P20417 1"
    autumn = date(before, 12, 9)
    long_one = ", ".join(f"{a.article} {2 + i % 5}" for i, a in enumerate(cast.articles[:LONG]))
    return [
        _plan(
            cast, "10471", start, "Josef Brandl", items, leads=(9,), bill=2, quoted=12, returned=2, fixed=full
        ),
        _plan(cast, "10471", autumn, "Erika Maier", "L40810 4, L41105 6", quoted=14, fixed=offered),
        _plan(cast, "10471", start + timedelta(days=210), "Josef Brandl", long_one, leads=(8,)),
        _plan(
            cast,
            "10471",
            today - timedelta(days=230),
            "Josef Brandl",
            "R30421 120, R30655 24, R31205 8",
            shares=(0.5, 1.0),
            leads=(7, 19),
        ),
    ]


def _maier_now(cast: Cast, today: date) -> list[Plan]:
    def ago(days: int) -> date:
        return today - timedelta(days=days)

    erika, josef = "Erika Maier", "Josef Brandl"
    return [
        _plan(cast, "10471", ago(58), josef, "P20610 2, R31440 20", leads=(9,), bill=1, settle="part"),
        _plan(cast, "10471", ago(49), josef, "R31010 24, B11680 6", leads=(6,), bill=1, settle="never"),
        _plan(cast, "10471", ago(44), erika, "S50690 4, S50377 6", leads=(9,), bill=2, settle="dispute"),
        _plan(cast, "10471", ago(18), josef, "B11050 10, B20010 10, C60110 5", leads=(8,), bill=1),
        _plan(cast, "10471", ago(15), josef, "L40622 20, R30210 60", shares=(0.5, 1.0), leads=(8, 26)),
        _plan(cast, "10471", ago(8), josef, "P21002 1, P20833 2", leads=(12,), quoted=6, po="4502290"),
        _plan(cast, "10471", ago(7), erika, "S50512 6, S50118 24", leads=(7,), bill=3),
    ]


def _sister(cast: Cast, today: date) -> list[Plan]:
    timo = "Timo Wirth"
    return [
        _plan(
            cast, "10472", today - timedelta(days=52), timo, "L43300 8, L42011 10", leads=(7,), settle="never"
        ),
        _plan(cast, "10472", today - timedelta(days=21), timo, "C60140 24, C60170 12", leads=(6,)),
    ]


def _brightwell(cast: Cast, today: date) -> list[Plan]:
    def ago(days: int) -> date:
        return today - timedelta(days=days)

    tom = "Tom Reed"
    return [
        _plan(cast, "20018", ago(66), tom, "B41020 30, B50316 40", leads=(10,), bill=1, settle="never"),
        _plan(cast, "20018", ago(41), tom, "B11680 12, B20010 30, B21208 30", leads=(9,), bill=1, returned=2),
        _plan(
            cast,
            "20018",
            ago(17),
            tom,
            "B10835 40, B11050 20",
            shares=(0.5, 1.0),
            leads=(8, 24),
            po="B-77120",
        ),
        _plan(cast, "20018", ago(5), tom, "S50240 50, S50460 20", leads=(14,)),
    ]


def _plan(cast: Cast, account: str, day: date, orderer: str, items: str, **how: Any) -> Plan:
    """A plan from a short list such as "P20417 1, B11050 4" (article and quantity)."""
    customer = next(a for a in cast.accounts if a.account == account)
    articles = {a.article: a for a in cast.articles}
    pairs = [item.split() for item in items.split(", ")]
    lines = lines_of(customer, [(articles[name], int(quantity)) for name, quantity in pairs])
    return Plan(customer, workday(day), lines, orderer, **how)
