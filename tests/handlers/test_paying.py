"""What a payment notice says: paid or promised, and the day."""

from datetime import date

import pytest

from handlers.desk import House
from handlers.paying import completed, paying_in
from parsers.asks import Ask, Paying

TODAY = date(2025, 11, 14)  # a Friday


@pytest.mark.parametrize(
    ("text", "promised", "day"),
    [
        ("Die Rechnung haben wir am 12.11. überwiesen.", False, date(2025, 11, 12)),
        ("RE-1 wurde gestern bezahlt", False, date(2025, 11, 13)),
        ("RE-1 ist bezahlt.", False, None),
        ("RE-1 überweisen wir am 28.11.", True, date(2025, 11, 28)),
        ("Die Zahlung geht morgen raus", True, date(2025, 11, 15)),
        ("Wir werden RE-1 begleichen", True, None),
        ("Die Rechnung wird bis zum 30. November bezahlt", True, date(2025, 11, 30)),
        ("Überwiesen zum 20.11.2025", True, date(2025, 11, 20)),
        ("Am 3.1. zahlen wir RE-1", True, date(2026, 1, 3)),
    ],
)
def test_german(text: str, promised: bool, day: date | None, house: House) -> None:
    assert paying_in(text, "de", house, TODAY) == Paying(promised, day)


@pytest.mark.parametrize(
    ("text", "promised", "day"),
    [
        ("We paid RE-1 on 3 November.", False, date(2025, 11, 3)),
        ("RE-1 was settled yesterday", False, date(2025, 11, 13)),
        ("We will pay RE-1 on 28 November", True, date(2025, 11, 28)),
        ("RE-1 is scheduled for the next payment run", True, None),
        ("Payment was sent this morning", False, TODAY),
    ],
)
def test_english(text: str, promised: bool, day: date | None, house: House) -> None:
    assert paying_in(text, "en", house, TODAY) == Paying(promised, day)


def test_each_notice_has_its_own_sentence(house: House) -> None:
    asks = (Ask("payment_notice", numbers=("RE-1",)), Ask("payment_notice", numbers=("RE-2",)))
    text = "RE-1 haben wir am 3.11. bezahlt. RE-2 überweisen wir am 28.11."
    first, second = completed(asks, text, "de", house, TODAY)
    assert first.paying == Paying(False, date(2025, 11, 3))
    assert second.paying == Paying(True, date(2025, 11, 28))


@pytest.mark.parametrize("text", ["", "\n" * 1000, "wird " * 20_000, "." * 50_000])
def test_odd_texts_say_nothing(text: str, house: House) -> None:
    assert paying_in(text, "de", house, TODAY) == Paying()
