"""Phrases by which programs write mail in all languages, as patterns."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

_TAGS = re.compile(r"(?:\[[^\[\]]{0,60}\] ?|\*+ ?){0,4}")
_LETTER = r"[^\W\d_]"
_GAP = r"(?:[^.!?]|(?<=\d)\.){0,60}?"  # other words of the same sentence; a day like 16.11. does not end it
_EDGE = r"(?= ?(?:$|[:;,.!*()\[\"\uff1a\u2013\u2014\u201e\u201c-]))"
_EDGED = ("automatic_subjects", "bounce_hints", "receipt_subjects")  # nothing but a sign may follow
_NOTHING = re.compile(r"(?!)")
_OLDEST_UNSPACED = 0x2E80  # from here on scripts are written without blanks between words


def flat(text: str) -> str:
    """The form in which phrases are sought: lower case, one blank between words."""
    return " ".join(text.casefold().replace("\u2019", "'").split())


@dataclass(frozen=True, slots=True)
class AutomaticWords:
    """The tables [automatic] of all languages; every pattern is sought in `flat` text."""

    automatic_subjects: re.Pattern[str]
    absence_subjects: re.Pattern[str]
    absence_texts: re.Pattern[str]
    absence_advice: re.Pattern[str]
    notice_texts: re.Pattern[str]
    acknowledgement_texts: re.Pattern[str]
    bounce_subjects: re.Pattern[str]
    bounce_hints: re.Pattern[str]
    bounce_texts: re.Pattern[str]
    bounce_greetings: re.Pattern[str]
    receipt_subjects: re.Pattern[str]
    receipt_texts: re.Pattern[str]
    feedback_subjects: re.Pattern[str]
    forward_subjects: re.Pattern[str]
    wishes: re.Pattern[str]
    no_reply_addresses: tuple[str, ...]

    @classmethod
    def compile(cls, languages: Mapping[str, Mapping[str, Any]]) -> "AutomaticWords":
        """Takes the merged language tables (code -> table); languages without [automatic] are passed over."""
        tables = [table["automatic"] for table in languages.values() if "automatic" in table]
        forwards = [table["forward"] for table in languages.values() if "forward" in table]
        patterns = {f.name for f in fields(cls)} - {"forward_subjects", "no_reply_addresses"}
        return cls(
            **{name: _pattern(_all(tables, name), _EDGE if name in _EDGED else "") for name in patterns},
            forward_subjects=_pattern(_all(forwards, "forward_prefixes"), "(?= ?[:\uff1a])"),
            no_reply_addresses=tuple(sorted(set(_all(tables, "no_reply_addresses")))),
        )


def opens(pattern: re.Pattern[str], subject: str) -> bool:
    """True when a flat subject begins with one of the phrases, tags like [extern] passed over."""
    tags = _TAGS.match(subject)
    return bool(pattern.match(subject, tags.end() if tags else 0))


def _all(tables: Iterable[Mapping[str, Any]], name: str) -> list[str]:
    return [str(phrase) for table in tables for phrase in table.get(name, ())]


def _pattern(phrases: Iterable[str], behind: str = "") -> re.Pattern[str]:
    ordered = sorted({flat(phrase) for phrase in phrases}, key=lambda phrase: (-len(phrase), phrase))
    return re.compile("|".join(_bounded(phrase) + behind for phrase in ordered)) if ordered else _NOTHING


def _bounded(phrase: str) -> str:
    inner = _GAP.join(re.escape(part.strip()) for part in phrase.split("\u2026"))
    before = rf"(?<!{_LETTER})" if ord(phrase[0]) < _OLDEST_UNSPACED else ""
    behind = rf"(?!{_LETTER})" if ord(phrase[-1]) < _OLDEST_UNSPACED else ""
    return before + inner + behind
