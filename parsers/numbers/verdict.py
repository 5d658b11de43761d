"""Whether a run of characters is a document number, judged by its shape and by what stands around it."""

import re
from typing import NamedTuple

from parsers.numbers.context import (
    Context,
    alone,
    goods_before,
    name_after,
    names_ahead,
    place_after,
    portion_after,
    speaks_of,
    tail_after,
    unit_after,
)
from parsers.numbers.shapes import Shape, is_year
from parsers.numbers.slots import Slot, free_behind, is_measured, is_round, is_sum, slot
from parsers.numbers.words import LETTERS, NumberWords, Sense
from parsers.phrases import fold

SHORT = 100  # characters of a text that may be nothing but numbers
_MODEL = re.compile(r"[A-ZÄÖÜ]{1,5}[-/][0-9][\w/-]*|[A-ZÄÖÜ]{2,5}[0-9][\w/-]*|[A-ZÄÖÜ][0-9]{3,}")  # FG-4, GX7
_SLOPPY = re.compile(r"[a-z]{2,4}-?[0-9]{2,5}")  # bx500
_NAME = re.compile(r"[^\W\d_]{1,4}-[0-9]{2}")  # upx-40
_UNIT = re.compile(r" ?[AVWKCN](?![^\W_])")  # 380-400 V
_SIGN = re.compile(r"[-/]")
# 61.0093, 7.330.12
_DOTTED = re.compile(r"[0-9]{2,}(?:\.[0-9]+){0,3}\.[0-9]{4,}|[0-9]+\.[0-9]{2,}\.[0-9]{2,}")
_NORM = re.compile(r"(?<![^\W_])(?:IP|EN|ISO|DIN|RAL) $")
SHEETS = ("datasheet", "sds")  # papers of articles, which have short names
PAPERS = (*SHEETS, "certificate")
NUMBERED = ("invoice", "credit_note", "delivery_note", "order_confirmation", "quote", "order")  # from 1 on
POSTCODES = {**dict.fromkeys(("D", "DE", "F", "FR", "I", "IT", "E", "ES", "PL", "CZ", "SE", "FI"), 5)}
POSTCODES |= dict.fromkeys(("A", "AT", "CH", "B", "BE", "L", "LU", "NL", "DK", "SI", "HU", "FL", "NO"), 4)
FEWEST = 4  # digits of an article number with separators
FEW_DIGITS = ("batch", "serial")  # things that are often numbered from 1
SIZED = 4  # digits of a size at most
PLAIN = 6  # digits from which a number needs no word before it
LIKELY = 5  # digits of what is a number unless the name of a town follows


class Run(NamedTuple):
    """A run of characters under judgement; `text` is what stands from `start` to `end`."""

    start: int
    end: int
    text: str
    shape: Shape

    @property
    def digits(self) -> int:
        """How many digits it has."""
        return sum(map(str.isdigit, self.text))


class Place(NamedTuple):
    """Where a run stands: the words before it, in a list of numbers or not, in a signature or not."""

    text: str
    words: NumberWords
    context: Context
    listed: bool
    row: bool  # in a list on one line
    signed: bool
    sibling: str  # the number before in the list
    met: dict[int, str | None]  # roles of words that were looked up, by place

    @property
    def named(self) -> bool:
        """A word says what the number is a number of, right before it or in the line above the list."""
        return self.spoken and (self.context.direct or self.context.header)

    @property
    def spoken(self) -> bool:
        """The nearest telling word, even some words before, names a thing that has numbers."""
        return self.context.meaning is not None and self.context.meaning.sense is Sense.ROLE

    @property
    def told(self) -> bool:
        """A word or a list says that this is a number."""
        return self.named or self.listed or self.context.marker


def accepted(run: Run, place: Place) -> bool:
    """True when the run is a document number."""
    told = place.named or place.listed or _written_out(run)
    if place.signed and not told and not alone(place.text, run.start, run.end):
        return False
    if run.shape is Shape.KNOWN:
        return True
    if run.digits <= PLAIN and _counted(run, place):
        return False
    return _RULES[run.shape](run, place)


def measures(run: Run, place: Place) -> bool:
    """True for a sum or a quantity; what stands beside it in a row is one, too."""
    behind = is_measured(place.text, run.start, place.words)
    return behind or is_sum(place.text, run.start, run.text, place.words)


