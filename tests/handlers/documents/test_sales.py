"""What is said of lines and parcels, and which links to carriers are passed on."""

from decimal import Decimal

import pytest

from handlers.desk import House
from handlers.documents.sales import line_words, parcel, tracking_link
from store.records import OrderLine, Shipment


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://track.test/?n=1&x=%20", True),
        ("http://track.test/1", True),
        *[(url, False) for url in ("", "javascript:alert(1)", "ftp://x.test/", "//x.test/1", "track.test/1")],
        *[
            (url, False)
            for url in ("https://", "https://x.test/a b", "https://x.test/\n2", 'https://x.test/"')
        ],
        *[
            (url, False)
            for url in ("https://bank.test@evil.test/", "https://[", "https://t.test/" + "a" * 300)
        ],
        ("https://xn.test/ünïcode", False),
    ],
)
def test_only_plain_web_addresses_are_shown(url: str, shown: bool) -> None:
    assert tracking_link(url) == (url if shown else "")
    assert tracking_link(None) == ""


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("packed", "Delivery L-1: packed, not yet shipped"),
        ("shipped", "Delivery L-1: shipped"),
        ("delivered", "Delivery L-1: delivered"),
        ("returned", "Delivery L-1: returned"),
        (None, "Delivery L-1"),
    ],
)
def test_a_parcel_without_days(house: House, status: str | None, expected: str) -> None:
    assert parcel(Shipment("A", "L-1", status=status), house.tongues["en"]) == expected


@pytest.mark.parametrize(
    ("quantity", "delivered", "expected"),
    [
        ("5", "3", "X, 3 of 5 m delivered, outstanding: 2 m"),
        ("2.5", "2.5", "X, 2.5 of 2.5 m delivered"),
        ("5", "7", "X, 7 of 5 m delivered"),  # more than ordered
        ("5", "0", "X, 0 of 5 m delivered, outstanding: 5 m"),
        ("5", None, "X, 5 m ordered"),
        (None, "3", "X"),
    ],
)
def test_lines(house: House, quantity: str | None, delivered: str | None, expected: str) -> None:
    amounts = [Decimal(value) if value else None for value in (quantity, delivered)]
    line = OrderLine("A", "1", "X", None, *amounts, "m")
    assert line_words(line, house.tongues["en"]) == expected
