"""Decides run by run which numbers a text holds, and joins those that belong together."""

import re
from collections import deque
from dataclasses import dataclass, field
from typing import NamedTuple

from parsers.asks import NumberRange
from parsers.numbers import series
from parsers.numbers.context import (
    GROUPED,
    Context,
    alone,
    before,
    name_after,
    place_after,
    speaks_of,
    unit_after,
)
from parsers.numbers.shapes import Shape, is_year
from parsers.numbers.slots import is_led
from parsers.numbers.tables import Cell
from parsers.numbers.verdict import NUMBERED, PLAIN, SHEETS, Place, Run, accepted, measures
from parsers.numbers.words import LETTERS, NumberWords, Sense
from parsers.phrases import fold

_APART = re.compile(r"[\n\t|;]| {2}")  # between two cells or lines
_ASIDE = re.compile(r"[(/]")
_NORM = re.compile(r"[A-Z]{2,4}[-/][0-9]{3,}")
_LETTER = re.compile(r" [A-Z](?![^\W_])")
_GROUP = r" (?=[A-Z0-9]{0,4}[0-9])[A-Z0-9]{2,5}(?![^\W_]|[-/.,][0-9])"
_GROUPS = re.compile(rf"(?:{_GROUP}){{1,6}}(?: [A-Z](?![^\W_]))?")
_SIGNED = re.compile(r"[0-9]+(?:[-/](?:[0-9]+|[A-Z]{1,2}))+")
_CAPITALS = re.compile(r"(?:([^\W\d_]?)[ (]|^|\n)([A-Z]{1,4}) $")
SHORTEST = 2  # capitals that make a code with the figures behind them


class FoundNumber(NamedTuple):
    """One number; `text` as written, `value` completed where it was shortened, or a range.

    `role` is a hint: a kind code, "order", "delivery", "article", "batch", "tracking", "serial" or None.
    """

    start: int
    end: int
    text: str
    value: str | NumberRange
    role: str | None = None


@dataclass(slots=True)
class Reading:
    """One pass over a text: what was found, and where the words before the next number begin."""

    text: str
    words: NumberWords
    signatures: deque[tuple[int, int]]
    cells: deque[Cell]
    found: list[FoundNumber] = field(default_factory=list)
    left: int = 0  # end of the last run that was taken or looked like a number
    judged: int = 0
    refused: int = -1  # end of the last run that words said is no document number
    doubtful: list[Run] = field(default_factory=list)  # what nothing said to be a number
    met: dict[int, str | None] = field(default_factory=dict)  # roles of words that were looked up, by place

    def signed(self, at: int) -> bool:
        """True after a closing line such as "Kind regards"."""
        while self.signatures and self.signatures[0][1] <= at:
            self.signatures.popleft()
        return bool(self.signatures) and self.signatures[0][0] <= at

    def context(self, start: int) -> Context:
        """What the words before a place say, or else the head of its column."""
        while self.cells and self.cells[0][1] <= start:
            self.cells.popleft()
        context = before(self.text, self.left, start, self.words)
        if self.cells and self.cells[0][0] <= start and not (context.names or context.refuses):
            return self.cells[0][2]
        return context

    def before(self) -> FoundNumber | None:
        """The number before, unless something else stands between that looks like one."""
        return self.found[-1] if self.found and self.found[-1].end == self.left else None

    def take(self, run: Run, value: str, role: str | None) -> None:
        """Adds a number."""
        self.found.append(FoundNumber(run.start, run.end, run.text, value, role))
        self.left = run.end

    def extend(self, first: str, last: str, end: int) -> None:
        """Makes the number before a range that ends here."""
        number = self.found[-1]
        text = self.text[number.start : end]
        self.found[-1] = number._replace(end=end, text=text, value=NumberRange(first, last))
        self.left = end


