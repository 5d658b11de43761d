"""Reads a command in the first line of a message: a verb of the house's people and what it is about."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from parsers.phrases import fold

__all__ = ["Command", "CommandWords", "read"]

LONGEST = 300  # characters of a line that may be a command
MOST_LINES = 20  # empty ones before the first line
ALONE = frozenset({"why", "resume"})  # these say everything; with more behind them it is a sentence
NUMBERED = frozenset({"paid", "part", "unpaid", "dispute", "settle", "move", "undo"})  # these name documents
AIMED = {"send": frozenset({"to"}), "pause": frozenset({"until"})}  # these take nothing but that
WORD = re.compile(r"\S+")
COUNT = re.compile(r"(\d{1,2})[.)]?")
EDGES = " \t!?/:,;.*"


@dataclass(frozen=True, slots=True)
class Command:
    """`verb` is a key of [commands]; `about` stands right behind it, `parts` behind its small words."""

    verb: str
    language: str = ""
    about: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)  # to, on, until, for -> the words behind it


@dataclass(frozen=True, slots=True)
class CommandWords:
    """The words of commands of all languages, folded."""

    verbs: tuple[tuple[tuple[str, ...], str, str], ...]  # words of the verb, its key, language; longest first
    joints: Mapping[str, Mapping[str, str]]  # language -> small word -> its key

    @classmethod
    def compile(cls, languages: Mapping[str, Mapping[str, Any]]) -> "CommandWords":
        """From the tables [commands] and [commands.joints] of the languages that have them."""
        verbs, joints = [], {}
        for code, table in languages.items():
            commands = dict(table.get("commands", {}))
            small = commands.pop("joints", {})
            joints[code] = {fold(word): key for key, words in small.items() for word in words}
            verbs += [
                (tuple(fold(phrase).split()), key, code)
                for key, words in commands.items()
                for phrase in words
            ]
        return cls(tuple(sorted(verbs, key=lambda v: -len(v[0]))), joints)


def read(text: str, words: CommandWords) -> Command | None:
    """The command in the first line of a text; None when it begins with none.

    A number alone picks one of several: it sends to it.
    """
    line = first_line(text)
    if not line:
        return None
    if picked := COUNT.fullmatch(line):
        return Command("send", "", "", {"to": picked[1]})
    said = [m[0] for m in WORD.finditer(line)]
    flat = [fold(word).strip(EDGES) for word in said]
    for verb, key, language in words.verbs:
        if flat[: len(verb)] == list(verb):
            return fitting(split(key, language, said[len(verb) :], words.joints[language]))
    return None


def first_line(text: str) -> str:
    """The first line that says something, without the marks before and behind it; empty when it is long."""
    for line in text[: LONGEST * MOST_LINES].split("\n", MOST_LINES)[:MOST_LINES]:
        if bare := line.strip().strip(EDGES):
            return bare if len(line) <= LONGEST else ""
    return ""


def split(verb: str, language: str, said: list[str], joints: Mapping[str, str]) -> Command:
    """What stands behind the verb, cut at the small words."""
    parts: dict[str, list[str]] = {}
    here = ""
    for word in said:
        joint = joints.get(fold(word).strip(EDGES), "")
        if joint and joint not in parts:
            here = joint
            parts[here] = []
        else:
            parts.setdefault(here, []).append(word)
    phrases = {key: " ".join(words).strip(EDGES.replace(".", "")) for key, words in parts.items()}
    return Command(verb, language, phrases.pop("", ""), phrases)


def fitting(command: Command) -> Command | None:
    """The command, unless what stands behind the verb makes a sentence of it."""
    if command.verb in ALONE and (command.about or command.parts):
        return None
    if command.verb in NUMBERED and command.about and not any(c.isdigit() for c in command.about):
        return None
    only = AIMED.get(command.verb)
    if only is not None and (command.about or set(command.parts) - only):
        return None
    return command
