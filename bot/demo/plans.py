"""What customers of the sample wholesaler ordered: the told stories and, around them, ordinary business."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from bot.demo.model import Account, Article, Cast, Contact, Line, Location, cents
from bot.demo.numbers import workday

DAYS = 728  # the two years that the delivery covers


@dataclass(frozen=True, slots=True)
class Plan:
    """One order and what shall become of it.

    `shares` says how much of each line the deliveries take, `leads` the days from the order to each;
    `settle` is "" (by the customer's habit), "never", "part" or "dispute"; `fixed` holds numbers that the
    stories are told with. A plan with `ordered=False` ends with its quote.
    """

    account: Account
    day: date
    lines: tuple[Line, ...]
    orderer: str
    place: tuple[str, str] = ("", "")  # location, cost centre
    po: str = ""
    quoted: int = 0  # days before the order
    ordered: bool = True
    cancelled: bool = False
    shares: tuple[float, ...] = (1.0,)
    leads: tuple[int, ...] = (7,)
    bill: int = 1  # days from delivery to invoice
    collective: bool = False
    returned: int = 0  # pieces of the first line that come back
    settle: str = ""
    fixed: dict[str, str] = field(default_factory=dict)


def lines_of(account: Account, items: list[tuple[Article, int]]) -> tuple[Line, ...]:
    """Lines 10, 20, 30 … at the prices of this customer."""
    return tuple(
        Line((i + 1) * 10, article, quantity, cents(article.price * account.factor))
        for i, (article, quantity) in enumerate(items)
    )


def draw_plans(cast: Cast, today: date, rng: Random, told: list[Plan]) -> list[Plan]:
    """Ordinary orders, spread over two years, until every account has its number of them."""
    plans: list[Plan] = []
    for account in cast.accounts:
        missing = account.orders - sum(p.ordered for p in told if p.account is account)
        step = DAYS / missing
        for i in range(missing):
            day = workday(today - timedelta(days=int(DAYS - i * step - rng.random() * step * 0.8)))
            plans.append(_draw(cast, account, min(day, today), rng))
        if account.orders >= 10:
            day = workday(today - timedelta(days=rng.randint(20, DAYS)))
            plans.append(_draw(cast, account, day, rng, ordered=False))
    return plans


def _draw(cast: Cast, account: Account, day: date, rng: Random, ordered: bool = True) -> Plan:
    place = _place(cast, account, rng)
    first = rng.randint(4, 12)
    split = rng.random() < 0.12
    return Plan(
        account,
        day,
        lines_of(account, _basket(cast.articles, rng)),
        rng.choice(_orderers(cast.contacts, account, place)),
        place,
        quoted=0 if ordered and rng.random() > 0.2 else rng.randint(5, 19),
        ordered=ordered,
        cancelled=rng.random() < 0.015,
        shares=(0.5, 1.0) if split else (1.0,),
        leads=(first, first + rng.randint(8, 15)) if split else (first,),
        bill=rng.randint(0, 2),
        collective=split and rng.random() < 0.4,
        returned=rng.randint(1, 2) if rng.random() < 0.06 else 0,
    )


def _place(cast: Cast, account: Account, rng: Random) -> tuple[str, str]:
    branches: list[Location] = [place for place in cast.locations if place.account == account.account]
    if not branches:
        return "", ""
    branch = rng.choice(branches)
    return branch.location, rng.choice(branch.cost_centres)


def _orderers(contacts: tuple[Contact, ...], account: Account, place: tuple[str, str]) -> list[str]:
    """Names of those who may order for a branch: buyers first, else whoever runs the account."""
    own = [c for c in contacts if c.account == account.account]
    buyers = [
        c.name
        for c in own
        if c.role == "buyer"
        and (not c.locations or place[0] in c.locations)
        and (not c.cost_centres or place[1] in c.cost_centres)
    ]
    return buyers or [c.name for c in own if c.role in ("admin", "all")]


def _basket(articles: tuple[Article, ...], rng: Random) -> list[tuple[Article, int]]:
    size = rng.choice((1, 2, 2, 3, 3, 3, 4, 4, 5, 6)) if rng.random() > 0.03 else rng.randint(24, 30)
    chosen: list[Article] = []
    while len(chosen) < size:
        article = rng.choice(articles)
        if article not in chosen:
            chosen.append(article)
    return [(article, _quantity(article, rng)) for article in sorted(chosen, key=lambda a: a.article)]


def _quantity(article: Article, rng: Random) -> int:
    if article.unit == "M":
        return 6 * rng.randint(1, 20)
    if article.price > Decimal(200):
        return rng.randint(1, 4)
    return rng.randint(2, 24) if article.price > Decimal(15) else 5 * rng.randint(1, 16)
