"""Cuts a text into words, signs and the things recognised in it: numbers, periods, amounts, addresses."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from parsers.phrases import fold

_WORD = r"[0-9]+(?:[.,][0-9]+)*|[^\W_]+(?:['’][^\W_]+)?|[^\w\s]"
WORD = re.compile(_WORD)
APART = re.compile(rf"([\s_]*+)({_WORD})")  # what stands before a word, and the word
DIGIT = re.compile(r"[0-9]")
ADDRESS = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
CURRENCIES = ("€", "£", "$", "EUR", "eur", "CHF", "GBP", "USD", "PLN", "DKK", "SEK", "NOK")
GROUPED = r"[0-9]{1,3}(?:[.,'’ ][0-9]{3}){0,4}(?:[.,](?:[0-9]{2}|-|–))?(?![0-9])"
FIGURE = GROUPED + r"|[0-9]{1,12}(?:[.,][0-9]{2})?(?![0-9])"
CENTS = r"(?:[.,][0-9]{2}|,[-–—])"
CENTED = re.compile(rf"[0-9]{CENTS}")
PLAIN = rf"(?<![\w.,/-])(?P<plain>[0-9]{{1,3}}(?:[.,'’][0-9]{{3}}){{0,3}}{CENTS})(?![\w/%]|[.,-][0-9])"
# chat markup: <mailto:a@b|a@b>, <@U04>, <https://…|text>, :emoji:
LEADERS = re.compile(r"(?<=[ \t])\.{3,}(?=[ \t]*[€$£]?[ \t]?[0-9])")  # "INV-1 ........ 344.10"
MARKUP = re.compile(
    r"<mailto:[^<>|\s]{1,200}\||<[@#!][^<>\s]{1,80}>|<https?://[^<>\s]{1,500}>|:[a-z][a-z0-9_+-]{1,40}:|>"
    r"|^\s*@[a-zA-Z_-]{0,40}bot\b|(?<=[\s.,!?])[:;]-?[()DP](?=\s|$)"
)
LAUGHS = re.compile(r"^:(?:.*(?:joy|laugh|rofl|grin|tongue|drum|clown).*|lol|smile|smiley)")
FACE = 3  # signs of a face: it ends a sentence as a full stop does
LAUGH = "😂"
ODD = "’‘´`“”„«»\u00a0\u202f\u2011\u200b\ufeff\r"
ODD_SIGN = re.compile(f"[{ODD}]")
SAME = str.maketrans(ODD, "''''" + '"' * 5 + "  -" + " " * 3)


class Thing(NamedTuple):
    """Something recognised in the text: a number, a period, an amount, an address."""

    start: int
    end: int
    sort: str
    value: object


class Word(NamedTuple):
    """One word or sign; `folded` is for comparing, `breaks` counts the line ends before it.

    `bound`: a hyphen binds it to the word before, as in "Dong-hyun".
    """

    start: int
    end: int
    written: str
    folded: str
    breaks: int = 0
    thing: Thing | None = None
    bound: bool = False


_placed: Callable[[tuple[int, int, str, str, int, None, bool]], Word] = partial(tuple.__new__, Word)  # quick


def tidied(text: str) -> str:
    """Chat markup and odd signs replaced; every character keeps its place."""
    plain = text.translate(SAME) if ODD_SIGN.search(text) else text
    if "<" in plain or ":" in plain or "@" in plain:
        plain = MARKUP.sub(lambda m: _unmarked(m[0]), plain)
    return LEADERS.sub(lambda m: "-".ljust(len(m[0])), plain) if "..." in plain else plain


def _unmarked(mark: str) -> str:
    """Blanks in place of chat markup; of a laughing face its sign."""
    if mark == ">":
        return mark
    if len(mark) <= FACE:
        return ".".ljust(len(mark))
    return LAUGH.ljust(len(mark)) if LAUGHS.search(mark) else " " * len(mark)


@dataclass(frozen=True, slots=True)
class Sums:
    """How sums of money are written; a text without any of the `currencies` may hold figures with cents."""

    pattern: re.Pattern[str]
    currencies: tuple[str, ...]

    @classmethod
    def compile(cls, names: Iterable[str]) -> "Sums":
        """With the names of currencies as they are spoken: 12 euros."""
        spoken = {form for name in names for form in (name, name[:1].lower() + name[1:])}
        words = sorted(spoken, key=len, reverse=True)
        known = "|".join([*map(re.escape, words), *map(re.escape, CURRENCIES)])
        before = rf"(?<![\w.,/-])(?P<before>{FIGURE}) ?(?:{known})(?![^\W\d_])"
        pattern = re.compile(rf"(?:{known}) ?(?P<after>{FIGURE})|{before}|{PLAIN}")
        return cls(pattern, (*words, *CURRENCIES))

    def possible(self, text: str) -> bool:
        """False for a text that surely holds no sum."""
        if not DIGIT.search(text):
            return False
        return bool(CENTED.search(text)) or any(map(text.__contains__, self.currencies))


def amounts(text: str, sums: Sums) -> list[Thing]:
    """Sums of money; the value is a plain decimal."""
    if not sums.possible(text):
        return []
    return [
        Thing(m.start(), m.end(), "money", plain_amount(m["after"] or m["before"] or m["plain"]))
        for m in sums.pattern.finditer(text)
    ]


def plain_amount(written: str) -> str:
    """'1.234,50' and "1,234.50" as "1234.50"."""
    figure = written.rstrip("-–.,")
    whole, cents = figure, ""
    if len(figure) > 3 and figure[-3] in ".,":
        whole, cents = figure[:-3], figure[-2:]
    digits = "".join(c for c in whole if c.isdigit())
    return f"{digits}.{cents}" if cents else digits


def addresses(text: str) -> list[Thing]:
    """E-mail addresses."""
    if "@" not in text:
        return []
    return [Thing(m.start(), m.end(), "address", m[0].rstrip(".")) for m in ADDRESS.finditer(text)]


def written_words(text: str) -> Iterator[str]:
    """The words and signs of a text, folded; what is recognised in it is no matter."""
    return map(fold, WORD.findall(text))


def cut(text: str, things: Iterable[Thing]) -> list[Word]:
    """All words, signs and things of a text; where things overlap, the first in order of start wins."""
    words: list[Word] = []
    place = 0
    for thing in _apart(things):
        _add_words(words, text, place, thing.start)
        breaks = text.count("\n", words[-1].end if words else 0, thing.start)
        written = text[thing.start : thing.end]
        words.append(Word(thing.start, thing.end, written, fold(written), breaks, thing))
        place = thing.end
    _add_words(words, text, place, len(text))
    return words


def _add_words(words: list[Word], text: str, start: int, end: int) -> None:
    bound = False
    behind = start
    for gap, written in APART.findall(text, start, end):
        at = behind + len(gap)
        behind = at + len(written)
        if written == "-" and text[at - 1 : at].isalpha() and text[at + 1 : at + 2].isalnum():
            bound = True
            continue
        breaks = gap.count("\n") if gap and gap != " " else 0
        words.append(_placed((at, behind, written, fold(written), breaks, None, bound)))
        bound = False


def _apart(things: Iterable[Thing]) -> Sequence[Thing]:
    """Things without overlap, in order; the earlier one in `things` has the right of way."""
    taken: list[Thing] = []
    end = -1
    for thing in sorted(things, key=lambda t: (t.start, -t.end)):
        if thing.start >= end and thing.end > thing.start:
            taken.append(thing)
            end = thing.end
    return taken
