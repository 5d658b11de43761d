"""Names of several words as one: "Stoke-on-Trent", "Zell am See", the "de Souza" of "Mr de Souza"."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from parsers.phrases import Phrase, fold, variants
from parsers.requests.text.words import Word

_CAPITAL = r"[A-ZÀ-ÖØ-Þ][^\W\d_]+"
_HYPHENED = re.compile(rf"(?<![\w-]){_CAPITAL}(?:-[a-zà-ÿ]{{1,5}}){{1,3}}-{_CAPITAL}(?![\w-])")
MOST = 4  # words of such a name


@dataclass(frozen=True, slots=True)
class NameWords:
    """The words that stand in names of several words, folded.

    `links` go on with a name ("am See"), by their first word; `tying` ones stand between two parts ("upon"),
    `halves` before the other one ("Lower"), `particles` between a title and a name ("von").
    """

    links: Mapping[str, Collection[Phrase]]
    tying: frozenset[str]
    halves: frozenset[str]
    titles: frozenset[str]
    particles: frozenset[str]

    @classmethod
    def compile(cls, languages: Iterable[Mapping[str, Any]]) -> "NameWords":
        """From the `[names]` tables of the languages and what their filters say goes on with a name."""
        links: dict[str, list[Phrase]] = {}
        words: dict[str, set[str]] = {name: set() for name in ("tying", "halves", "titles", "particles")}
        for language in languages:
            for written in language["asks"].get("filter", {}).get("name_link", ()):
                for phrase in variants(written):
                    links.setdefault(phrase[0], []).append(phrase)
            for name, held in words.items():
                held.update(map(fold, language.get("names", {}).get(name, ())))
        return cls(links, **{name: frozenset(held) for name, held in words.items()})


def united(words: list[Word], text: str, known: NameWords) -> list[Word]:
    """The words of a text, each name of several words as one."""
    spans = {match.span() for match in _HYPHENED.finditer(text)} if "-" in text else set()
    for at, word in enumerate(words):
        folded = word[3]
        if folded in known.links:
            spans.update(_linked(words, at, known.links[folded]))
        if folded in known.tying or folded in known.halves or folded in known.particles:
            spans.update(_tied(words, at, known))
    return _joined(words, text, sorted(spans)) if spans else words


def _linked(words: Sequence[Word], at: int, links: Collection[Phrase]) -> Iterator[tuple[int, int]]:
    """The place of "Zell am See", of which the second part begins here."""
    if not at or not _capital(words[at - 1]):
        return
    for most in range(2, MOST):
        behind = words[at : at + most]
        if tuple(part.folded for part in behind) in links and _capital(behind[-1]):
            yield words[at - 1].start, behind[-1].end


def _tied(words: Sequence[Word], at: int, known: NameWords) -> Iterator[tuple[int, int]]:
    """The place of "Newcastle upon Tyne", of "Lower Darwen" amid a sentence, of "de Souza" behind a title."""
    word, before = words[at], words[at - 1] if at else None
    end = at + 1
    while end < min(at + MOST, len(words)) and words[end].folded in known.particles:
        end += 1
    if before is None or end == len(words) or not _capital(words[end]):
        return
    if word.folded in known.tying and end == at + 1 and _capital(before):
        yield before.start, words[end].end
    elif word.folded in known.halves and end == at + 1 and _capital(word) and not _capital(before):
        if before.written.isalpha() or before.written in ",;(":
            yield word.start, words[end].end
    elif word.folded in known.particles and word.written.islower():
        titled = before if before.written != "." or at < 2 else words[at - 2]
        if titled.folded in known.titles:
            yield word.start, words[end].end


def _capital(word: Word) -> bool:
    return not word.thing and word.written[:1].isupper()


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
