"""The rules of the house, checked on its files: shape, imports, words in every language, stories, tests."""

import ast
import csv
import re
import string
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from handlers.intents import discover
from handlers.kinds import Kinds
from parsers.requests.reader import parse
from templates import ROOT as TEMPLATES
from tests.words import KINDS, LANGUAGES, VOCABULARY
from tests.world import NOW

HOUSE = Path(__file__).parents[1]
PACKAGES = ("bot", "handlers", "parsers", "store", "templates")
MODULES = sorted(p for package in PACKAGES for p in (HOUSE / package).rglob("*.py"))
STORIES = sorted((HOUSE / "tests" / "stories").glob("*.toml"))
SPOKEN = {code: table for code, table in LANGUAGES.items() if "name" in table}
ENGLISH = SPOKEN["en"]["says"]

# Modules without a test file of their own, and the test that holds them: the house's answers are tested
# through the stories, plain records by whoever uses them. What a parser imports is tested through it.
TESTED_BY = {
    "tests/test_stories.py": [
        *("handlers/*", "parsers/requests/reader.py", "parsers/mail/fingerprint.py"),
        *("bot/channels/addresses.py", "bot/channels/email.py", "bot/channels/packing.py", "bot/posting.py"),
    ],
    "tests/handlers/ingest/test_loading.py": ["handlers/ingest/*"],
    "tests/test_growth.py": ["bot/wiring.py", "bot/words.py"],
    "tests/test_end_to_end.py": ["bot/__main__.py", "bot/serve.py", "bot/clock.py", "bot/leases.py"],
    "tests/bot/test_config.py": ["bot/*section*.py", "bot/units.py", "bot/first_config.py"],
    "tests/bot/test_cli.py": ["bot/cli/*", "bot/doctor.py", "bot/understand.py", "bot/channels/console.py"],
    "tests/bot/test_doctor.py": ["bot/doctor_dns.py", "bot/channels/smtp_check.py"],
    "tests/bot/test_reminders.py": ["bot/doctor_reminders.py"],
    "tests/bot/test_report.py": ["store/figures.py"],
    "tests/bot/test_metrics.py": ["store/gauges.py"],
    "tests/bot/test_smtp_tls.py": ["bot/channels/smtp_tls.py"],
    "tests/bot/test_backup.py": ["bot/backup_*.py", "store/snapshot.py", "store/restored.py"],
    "tests/bot/test_replay.py": ["bot/replay/*"],
    "tests/bot/test_courier.py": ["bot/channels/relay.py"],
    "tests/bot/test_imap_door.py": ["bot/channels/imap_*.py"],
    "tests/bot/test_smtp_door.py": ["bot/channels/smtp_door.py", "bot/channels/smtp_dialogue.py"],
    "tests/bot/slack/test_binding.py": [
        "handlers/chats/*",
        "bot/web/slack_binding.py",
        "store/slack_bindings.py",
    ],
    "tests/bot/slack/test_conversation.py": ["bot/channels/slack/*"],
    "tests/bot/slack/test_installs.py": ["bot/web/slack.py", "store/slack_installs.py"],
    "tests/bot/test_web.py": ["bot/web/*", "bot/renewal.py", "store/confirmations.py"],
    "tests/bot/test_push.py": ["bot/web/push.py", "bot/web/openapi.py"],
    "tests/bot/test_deliveries.py": ["bot/delivery_zip.py", "bot/drops.py"],
    "tests/bot/test_demo_world.py": ["bot/demo/*", "bot/press.py"],
    "tests/handlers/test_paying.py": ["parsers/paying.py"],
    "tests/store/test_corrections.py": ["store/overlay.py"],
    "tests/store/test_migrations.py": ["store/*schema.py", "store/migrations/*"],
    "tests/store/test_engine.py": ["store/connect.py", "store/errors.py"],
    "tests/store/test_bulk.py": ["store/many.py"],
    "tests/store/test_documents.py": ["store/document_rows.py", "store/records.py", "store/rows.py"],
    "tests/store/test_inbox.py": ["store/traffic.py"],
    "tests/store/test_reminders.py": ["store/handovers.py", "store/leases.py", "store/once.py"],
    "tests/test_subscription_year.py": ["store/subscriptions.py", "bot/subscriptions.py"],
    "tests/test_house.py": ["*/__init__.py"],
}


