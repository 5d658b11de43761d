"""The shapes of numbers in a text: which runs of characters may be document numbers and which are not."""

import re
from enum import Enum

from parsers.numbers.words import NumberWords
from parsers.phrases import fold

LONGEST = 40  # characters of a number
LONGEST_RUN = 5  # letters on end of a code; more are a word
DIGITS_OF_A_WORD = 4  # with which a word in capitals makes a number: HERBST-25/07


class Shape(Enum):
    """What a run of characters looks like, most certain first."""

    KNOWN = "known"  # a kind's pattern or prefix
    CODE = "code"  # letters and digits as in UPX-40, 8841-B, XK4471902218EU
    DIGITS = "digits"
    DASHED = "dashed"  # digits with separators: 2025/00391, 640-220
    LOOSE = "loose"  # a number only when its name stands right before it: a12, 55.2090
    DATED = "dated"  # a year, or a month of a year; a number only after "No."
    NEVER = "never"


_M, _D = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
_DAY = re.compile(
    rf"(?:19|20)\d\d[-/]\d\d?[-/]\d\d?|(?:{_D}[-/]{_M}|{_M}[-/]{_D})[-/](?:19|20)\d\d"
    r"|[0-3]?\d[-/][0-3]?\d[-/]\d\d"
    r"|\d\d?/\d\d?(?:/\d{2,4})?-\d\d?/\d\d?(?:/\d{2,4})?"
)
_AGES = re.compile(r"[1-9]0(?:[-/][0-9]{1,2}0){2,3}")  # 30/60/90 days
_INSTANT = re.compile(r"(?:19|20)\d\d-\d\d-\d\dT\d\d")
_MONTH = re.compile(
    r"(?:0?[1-9]|1[0-2])[-/](?:19|20)\d\d|(?:19|20)\d\d[-/](?:0?[1-9]|1[0-2])|[0-3]?\d[-/][0-3]?\d"
)
_YEARS = re.compile(r"((?:19|20)\d\d)([-/])((?:19|20)?\d\d)")
_UNIT = r"([^\W\d_]{2,3}[-/]?|[^\W\d_])"  # "KW-12", but H-29 is a hardener
_PERIOD = re.compile(
    rf"(?:{_UNIT}|(?:20)?\d\d[-/]([^\W\d_]{{1,3}})[-/]?)\d\d?(?:[-/.](?:20)?\d\d)?|{_UNIT}(?:20)?\d\d"
)
_VAT = re.compile(
    r"(?:DE|GB|EE|EL|PT)\d{9}|ATU\d{8}|CHE\d{9}|(?:DK|FI|HU|LU|MT|SI)\d{8}|PL\d{10}|(?:SK|BE0?)\d{9,10}|CZ\d{8,10}"
    r"|(?:IT|HR|LV)\d{11}|SE\d{12}|NL\d{9}B\d\d|FR[A-Z\d]{2}\d{9}|ES[A-Z]\d{7}[A-Z\d]|IE\d[A-Z\d]\d{5}[A-Z]{1,2}"
)
_WORDED = re.compile(r"[A-Z]{6,12}[-/](?!(?:19|20)\d\d$)[\d/-]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_SEPARATED = re.compile(r"[-/._]")


def is_year(text: str) -> bool:
    """True for four digits that are more likely a year than a number."""
    return len(text) == 4 and "1990" <= text <= "2039"


def is_worded(text: str) -> bool:
    """True for a word in capitals with digits enough for a number: HERBST-25/07, not OKTOBER-2025."""
    return bool(_WORDED.fullmatch(text)) and sum(map(str.isdigit, text)) >= DIGITS_OF_A_WORD


def shape_of(text: str, words: NumberWords) -> Shape:
    """Judges one run of letters, digits and separators by its looks alone."""
    digits = sum(map(str.isdigit, text))
    if len(text) > LONGEST or not text.isascii() or words.has("laws", text):
        return Shape.NEVER
    if _SEPARATED.sub("", text).isdigit():
        return _digit_shape(text, digits)
    no_numbers = (_VAT, words.grades)
    if any(p.fullmatch(text) for p in no_numbers) or _INSTANT.match(text) or _is_period(text, words):
        return Shape.NEVER
    runs = _LETTERS.findall(text)
    head = fold(runs[0])
    if words.has("never", head) and text[0].isalpha():
        return Shape.NEVER
    if max(len(run) for run in runs) > LONGEST_RUN:
        return Shape.LOOSE if is_worded(text) else Shape.NEVER
    if words.role_of(text) and _certain(text, head, digits, words):
        return Shape.KNOWN
    return _code_shape(text, runs, digits)


def _digit_shape(text: str, digits: int) -> Shape:
    if text.isdigit():
        return Shape.DATED if is_year(text) else Shape.DIGITS
    if "." in text:
        return Shape.LOOSE if digits >= 5 and not _DAY.fullmatch(text.replace(".", "-")) else Shape.NEVER
    if _DAY.fullmatch(text) or _AGES.fullmatch(text):
        return Shape.NEVER
    years = _YEARS.fullmatch(text)
    if years and _fiscal(years[1], years[3], years[2]):
        return Shape.NEVER
    return Shape.DATED if _MONTH.fullmatch(text) else Shape.DASHED


def _fiscal(first: str, last: str, sign: str) -> bool:
    """2024/25, 2024/2025, 2020-2025 are years; 2025/2031 is a number."""
    after = int(last) - int(first) if len(last) == 4 else int(last) - int(first[2:])
    return 0 < after <= (15 if sign == "-" and len(last) == 4 else 1)


def _is_period(text: str, words: NumberWords) -> bool:
    """Q3/25, KW43, 2025-Q2, FY2025."""
    match = _PERIOD.fullmatch(text)
    unit = next(filter(None, match.groups()), "") if match else ""
    return bool(unit) and words.has("periods", fold(unit.rstrip("-/")))


def _certain(text: str, head: str, digits: int, words: NumberWords) -> bool:
    """False for a prefix that means something else too: DN50 is the size of a pipe."""
    if words.has("sizes", head):
        return digits >= 5 or (bool(_SEPARATED.search(text)) and digits >= 4)
    return bool(_SEPARATED.search(text)) or digits >= 4


def _code_shape(text: str, runs: list[str], digits: int) -> Shape:
    """Letters in capitals, or a few small ones before at least four digits, make a code."""
    letters = sum(len(run) for run in runs)
    separated = bool(_SEPARATED.search(text))
    upper, lower = all(r.isupper() for r in runs), all(r.islower() for r in runs)
    if upper and (digits >= 2 if separated else digits >= 4) and digits + letters >= 5:
        return Shape.CODE
    if lower and text[0].isalpha() and separated and letters <= 4 <= digits:
        return Shape.CODE
    mixed = not upper and not lower
    return Shape.NEVER if mixed and not separated else Shape.LOOSE
