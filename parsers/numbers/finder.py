"""Finds document, order, delivery, article, batch and tracking numbers in a text."""

from collections import deque
from collections.abc import Iterable, Sequence
from itertools import islice

from parsers.numbers import series
from parsers.numbers.context import Context, alone, before, unit_after
from parsers.numbers.echoes import echoes
from parsers.numbers.reading import FoundNumber, Reading, judge
from parsers.numbers.scanner import ALIKE
from parsers.numbers.shapes import Shape, is_year, shape_of
from parsers.numbers.tables import cells
from parsers.numbers.verdict import Run
from parsers.numbers.words import LETTERS, Meaning, NumberWords, Sense
from parsers.phrases import fold

__all__ = ["FoundNumber", "NumberWords", "find"]

MOST = 2_500  # runs of one text that are judged: whoever has more numbers sends a file
GROUPED = 7  # characters of "318.442"; a shorter one is a sum or a quantity
GLUED = 400  # characters of a run without a space, longer ones hold no numbers
FILES = frozenset(
    ("pdf", "xml", "zip", "csv", "xls", "xlsx", "txt", "tif", "tiff", "jpg", "jpeg", "png", "doc")
)
_LONG = ("tracking", "serial")  # roles whose numbers are often written in groups of the same length
_ONE_THING = ("article", "batch", "serial", "tracking")  # roles whose numbers hold dashes but no ranges


def find(text: str, words: NumberWords) -> tuple[FoundNumber, ...]:
    """All numbers of a text in their order; lists are completed, a range is one number."""
    flat = text.translate(ALIKE)
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
                _read_spaced(reading, start, end)
            case "phone":
                _read_phone(reading, start, end)
            case "amount" | "quoted":
                _read_grouped(reading, start, end)
            case "link" | "iban":
                reading.left = end
    if not reading:
        return ()
    found = sorted([*reading.found, *echoes(reading)], key=lambda n: n.start)
    return tuple(FoundNumber(n.start, n.end, text[n.start : n.end], n.value, n.role) for n in found)


def _signatures(text: str, words: NumberWords) -> Iterable[tuple[int, int]]:
    """The stretches from a closing line to the next line that opens a message."""
    openings = [m.start() for m in words.opening.finditer(text)]
    spans: list[tuple[int, int]] = []
    place = 0
    for match in words.closing.finditer(text):
        if spans and match.start() < spans[-1][1]:
            continue
        while place < len(openings) and openings[place] < match.end():
            place += 1
        spans.append((match.end(), openings[place] if place < len(openings) else len(text) + 1))
    return spans


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
    if _is_address(reading.text, start, end) and not reading.words.role_of(whole):
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
        if after == "-" and letters[0].isupper() and _is_code_head(letters[0], meaning):
            break
        if not (tells or after == "." or (len(letters[0]) > 5 and not after.isdigit())):
            break
        cut = letters.end() + (0 if after.isdigit() else 1)
    return cut


def _is_code_head(letters: str, meaning: Meaning | None) -> bool:
    """SN-12345 is one number; so is EG-200, although "EG 1907/2006" is a law."""
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
    plural = plural or _listed(reading, start, ends[0])
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


def _read_spaced(reading: Reading, start: int, end: int) -> None:
    """Digits in groups: one number after a number word (PO 4500 123 456), else each group for itself."""
    text, words = reading.text, reading.words
    groups = text[start:end].split(" ")
    context = before(text, reading.left, start, words)
    told = context.names or context.linked or alone(text, start, end) or _goes_on(reading, start, groups)
    one = told and not context.refuses and _one_number(groups, context, words)
    if one and not unit_after(text, end, words):
        begin = _prefix_start(text, start, words) if is_year(groups[0]) else start
        reading.take(Run(begin, end, text[begin:end], Shape.DASHED), text[begin:end], context.role)
        return
    for group in groups:
        judge(reading, Run(start, start + len(group), group, shape_of(group, words)))
        start += len(group) + 1


def _one_number(groups: Sequence[str], context: Context, words: NumberWords) -> bool:
    """True for groups of one number; groups as long as each other are rather a row of numbers."""
    lengths = {len(group) for group in groups}
    row = len(groups[0]) >= 4 and len(lengths) == 1
    if context.role in _LONG and not words.has("plurals", context.word):
        return True
    if is_year(groups[0]):
        return len(groups) == 2 and len(groups[1]) >= 3 and not is_year(groups[1])
    if len(groups[0]) == 2:  # "order 33 18 0042", but no day such as "12 11 2025"
        return context.names and len(lengths) > 1 and not is_year(groups[-1])
    return len(" ".join(groups)) > GROUPED and not row


def _read_grouped(reading: Reading, start: int, end: int) -> None:
    """A number whose digits are grouped by dots, right behind its name: "invoice 318.442", "25'00731"."""
    text = reading.text[start:end]
    quoted = len(text) > len("25'") and text[2] in "'’"
    if end - start < GROUPED or not (quoted or text.replace(".", "").isdigit()):
        return
    context = before(reading.text, reading.left, start, reading.words)
    named = (context.names and not context.refuses) or _listed_alike(reading, start, text)
    if named and not unit_after(reading.text, end, reading.words):
        reading.take(Run(start, end, text, Shape.LOOSE), text, context.role)


def _listed_alike(reading: Reading, start: int, text: str) -> bool:
    """True for the 318.443 of "318.442 and 318.443"."""
    last = reading.before()
    alike = last is not None and "." in last.text and len(last.text) == len(text)
    return alike and series.is_chain(reading.text[reading.left : start], reading.words)


def _goes_on(reading: Reading, start: int, groups: Sequence[str]) -> bool:
    """True for "4500 771 231" right after "4500 771 220 and"."""
    last = reading.found[-1] if reading.found else None
    if last is None or [len(part) for part in last.text.split(" ")] != [len(part) for part in groups]:
        return False
    return series.is_chain(reading.text[last.end : start], reading.words)


def _prefix_start(text: str, start: int, words: NumberWords) -> int:
    """Where the prefix of "INV 2025 00412" begins; `start` when there is none."""
    row = text[max(0, start - 8) : start]
    word = row.rstrip(" ").rpartition(" ")[2].rpartition("\n")[2]
    return start - len(row) + row.rindex(word) if word and fold(word) in words.prefixes else start


def _read_phone(reading: Reading, start: int, end: int) -> None:
    """Looks like a phone number; right after the name of a document it is one number or a row of them."""
    text = reading.text[start:end]
    context = before(reading.text, reading.left, start, reading.words)
    if sum(map(str.isdigit, text)) >= 7 and not (context.names and text[0].isdigit()):
        reading.left = end
        return
    if context.role in _LONG and text.replace(" ", "").isdigit():
        _read_spaced(reading, start, end)
        return
    for part in text.split(" "):
        if part[:1].isdigit():
            judge(reading, Run(start, start + len(part), part, shape_of(part, reading.words)))
        start += len(part) + 1
