"""The words of time frames, language by language, ready to be looked up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz.distance import OSA

from parsers.periods.holidays import NAMES as HOLIDAYS

Roles = Mapping[str, int]  # what a word can be in a time frame, with its value ("month": 3)

UNITS = ("day", "week", "weekend", "month", "quarter", "half", "year", "fiscal")
NO_ROLES: Roles = {}
Phrases = dict[str, list[tuple[tuple[str, ...], dict[str, int]]]]  # first word -> the others, and their roles
# Roles of words with which a time frame can begin.
BEGINNING = {
    *("since", "starting", "between", "from", "after", "as_of", "month_end_of", "before", "by", "until"),
    *(
        "until_day",
        "ordinal",
        "month",
        "number",
        "shift",
        "edge",
        "ago_before",
        "quarter_short",
        "half_short",
    ),
    *("week_label", "unit", "to_date", "weekday", "weekday_short", "day", "end_only"),
    *("holiday", "day_again", "same_span", "year_before", "week_begun", "week_ended"),
}
MOST_MET = 20_000  # words whose roles a lexicon keeps
SHORTEST_TYPO = 5  # letters; shorter month names have too many neighbours


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that one language knows of time frames.

    `single` maps a lower-case word to its roles, `phrases` the first word of a longer expression to the other
    words and the roles of the whole, longest first. `slash` and `month_number` say how 3/4/2025 and "Mrz 25"
    are read, `fiscal_year` by which of its calendar years a fiscal year is named. `capitals` are words that
    are something else in capitals: "ab Mai", but "die AB vom 3. Mai".
    """

    single: dict[str, dict[str, int]] = field(default_factory=dict)
    phrases: Phrases = field(default_factory=dict)
    typed: dict[str, list[tuple[str, int]]] = field(default_factory=dict)  # first letter -> month names
    slash: str = "unclear"
    month_number: str = "day"
    fiscal_year: str = "unclear"
    capitals: frozenset[str] = frozenset()
    met: dict[str, Roles] = field(default_factory=dict, compare=False, repr=False)

    def roles(self, word: str) -> Roles:
        """The roles of a lower-case word; a month name may have one slip of the keyboard."""
        found = self.met.get(word)
        if found is None:
            if len(self.met) >= MOST_MET:
                self.met.clear()
            found = self.met[word] = self.single.get(word) or self._mistyped(word)
        return found

    def _mistyped(self, word: str) -> Roles:
        if len(word) < SHORTEST_TYPO or word[0] not in self.typed:
            return NO_ROLES
        for name, month in self.typed[word[0]]:
            if abs(len(name) - len(word)) <= 1 and OSA.distance(name, word, score_cutoff=1) <= 1:
                # "match" is no March: a short name may gain, lose or swap a letter, not change one
                if len(name) == SHORTEST_TYPO == len(word) and sorted(name) != sorted(word):
                    continue
                return {"month": month, "full": 1, "shy": 1, "begins": 1}
        return NO_ROLES


@dataclass(frozen=True, slots=True)
class PeriodWords:
    """The lexicons of all languages that have a [periods] table."""

    lexicons: Mapping[str, Lexicon]
    names: Lexicon  # month names and weekdays of every language, for texts in another one

    @classmethod
    def compile(cls, languages: Mapping[str, Mapping[str, Any]]) -> "PeriodWords":
        """From the merged tables of `templates/languages`; raises KeyError where a table is incomplete."""
        tables = {code: language["periods"] for code, language in languages.items() if "periods" in language}
        names = Lexicon()
        for table in tables.values():
            _add_names(names, table)
        for roles in names.single.values():
            roles["begins"] = 1
        lexicons = {}
        for code, table in tables.items():
            lexicons[code] = _lexicon(table)
            for word, roles in names.single.items():
                if not roles.keys() & {"shy", "verb", "weekday_short"}:
                    foreign = {"shy": 1} if len(word) < SHORTEST_TYPO and "month" in roles else {}
                    lexicons[code].single.setdefault(word, roles | foreign)
        return cls(lexicons, names)

    def of(self, language: str) -> Lexicon:
        """The lexicon of a language, or the bare names when it has none."""
        return self.lexicons.get(language, self.names)


