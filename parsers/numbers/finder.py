"""Finds document, order, delivery, article, batch and tracking numbers in a text."""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice

from parsers.numbers import series
from parsers.numbers.context import before
from parsers.numbers.echoes import echoes
from parsers.numbers.groups import read_grouped, read_phone, read_spaced
from parsers.numbers.reading import FoundNumber, Reading, judge
from parsers.numbers.scanner import alike
from parsers.numbers.shapes import Shape, is_worded, is_year, shape_of
from parsers.numbers.slots import Slot, is_round, slot
from parsers.numbers.tables import cells
from parsers.numbers.verdict import Run
from parsers.numbers.words import LETTERS, Meaning, NumberWords, Sense
from parsers.phrases import fold

__all__ = ["FoundNumber", "NumberWords", "find"]

MOST = 2_500  # runs of one text that are judged: whoever has more numbers sends a file
LONG = 5  # digits of numbers that need no plural in front to make a range: 20417-20420
GLUED = 400  # characters of a run without a space, longer ones hold no numbers
SALUTATION = 60  # characters of "Dear Ms Quinn and colleagues" at most
FILES = frozenset(
    ("pdf", "xml", "zip", "csv", "xls", "xlsx", "txt", "tif", "tiff", "jpg", "jpeg", "png", "doc")
)
_ONE_THING = ("article", "batch", "serial", "tracking")  # roles whose numbers hold dashes but no ranges


def find(text: str, words: NumberWords) -> tuple[FoundNumber, ...]:
    """All numbers of a text in their order; lists are completed, a range is one number."""
    flat = alike(text)
    reading: Reading | None = None
    for match in islice(words.scanner.finditer(flat), 20 * MOST):
        if reading and reading.judged > MOST:
            break
        reading = reading or Reading(flat, words, deque(_signatures(flat, words)), deque(cells(flat, words)))
        start, end = match.span()
        match match.lastgroup:
            case "code":
                _read_code(reading, start, end)
            case "known":
                judge(reading, Run(start, end, flat[start:end], Shape.KNOWN))
            case "spaced":
                read_spaced(reading, start, end)
            case "phone":
                read_phone(reading, start, end)
            case "amount" | "quoted":
                read_grouped(reading, start, end)
            case "link" | "iban" | "never":
                reading.left = end
    if not reading:
        return ()
    found = sorted([*reading.found, *echoes(reading)], key=lambda n: n.start)
    return tuple(FoundNumber(n.start, n.end, text[n.start : n.end], n.value, n.role) for n in found)


def _signatures(text: str, words: NumberWords) -> Iterable[tuple[int, int]]:
    """The stretches from a closing line to the next line that opens a message."""
    spans: list[tuple[int, int]] = []
    place = 0
    closings = list(_lines(words.closing, text))
    openings = [m.start() for m in _lines(words.opening, text)] if closings else []
    for match in closings:
        if (spans and match.start() < spans[-1][1]) or _greets(text, match):
            continue
        while place < len(openings) and openings[place] < match.end():
            place += 1
        spans.append((match.end(), openings[place] if place < len(openings) else len(text) + 1))
    return spans


def _greets(text: str, closing: re.Match[str]) -> bool:
    """True for "Schöne Grüße aus dem Norden." right behind the salutation, with the message still to come."""
    line, before = closing[0].rstrip(), text[: closing.start()].strip()
    first = len(before) < SALUTATION and not any(map(str.isdigit, before))
    return first and line.endswith(".") and line.count(" ") > 1