def name(path: Path) -> str:
    """A path as it is written in the repository."""
    return path.relative_to(HOUSE).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """A module, parsed."""
    return ast.parse(path.read_text("utf-8"))


def test_imports_point_inwards() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint, "--no-cache"], cwd=HOUSE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_group_is_possessive(path: Path) -> None:
    """Before Python 3.11.5 such a group keeps what it only tried (gh-106052): `(?>(?:…)*)` does not."""
    text = path.read_text("utf-8")
    assert not re.search(r"\)(?:[*+?]|\{[0-9,]+\})\+", text)


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_fits_in_the_head(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= 300
    doc = ast.get_docstring(tree(path))
    assert doc, "a module begins with a sentence that says what it is for"
    sentence = doc.split("\n\n")[0]
    assert sentence.endswith((".", "?")), sentence
    assert text.startswith('"""'), "the sentence is the first line"
    long = [f.name for f in functions(path) if (f.end_lineno or 0) - f.lineno >= 40]
    assert not long, f"more than a screen: {long}"


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """All functions of a module."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_is_finished(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"\b(?:TODO|FIXME|XXX|HACK)\b|raise NotImplementedError", text)
    if not name(path).startswith(("bot/cli/", "bot/demo/")):
        printing = [n.lineno for n in ast.walk(tree(path)) if isinstance(n, ast.Name) and n.id == "print"]
        assert not printing, f"printing belongs to the console: lines {printing}"


def placeholders(sentence: str) -> set[str]:
    """The names in braces."""
    return {field for _, field, _, _ in string.Formatter().parse(sentence) if field is not None}


@pytest.mark.parametrize("code", sorted(SPOKEN))
def test_a_language_says_all_that_english_says(code: str) -> None:
    says = SPOKEN[code]["says"]
    assert set(says) == set(ENGLISH)
    for key, sentence in says.items():
        assert placeholders(sentence) == placeholders(ENGLISH[key]), key
        assert sentence.strip() == sentence != "", key
    assert SPOKEN[code]["locale"]


@pytest.mark.parametrize("code", sorted(SPOKEN))
def test_a_language_has_the_words_of_every_kind(code: str) -> None:
    for kind, table in KINDS.items():
        named = table["names"].get(code, {})
        assert named.get("one"), f"{kind}: how is one called?"
        assert named.get("many"), f"{kind}: how are many called?"
        assert table["words"].get(code), f"{kind}: how do people write it?"


def said(path: Path) -> Iterator[str]:
    """The keys that a Python file says, as patterns."""
    for call in (n for n in ast.walk(tree(path)) if isinstance(n, ast.Call)):
        if is_says(call.func) and call.args:
            yield from keys(call.args[0])
        elif isinstance(call.func, ast.Attribute) and call.func.attr == "count" and is_says(call.func.value):
            yield from keys(call.args[0], "_(one|many)")
        elif getattr(call.func, "id", "") in {"Choice", "Note"} and len(call.args) > 1:
            yield from keys(call.args[1])


def is_says(node: ast.expr) -> bool:
    """Whether an expression is the voice of a language: says, desk.says, or self within it."""
    return getattr(node, "attr", getattr(node, "id", "")) in {"says", "self"}


def picked(path: Path) -> Iterator[str]:
    """The keys between which a condition picks before they are said."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.IfExp):
            yield from keys(node.value)


def keys(node: ast.expr, suffix: str = "") -> Iterator[str]:
    """The keys that an expression may stand for."""
    match node:
        case ast.Constant(value=str(key)):
            yield key + suffix
        case ast.JoinedStr(values=parts):
            yield "".join(str(p.value) if isinstance(p, ast.Constant) else r"\w+" for p in parts) + suffix
        case ast.IfExp(body=one, orelse=other):
            yield from keys(one, suffix)
            yield from keys(other, suffix)


def said_in_template(path: Path) -> Iterator[str]:
    """The keys that a template says."""
    for count, key in re.findall(r'\bsays(\.count)?\("(\w+)"', path.read_text("utf-8")):
        yield key + ("_(one|many)" if count else "")


SPEAKING = [p for p in MODULES if name(p).startswith(("handlers/", "bot/"))]
PAGES = [*TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("*.txt")]


@cache
def all_said() -> dict[str, str]:
    """The keys that are said anywhere, as patterns, and one file that says each."""
    return {key: name(p) for p in SPEAKING for key in said(p)} | {
        key: name(p) for p in PAGES for key in said_in_template(p)
    }


def test_every_sentence_that_is_said_is_written() -> None:
    assert {"greeting", "ask_near", "nothing_asked", "page_gone", "found_(one|many)"} <= set(all_said())
    for pattern, where in all_said().items():
        written = [key for key in ENGLISH if re.fullmatch(pattern, key)]
        assert len(written) >= (2 if "|" in pattern else 1), f"{where} says {pattern!r}"


def test_every_sentence_that_is_written_is_said() -> None:
    said = re.compile("|".join({*all_said(), *(key for path in SPEAKING for key in picked(path))}))
    assert not [key for key in ENGLISH if not said.fullmatch(key)]


def turns() -> Iterator[dict[str, Any]]:
    """Every message of every story."""
    for path in STORIES:
        yield from tomllib.loads(path.read_text("utf-8"))["turn"]


def test_every_kind_has_a_story() -> None:
    with (HOUSE / "tests" / "world" / "documents.csv").open(encoding="utf-8", newline="") as file:
        kinds = {row["NUMBER"]: row["KIND"] for row in csv.DictReader(file)}
    told = {kinds[number] for turn in turns() for number in turn["expect"].get("documents", [])}
    assert set(Kinds.compile(KINDS).codes()) <= told


def test_every_intent_has_a_story() -> None:
    told = {
        ask.intent
        for turn in turns()
        for ask in parse(turn.get("subject", ""), turn.get("text", ""), VOCABULARY, today=NOW.date()).asks
    }
    assert set(discover()) <= told


def held_by(path: Path) -> list[str]:
    """The tests that hold a module: the one that mirrors it, else those that TESTED_BY names."""
    own = Path("tests", name(path)).with_name(f"test_{path.name}")
    if (HOUSE / own).is_file():
        return [own.as_posix()]
    return [test for test, patterns in TESTED_BY.items() if any(fnmatch(name(path), p) for p in patterns)]


@cache
def parsers_in_use() -> set[Path]:
    """The parsers that are tested, with all that they import."""
    found: set[Path] = set()
    waiting = [p for p in MODULES if name(p).startswith("parsers/") and held_by(p)]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            imported = re.findall(r"^from (parsers[\w.]*) import (.+)$", path.read_text("utf-8"), re.M)
            for package, names in imported:
                folder = HOUSE / package.replace(".", "/")
                candidates = [
                    folder.with_suffix(".py"),
                    *(folder / f"{n.split()[0]}.py" for n in names.split(", ")),
                ]
                waiting += [p for p in candidates if p.is_file()]
    return found


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_is_tested(path: Path) -> None:
    tests = held_by(path)
    assert tests or path in parsers_in_use(), "write a test that mirrors it, or name the one in TESTED_BY"
    assert all((HOUSE / test).is_file() for test in tests), tests


def test_the_list_of_tests_names_modules_that_exist() -> None:
    patterns = {pattern for patterns in TESTED_BY.values() for pattern in patterns}
    assert not [p for p in patterns if not any(fnmatch(name(path), p) for path in MODULES)]