def _lexicon(table: Mapping[str, Any]) -> Lexicon:
    lexicon = Lexicon(
        slash=table["slash"],
        month_number=table["month_number"],
        fiscal_year=table["fiscal_year"],
        capitals=frozenset(table.get("capitals", ())),
    )
    for expression, roles in _entries(table):
        for words in _inflected(expression.replace("'", " ' ").split(), table["endings"]):
            _add(lexicon, words, roles)
    _add_names(lexicon, table)
    for rest in lexicon.phrases.values():
        rest.sort(key=lambda phrase: -len(phrase[0]))
    for roles in _all_roles(lexicon):
        if roles.keys() & BEGINNING:
            roles["begins"] = 1
    return lexicon


def _all_roles(lexicon: Lexicon) -> Iterator[dict[str, int]]:
    yield from lexicon.single.values()
    for phrases in lexicon.phrases.values():
        yield from (roles for _, roles in phrases)


def _add(lexicon: Lexicon, words: list[str], roles: dict[str, int]) -> None:
    if len(words) == 1:
        lexicon.single.setdefault(words[0], {}).update(roles)
        return
    phrases = lexicon.phrases.setdefault(words[0], [])
    for rest, known in phrases:
        if rest == tuple(words[1:]):
            known.update(roles)
            return
    phrases.append((tuple(words[1:]), dict(roles)))


def _inflected(words: list[str], endings: list[str]) -> Iterator[list[str]]:
    stem = next((i for i, word in enumerate(words) if word.endswith("*")), None)
    if stem is None:
        yield words
        return
    for ending in endings:
        yield [*words[:stem], words[stem][:-1] + ending, *words[stem + 1 :]]


def _entries(table: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, int]]]:
    for unit, words in table["units"].items():
        yield from ((word, {"unit": UNITS.index(unit)}) for word in words)
    for role, values in table["values"].items():
        yield from ((word, {role: value}) for word, value in values.items())
    for word, parts in table["fused"].items():
        yield (
            word,
            {
                ("fused" if k == "unit" else k): (UNITS.index(v) if k == "unit" else v)
                for k, v in parts.items()
            },
        )
    for name, words in table.get("holidays", {}).items():
        yield from ((word, {"holiday": HOLIDAYS.index(name)}) for word in words)
    for role, words in table["words"].items():
        yield from ((word, {role: 1}) for word in words)


def _add_names(lexicon: Lexicon, table: Mapping[str, Any]) -> None:
    """Month names and weekdays; the first name of each is the full one, to which no dot belongs."""
    for number, names in enumerate(table["months"], start=1):
        for name in names:
            roles = {"month": number}
            roles |= {"full": 1} if len(name) > SHORTEST_TYPO or name == names[0] else {}
            roles |= {"shy": 1} if name in table["shy_months"] else {}
            roles |= {"verb": 1} if name in table.get("verb_months", ()) else {}
            lexicon.single.setdefault(name, {}).update(roles)
            if len(name) >= SHORTEST_TYPO:
                lexicon.typed.setdefault(name[0], []).append((name, number))
        for tail in table["month_tails"]:
            lexicon.single.setdefault(names[0] + tail, {"month": number, "full": 1, "noun": 1})
        for tail in table["half_tails"]:
            lexicon.single.setdefault(names[0] + tail, {"half_of_month": number})
    for role, weekdays in (("weekday", table["weekdays"]), ("weekday_short", table["weekdays_short"])):
        for number, names in enumerate(weekdays):
            for name in names:
                lexicon.single.setdefault(name, {}).update({role: number})
