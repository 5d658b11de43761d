"""Hands out document numbers as a busy house would: each kind in its own style, growing with the day."""

from collections.abc import Iterable
from datetime import date, timedelta

# kind -> (form, first number, numbers a day, begins anew each year)
RANGES: dict[str, tuple[str, int, float, bool]] = {
    "quote": ("AN-{yy}-{n:04d}", 100, 9.7, True),
    "order": ("600{n:05d}", 30500, 8.7, False),
    "order_confirmation": ("AB-{yy}-{n:04d}", 500, 8.7, True),
    "delivery_note": ("LS-800{n:05d}", 11490, 12.0, False),
    "cmr": ("CMR-{yyyy}-{n:04d}", 1, 0.9, True),
    "packing_list": ("PL-{yyyy}-{n:04d}", 1, 3.2, True),
    "inspection": ("WZ-{yy}-{n:04d}", 1, 2.1, True),
    "conformity": ("COC-{yy}-{n:04d}", 1, 0.4, True),
    "invoice": ("RE-{yyyy}-{n:04d}", 1, 5.6, True),
    "credit_note": ("GS-{yyyy}-{n:04d}", 1, 0.36, True),
    "reminder": ("MA-{yyyy}-{n:04d}", 1, 0.8, True),
    "payment": ("ZE-{yyyy}-{n:05d}", 1, 13.0, True),
}


class Numbers:
    """The number ranges of one house; `reserved` numbers are kept for those who ask for them by name."""

    def __init__(self, epoch: date, reserved: Iterable[str] = ()) -> None:
        self._epoch = epoch
        self._taken = set(reserved)

    def take(self, series: str, day: date) -> str:
        """The next free number of a series on a day."""
        form, first, rate, yearly = RANGES[series]
        start = date(day.year, 1, 1) if yearly else self._epoch
        n = first + int((day - start).days * rate)
        while (number := form.format(n=n, yy=f"{day:%y}", yyyy=day.year)) in self._taken:
            n += 1
        self._taken.add(number)
        return number


def workday(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
