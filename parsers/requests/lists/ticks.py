"""What a cell of a buyer's table, or the remark behind a number, says of the paper of its row."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from parsers.phrases import fold

OCCURRENCES = 20  # places of a text where a mark is looked for
AROUND = 50  # characters read on both sides of it
LONGEST = 6  # words of a remark; what says more is a sentence
_WORD = re.compile(r"[^\W\d_]+(?:['’/][^\W\d_]+)*")
_ENDS = " \t.,:;!?()[]\"'„“”*-–—/"
_CUTS = re.compile(r"[\s,.:;()!?–—+&]+|-(?!\w)")
_GLUED = re.compile(r"\w")
_SENTENCE_END = re.compile(r"[.;!?\n]")
_IS = re.compile(r"[\"']?[ ]?=[ ]?([^\n,;.)=]+)")
_OF = re.compile(r"([^\n,;.(=]+)=[ ]?[\"']?\Z")
_LED = re.compile(r"(?:([^\W\d_]+)[ ])?([^\W\d_]+)[ ][\"']?\Z")
CLASSES = (
    "yes",
    "no",
    "negations",
    "here",
    "lacking",
    "needed",
    "asked",
    "unwanted",
    "marking",
    "unmarked",
    "since",
    "lots",
    "came",
    "bids",
)
ASKING = ("lacking", "needed", "asked", "bids")


class Tick(Enum):
    """What is said of a paper; YES and NO answer the head of the column, a BLANK says nothing."""

    HERE = "here"
    LACKING = "lacking"
    UNWANTED = "unwanted"
    YES = "yes"
    NO = "no"
    CROSS = "x"
    BLANK = ""


MARKS: Mapping[str, Tick] = {
    **dict.fromkeys("✓✔☑✅√", Tick.HERE),
    **dict.fromkeys("✗✘❌☒✖", Tick.LACKING),
    **dict.fromkeys(("-", "–", "—", "--", "---", "?", "??", "0", "./.", "☐", "□"), Tick.NO),
    "1": Tick.YES,
    "x": Tick.CROSS,
    "X": Tick.CROSS,
}


@dataclass(frozen=True, slots=True)
class TickWords:
    """The words of each class, folded; `parts` cuts a remark into what it says of one paper and the next."""

    sets: Mapping[str, frozenset[str]]
    parts: re.Pattern[str]

    @classmethod
    def compile(cls, languages: Mapping[str, Mapping[str, Any]]) -> "TickWords":
        """From the `tables` of the language files; buyers mix languages, so all count for every message."""
        tables = [table["tables"] for table in languages.values() if "tables" in table]
        joins = "|".join(re.escape(word) for table in tables for word in table["joins"])
        sets = {name: frozenset(_folded(tables, name)) for name in (*CLASSES, "articles")}
        return cls(sets, re.compile(rf"[,;/] ?| (?:{joins}) "))

    def has(self, name: str, words: Iterable[str]) -> bool:
        """True when one of the folded words is in the class."""
        return not self.sets[name].isdisjoint(words)

    def polite(self, text: str) -> bool:
        """True when a text only asks."""
        words = list(map(fold, _WORD.findall(text)))
        return bool(words) and all(word in self.sets["asked"] for word in words)

    def asks(self, text: str) -> bool:
        """True when a text wants what stands below it, and does not only ask which of that is here."""
        said = set(map(fold, _WORD.findall(text)))
        return any(self.has(name, said) for name in ASKING) and "=" not in text

    def came(self, text: str) -> bool:
        """True when a text says that something has come in."""
        return self.has("came", map(fold, _WORD.findall(text)))


def _folded(tables: Iterable[Mapping[str, Any]], name: str) -> Iterable[str]:
    return (fold(word) for table in tables for word in table.get(name, ()))


def tick(cell: str, words: TickWords) -> Tick | None:
    """What a cell says of its paper; None when it speaks of something else."""
    written = cell.strip()
    if not written.strip(" \t:"):
        return Tick.BLANK
    if mark := MARKS.get(written.strip(" \t()[]\"'")):
        return mark
    return _said([fold(word) for word in _CUTS.split(written.strip(_ENDS)) if word], words)


def _said(row: list[str], words: TickWords) -> Tick | None:
    """The polarity of a remark: the word of its class, turned around by a negation."""
    if not row or len(row) > LONGEST:
        return None
    row = [*row, "".join(row)] if all(len(word) == 1 for word in row) else row  # "i. O."
    says = {name for name in CLASSES if words.has(name, row)}
    denied = bool(says & {"negations", "no"})
    spared = "unwanted" in says and not denied  # not "only if it is not cancelled"
    if spared or (denied and "needed" in says and not says & {"here", "came"}):
        return Tick.UNWANTED
    if "lacking" in says:
        return Tick.HERE if denied else Tick.LACKING
    if says & {"needed", "asked"}:
        return Tick.LACKING
    if says & {"here", "came"}:
        return Tick.LACKING if denied else Tick.HERE
    if "no" in says or "negations" in says:
        return Tick.NO
    return Tick.YES if "yes" in says else None


def question(head: str, words: TickWords) -> Tick | None:
    """What "yes" below the head of a column means: the paper is here, it lacks; None for neither."""
    said = {fold(word) for word in _WORD.findall(head)}
    if (words.has("here", said) or words.has("came", said)) and not words.has("negations", said):
        return Tick.HERE
    return (
        Tick.LACKING
        if words.has("lacking", said) or words.has("needed", said) or words.has("asked", said)
        else None
    )


def answer(said: Tick, asked: Tick | None) -> Tick | None:
    """A "yes" or "no" as the answer to the head of its column; None when the head asks nothing about it."""
    if said in (Tick.HERE, Tick.LACKING, Tick.UNWANTED, Tick.BLANK):
        return said
    if asked is None:
        return None
    lacks = (said is Tick.NO) == (asked is Tick.HERE)
    return Tick.LACKING if lacks else Tick.HERE


def explained(mark: str, text: str, words: TickWords) -> Tick | None:
    """What a text says that a mark means: "M = missing", "need copy = *", "with an x", "where it says N"."""
    at = text.find(mark)
    for _ in range(OCCURRENCES if mark else 0):
        if at < 0:
            break
        before, behind = text[max(0, at - AROUND) : at], text[at + len(mark) : at + len(mark) + AROUND]
        if not (_GLUED.search(before[-1:]) or _GLUED.match(behind)) and (
            said := _told(before, behind, words)
        ):
            return said
        at = text.find(mark, at + len(mark))
    return None


def _told(before: str, behind: str, words: TickWords) -> Tick | None:
    """What the words on both sides of a mark say of it."""
    if legend := _IS.match(behind) or _OF.search(before):
        return _said([fold(word) for word in _CUTS.split(legend[1]) if word][-LONGEST:], words)
    led = _LED.search(before)
    row = [fold(word or "") for word in led.groups()] if led else [""]
    word = row[0] if words.has("articles", row[-1:]) else row[-1]
    if words.has("unmarked", (word,)):
        return Tick.HERE
    if not words.has("marking", (word,)):
        return None
    rest = [fold(one) for one in _CUTS.split(_SENTENCE_END.split(behind, maxsplit=1)[0]) if one][:LONGEST]
    come = words.has("since", rest) and not words.has("negations", rest)
    return Tick.HERE if come and not words.has("lacking", rest) else Tick.LACKING