def judge(reading: Reading, run: Run) -> None:
    """Takes the run as a number, or not."""
    reading.judged += 1
    run = _of_paper(reading, run)
    if run.shape is Shape.NEVER:
        reading.left = run.end if len(run.text) >= 8 and LETTERS.search(run.text) else reading.left
        return
    text, words = reading.text, reading.words
    gap = text[reading.left : run.start]
    listed = series.is_chain(gap, words)
    context = reading.context(run.start)
    row = listed and not _APART.search(gap)
    refuses = context.refuses and not (run.shape is Shape.CODE and context.soft)
    if run.shape is not Shape.KNOWN and (refuses or (row and reading.left == reading.refused)):
        if run.digits > 2:  # "Werk 2: 90011223" refuses the 2 only
            reading.refused = reading.left = run.end
        return
    if context.role in GROUPED and (grouped := _with_groups(reading, run)) is not run:
        reading.take(grouped, grouped.text, context.role)
        return
    last = reading.before()
    if last and _continued(reading, run, last, gap):
        return
    after = listed and last is not None
    aside = _ASIDE.search(gap)
    inline = after and row and not aside
    sibling = last.text if last and inline else ""
    place = Place(text, words, context, after, inline, reading.signed(run.start), sibling, reading.met)
    if accepted(run, place):
        inherited = last.role if last and listed else None
        whole = _with_letters(reading, run)
        reading.take(whole, whole.text, words.role_of(run.text) or context.role or inherited)
    elif model := _model(reading, run, context):
        reading.take(model, model.text, "article")
    else:
        if not place.signed:
            reading.doubtful.append(run)
        if run.digits > 3:
            reading.left = run.end
            reading.refused = run.end if measures(run, place) else reading.refused


def _of_paper(reading: Reading, run: Run) -> Run:
    """The BS-7734 of "our order BS-7734" as a code: behind the name of a paper no norm is meant."""
    if run.shape is not Shape.NEVER or not _NORM.fullmatch(run.text):
        return run
    context = reading.context(run.start)
    named = context.near and context.role in NUMBERED
    return run._replace(shape=Shape.CODE) if named else run


def _with_letters(reading: Reading, run: Run) -> Run:
    """Capitals right before belong to the number: Datenblatt FK 310, Container TGHU 123456-7."""
    match = _CAPITALS.search(reading.text, max(reading.left, run.start - 12), run.start)
    if not match or not run.text[0].isdigit() or run.digits > PLAIN:
        return run
    inside = bool(match[1]) or alone(reading.text, match.start(2), run.end)
    if _says_something(match[2], reading.words, inside) or (match[1] or "").isupper():
        return run
    return Run(match.start(2), run.end, reading.text[match.start(2) : run.end], run.shape)


def _with_groups(reading: Reading, run: Run) -> Run:
    """The groups behind belong to it: parcel 1Z 884 0F2."""
    match = _GROUPS.match(reading.text, run.end)
    if not match or len(run.text) >= PLAIN:
        return run
    whole = Run(run.start, match.end(), reading.text[run.start : match.end()], run.shape)
    return whole if whole.digits >= PLAIN - 1 else run


def _says_something(letters: str, words: NumberWords, inside: bool = False) -> bool:
    """True for PO, EUR, DIN, NEED; the letters of RMA 4711 and of RTN 4711 belong to the number.

    `inside`: a word or nothing at all stands before, so that the A of "invoice A 4417" is no article.
    """
    meaning = words.meaning((letters,), 0)
    if inside and len(letters) == 1 and meaning and meaning.sense in (Sense.FILLER, Sense.HEDGE):
        return False
    prefix = meaning is not None and meaning.short and meaning.role == "delivery"
    word = fold(letters)
    money = len(word) == len("EUR") and words.has("units", word)
    plain = words.has("never", word) or words.has("shouted", word)
    return (meaning is not None and not prefix) or money or plain