def _lines(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The lines of a text that a pattern matches from their beginning."""
    start = 0
    while start >= 0:
        if match := pattern.match(text, start):
            yield match
        start = text.find("\n", start) + 1 or -1


def _read_code(reading: Reading, start: int, end: int) -> None:
    """A run of letters, digits and separators: words in front are cut off, lists inside are split."""
    reading.judged += 1
    if end - start > GLUED:
        reading.left = end
        return
    if reading.words.shaped(reading.text[start:end]):
        judge(reading, Run(start, end, reading.text[start:end], Shape.KNOWN))
        return
    start += _words_in_front(reading.text[start:end], reading.words)
    whole = reading.text[start:end]
    if (ending := reading.words.spoken.fullmatch(whole)) and not is_year(ending[1]):
        if slot(reading.text, start, end, reading.words) >= Slot.FREE and not is_round(ending[1]):
            reading.take(Run(start, ending.end(1) + start, ending[1], Shape.DIGITS), ending[1], None)
    elif _is_address(reading.text, start, end) and not reading.words.role_of(whole):
        reading.left = end
    elif not _read_inner_range(reading, start, end):
        for part in series.pieces(whole, reading.words):
            judge(reading, Run(start, start + len(part), part, shape_of(part, reading.words)))
            start += len(part) + 1


def _is_address(text: str, start: int, end: int) -> bool:
    """Part of a mail address, a host name or an HTML entity."""
    if text[end : end + 1] == "@" or text[max(0, start - 1) : start] == "@":
        return True
    if text[max(0, start - 2) : start] == "&#":
        return True
    dot = LETTERS.match(text, end + 1) if text[end : end + 1] == "." else None
    return bool(dot and len(dot[0]) > 1 and dot[0].islower() and dot[0] not in FILES)


def _words_in_front(text: str, words: NumberWords) -> int:
    """Length of the words glued to the number: Nr.4711, Bestellung-4500123, Rechnung/INV-4711."""
    cut = 0
    while letters := LETTERS.match(text, cut):
        after = text[letters.end() : letters.end() + 1]
        if fold(letters[0]) in words.prefixes:
            break
        meaning = words.meaning((letters[0],), 0)
        tells = meaning is not None and meaning.sense in (Sense.ROLE, Sense.MARKER, Sense.NOT)
        if after in ("-", "/") and letters[0].isupper() and _is_code_head(letters[0], meaning):
            break
        if after.isdigit() and meaning and meaning.sense is Sense.NOT and _is_land(letters[0]):
            break
        apart = after == "." and not (meaning is None and _is_head(letters[0]))
        worded = cut == 0 and meaning is None and is_worded(text)
        if worded or not (tells or apart or (len(letters[0]) > 5 and not after.isdigit())):
            break
        cut = letters.end() + (0 if after.isdigit() else 1)
    return cut


def _is_head(letters: str) -> bool:
    """BEL.88123 is one number; "Rg.4711" and "danke.4711" are not."""
    return letters.isupper() and len(letters) <= 4


def _is_land(letters: str) -> bool:
    """GB88120044 is one run: its shape says whether it is a VAT number."""
    return len(letters) == 2 and letters.isupper()


def _is_code_head(letters: str, meaning: Meaning | None) -> bool:
    """SN-12345 is one number; so are N-8807, and EG-200 although "EG 1907/2006" is a law."""
    if len(letters) == 1:
        return letters.isupper()
    if meaning is None or meaning.sense is Sense.MARKER:
        return False
    return len(letters) == 2 or (meaning.sense is Sense.ROLE and len(letters) <= 4)


def _read_inner_range(reading: Reading, start: int, end: int) -> bool:
    """4711-4715 after a plural, or RE-2025-0412-0417."""
    ends = series.inner_range(reading.text[start:end])
    if not ends:
        return False
    context = before(reading.text, reading.left, start, reading.words)
    role = reading.words.role_of(ends[0]) or context.role
    plural = context.direct and reading.words.has("plurals", context.word) and role not in _ONE_THING
    plural = plural or _listed(reading, start, ends[0]) or (len(ends[1]) >= LONG and role not in _ONE_THING)
    if context.refuses or not (plural or reading.words.role_of(ends[0])):
        return False
    reading.take(Run(start, end, reading.text[start:end], Shape.KNOWN), ends[0], role)
    reading.extend(*ends, end)
    return True


def _listed(reading: Reading, start: int, first: str) -> bool:
    """True for the 4475-4479 of "4471, 4472, 4475-4479"."""
    last = reading.before()
    alike = last is not None and len(last.text) == len(first) and last.text.isdigit() and first.isdigit()
    return alike and series.is_chain(reading.text[reading.left : start], reading.words)
