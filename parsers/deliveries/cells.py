"""Reads the cells of a delivery strictly: a value that could mean two things is refused, never guessed."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz, process

from parsers.deliveries.feed import ISO, Feed
from parsers.deliveries.tables import CHOICES, CURRENCIES

MAX_TEXT, MAX_KEY = 2000, 100  # characters
_ISO_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?")
_EMAIL = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])"
)
_ROUNDED = re.compile(r"[0-9][.,][0-9]+E\+?[0-9]+", re.IGNORECASE)
_WEB = re.compile(r"https?://[^\s/\"'<>\\][^\s\"'<>\\]*", re.IGNORECASE)
_YES_NO = {
    **dict.fromkeys(("yes", "y", "true", "1", "ja", "j", "x"), True),
    **dict.fromkeys(("no", "n", "false", "0", "nein"), False),
}


@dataclass(frozen=True, slots=True)
class Bad:
    """Why a cell cannot be read, and what to write instead."""

    reason: str
    fix: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a cell, a row or a file (then `field` is empty), and how to mend it."""

    field: str
    value: str
    reason: str
    fix: str


Reader = Callable[[str], Any]  # a cell, stripped and not empty -> its value, or Bad


def readers(feed: Feed, choices: Mapping[str, Collection[str]]) -> dict[str, Reader]:
    """One reader for each form of `tables`; `choices` holds the "kind" and "role" of the house."""
    words = {form: tuple(known) for form, known in {**CHOICES, **choices}.items()}
    forms = {form: choice_reader(known) for form, known in words.items()}
    return {
        **forms,
        "purposes": list_reader(forms["purposes"]),
        "kinds": list_reader(forms["kind"]),
        "text": read_text,
        "key": read_key,
        "keys": read_keys,
        "list": list_reader(read_text),
        "amount": amount_reader(feed.decimal, money=True),
        "quantity": amount_reader(feed.decimal, money=False),
        "date": date_reader(feed.date),
        "days": read_days,
        "month": read_month,
        "yes_no": read_yes_no,
        "currency": read_currency,
        "email": read_email,
        "file": read_file_name,
        "url": read_url,
    }


def read_text(cell: str) -> str | Bad:
    """One line of text: white space joined, invisible characters dropped, control characters refused."""
    if not cell.isprintable():
        cell = "".join(c for c in " ".join(cell.split()) if unicodedata.category(c) != "Cf")
        for place, char in enumerate(cell, 1):
            if unicodedata.category(char) in ("Cc", "Cs"):
                return Bad(f"holds the control character U+{ord(char):04X} at place {place}", "remove it")
    if len(cell) > MAX_TEXT:
        return Bad(f"is longer than {MAX_TEXT} characters", "shorten it; is a quotation mark missing?")
    return cell


def read_key(cell: str) -> str | Bad:
    """A number or code that other rows refer to."""
    text = read_text(cell)
    if isinstance(text, Bad):
        return text
    if len(text) > MAX_KEY:
        return Bad(f"is longer than {MAX_KEY} characters", "give the bare number")
    if not any(map(str.isalnum, text)):
        return Bad("holds no letter or digit", "give the number, or leave the cell empty")
    if _ROUNDED.fullmatch(text):
        return Bad("was rounded by a spreadsheet", "export the column as text, so that all digits stay")
    return text


def read_keys(cell: str) -> str | Bad:
    """One or several numbers, kept in one cell: "A-1|A-2"."""
    if "|" not in cell:
        return read_key(cell)
    keys = list_reader(read_key)(cell)
    return keys if isinstance(keys, Bad) else "|".join(keys)


def amount_reader(decimal: str, *, money: bool) -> Reader:
    """Reads decimals with the declared sign; groups of three only where nothing else can be meant.

    Money with three decimals is refused when it may as well be grouped ("1.234"); a quantity is not.
    """
    other = "," if decimal == "." else "."
    point = re.escape(decimal)
    plain = re.compile(rf"([0-9]+)(?:{point}([0-9]+))?")
    group = rf"([{other} '’\u00a0\u202f])[0-9]{{3}}"
    grouped = re.compile(rf"([1-9][0-9]{{0,2}}{group}(?:\2[0-9]{{3}})*)(?:{point}([0-9]+))?")
    foreign = re.compile(rf"-?[0-9]+{re.escape(other)}[0-9]+")

    def read(cell: str) -> Decimal | Bad:
        sign, body = ("-", cell.strip("-")) if len(cell) - len(cell.strip("-")) == 1 else ("", cell)
        if found := plain.fullmatch(body):
            whole, part = found[1], found[2] or ""
            if money and len(part) == 3 and len(whole) <= 3 and whole[0] != "0":
                return _ambiguous(whole, part, decimal)
        elif found := grouped.fullmatch(body):
            whole, part = re.sub("[^0-9]", "", found[1]), found[3] or ""
            if found[2] == other and not part and len(whole) <= 6:
                return _ambiguous(whole[:-3], whole[-3:], decimal)
        else:
            return _no_amount(cell, decimal, other, foreign.fullmatch(cell) is not None)
        return _decimal(sign, whole, part)

    return read


