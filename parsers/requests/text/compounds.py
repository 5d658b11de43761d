"""Names of several words as one: "Stoke-on-Trent", "Zell am See", the "de Souza" of "Mr de Souza"."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from parsers.phrases import Phrase, fold
from parsers.requests.text.words import Word

Links = Mapping[str, Collection[Phrase]]  # what goes on with a name, "am See", by its first word
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][^\W\d_]+"
_HYPHENED = re.compile(rf"(?<![\w-]){_CAPITAL}(?:-[a-zà-ÿ]{{1,5}}){{1,3}}-{_CAPITAL}(?![\w-])")
_UPON = re.compile(rf"(?<![\w-]){_CAPITAL} upon {_CAPITAL}(?![\w-])")
_HALVED = re.compile(
    rf"(?<=[a-zà-ÿ,;(] )(?:Lower|Upper|Nether|Great|Little|Chipping|Much) {_CAPITAL}(?![\w-])"
)
_TITLED = re.compile(
    r"\b(?:Herrn?|Frau|Kolleg(?:en?|in)|Mrs?|Ms|Miss|Dr)\.? "
    rf"((?:von|van|de|del|della|di|da|dos|du|ter|ten|el|al|bin)(?: (?:der|den|dem|la|las|los))? {_CAPITAL})"
)
_PARTICLES = (" von ", " van ", " de", " di ", " da ", " dos ", " du ", " te", " el ", " al ", " bin ")
_HALVES = ("er ", "eat ", "tle ", "ing ", "uch ")  # how the words before such a name end


def united(words: list[Word], text: str, links: Links) -> list[Word]:
    """The words of a text, each name of several words as one."""
    spans = sorted({*_spans(text), *_linked(words, links)})
    return _joined(words, text, spans) if spans else words


def _spans(text: str) -> Iterator[tuple[int, int]]:
    if "-" in text:
        yield from (match.span() for match in _HYPHENED.finditer(text))
    if " upon " in text:
        yield from (match.span() for match in _UPON.finditer(text))
    if any(map(text.__contains__, _HALVES)):
        yield from (match.span() for match in _HALVED.finditer(text))
    if any(map(text.__contains__, _PARTICLES)):
        yield from (match.span(1) for match in _TITLED.finditer(text))


def _linked(words: Sequence[Word], links: Links) -> Iterator[tuple[int, int]]:
    """The places of "Zell am See" and "Neustadt an der Aisch"."""
    for at in [i for i, word in enumerate(words) if word[3] in links]:
        before, found = words[at - 1], links[words[at].folded]
        if not at or before.thing or not before.written[:1].isupper():
            continue
        for most in (2, 3):
            behind = words[at : at + most]
            if tuple(part.folded for part in behind) in found and behind[-1].written[:1].isupper():
                yield before.start, behind[-1].end


def _joined(words: list[Word], text: str, spans: Sequence[tuple[int, int]]) -> list[Word]:
    kept: list[Word] = []
    ahead = iter(spans)
    nowhere = (len(text) + 1, len(text) + 1)
    start, end = next(ahead, nowhere)
    at = 0
    while at < len(words):
        word = words[at]
        while end <= word.start:
            start, end = next(ahead, nowhere)
        last = at
        while word.start == start and last + 1 < len(words) and words[last + 1].end <= end:
            last += 1
        if last > at and not any(part.thing for part in words[at : last + 1]):
            written = text[start:end]
            kept.append(word._replace(end=end, written=written, folded=fold(written)))
            at = last
        else:
            kept.append(word)
        at += 1
    return kept