def _written_out(run: Run) -> bool:
    """RE-2025-0412 is a document number even in a signature; OC000991 may be the register of companies."""
    return run.shape is Shape.KNOWN and ("-" in run.text or "/" in run.text)


def _counted(run: Run, place: Place) -> bool:
    """A quantity with its unit, apart or glued on: 400 Stück, 500kg."""
    if run.shape is Shape.LOOSE and run.text[0].isdigit() and run.text.isalnum():
        letters = LETTERS.search(run.text)
        return bool(letters and place.words.has("units", fold(letters[0])))
    return run.shape in (Shape.DIGITS, Shape.DATED) and unit_after(place.text, run.end, place.words)


def _code(run: Run, place: Place) -> bool:
    """All codes but postcodes with the letters of their country: D-70173 Stuttgart."""
    head, dash, rest = run.text.partition("-")
    postcode = dash and rest.isdigit() and len(rest) == POSTCODES.get(head)
    return place.named or not (postcode and name_after(place.text, run.end))


def _dashed(run: Run, place: Place) -> bool:
    if _NORM.search(place.text, max(0, run.start - 6), run.start):
        return False  # "IP 65-67"
    measured = unit_after(place.text, run.end, place.words) or _UNIT.match(place.text, run.end)
    if _span(run.text) and measured:
        return False
    if run.digits >= PLAIN or place.told:
        return True
    if run.digits < FEWEST:
        return False
    stands = slot(place.text, run.start, run.end, place.words)
    even = len(set(map(len, _SIGN.split(run.text)))) == 1  # the 12-14 of "the 12-14 people"
    if stands is Slot.DETERMINED and not _span(run.text):
        return True
    stands = Slot.FREE if place.spoken and _bracketed(run, place) else stands
    if stands is Slot.FREE and not even and not _SIGN.split(run.text)[-1].startswith("0"):
        return True
    if speaks_of(place.text, run.start, place.words, PAPERS, place.met):
        return True
    return not _span(run.text) and _awaits_paper(run, place)


def _awaits_paper(run: Run, place: Place) -> bool:
    """True for the number of goods whose paper is named behind: "for the glue 40-118 the data sheet"."""
    goods = goods_before(place.text, run.start, place.words)
    return goods and names_ahead(place.text, run.end, place.words, PAPERS)


def _bracketed(run: Run, place: Place) -> bool:
    """True for "your invoice of 3 March (50331)"."""
    return place.text[run.start - 1 : run.start] == "("


def _span(text: str) -> bool:
    """True for "the 50-60 people"."""
    first, sign, last = text.partition("-")
    return bool(sign) and first.isdigit() and last.isdigit() and len(first) == len(last) and first < last


def _loose(run: Run, place: Place) -> bool:
    meaning = place.context.meaning
    near = meaning is not None and meaning.sense is Sense.ROLE and bool(_NAME.match(run.text))
    told = near or (place.row if place.listed else place.told)
    if run.digits >= PLAIN and run.text[0] not in "0" and alone(place.text, run.start, run.end):
        return True
    if _DOTTED.fullmatch(run.text) and run.digits >= LIKELY:
        counted = unit_after(place.text, run.end, place.words)
        return not (counted or is_measured(place.text, run.start, place.words))
    if _sized(run, place):
        return False
    if _MODEL.fullmatch(run.text) and speaks_of(place.text, run.start, place.words, PAPERS, place.met):
        return True
    if _MODEL.fullmatch(run.text) and names_ahead(place.text, run.end, place.words, SHEETS):
        return True
    if _SLOPPY.fullmatch(run.text) and speaks_of(place.text, run.start, place.words, SHEETS, place.met):
        return True
    context = place.context
    named = context.marker or (context.near and context.role in NUMBERED)  # "No. B1", "invoice B1"
    named = run.text.upper() == run.text and (len(run.text) > len("B1") or named)
    return told and (run.digits >= 3 or near or named)


def _sized(run: Run, place: Place) -> bool:
    """True for DN80, the size of a pipe; not for delivery note DN-77."""
    head = LETTERS.match(run.text)
    letters = fold(head[0]) if head else ""
    sized = run.digits <= SIZED and place.words.has("sizes", letters)
    return sized and not (place.context.near and place.context.role in NUMBERED)


