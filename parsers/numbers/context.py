"""What stands around a number: the words before it, the unit after it, whether it has a line of its own."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from parsers.numbers.words import LETTERS, Meaning, NumberWords, Sense
from parsers.phrases import fold

REACH = 160  # characters looked back
WORDS = 8  # words looked back
AHEAD = 60  # characters looked ahead
SIGNS = 40  # words and signs looked back: of single figures line by line there are more within REACH
GROUPED = ("tracking", "serial")  # roles whose numbers are written in groups, also after letters
ENDING = 6  # letters of a word whose full stop ends a sentence; a shorter one may be cut off: "Cust. No."
LONGEST = 30  # letters of the name of goods
CUT_OFF = 3  # letters of an abbreviation that tells nothing: "inv. of 4711"
TITLE = 2  # words before the one that heads a column or a form's field

_TOKEN = re.compile(r"[^\W\d_]+|\n|[.!?;:](?=\s|$)|[0-9]+(?:[./-][0-9]+)*|\|")
_WORD_AFTER = re.compile(r" ?([^\W\d_]+|[%°])")
_PLACE = re.compile(r"[ \t]+[^\W\d_a-z][^\W\d_]+[^\n0-9]{0,30}$", re.MULTILINE)
_LABEL = re.compile(r"\A[ \t(]*(?:[0-9]{1,2}|[a-hA-H]|[ivIV]{1,3})[.)][ \t]")
_END = re.compile(r"[.!?;:](?=\s|$)|\n|,")
_OF = re.compile(r"\.(?=[ \S])|[ ]?(?:[/–-]|(?P<word>[^\W\d_]+))[ ]?[0-9]")  # invoice 2 of 3
_GOODS = re.compile(r"(?<![^\W_])([^\W\d_]{3,}) $")
_BULLETS = " \t-–*•·>()[]{}\"'„“”«».,;:#|_+"


class Context(NamedTuple):
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
    near: bool = False  # the word stands right before
    verbal: bool = False  # and is a verb: "to order 12"

    @property
    def refuses(self) -> bool:
        """True when the words say that this is no document number."""
        return self.meaning is not None and self.meaning.sense is Sense.NOT

    @property
    def soft(self) -> bool:
        """True when only plain figures are refused."""
        return self.meaning is not None and self.meaning.soft

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
    hedged: bool = False  # a pronoun or a particle stands in between, more than "is"
    verb: bool = False  # the word before was "be", so that "to" is no link
    line: bool = False  # "on 4711" after "call"
    counted: bool = False  # a marker stands somewhere in between
    article: bool = False
    words: int = 0
    land: Meaning | None = None  # the letters of a country stand right before
    ahead: int = 0  # words that stand before it in its line

    def context(self, meaning: Meaning | None, word: str = "", verbal: bool = False) -> Context:
        """What was found when the walk ends at `meaning`."""
        marker = self.marker or bool(meaning and meaning.marker)
        header = self.crossed and self.colon
        direct = self.others == 0
        near = self.words == 1 and not self.crossed and not self.colon
        parts = (meaning, word, direct, self.linked, marker, header, self.tail, self.article, near, verbal)
        return Context(*parts)


def before(text: str, left: int, start: int, words: NumberWords) -> Context:
    """Walks back from `start`, not beyond `left`, to the nearest word that tells something."""
    row = _TOKEN.findall(text[max(left, start - REACH) : start])[-SIGNS:]
    walk = _Walk(article=bool(row) and words.has("articles", fold(row[-1])))
    for at in range(len(row) - 1, -1, -1):
        sign = row[at]
        if sign[0].isalpha():
            found = words.meaning(row, at)
            walk.tail = walk.tail or (walk.others == 0 and words.has("tails", fold(sign)))
            walk.ahead = _words_ahead(row, at)
            if _tells(found, sign, walk, words):
                if walk.land and found and found.role not in GROUPED:
                    break
                return walk.context(found, fold(sign), _is_verb(row, at, words))
            if walk.words >= WORDS or walk.others > (WORDS if walk.crossed and walk.colon else 2):
                break
        elif _stops(row, at, walk, words):
            break
    return walk.context(walk.land, fold(row[-1])) if walk.land else walk.context(None)


def _tells(found: Meaning | None, written: str, walk: _Walk, words: NumberWords) -> bool:
    """Counts one word; True when the walk ends here."""
    walk.words += 1
    if found is not None and found.sense is Sense.NOT:
        if walk.words == 1 and len(written) == len("GB") and written.isupper():
            walk.land = found
            return False
        return _refuses(found, fold(written), walk, words)
    if found is None:
        part = len(written) <= (4 if walk.words == 1 else 2)  # VAT no. AL K0099, container TGHU 123456
        walk.others += not (part and written.isupper())
    elif found.sense is Sense.MARKER:
        walk.marker = walk.marker or walk.others == 0
        walk.counted = True
    elif found.sense is Sense.LINK and not walk.verb:
        walk.line = words.has("lines", fold(written)) if not walk.linked else walk.line
        walk.linked = True
    elif found.sense is Sense.HEDGE:
        walk.hedged = walk.hedged or not words.has("copulas", fold(written))
    if (walk.verb or walk.words == 1) and words.has("joins", fold(written)):
        walk.hedged = True  # "for our branch, and is 4711 paid?"
    walk.verb = words.has("copulas", fold(written))
    return found is not None and found.sense is Sense.ROLE


def _words_ahead(row: list[str], at: int) -> int:
    """How many words, at most TITLE + 1, stand before the one at an index in the same line."""
    first = max(at - TITLE - 1, 0)
    line = row[first:at]
    return len(line) - (len(line) - line[::-1].index("\n") if "\n" in line else 0)


def _is_verb(row: list[str], at: int, words: NumberWords) -> bool:
    """True for the "order" of "to order", "we order"."""
    if not at or not words.has("verbal", fold(row[at])):
        return False
    ahead = words.meaning(row, at - 1)
    return words.has("verbal", fold(row[at - 1])) or (ahead is not None and ahead.sense is Sense.HEDGE)


def _refuses(found: Meaning, word: str, walk: _Walk, words: NumberWords) -> bool:
    """True when a word like "customer" is about the number; "the customer has paid 4711" is not."""
    # the heads of a table's columns, or a sentence that announces a list
    titles = walk.crossed and (not walk.colon or walk.ahead > TITLE)
    called = words.has("reach", word)
    linked = walk.linked and not walk.counted and not (called and walk.line)
    told = walk.hedged and not (called or found.marker or walk.counted)
    near = walk.others == 0 or (walk.counted and walk.others == 1)
    if near and not (linked or told or titles or walk.digits):
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
        if walk.words and len(word) >= ENDING and row[at + 1][0].isupper():
            return True  # "somebody in accounts. Has 4711 shipped?"
        found = words.meaning(row, at - 1) if word.isalpha() else None
        spoken = found is None or found.sense is Sense.HEDGE
        spoken = spoken or (found is not None and found.sense is Sense.FILLER and len(word) > CUT_OFF)
        return word.isalpha() and len(word) > 1 and spoken
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


def place_after(text: str, end: int) -> bool:
    """True when the rest of the line is a name, as after a postcode."""
    return bool(_PLACE.match(text, end))


def name_after(text: str, end: int) -> bool:
    """True when a word with a capital follows: D-70173 Stuttgart."""
    match = _WORD_AFTER.match(text, end)
    return bool(match and match[1][0].isupper() and text[end] == " ")


def speaks_of(
    text: str, start: int, words: NumberWords, roles: Collection[str], met: dict[int, str | None]
) -> bool:
    """True when a word not far before names a thing of one of the roles.

    `met` keeps the roles of words by their places: the numbers of a list look back at the same ones.
    """
    first = max(0, start - 2 * REACH)
    found = list(LETTERS.finditer(text[first:start]))
    row = [match[0] for match in found]
    for at in range(len(row) - 1, -1, -1):
        place = first + found[at].start()
        if place not in met:
            meaning = words.meaning(row, at)
            met[place] = meaning.role if meaning else None
        if met[place] in roles:
            return True
    return False


def names_ahead(text: str, end: int, words: NumberWords, roles: Collection[str]) -> bool:
    """True when a word not far behind, in the same sentence, names a thing of one of the roles."""
    ahead = _END.split(text[end : end + AHEAD], maxsplit=1)[0]
    row = LETTERS.findall(ahead)
    found = (words.meaning(row, at) for at in range(len(row)))
    return any(meaning is not None and meaning.role in roles for meaning in found)


def portion_after(text: str, end: int, words: NumberWords) -> bool:
    """True for the 2 of "invoice 2 of 3"."""
    found = _OF.match(text, end)
    return bool(found and (not found["word"] or words.has("portions", fold(found["word"]))))


def goods_before(text: str, start: int, words: NumberWords) -> bool:
    """True when a word that tells nothing of numbers stands right before: the glue of "the glue 40-118"."""
    word = _GOODS.search(text, max(0, start - LONGEST), start)
    return word is not None and words.meaning((word[1],), 0) is None


def alone(text: str, start: int, end: int) -> bool:
    """True when the number has its line for itself."""
    opening = _LABEL.sub("", text[max(0, start - 40) : start].rpartition("\n")[2])
    rest = text[end : end + 40].partition("\n")[0]
    return not opening.strip(_BULLETS) and not rest.strip(_BULLETS)
