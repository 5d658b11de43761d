"""Capitals as they are meant, of who writes none or nothing else: "is 7781-c here", "WHERE IS MY ORDER"."""

import re

from parsers.numbers.words import NumberWords, Sense

WORD = re.compile(r"(?<![\w@/.:&-])[^\W\d_]++(?:['’][^\W\d_]++)?(?![\w@/-])")  # of letters alone
SHOUTED = 0.8  # of the letters, in capitals
SHOUTS = 4  # words that make a text a shouted one
LETTER = re.compile(r"[^\W\d_]")
BEGUN = re.compile(r"[.!?]\s+[A-ZÄÖÜ]")  # a sentence that begins as it should
CODE = re.compile(  # letters and figures in one run, in no address
    r"(?<![\w@/.:&-])(?=[a-z._/-]*+[0-9])[a-z0-9]++(?>(?:[-/._][a-z0-9]++)*)(?![\w@-])"
)
LETTERS = re.compile(r"[a-z]+")
SITE = re.compile(r"www\.|.*\.[a-z]{2,}")
TIMES = re.compile(r"[0-9]x[0-9]")  # 78x118
LONGEST = 4  # letters in a row within a code
INITIALS = re.compile(r"(?<![^\W_])[b-df-hj-np-tv-z]{2,4}(?= [0-9][0-9-]{2})")  # of "docket rd 3381"


def recased(text: str, words: NumberWords) -> str:
    """The text with capitals in its codes, if no sentence begins with one; each character keeps its place."""
    first = LETTER.search(text)
    if not first or not first[0].islower() or BEGUN.search(text):
        return text
    capitals = CODE.sub(lambda found: _code(found[0], words), text)
    return INITIALS.sub(lambda found: _initials(found[0], words), capitals)


def calmed(text: str) -> str:
    """A text that is written in capitals throughout, with its words in small letters."""
    letters = [one for one in text if one.isalpha()]
    if sum(map(str.isupper, letters)) <= SHOUTED * len(letters) or len(WORD.findall(text)) < SHOUTS:
        return text
    return WORD.sub(lambda found: "".join(map(_small, found[0])), text)


def _small(letter: str) -> str:
    """The letter as a small one, where that is one letter again."""
    return letter.lower() if len(letter.lower()) == 1 else letter


def _code(run: str, words: NumberWords) -> str:
    """The run in capitals, unless its letters count or measure: 3rd, 24h, 10-er, 78x118."""
    parts = LETTERS.findall(run)
    if not parts or max(map(len, parts)) > LONGEST or SITE.match(run) or TIMES.search(run):
        return run
    apart = not run[-2:].isalnum()  # 7781-c, not 24h
    counts = len(parts) == 1 and run.endswith(parts[0]) and not apart and _counts(parts[0], words)
    return run if counts else run.upper()


def _counts(letters: str, words: NumberWords) -> bool:
    """Whether letters behind a figure say what is counted."""
    return words.has("units", letters) or words.has("glued", letters)


def _initials(letters: str, words: NumberWords) -> str:
    """Letters that are no word, right before a number, in capitals."""
    told = words.meaning((letters,), 0)
    known = told is not None and told.sense is not Sense.ROLE
    unit = words.has("units", letters) and not words.has("glued", letters)  # 3rd, but docket RD 3381
    plain = known or unit or words.has("periods", letters) or words.has("never", letters)
    return letters if plain else letters.upper()
