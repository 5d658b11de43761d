"""What stands around a number: the words before it, the unit after it, whether it has a line of its own."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from parsers.numbers.words import LETTERS, Meaning, NumberWords, Sense
from parsers.phrases import fold

REACH = 160  # characters looked back
WORDS = 8  # words looked back

_TOKEN = re.compile(r"[^\W\d_]+|\n|[.!?;:](?=\s|$)|[0-9]+(?:[./-][0-9]+)*|\|")
_WORD_AFTER = re.compile(r" ?([^\W\d_]+|[%°])")
_PLACE = re.compile(r"[ \t]+[^\W\d_a-z][^\W\d_]+[^\n0-9]{0,30}$", re.MULTILINE)
_BULLETS = " \t-–*•·>()[]{}\"'„“”«».,;:#|_+"


@dataclass(frozen=True, slots=True)
class Context:
    """The nearest telling word before a number.

    `direct`: only words that say nothing stand between. `marker`: "No." stands right before. `linked`: the
    number belongs to something else ("invoice for 4711"). `header`: the word stands in a line above that
    announces a list. `tail`: the words say "ending in".
    """

    meaning: Meaning | None = None
    word: str = ""
    direct: bool = False
    linked: bool = False
    marker: bool = False
    header: bool = False
    tail: bool = False
    article: bool = False  # "the 4711"

    @property
    def refuses(self) -> bool:
        """True when the words say that this is no document number."""
        return self.meaning is not None and self.meaning.sense is Sense.NOT

    @property
    def names(self) -> bool:
        """True when a word right before says what the number is a number of."""
        return self.direct and self.meaning is not None and self.meaning.sense is Sense.ROLE

    @property
    def role(self) -> str | None:
        """The hint for the role of the number."""
        return self.meaning.role if self.meaning and self.names and not self.linked else None


@dataclass(slots=True)
class _Walk:
    """The state of walking back from a number, word by word."""

    others: int = 0
    linked: bool = False
    marker: bool = False
    colon: bool = False
    crossed: bool = False
    tail: bool = False
    digits: bool = False
    counted: bool = False  # a marker stands somewhere in between
    article: bool = False
    words: int = 0

    def context(self, meaning: Meaning | None, word: str = "") -> Context:
        """What was found when the walk ends at `meaning`."""
        marker = self.marker or bool(meaning and meaning.marker)
        header = self.crossed and self.colon
        direct = self.others == 0
        return Context(meaning, word, direct, self.linked, marker, header, self.tail, self.article)


def before(text: str, left: int, start: int, words: NumberWords) -> Context:
    """Walks back from `start`, not beyond `left`, to the nearest word that tells something."""
    row = _TOKEN.findall(text[max(left, start - REACH) : start])
    walk = _Walk(article=bool(row) and words.has("articles", fold(row[-1])))
    for at in range(len(row) - 1, -1, -1):
        sign = row[at]
        if sign[0].isalpha():
            found = words.meaning(row, at)
            walk.tail = walk.tail or (walk.others == 0 and words.has("tails", fold(sign)))
            if _tells(found, sign, walk):
                return walk.context(found, fold(sign))
            if walk.words >= WORDS or walk.others > (WORDS if walk.crossed and walk.colon else 2):
                break
        elif _stops(row, at, walk, words):
            break
    return walk.context(None)


def _tells(found: Meaning | None, written: str, walk: _Walk) -> bool:
    """Counts one word; True when the walk ends here."""
    walk.words += 1
    if found is None:
        part = len(written) <= (4 if walk.words == 1 else 2)  # VAT no. AL K0099, container TGHU 123456
        walk.others += not (part and written.isupper())
    elif found.sense is Sense.MARKER:
        walk.marker = walk.marker or walk.others == 0
        walk.counted = True
    elif found.sense is Sense.LINK:
        walk.linked = True
    elif found.sense is Sense.ROLE:
        return True
    elif found.sense is Sense.NOT:
        titles = walk.crossed and not walk.colon  # the heads of a table's columns
        linked = walk.linked and not walk.counted
        near = walk.others == 0 or (walk.counted and walk.others == 1)
        if near and not (linked or titles or walk.digits):
            return True
        walk.others += 1
    return False


def _stops(row: list[str], at: int, walk: _Walk, words: NumberWords) -> bool:
    """True when a sign ends the sentence or the line that the number belongs to."""
    sign = row[at]
    if sign == "\n":
        walk.crossed = True
        return walk.words > 0 and not walk.colon
    if sign == ":":
        walk.colon = walk.colon or walk.words == 0
        return False
    if sign == ".":
        word = row[at - 1] if at else ""
        return word.isalpha() and len(word) > 1 and words.meaning(row, at - 1) is None
    walk.digits = walk.digits or sign.isdigit()  # "Werk 2: 90011223": the word has its number already
    return sign in "!?;"


def unit_after(text: str, end: int, words: NumberWords) -> bool:
    """True when a unit follows: 400 Stück, 30 days, 19 %."""
    match = _WORD_AFTER.match(text, end)
    return bool(match and words.has("units", fold(match[1])))


def tail_after(text: str, end: int, words: NumberWords) -> bool:
    """True in "the order that ends with 0331" as German puts it: the word follows."""
    match = _WORD_AFTER.match(text, end)
    return bool(match and words.has("tails", fold(match[1])))


def follower(text: str, end: int, words: NumberWords) -> bool:
    """True when no noun follows that the digits could count: a sign, the end, or a word that says nothing."""
    match = _WORD_AFTER.match(text, end)
    meaning = words.meaning((match[1],), 0) if match and match[1][0].isalpha() else None
    return not match or (meaning is not None and meaning.sense in (Sense.FILLER, Sense.LINK))


def place_after(text: str, end: int) -> bool:
    """True when the rest of the line is a name, as after a postcode."""
    return bool(_PLACE.match(text, end))


def name_after(text: str, end: int) -> bool:
    """True when a word with a capital follows: D-70173 Stuttgart."""
    match = _WORD_AFTER.match(text, end)
    return bool(match and match[1][0].isupper() and text[end] == " ")


def speaks_of(text: str, start: int, words: NumberWords, roles: Collection[str]) -> bool:
    """True when a word not far before names a thing of one of the roles."""
    row = LETTERS.findall(text[max(0, start - 2 * REACH) : start])
    found = (words.meaning(row, at) for at in range(len(row) - 1, -1, -1))
    return any(meaning is not None and meaning.role in roles for meaning in found)


def alone(text: str, start: int, end: int) -> bool:
    """True when the number has its line for itself."""
    opening = text[max(0, start - 40) : start].rpartition("\n")[2]
    rest = text[end : end + 40].partition("\n")[0]
    return not opening.strip(_BULLETS) and not rest.strip(_BULLETS)
