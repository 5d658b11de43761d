"""The words by which mail clients of all languages mark older mails and signatures, compiled once."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

_FIELDS: Final = ("from", "date", "to", "cc", "subject", "other")
_NOTHING: Final = "(?!)"
_IDEOGRAPHS: Final = 0x2E80  # from here on words are not set apart by spaces


@dataclass(frozen=True, slots=True)
class MailWords:
    """The `[mail]` tables of all languages together: a client writes in its user's language, not the mail's.

    `fields` maps the name of a header field, in lower case, to from, date, to, cc, subject or other. `wrote`,
    The patterns, but for `app`, are to be used on lower-case text.
    """

    fields: Mapping[str, str]
    dividers: frozenset[str]  # "original message"
    forwards: frozenset[str]  # "forwarded message"
    wrote: re.Pattern[str]
    opener: re.Pattern[str]
    app: re.Pattern[str]
    device: re.Pattern[str]
    postscript: re.Pattern[str]
    fine_print: re.Pattern[str]
    legal: re.Pattern[str]
    banner: re.Pattern[str]  # enough to know a banner by
    banner_alarm: re.Pattern[str]
    banner_more: re.Pattern[str]  # what banners go on with
    banner_titles: frozenset[str]
    ticket_line: re.Pattern[str]  # "reply above this line"
    carrier: re.Pattern[str]  # who sends parcels, not mails

    @classmethod
    def compile(cls, languages: Mapping[str, Mapping[str, Any]]) -> "MailWords":
        """From language code -> table; a table without `[mail]` adds nothing."""
        tables = [table["mail"] for table in languages.values() if "mail" in table]
        return cls(
            fields={
                word.lower(): name for table in tables for name in _FIELDS for word in table.get(name, ())
            },
            dividers=frozenset(word.lower() for word in _words(tables, "dividers")),
            forwards=frozenset(word.lower() for word in _words(tables, "forwards")),
            wrote=_whole(_words(tables, "wrote")),
            opener=_whole(_words(tables, "openers")),
            app=_app(_words(tables, "apps")),
            device=_parts(_words(tables, "devices")),
            postscript=_whole(_words(tables, "postscript")),
            fine_print=_whole(_words(tables, "fine_print")),
            legal=_parts(_words(tables, "legal")),
            banner=_parts(_words(tables, "banners")),
            banner_alarm=_whole(_words(tables, "banner_alarms")),
            banner_more=_parts(_words(tables, "banner_more")),
            banner_titles=frozenset(word.lower() for word in _words(tables, "banner_titles")),
            ticket_line=_between(_words(tables, "ticket_lines")),
            carrier=_whole(_words(tables, "carriers")),
        )


def _words(tables: Iterable[Mapping[str, Any]], key: str) -> Iterator[str]:
    for table in tables:
        yield from table.get(key, ())


def _parts(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words, also inside another."""
    return re.compile(_any(words) or _NOTHING)


def _whole(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words, whole; the set of first letters lets the search skip most places."""
    words = list(words)
    spaced = [word for word in words if ord(word[0]) < _IDEOGRAPHS]
    first = re.escape("".join(sorted({word[0].lower() for word in spaced})))
    choices = [rf"\b(?=[{first}])(?:{_any(spaced)})(?!\w)"] if spaced else []
    dense = _any(word for word in words if ord(word[0]) >= _IDEOGRAPHS)
    return re.compile("|".join([*choices, dense] if dense else choices) or _NOTHING)


def _any(words: Iterable[str]) -> str:
    """The longest first; a space matches a line break, too."""
    ordered = sorted({word.lower() for word in words}, key=lambda word: (-len(word), word))
    return by_first(ordered, lambda word: r"\s{1,8}".join(re.escape(part) for part in word.split()))


def by_first(ordered: Iterable[str], source: Callable[[str], str] = re.escape) -> str:
    """The patterns of words as one, which first looks at the few letters that they begin with."""
    groups: dict[str, list[str]] = {}
    for word in ordered:
        pattern, letter = source(word), re.escape(word[0])
        groups.setdefault(letter if pattern.startswith(letter) else "", []).append(
            pattern.removeprefix(letter)
        )
    return "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in groups.items())


def _between(phrases: Iterable[str]) -> re.Pattern[str]:
    """Phrases inside a line; a star stands for a few words between."""
    ordered = sorted({phrase.lower() for phrase in phrases}, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(by_first(ordered, lambda p: re.escape(p).replace(r"\*", ".{1,30}")) or _NOTHING)


def _app(phrases: Iterable[str]) -> re.Pattern[str]:
    """Whole lines such as `Sent from my *`; the star, a group, is the name of an app or a device."""
    ordered = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    patterns = (re.escape(phrase).replace(r"\*", r"(.{1,60})") for phrase in ordered)
    return re.compile("|".join(patterns) or _NOTHING, re.IGNORECASE)