def _model(reading: Reading, run: Run, context: Context) -> Run | None:
    """The MK 2210 of "data sheets for: glue MK 2210", the TM 90 of "article TM 90"."""
    plain = run.shape in (Shape.DIGITS, Shape.DASHED, Shape.DATED)
    article = context.role == "article"
    if run.shape is not Shape.DIGITS and (signed := _coded(reading, run)):
        return signed
    if not plain or run.digits < (2 if article else 3) or unit_after(reading.text, run.end, reading.words):
        return None
    whole = _with_letters(reading, run)
    if whole is run:
        return None
    coded = run.digits > 3 and run.shape is Shape.DIGITS and not name_after(reading.text, run.end)
    fits = article or coded or speaks_of(reading.text, run.start, reading.words, SHEETS, reading.met)
    return whole if fits else None


def _coded(reading: Reading, run: Run) -> Run | None:
    """The "AK 77/5" of "ordered under AK 77/5", the "WPX 12-R" of "the data sheet of pump WPX 12-R"."""
    whole, words = _with_letters(reading, run), reading.words
    letters, _, rest = whole.text.partition(" ")
    if whole is run or len(letters) < SHORTEST or not _SIGNED.fullmatch(rest):
        return None
    if words.has("periods", fold(letters)) or unit_after(reading.text, run.end, words):
        return None
    led = is_led(reading.text, whole.start, words)
    sheet = speaks_of(reading.text, run.start, words, SHEETS, reading.met)
    return whole if led or sheet else None


def _continued(reading: Reading, run: Run, last: FoundNumber, gap: str) -> bool:
    """Goes on with the number before: a range, a shortened number, a second half."""
    words, text = reading.words, reading.text
    before_it = last.value.last if isinstance(last.value, NumberRange) else last.value
    if isinstance(last.value, str) and _ranged(reading, run, last, gap):
        return True
    if not run.text.isdigit() or "\n" in gap or (is_year(run.text) and _ASIDE.search(gap)):
        return False
    head, tail = series.split_tail(before_it)
    parted = head[:1].isalpha() and is_year(tail) and run.digits >= 3
    groups = last.role in GROUPED and len(last.text) != len(run.text)  # parcel 00340434 9911
    named = last.role and (head or groups)
    if gap == " " and (parted or (named and run.digits >= 4 and not is_year(run.text))):
        end = run.end
        if last.role == "serial" and (letter := _LETTER.match(text, end)):
            end = letter.end()
        reading.found[-1] = last._replace(end=end, value=f"{before_it}{text[run.start - 1 : end]}")
        reading.left = end
        return True
    listed = series.is_chain(gap, words)
    if not (listed or (len(gap) <= series.NEAR and series.alike(run.text, before_it))):
        return False
    longer = series.completed(run.text, before_it)
    if longer is None or unit_after(text, run.end, words) or place_after(text, run.end):
        return False
    if run.digits < 3 and not _ends_item(text, run.end, words):
        return False
    reading.take(run, longer, last.role)
    return True


def _ranged(reading: Reading, run: Run, last: FoundNumber, gap: str) -> bool:
    """RE-100 bis RE-104, 4711 to 4715, between RE-1 and RE-5."""
    first = str(last.value)
    words = reading.words
    to = series.is_range(gap, words) and "\n" not in gap
    between = not to and series.is_chain(gap, words) and series.opens_range(reading.text, last.start, words)
    if not (to or between):
        return False
    end = (series.completed(run.text, first) if run.text.isdigit() else None) or run.text
    if not series.reaches(first, end, spoken=any(c.isalpha() for c in gap)):
        return False
    reading.extend(first, end, run.end)
    return True


def _ends_item(text: str, end: int, words: NumberWords) -> bool:
    """True when a list goes on or ends here, so that two digits do not count something."""
    after = LETTERS.match(text, end + 1) if text[end : end + 1] == " " else None
    return not after or words.has("joins", fold(after[0]))
