"""Cuts a text into numbers, words and signs, each word with its roles in a time frame."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from parsers.periods.calendar_days import Days
from parsers.periods.words import NO_ROLES, Lexicon, Phrases, Roles

LONGEST_RUN = 60  # characters without a space; longer runs are no dates
# what stands before a piece, and the piece; of a text without white space at its end
PIECE = re.compile(rf"(\s*+)(\S{{{LONGEST_RUN + 1},}}|[0-9]+|[^\W\d_]+|\S)")
SLASHED = re.compile(r"(?<![\w/.-])([0-9]{1,2})/([0-9]{1,2})(/[0-9]{2,4})?(?![\w/])")
DASHES = frozenset("-–—~‐‑−")
JOINERS = DASHES | frozenset("/._,:+#@&=\\*%€$£")
LONGEST_NUMBER = 4  # digits; longer ones are never part of a date
SHORTEST_WORD = 3  # letters behind a dash; "2025-A" is a number, "Q3-Rechnungen" is not
REACH = 8  # pieces that are looked at behind a frame

GLUED, SPACED, WRAPPED, APART = range(4)  # nothing, spaces, one line end, a blank line before a piece


class Atom(NamedTuple):
    """A number, word or sign; `gap` says what stands before it, `number` is -1 for what is none."""

    text: str  # lower case
    start: int
    end: int
    gap: int
    number: int = -1
    roles: Roles = NO_ROLES
    capital: bool = False


END = Atom("", 0, 0, APART)
_placed: Callable[[tuple[str, int, int, int, int, Roles, bool]], Atom] = partial(tuple.__new__, Atom)  # quick


@dataclass(slots=True)
class Line:
    """The atoms of one text with what is needed to understand them; outside of it there is only END."""

    text: str
    lexicon: Lexicon
    today: date
    fiscal_start: int | None = None
    own_year: bool = False  # the text tells its fiscal year: "last year" is then the last of those
    anchor: Days | None = None  # the time frame that "the year before" leans on: the one read last
    thread: Days | None = None  # the one that was answered before in the same thread
    alone: bool = False  # the text is a time frame and nothing else
    atoms: list[Atom] = field(default_factory=list)
    begins: list[int] = field(default_factory=list)  # the atoms with which a time frame can begin
    slash: str = ""
    marks: dict[int, Any] = field(default_factory=dict)  # what was read at an index before

    def __post_init__(self) -> None:
        self.atoms = _atoms(self.text, self.lexicon)
        # number and roles by index, which is read in half the time
        self.begins = [i for i, one in enumerate(self.atoms) if one[4] >= 0 or "begins" in one[5]]
        self.slash = self._slash_order()

    def at(self, i: int) -> Atom:
        """The atom at an index, END outside of the text and behind a blank line."""
        return self.atoms[i] if 0 <= i < len(self.atoms) else END

    def value(self, i: int, role: str) -> int | None:
        """The value of a role that the atom has, else None."""
        atoms = self.atoms
        return atoms[i].roles.get(role) if 0 <= i < len(atoms) else None

    def has(self, i: int, *roles: str) -> bool:
        """True when the atom has one of the roles."""
        atoms = self.atoms
        own = atoms[i].roles if 0 <= i < len(atoms) else NO_ROLES
        if own:
            for role in roles:  # a plain loop: this is where the time goes
                if role in own:
                    return True
        return False

    def sign(self, i: int, signs: str | frozenset[str]) -> bool:
        """True when the atom is one of the signs."""
        text = self.at(i).text
        return len(text) == 1 and text in signs

    def glued(self, i: int) -> bool:
        """True when nothing stands between the atom and the one before."""
        return self.at(i).gap == GLUED

    def digits(self, i: int) -> int:
        """How many digits the number has, 0 for what is none."""
        atom = self.at(i)
        return len(atom.text) if atom.number >= 0 else 0

    def past(self, i: int, role: str, most: int = 3) -> int:
        """The index behind up to `most` atoms of a role."""
        while most and self.has(i, role):
            i, most = i + 1, most - 1
        return i

    def past_dot(self, i: int) -> int:
        """The index behind the dot of a shortened word."""
        return i + (self.sign(i, ".") and self.glued(i))

    def cut_off(self, i: int, j: int) -> bool:
        """True when the atoms from i up to j stand free, not inside a document number, amount or address."""
        return self._free_left(i) and self._free_right(j)

    def _free_left(self, i: int) -> bool:
        if not i or not self.glued(i):
            return True
        before = self.at(i - 1)
        if self.text[before.end - 1] in "'’":
            return True  # d'octobre, l'année
        if before.number >= 0 or before.text[0].isalnum() or before.text in "_#@\\=€$£":
            return False
        if before.text not in JOINERS or not self.glued(i - 1):
            return True
        word = self.at(i - 2)
        if not word.text[:1].isalnum():
            return True
        return (
            word.number < 0
            and not word.text.isdigit()
            and (before.text == ":" or self.has(i, "month", "half_of_month"))
        )

    def _free_right(self, j: int) -> bool:
        after = self.at(j)
        if not after.text or not self.glued(j):
            return True
        if after.text[0].isalnum() or after.text in "_@\\=%€$£°":
            return False
        if after.text in "'’":
            return not self.at(j + 1).text.isdigit()
        behind = self.at(j + 1)
        if after.text not in JOINERS or not self.glued(j + 1) or not behind.text[0].isalnum():
            return True
        if behind.text.isdigit():
            return False
        if after.text in DASHES and len(behind.text) < SHORTEST_WORD:
            return False
        return (after.text != "." or behind.capital) and not self._digits_follow(j + 1)

    def _digits_follow(self, j: int) -> bool:
        for k in range(j, j + REACH):
            if k > j and not self.glued(k):
                return False
            if self.at(k).text.isdigit():
                return True
        return False

    def _slash_order(self) -> str:
        """Whether 3/4/2025 begins with the day: as other dates of the text show, else the language says."""
        if "/" not in self.text:
            return self.lexicon.slash
        pairs = [m for m in SLASHED.finditer(self.text) if m[3] or self.lexicon.slash == "unclear"]
        day = any(int(m[1]) > 12 >= int(m[2]) for m in pairs)
        month = any(int(m[2]) > 12 >= int(m[1]) for m in pairs)
        if day == month:
            return self.lexicon.slash
        return "day" if day else "month"


def _atoms(text: str, lexicon: Lexicon) -> list[Atom]:
    atoms: list[Atom] = []
    heads: list[int] = []  # with which a longer expression may begin
    end = 0
    met, phrases = lexicon.met, lexicon.phrases
    for space, piece in PIECE.findall(text.rstrip()):
        start, length = end + len(space), len(piece)
        end = start + length
        gap = GLUED
        if space:
            gap = SPACED if space == " " else _gap(space)
            if gap == APART:
                atoms.append(END)
        if length > LONGEST_RUN:
            atoms.append(_placed((piece, start, end, gap, -1, NO_ROLES, False)))
        elif piece[0].isalpha():
            word = piece.lower()
            roles = met.get(word)
            if roles is None:
                roles = lexicon.roles(word)
            if word in lexicon.capitals and piece.isupper() and not text.isupper():
                roles = NO_ROLES
            if not gap and atoms and "ordinal_suffix" in roles and atoms[-1].number >= 0:
                atoms[-1] = atoms[-1]._replace(end=end, roles=ORDINAL)
                continue
            if word in phrases:
                heads.append(len(atoms))
            atoms.append(_placed((word, start, end, gap, -1, roles, piece[0].isupper())))
        elif piece[0] in "0123456789" and length <= LONGEST_NUMBER:
            atoms.append(_placed((piece, start, end, gap, int(piece), NO_ROLES, False)))
        else:
            atoms.append(_placed((piece, start, end, gap, -1, NO_ROLES, False)))
    return _merged(atoms, heads, phrases) if heads else atoms


ORDINAL: Roles = {"ordinal_mark": 1}


def _gap(space: str) -> int:
    """How far apart the pieces around a stretch of white space stand."""
    lines = space.count("\n")
    return SPACED if not lines else WRAPPED if lines == 1 else APART


def _merged(atoms: list[Atom], heads: list[int], phrases: Phrases) -> list[Atom]:
    """Puts the words of a longer expression ("year to date") that begins at a head into one atom."""
    merged: list[Atom] = []
    behind = 0  # the expression before
    for i in heads:
        following = atoms[i + 1].text if i + 1 < len(atoms) else ""
        for rest, roles in phrases[atoms[i].text] if i >= behind else ():
            fits = rest[0] == following or following in DASHES
            if fits and (j := _phrase_end(atoms, i + 1, rest)):
                merged += atoms[behind:i]
                merged.append(atoms[i]._replace(end=atoms[j - 1].end, roles=roles))
                behind = j
                break
    return merged + atoms[behind:] if behind else atoms


def _phrase_end(atoms: list[Atom], i: int, rest: tuple[str, ...]) -> int:
    """The index behind the words of a phrase, 0 when they do not follow; "year-end" counts as two words."""
    for word in rest:
        if i + 1 < len(atoms) and not atoms[i].gap and not atoms[i + 1].gap and atoms[i].text in DASHES:
            i += 1
        if i >= len(atoms) or atoms[i].text != word:
            return 0
        i += 1
    return i
