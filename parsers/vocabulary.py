"""Everything editable that understanding a message needs, compiled once from the kinds and language files."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from parsers.numbers.finder import NumberWords
from parsers.periods.finder import PeriodWords
from parsers.phrases import Lexicon, fold
from parsers.requests.lists.ticks import TickWords
from parsers.requests.text.compounds import NameWords
from parsers.requests.text.sentences import Abbreviations
from parsers.requests.text.words import Sums

Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of all languages and kinds; `spoken` are the languages that a message can be read in."""

    spoken: tuple[str, ...]
    lexicons: Mapping[str, Lexicon]
    frequent: Mapping[str, frozenset[str]]
    counts: Mapping[str, Mapping[str, int]]  # language -> number word -> number
    abbreviations: Mapping[str, Abbreviations]  # by language
    reply_marks: re.Pattern[str]  # "AW: ", "Re: " before a subject
    haste: re.Pattern[str]  # "URGENT: " before a text
    intents: Mapping[str, str]  # kind -> intent of its own, for kinds that are asked for like that
    numbers: NumberWords
    periods: PeriodWords
    ticks: TickWords
    money: Sums  # a sum with its currency
    names: NameWords  # what stands in names of several words
    nouns: Mapping[str, tuple[str, ...]]  # endings of plain nouns, where a capital does not tell a name
    pleas: Mapping[str, Lexicon]  # loose words of need, lack, help and asking, for brief messages

    @classmethod
    def compile(cls, kinds: Mapping[str, Table], languages: Mapping[str, Table]) -> "Vocabulary":
        """From tables by code; a language is spoken when its table has a `name`.

        Raises KeyError when a spoken language has no `language` or `asks` table.
        """
        spoken = {code: table for code, table in languages.items() if "name" in table}
        right = [
            w
            for table in spoken.values()
            for key in ("words", "right")
            for w in table["language"].get(key, ())
        ]
        return cls(
            spoken=tuple(spoken),
            lexicons={c: _lexicon(t, dict(_kind_cues(kinds, c)), right) for c, t in spoken.items()},
            frequent={c: frozenset(map(fold, t["language"]["words"])) for c, t in spoken.items()},
            counts={code: _counts(t["asks"].get("number_words", {})) for code, t in spoken.items()},
            abbreviations={
                code: Abbreviations.compile(
                    t["language"].get("abbreviations", ()),
                    frozenset(map(fold, t["language"]["words"])),
                    t["language"].get("ordinal_dot", True),
                    t["language"].get("labels", ()),
                )
                for code, t in spoken.items()
            },
            reply_marks=_reply_marks(w for t in spoken.values() for w in t["asks"].get("heading", ())),
            haste=_haste(w for t in spoken.values() for w in t["language"].get("haste", ())),
            intents={code: str(kind["intent"]) for code, kind in kinds.items() if "intent" in kind},
            numbers=NumberWords.compile(kinds, languages),
            periods=PeriodWords.compile(languages),
            ticks=TickWords.compile(languages),
            money=Sums.compile(
                w for t in languages.values() for w in t.get("numbers", {}).get("currencies", ())
            ),
            names=NameWords.compile(spoken.values()),
            nouns={c: tuple(map(fold, t["language"].get("nouns", ()))) for c, t in spoken.items()},
            pleas={c: Lexicon.compile(t.get("plea", {})) for c, t in spoken.items()},
        )


def _counts(table: Table) -> dict[str, int]:
    """Number word -> number."""
    return {fold(word): int(number) for number, words in table.items() for word in words}


def _lexicon(table: Table, kind_cues: Mapping[str, list[str]], right: Iterable[str]) -> Lexicon:
    """The phrases of one language, with the kinds as its writers name them."""
    own = table["language"]
    spellings = [w for words in kind_cues.values() for phrase in words for w in _words_in(phrase)]
    cues = {**dict(_cues(table["asks"])), **kind_cues}
    written = [*spellings, *own.get("spellings", ())]
    return Lexicon.compile(cues, written, right, own.get("clitics", ()), own.get("alike", {}))


def _reply_marks(words: Iterable[str]) -> re.Pattern[str]:
    choice = "|".join(re.escape(word) for word in words) or "(?!)"
    return re.compile(rf"^\s*(?:(?:{choice})\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)


def _haste(words: Iterable[str]) -> re.Pattern[str]:
    choice = "|".join(re.escape(word) for word in words) or "(?!)"
    return re.compile(rf"\s*[*_!]*(?:{choice})\s*[*_!]*\s*[:–—-]+[*_]*(?=\s)", re.IGNORECASE)


def _cues(table: Table, above: str = "") -> Iterator[tuple[str, list[str]]]:
    """Cue -> phrases; the cue of a nested table is "table:key". What begins with "-" is the cue's mask."""
    for key, value in table.items():
        if isinstance(value, Mapping):
            if key != "number_words":
                yield from _cues(value, key + ":")
        else:
            yield from _masked(above + key, above + key, value)


def _kind_cues(kinds: Mapping[str, Table], language: str) -> Iterator[tuple[str, list[str]]]:
    """The words of each kind in all languages; every kind has its own mask.

    Buyers mix languages. Where "BL" is another kind in another language, the writer's own language decides.
    """
    meant = _meant(kinds, language)
    for code, kind in kinds.items():
        names = [form[key] for form in kind["names"].values() for key in ("one", "many")]
        words = [w for phrases in kind.get("words", {}).values() for w in phrases]
        written = [p for p in (*names, *words) if code in meant.get(_bare(p), (code,))]
        yield from _masked("kind:" + code, "kind", written, code)


def _meant(kinds: Mapping[str, Table], language: str) -> dict[str, list[str]]:
    """Phrase -> the kinds it means by the first language that has it: the writer's, else as in the files."""
    order = dict.fromkeys([language, *(code for kind in kinds.values() for code in kind.get("words", {}))])
    meant: dict[str, list[str]] = {}
    for spoken in order:
        here: dict[str, list[str]] = {}
        for code, kind in kinds.items():
            for phrase in kind.get("words", {}).get(spoken, ()):
                here.setdefault(_bare(phrase), []).append(code)
        meant = here | meant
    return meant


def _bare(phrase: str) -> str:
    """A phrase as it is compared between languages: "=BL" and "bl" are one."""
    return fold(phrase.removeprefix("="))


def _masked(cue: str, mask: str, phrases: Iterable[str], owner: str = "") -> Iterator[tuple[str, list[str]]]:
    written = list(phrases)
    yield cue, [p for p in written if not p.startswith("-")]
    yield "-" + mask + (":" + owner if owner else ""), [p[1:] for p in written if p.startswith("-")]


def _words_in(phrase: str) -> list[str]:
    """The single words of a phrase that are long enough to be recognised when misspelled."""
    if " " in phrase or "=" in phrase or "|" in phrase:
        return []
    word = phrase.strip("*?")
    return [word] if len(word) >= 6 and word.isalpha() else []