def _decimal(sign: str, whole: str, part: str) -> Decimal | Bad:
    part = part.rstrip("0")
    if len(part) > 4:
        return Bad("has more than four decimals", "round it to four decimals or less")
    if len(whole.lstrip("0")) > 12:
        return Bad("is larger than any amount of this trade", "check the column; is a decimal sign missing?")
    return Decimal(f"{sign}{whole}.{part}" if part else f"{sign}{whole}")


def _ambiguous(whole: str, part: str, decimal: str) -> Bad:
    return Bad(
        f"can mean {whole}{part} or {whole}{decimal}{part}",
        f'write "{whole}{part}{decimal}00" or "{whole}{decimal}{part}0"',
    )


def _no_amount(cell: str, decimal: str, other: str, foreign: bool) -> Bad:
    reason = f'is no amount with the decimal sign "{decimal}"'
    if foreign:
        fix = f'write "{cell.replace(other, decimal)}", or declare decimal = "{other}" for this feed'
        return Bad(reason, fix)
    return Bad(reason, f'write digits only, like "1234{decimal}50"; the currency has its own column')


def date_reader(form: str) -> Reader:
    """Reads days in the declared form; ISO may carry a time of day, which is dropped."""
    example = dt.date(2025, 12, 31).strftime(form)
    hint = (
        ', or declare the form of this feed (date = "%d.%m.%Y")' if form == ISO else " as the feed declares"
    )

    @lru_cache(maxsize=20_000)
    def read(cell: str) -> dt.date | Bad:
        try:
            if form == ISO:
                found = _ISO_DAY.fullmatch(cell)
                day = dt.date.fromisoformat(found[1]) if found else None
            else:
                day = dt.datetime.strptime(cell, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            day = None
        if day is None:
            return Bad("is no date of the declared form", f'write it like "{example}"{hint}')
        if day.year < 1950:
            return Bad("is a date before 1950", "give the right date, or leave the cell empty")
        return day

    return read


def choice_reader(known: tuple[str, ...]) -> Reader:
    """Reads one of some words, in any case; the nearest one is named in the fix."""
    by_fold = {word.casefold(): word for word in known}

    def read(cell: str) -> str | Bad:
        word = by_fold.get(cell.casefold())
        if word is not None:
            return word
        near = process.extractOne(cell.casefold()[:MAX_KEY], known, scorer=fuzz.WRatio, score_cutoff=50)
        lead = f'write "{near[0]}", or another of' if near else "write one of"
        return Bad("is not known here", f"{lead}: {', '.join(known)}")

    return read


def list_reader(one: Reader) -> Reader:
    """Reads a "|"-separated list of cells; repeats are dropped."""

    def read(cell: str) -> tuple[Any, ...] | Bad:
        values: dict[Any, None] = {}
        for item in filter(None, map(str.strip, cell.split("|"))):
            value = one(item)
            if isinstance(value, Bad):
                return Bad(f'"{item[:40]}" {value.reason}', value.fix)
            values[value] = None
        return tuple(values)

    return read


def read_yes_no(cell: str) -> bool | Bad:
    """yes or no."""
    value = _YES_NO.get(cell.casefold())
    return Bad("is neither yes nor no", 'write "yes" or "no"') if value is None else value


def read_days(cell: str) -> int | Bad:
    """A whole number of days up to 999."""
    if re.fullmatch("[0-9]{1,3}", cell):
        return int(cell)
    return Bad("is no number of days", 'write a whole number from 0 to 999, like "30"')


def read_month(cell: str) -> int | Bad:
    """A month of the year as a number."""
    if re.fullmatch("0?[1-9]|1[0-2]", cell):
        return int(cell)
    return Bad("is no month", 'write its number from 1 to 12, like "10" for October')


def read_currency(cell: str) -> str | Bad:
    """A currency code of ISO 4217."""
    code = cell.upper()
    return code if code in CURRENCIES else Bad("is no currency", 'write the ISO 4217 code, like "EUR"')


def read_email(cell: str) -> str | Bad:
    """One bare address, lower case."""
    address = cell.lower()
    if len(address) <= 254 and address.isascii() and _EMAIL.fullmatch(address):
        return address
    return Bad("is no e-mail address", 'write the bare address, like "name@company.example"')


def read_url(cell: str) -> str | Bad:
    """A web address; no other scheme may become a link."""
    if len(cell) <= MAX_TEXT and cell.isprintable() and _WEB.fullmatch(cell):
        return cell
    return Bad("is no web address", 'write it in full, like "https://carrier.example/track/123"')


def read_file_name(cell: str) -> str | Bad:
    """The name of a file below files/; nothing that leads out of it."""
    name = cell.removeprefix("files/")
    parts = name.split("/")
    bad = "\\" in name or ":" in name or not name.isprintable() or len(name) > 255
    if bad or any(part.strip() in ("", ".", "..") for part in parts):
        return Bad("is no file name below files/", 'write the bare name, like "RE-2025-0412.pdf"')
    return name
