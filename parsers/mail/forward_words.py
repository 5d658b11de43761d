"""Words by which mail clients of all languages head a forwarded message, ready for looking up."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

ROLES = ("from", "to", "cc", "date", "subject", "other")
FORWARD, REPLY = "forward", "reply"  # what a subject prefix says
FORWARDED, ORIGINAL, UNKNOWN = "forwarded", "original", "unknown"  # what a line between dashes says

_DASH = "-=_*~\u2010\u2011\u2013\u2014\u2015\u2500"
_DASHES = tuple(_DASH)
_FRAMED = re.compile(rf"\s*[{_DASH}]{{2,100}}\s*([^{_DASH}\s].{{2,90}}?)\s*[{_DASH}]{{2,100}}")
_LONGEST_FRAME = 300
_PREFIX = re.compile(
    r"\s*(?:\[[^\[\]]{0,60}\]\s*|\*[^*]{1,20}\*\s*|\([^()]{1,20}\)\s*){0,3}(\[?)([^\W\d_][^\[\]():\uff1a]{0,19}?)\s{0,3}(?:\[\d{1,3}\]|\(\d{1,3}\))?\s{0,3}[:\uff1a]"
)
_PREFIXES = 3
_SUFFIX = "(fwd)"
_LETTER = r"[^\W\d_]"


def announces(text: str) -> bool:
    """False for a line that surely heads no message: it holds no colon, and begins with no dash."""
    return ":" in text or "\uff1a" in text or text.lstrip().startswith(_DASHES)


def plain(text: str) -> str:
    """The form in which words are compared: lower case, single blanks, Turkish dots dropped."""
    return " ".join(text.casefold().replace("\u0307", "").split())


@dataclass(frozen=True, slots=True)
class Frame:
    """A line that announces a quoted message; `rest` is what the same line goes on with."""

    says: str
    rest: str = ""


class Prefix(NamedTuple):
    """How a subject begins (FORWARD, REPLY or "") and the subject without that beginning."""

    says: str
    subject: str


@dataclass(frozen=True, slots=True)
class ForwardWords:
    """The tables [forward] of all languages."""

    roles: Mapping[str, tuple[str, frozenset[str]]]  # word -> role and the languages that use it
    prefixes: Mapping[str, Mapping[str, str]]  # prefix -> language -> FORWARD or REPLY
    frames: Mapping[str, str]  # phrase -> FORWARDED or ORIGINAL
    ends: tuple[str, ...]
    wrote: re.Pattern[str]

    @classmethod
    def compile(cls, languages: Mapping[str, Mapping[str, Any]]) -> "ForwardWords":
        """Takes the merged language tables (code -> table); languages without [forward] are passed over."""
        tables = {code: table["forward"] for code, table in languages.items() if "forward" in table}
        frames = {plain(line): ORIGINAL for line in _all(tables, "original_lines")}
        frames |= {plain(line): FORWARDED for line in _all(tables, "forward_lines")}
        return cls(
            roles=_roles(tables),
            prefixes=_prefixes(tables),
            frames=frames,
            ends=tuple({plain(line): None for line in _all(tables, "end_lines")}),
            wrote=_one_of(_all(tables, "wrote")),
        )

    def role(self, word: str) -> tuple[str, frozenset[str]] | None:
        """Role of the word in front of a colon, and its languages."""
        return self.roles.get(plain(word))

    def frame(self, text: str) -> Frame | None:
        """Reads "---- Forwarded message ----" or, on a line of its own, "Begin forwarded message:"."""
        framed = _FRAMED.match(text[:_LONGEST_FRAME])
        if framed:
            return Frame(self._announces(framed[1]), text[framed.end() :].strip(_DASH + " \t\xa0"))
        bare = text.strip(" \t\xa0*_")
        if len(bare) < 100 and bare.endswith((":", "\uff1a")):
            says = self.frames.get(plain(bare[:-1]).rstrip(), "")
            return Frame(says) if says == FORWARDED else None
        return None

    def closes(self, text: str) -> bool:
        """True for "---- End of forwarded message ----"."""
        framed = _FRAMED.match(text[:_LONGEST_FRAME])
        return plain(framed[1]).startswith(self.ends) if framed else False

    def prefix(self, subject: str, spoken: frozenset[str] = frozenset()) -> Prefix:
        """What the subject says; `spoken` are the languages that decide when a prefix means both ("VS")."""
        at = 0
        begun = ":" in subject or "\uff1a" in subject
        for _ in range(_PREFIXES if begun else 0):  # gateways and ticket systems put their own words in front
            match = _PREFIX.match(subject, at)
            if not match:
                break
            first, at = at == 0, match.end()
            if (first or len(match[2]) > 1) and (says := self._says(match[2], spoken)):
                rest = subject[at:].strip()
                return Prefix(says, rest.removesuffix("]") if match[1] else rest)
        rest = subject.strip()
        if rest.lower().endswith(_SUFFIX):
            return Prefix(FORWARD, rest[: -len(_SUFFIX)].strip())
        return Prefix("", rest)

    def _announces(self, phrase: str) -> str:
        """Looks up the phrase, then its beginnings: "Forwarded by Eva Muster on 3 May"."""
        terms = plain(phrase).rstrip(" :").split(" ")[:8]
        beginnings = (" ".join(terms[:count]) for count in range(len(terms), 0, -1))
        return next((self.frames[begin] for begin in beginnings if begin in self.frames), UNKNOWN)

    def _says(self, word: str, spoken: frozenset[str]) -> str:
        meanings = self.prefixes.get(plain(word), {})
        chosen = {says for code, says in meanings.items() if code in spoken} or set(meanings.values())
        return FORWARD if FORWARD in chosen else REPLY if chosen else ""


def _all(tables: Mapping[str, Mapping[str, Any]], key: str) -> list[str]:
    return [str(word) for table in tables.values() for word in table.get(key, ())]


def _roles(tables: Mapping[str, Mapping[str, Any]]) -> dict[str, tuple[str, frozenset[str]]]:
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for code, table in tables.items():
        for role in ROLES:
            for word in table.get(role, ()):
                known, spoken = found.get(plain(word), (role, frozenset[str]()))
                if known == role:
                    found[plain(word)] = (role, spoken | {code})
    return found


def _prefixes(tables: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for code, table in tables.items():
        for key, says in (("forward_prefixes", FORWARD), ("reply_prefixes", REPLY)):
            for word in table.get(key, ()):
                found.setdefault(plain(word), {})[code] = says
    return found


def _one_of(words: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all words, longest first; without any word it matches nothing."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    choice = "|".join(map(re.escape, ordered))
    return re.compile(rf"(?<!{_LETTER})(?:{choice})(?!{_LETTER})" if choice else r"(?!)", re.IGNORECASE)