def _dated(run: Run, place: Place) -> bool:
    """Years and months are numbers only after "No." or between numbers."""
    return place.context.marker or (place.row and is_year(run.text))


def _digits(run: Run, place: Place) -> bool:
    length = len(run.text)
    if is_measured(place.text, run.start, place.words):
        return length >= PLAIN and not is_round(run.text)
    if length >= PLAIN:
        return True
    if place.text[run.start - 1 : run.start] == "#" and run.start and length >= 4:
        return True
    ending = place.context.tail or tail_after(place.text, run.end, place.words)
    if length >= 3 and ending:  # the order that ends with 0331
        return True
    if place.context.header and place_after(place.text, run.end):
        return False
    if place.named:
        return _short(run, place)
    if place.told:
        return length >= 3 or _short_row(run, place)
    if length >= FEWEST and (_of_sheet(run, place) or _awaits_paper(run, place)):
        return True
    if length >= 4 and len(place.text) <= SHORT and not LETTERS.search(place.text):
        return True
    bracketed = _bracketed(run, place) and not place.spoken  # "customer Hollis Bros (50331)"
    if is_sum(place.text, run.start, run.text, place.words):
        return False
    if length >= LIKELY and not bracketed and not name_after(place.text, run.end):
        return True
    if length >= FEWEST and not bracketed and _stands(run, place):
        return True
    listed = length >= 5 or (length == 4 and place.context.header)
    return listed and alone(place.text, run.start, run.end)


def _stands(run: Run, place: Place) -> bool:
    """The 4711 of "has 4711 been paid?", not that of "4711 customers"."""
    stands = slot(place.text, run.start, run.end, place.words)
    long_ago = "1800" <= run.text < "1990"  # "the kitchen dates from 1934"
    return stands is Slot.DETERMINED or (stands is Slot.FREE and not (is_round(run.text) or long_ago))


def _of_sheet(run: Run, place: Place) -> bool:
    """The 7045 of "safety data sheet for glue 7045"; not that of "MK 7045", which is longer."""
    lone = not place.text[max(0, run.start - 2) : run.start - 1].isupper()
    return lone and speaks_of(place.text, run.start, place.words, PAPERS, place.met)


def _short(run: Run, place: Place) -> bool:
    """Few digits right after the name of a thing: a number, or how many of them?"""
    meaning, length = place.context.meaning, len(run.text)
    if place.context.marker:
        return True
    if length < FEWEST and _counts_up(run, place):
        return True
    if place.words.has("sizes", place.context.word):
        return length >= 5 or (length == 4 and not run.text.endswith("00"))
    near = place.context.near or place.context.header or _announced(run, place)
    if length <= FEWEST and not near and _loosely(run, place):
        return False
    least = 4 if meaning and meaning.short else 2 if place.context.role in FEW_DIGITS else 3
    return length >= 4 or (length >= least and free_behind(place.text, run.end, place.words))


def _announced(run: Run, place: Place) -> bool:
    """True for the first number of a list behind its colon: "two invoices are missing: 771 and 774"."""
    ahead = place.text[max(0, run.start - 2) : run.start].strip()
    return ahead == ":" and place.words.has("plurals", place.context.word)


def _short_row(run: Run, place: Place) -> bool:
    """The 15 of "invoices no. 12 and 15"."""
    alike = place.sibling.isdigit() and len(place.sibling) < 3
    return alike and free_behind(place.text, run.end, place.words)


def _loosely(run: Run, place: Place) -> bool:
    """True for the 400 of "in the delivery there were 400": a verb stands between, and it is round."""
    stands = slot(place.text, run.start, run.end, place.words)
    return stands is not Slot.DETERMINED and (len(run.text) < FEWEST or is_round(run.text))


def _counts_up(run: Run, place: Place) -> bool:
    """Few digits right behind the name of one paper: "invoice 88", not "to order 12", "2 of 3"."""
    context, text, words = place.context, place.text, place.words
    if (
        not context.near
        or context.linked
        or words.has("plurals", context.word)
        or portion_after(text, run.end, words)
    ):
        return False
    if context.verbal or not free_behind(text, run.end, words):
        return False
    return context.role in NUMBERED and not words.has("sizes", context.word)


_RULES = {
    Shape.CODE: _code,
    Shape.DASHED: _dashed,
    Shape.LOOSE: _loose,
    Shape.DATED: _dated,
    Shape.DIGITS: _digits,
}
