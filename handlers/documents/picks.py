"""What a reply picks of the options that were offered: by number, letter, name, or a plain yes."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from handlers.answers import Option

LETTERS = "abcdefghijklmnopqrstuvwxyz"
WORDS = re.compile(r"[^\W_]+")
LINES = 12  # a longer reply says something of its own
LONGEST_LINE = 80  # characters of a line that may be nothing but a choice
SHORTEST_NAME = 4  # characters by which an option can be named


@dataclass(frozen=True, slots=True)
class PickWords:
    """The words for choosing, of all languages together: a reply may mix them."""

    yes: frozenset[str]
    no: frozenset[str]
    all: frozenset[str]
    ordinals: Mapping[str, int]  # word -> place, from 0
    filler: frozenset[str]
    counting: frozenset[str]  # words that only say that a number follows
    lists: frozenset[str]  # words that speak of an attached list
    joining: frozenset[str]  # words by which a message goes on from the one before
    standing: frozenset[str]  # words that agree to get something regularly

    @classmethod
    def compile(cls, tables: Iterable[Mapping[str, Any]]) -> "PickWords":
        """From the `picks` tables of the languages; what a table lacks is no word."""
        known = list(tables)

        def words(key: str) -> frozenset[str]:
            return frozenset(word.casefold() for table in known for word in table.get(key, ()))

        ordinals = {
            word.casefold(): place
            for table in known
            for place, same in enumerate(table.get("ordinals", ()))
            for word in same
        }
        simple = ("yes", "no", "all", "filler", "counting", "lists", "joining", "standing")
        plain = {key: words(key) for key in simple}
        return cls(ordinals=ordinals, **plain)


@dataclass(frozen=True, slots=True)
class Picked:
    """What was picked; `rest` is what the reply says besides, `declined` a plain no."""

    options: tuple[Option, ...] = ()
    rest: str = ""
    declined: bool = False


def pick(text: str, options: Sequence[Option], words: PickWords, closing: re.Pattern[str]) -> Picked:
    """The options that a reply means. `closing` finds the line after which a signature follows."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not options or len(lines) > LINES:
        return Picked(rest=text)
    if any(o.ask.intent == "subscribe" for o in options):
        words = replace(words, yes=words.yes | words.standing)
    body = list(before(lines, closing))
    for n, line in enumerate(body):
        meant = marked(line, options, words)
        if meant is not None:
            rest = "\n".join([*body[:n], *body[n + 1 :]])
            return Picked(meant, rest, declined=not meant)
    first = next((line for line in body if not is_filler(line, words)), "")
    named = by_name(first, options, words)
    return Picked(named, "\n".join(line for line in body if line != first)) if named else Picked(rest=text)


def before(lines: Iterable[str], closing: re.Pattern[str]) -> Iterable[str]:
    """The lines above the closing words."""
    for line in lines:
        if closing.match(line):
            return
        yield line


def marked(line: str, options: Sequence[Option], words: PickWords) -> tuple[Option, ...] | None:
    """The options of a line of nothing but a choice; () for a plain no, None when it says something else."""
    if len(line) > LONGEST_LINE:
        return None
    said = telling(line, words)
    places = {place for word in said if (place := place_of(word, words)) is not None}
    others = {word for word in said if place_of(word, words) is None}
    agreed, refused, whole = (bool(others & some) for some in (words.yes, words.no, words.all))
    if others - words.yes - words.no - words.all:
        return None
    if refused:
        return None if places or agreed else ()
    if places:
        return None if max(places) >= len(options) else tuple(options[place] for place in sorted(places))
    return tuple(options) if whole or (agreed and len(options) == 1) else None


def place_of(word: str, words: PickWords) -> int | None:
    """The place, from 0, that a number, a letter or a word like "second" stands for."""
    if word.isascii() and word.isdigit() and len(word) < 3 and int(word) > 0:
        return int(word) - 1
    if len(word) == 1 and word in LETTERS:
        return LETTERS.index(word)
    return words.ordinals.get(word)


def by_name(line: str, options: Sequence[Option], words: PickWords) -> tuple[Option, ...]:
    """The one option whose label holds what the line says."""
    said = "".join(telling(line, words))
    if not SHORTEST_NAME <= len(said) <= LONGEST_LINE:
        return ()
    fitting = [o for o in options if any(said in part for part in squeezed(o.label))]
    return (fitting[0],) if len(fitting) == 1 else ()


def squeezed(label: str) -> list[str]:
    """The parts of a label without blanks and signs, so that "RE 2025 0412" names "RE-2025-0412"."""
    return ["".join(WORDS.findall(part)) for part in label.casefold().split(" · ")]


def is_filler(line: str, words: PickWords) -> bool:
    """Whether a line only greets or is polite."""
    return not telling(line, words) or line.endswith(",")


def telling(line: str, words: PickWords) -> list[str]:
    """The words of a line without those that say nothing; the "no" of "no. 2" is no refusal."""
    said = WORDS.findall(line.casefold()[: LONGEST_LINE * 4])
    return [
        word
        for word, following in zip(said, [*said[1:], ""], strict=False)
        if word not in words.filler and not (word in words.counting and following.isdigit())
    ]
