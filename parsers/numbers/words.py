"""What stands before, between and after numbers: the words of kinds and languages, ready for looking up."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from parsers.numbers.scanner import scanner
from parsers.phrases import GAP, Phrase, fold, variants

Table = Mapping[str, Any]


class Sense(Enum):
    """What a word before a number says about it."""

    ROLE = "role"  # names the thing that has the number: invoice, order, article
    MARKER = "marker"  # only says that a number follows: No., Nr., number
    NOT = "not"  # what follows is no document number: phone, customer, postcode
    LINK = "link"  # the number belongs to something else: for, zu
    FILLER = "filler"  # says nothing: our, is, the
    HEDGE = "hedge"  # says nothing either, and is no part of a name: I think it might be


@dataclass(frozen=True, slots=True)
class Meaning:
    """The sense of a word (or of several); `short` means that the word is only a prefix such as RE or PO."""

    sense: Sense
    role: str | None = None
    marker: bool = False
    short: bool = False
    soft: bool = False  # refuses figures only: "code 4711", "contract 4711"


Entries = tuple[tuple[Phrase, Meaning], ...]


@dataclass(frozen=True, slots=True)
class Lookup:
    """Phrases by the form of their last word; values hold the words before it and the meaning.

    The exact ones are kept by the word before the last, too ("" for any other): dozens end in "code".
    """

    exact: Mapping[str, Mapping[str, Entries]]
    beginnings: Mapping[str, Meaning]
    endings: Mapping[str, Meaning]


@dataclass(frozen=True, slots=True)
class NumberWords:
    """All that finding numbers needs from the editable data; words are folded."""

    lookup: Lookup
    prefixes: Mapping[str, str]  # RE -> invoice
    patterns: tuple[tuple[str, re.Pattern[str]], ...]  # role and shape
    shapes: re.Pattern[str]  # any of them
    scanner: re.Pattern[str]
    compounds: tuple[str, ...]  # endings that make a word a number word: nummer, nr
    linking: tuple[str, ...]  # letters between the parts of a compound: the s of Auftragsnummer
    sets: Mapping[str, frozenset[str]]  # the plain lists of the language files, by name (SETS)
    deeds: tuple[str, ...]  # beginnings of what is done with papers: send, bezahl
    closing: re.Pattern[str]  # lines after which a signature follows
    opening: re.Pattern[str]  # lines after which a message begins again
    spoken: re.Pattern[str]  # the 4711 of "die 4711er Rechnung"
    grades: re.Pattern[str]  # what looks like a number and is a kind of material

    @classmethod
    def compile(cls, kinds: Mapping[str, Table], languages: Mapping[str, Table]) -> "NumberWords":
        """From kinds (code -> table) and languages (code -> table); raises ValueError on a bad pattern."""
        tables = [t["numbers"] for t in languages.values() if "numbers" in t]
        prefixes = {fold(p): role for role, p in _by_role(kinds, tables, "prefixes")}
        patterns = tuple((r, _pattern(r, p)) for r, p in _by_role(kinds, tables, "patterns"))
        return cls(
            lookup=_lookup(kinds, tables),
            prefixes=prefixes,
            patterns=patterns,
            shapes=re.compile("|".join(f"(?:{p.pattern})" for _, p in patterns) or "(?!)", re.IGNORECASE),
            scanner=scanner(p.pattern for _, p in patterns),
            compounds=tuple(sorted({fold(w) for t in tables for w in t.get("compounds", ())}, key=len)),
            linking=tuple(dict.fromkeys(fold(w) for t in tables for w in t.get("linking", ()))),
            sets={name: frozenset(_listed(name, kinds, tables)) for name in SETS},
            deeds=tuple(fold(w[:-1]) for t in tables for w in t.get("deeds", ()) if w.endswith("*")),
            closing=_line_start(w for t in tables for w in t.get("closings", ())),
            opening=_line_start(w for t in tables for w in t.get("openings", ())),
            spoken=_spoken(w for t in tables for w in t.get("spoken", ())),
            grades=re.compile("|".join(g for t in tables for g in t.get("grades", ())) or "(?!)"),
        )

    def has(self, name: str, word: str) -> bool:
        """True when the folded word (or words) stands in the named set."""
        return word in self.sets[name]

    def does(self, word: str) -> bool:
        """True when the folded word tells what is done with a paper or with goods."""
        return word in self.sets["deeds"] or word.startswith(self.deeds)

    def shaped(self, text: str) -> str | None:
        """The role whose pattern the text is."""
        if not self.shapes.fullmatch(text):
            return None
        return next((role for role, pattern in self.patterns if pattern.fullmatch(text)), None)

    def role_of(self, text: str) -> str | None:
        """The role of a number by its shape or by the letters before its first digit."""
        role = self.shaped(text)
        if role:
            return role
        letters = LETTERS.match(text)
        return self.prefixes.get(fold(letters[0])) if letters else None

    def meaning(self, row: Sequence[str], at: int) -> Meaning | None:
        """What the word at an index of a row says, together with the words before it; None = nothing."""
        written = row[at]
        word = fold(written)
        exact = self.lookup.exact
        found = _best(exact.get("=" + written, {}), row, at) or _best(exact.get(word, {}), row, at)
        if found and found.sense is Sense.ROLE:
            return found
        if word in self.prefixes and (written.isupper() or word not in self.sets["ordinary"]):
            return Meaning(Sense.ROLE, self.prefixes[word], short=True)
        return found or self._compound(word)

    def _compound(self, word: str) -> Meaning | None:
        """Rechnungsnummer, Schlussrechnung, Rechnungskopien: the sense lies in a part of the word."""
        for ending in self.compounds:
            if word.endswith(ending) and len(word) > len(ending):
                stem = self._stem(word.removesuffix(ending))
                return Meaning(stem.sense, stem.role, True) if stem else Meaning(Sense.MARKER, marker=True)
        for cut in range(1, len(word) - 2):
            if found := self.lookup.endings.get(word[cut:]):
                return found
        for cut in range(len(word), 2, -1):
            if found := self.lookup.beginnings.get(word[:cut]):
                return found
        return None

    def _stem(self, stem: str) -> Meaning | None:
        """The first part of a compound, with or without its linking letters."""
        for linking in ("", *self.linking):
            if stem.endswith(linking):
                part = stem.removesuffix(linking)
                found = _best(self.lookup.exact.get(part, {}), (part,), 0)
                if found and found.sense in (Sense.ROLE, Sense.NOT):
                    return found
                if part in self.prefixes:
                    return Meaning(Sense.ROLE, self.prefixes[part])
        parts = (self.lookup.endings.get(stem[cut:]) for cut in range(1, len(stem) - 2))
        return next(filter(None, parts), None)


LETTERS = re.compile(r"[^\W\d_]+")
SETS = (
    *(
        "articles",
        "joins",
        "ranges",
        "between",
        "plurals",
        "dates",
        "tails",
        "portions",
        "units",
        "ordinary",
        "sizes",
        "periods",
        "shouted",
    ),
    *("never", "laws", "measures", "sums", "lines", "reach", "copulas", "hedges", "verbal"),
    *("deeds", "headings", "glued"),
)
_SENSES = (
    *(("marker", Sense.MARKER), ("not", Sense.NOT), ("links", Sense.LINK), ("fillers", Sense.FILLER)),
    ("hedges", Sense.HEDGE),
)


def _by_role(kinds: Mapping[str, Table], tables: Sequence[Table], key: str) -> Iterable[tuple[str, str]]:
    """All (role, entry) of a key of the kinds and of the language tables."""
    for code, kind in kinds.items():
        yield from ((code, entry) for entry in kind.get(key, ()))
    for table in tables:
        for role, entries in table.get(key, {}).items():
            yield from ((role, entry) for entry in entries)


def _pattern(role: str, source: str) -> re.Pattern[str]:
    try:
        return re.compile(source, re.IGNORECASE)
    except re.error as fault:
        raise ValueError(f"{role}: {source!r} is no pattern for numbers: {fault}") from fault


def _spoken(endings: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"([0-9][0-9./-]{{2,}}[0-9])(?:{'|'.join(endings) or '(?!)'})")


def _phrases(tables: Sequence[Table], name: str) -> Iterable[str]:
    """The phrases of a plain list, their words joined by one space."""
    for table in tables:
        for written in table.get(name, ()):
            yield from (" ".join(phrase) for phrase in variants(written))


def _listed(name: str, kinds: Mapping[str, Table], tables: Sequence[Table]) -> Iterable[str]:
    """The phrases of a plain list; to the words for several papers the kinds bring theirs along."""
    yield from _phrases(tables, name)
    if name == "plurals":
        yield from (fold(f["many"]) for kind in kinds.values() for f in kind.get("names", {}).values())


def _lookup(kinds: Mapping[str, Table], tables: Sequence[Table]) -> Lookup:
    """Earlier entries win: names of kinds, roles of the languages, then the other senses."""
    exact: dict[str, dict[Phrase, Meaning]] = {}
    beginnings: dict[str, Meaning] = {}
    endings: dict[str, Meaning] = {}
    for written, meaning in _entries(kinds, tables):
        for phrase in variants(written):
            last = phrase[-1]
            if any(term == GAP or term.startswith("{") for term in phrase):
                continue
            if last.startswith("*"):
                endings.setdefault(last[1:], meaning)
            elif last.endswith("*"):
                beginnings.setdefault(last[:-1], meaning)
            else:
                exact.setdefault(last, {}).setdefault(phrase[:-1], meaning)
    ordered = {last: sorted(rows.items(), key=lambda row: -len(row[0])) for last, rows in exact.items()}
    return Lookup({last: _by_word_before(rows) for last, rows in ordered.items()}, beginnings, endings)


def _by_word_before(rows: Sequence[tuple[Phrase, Meaning]]) -> Mapping[str, Entries]:
    """The phrases, longest first, that may fit behind each word."""
    plain = {before[-1] for before, _ in rows if before and before[-1].isalpha()}
    return {
        word: tuple(row for row in rows if not row[0] or row[0][-1] == word or not row[0][-1].isalpha())
        for word in ("", *plain)
    }


def _entries(kinds: Mapping[str, Table], tables: Sequence[Table]) -> Iterable[tuple[str, Meaning]]:
    for code, kind in kinds.items():
        names = [form[key] for form in kind.get("names", {}).values() for key in ("one", "many")]
        for written in [*names, *(w for words in kind.get("words", {}).values() for w in words)]:
            if not written.startswith("-"):
                yield written, Meaning(Sense.ROLE, code)
    for table in tables:
        for role, entries in table.get("roles", {}).items():
            for written in entries:
                yield written, Meaning(Sense.ROLE, None if role == "document" else role)
    for table in tables:
        for name, sense in _SENSES:
            for written in table.get(name, ()):
                yield written, Meaning(sense, marker=sense is Sense.MARKER)
        for written in table.get("figures", ()):
            yield written, Meaning(Sense.NOT, soft=True)
        for written in (w for name in ("joins", "ranges", "between", "tails") for w in table.get(name, ())):
            yield written, Meaning(Sense.FILLER)


def _best(entries: Mapping[str, Entries], row: Sequence[str], at: int) -> Meaning | None:
    """The meaning of the longest phrase that ends at an index."""
    if not entries:
        return None
    ahead = fold(row[at - 1]) if at else ""
    for before, meaning in entries.get(ahead, entries[""]):
        first = at - len(before)
        if first >= 0 and all(map(_fits, before, row[first:at])):
            return meaning
    return None


def _fits(term: str, written: str) -> bool:
    """True when a word of the text fulfils a term of a phrase."""
    if term.startswith("="):
        return term[1:] == written
    word = fold(written)
    if term.endswith("*"):
        return word.startswith(term[:-1])
    return word.endswith(term[1:]) if term.startswith("*") else word == term


def _line_start(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for short lines that begin with one of the words."""
    by_letter: dict[str, list[str]] = {}  # so that most lines are passed over by their first letter
    for word in sorted(words, key=len, reverse=True):
        by_letter.setdefault(word[0], []).append(re.escape(word[1:]))
    choices = [f"{re.escape(letter)}(?:{'|'.join(rest)})" for letter, rest in by_letter.items()]
    choice = "|".join(choices) or "(?!)"
    return re.compile(rf"^[ \t]*(?:{choice})(?![^\W_])[^\n0-9]{{0,30}}$", re.IGNORECASE | re.MULTILINE)
