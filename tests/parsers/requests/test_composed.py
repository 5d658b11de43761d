"""Plain wishes put together from parts in every order: what is wanted, by which number, of when, where.

The parts stand in composed.toml. Whatever the order of the parts, and whatever else is said beside them, the
same wish must come out.
"""

import random
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

TODAY = date(2025, 11, 23)
PARTS: dict[str, dict[str, list[Any]]] = tomllib.loads(
    Path(__file__).with_name("composed.toml").read_text(encoding="utf-8")
)
MANY = 250  # wishes of each language
EXTRAS = ("location", "cost", "form", "")
NAMES = {"cost": "cost_centre"}
BELOW = {
    "de": (
        "Könnten Sie mir das bitte noch einmal schicken?",
        "Bitte erneut senden.",
        "ist bei uns nicht angekommen",
        "Siehe Betreff, danke.",
        "Haben wir leider nie erhalten.",
        "Guten Tag,\n\nkönnten Sie mir das Dokument nochmal schicken?\n\nMit freundlichen Grüßen\nA. Seidl",
    ),
    "en": (
        "Could you send me this again please?",
        "Please resend.",
        "never arrived here",
        "See subject, thanks.",
        "We never received it.",
        "Hello,\n\ncould you send me the document again?\n\nKind regards\nA. Shaw",
    ),
}
BESIDE = {
    "de": (
        "Unser Steuerberater drängelt schon.",
        "Der Ordner ist beim Umzug abhandengekommen.",
        "Die Kollegin, die das sonst macht, ist in Elternzeit.",
        "Wir schließen gerade das dritte Quartal ab.",
        "Der Server ist uns am Wochenende abgestürzt.",
        "Die Ware selbst ist übrigens tadellos.",
        "Wir sind seit zwanzig Jahren Kunde bei Ihnen.",
        "Die Buchhaltung hat mich darum gebeten.",
        "Sie erreichen mich unter 0171 5550123.",
        "Unsere Kundennummer ist 10482.",
        "Der Lehrling hat wohl beim Aufräumen zu viel weggeworfen.",
    ),
    "en": (
        "Our accountant is chasing me.",
        "The folder got lost when we moved.",
        "My colleague who normally does this is on maternity leave.",
        "We are closing the third quarter right now.",
        "Our server crashed at the weekend.",
        "The goods themselves are fine, by the way.",
        "We have been customers of yours for twenty years.",
        "Accounts asked me to get in touch.",
        "You can reach me on 07700 900123.",
        "Our customer number is 10482.",
        "A few boxes went missing in the move.",
    ),
}
Wish = dict[str, Any]


def _read(subject: str, text: str) -> list[Wish]:
    return [ask.as_table() for ask in parse(subject, text, VOCABULARY, today=TODAY).asks]


def _about(chance: random.Random, parts: dict[str, list[Any]]) -> tuple[list[str], list[str], Wish]:
    """A kind's names, the phrases that say which papers, and the wish that they make."""
    sort = chance.choice(("number", "goods", "period", "period"))
    kind = chance.choice(parts["sheets" if sort == "goods" else "kinds"])
    phrase, *told = chance.choice(parts[sort])
    wish: Wish = {"intent": "documents", "kinds": [kind[0]]}
    phrases = [phrase]
    if sort == "period":
        wish |= {name: day for name, day in zip(("since", "until"), told, strict=True) if day}
        extra = chance.choice(EXTRAS)
    else:
        wish["numbers"] = told
        extra = chance.choice(("form", "", ""))
    if extra:
        more, value = chance.choice(parts[extra])
        phrases.append(more)
        wish[NAMES.get(extra, extra)] = value
    if extra != "form":
        chance.shuffle(phrases)
    one, many = (kind[2], kind[4]) if sort == "period" else (kind[1], kind[3])
    return [one, many], phrases, wish


def _sentence(build: str, kind: list[str], phrases: list[str]) -> str:
    told = " ".join(phrases)
    filled = build.replace("{K}", kind[0]).replace("{B}", kind[1]).replace("{F}", told)
    return filled.replace("{Fc}", told[0].upper() + told[1:])


def _composed(language: str, seed: str) -> list[tuple[str, Wish]]:
    parts, chance = PARTS[language], random.Random(f"{seed} {language}")
    found = []
    for _ in range(MANY):
        kind, phrases, wish = _about(chance, parts)
        found.append((_sentence(chance.choice(parts["builds"]), kind, phrases), wish))
    return found


@pytest.mark.parametrize("language", ["de", "en"])
def test_any_order_of_parts(language: str) -> None:
    """The order of the parts of a wish says nothing."""
    missed = [
        (text, _read("", text)) for text, wish in _composed(language, "order") if _read("", text) != [wish]
    ]
    assert not missed


@pytest.mark.parametrize("language", ["de", "en"])
def test_told_beside(language: str) -> None:
    """What is only told before or behind a wish adds nothing to it and takes nothing away."""
    chance = random.Random(f"beside {language}")
    missed = []
    for text, wish in _composed(language, "beside"):
        if text[-1] not in ".?":
            continue
        told = chance.choice(BESIDE[language])
        whole = f"{told} {text}" if chance.random() < 0.5 else f"{text} {told}"
        if _read("", whole) != [wish]:
            missed.append((whole, _read("", whole)))
    assert not missed


@pytest.mark.parametrize("language", ["de", "en"])
def test_said_in_the_subject(language: str) -> None:
    """The papers stand in the subject, the text only asks for them or tells that they lack."""
    chance = random.Random(f"subject {language}")
    parts, missed = PARTS[language], []
    for _ in range(MANY):
        kind = chance.choice(
            [kind for kind in parts["kinds"] if kind[0] != "quote"]
        )  # no order has its quote
        phrase, number = chance.choice(parts["number"])
        subject = f"{kind[3]} {phrase}"
        below = chance.choice(BELOW[language])
        if _read(subject, below) != [{"intent": "documents", "kinds": [kind[0]], "numbers": [number]}]:
            missed.append((subject, below, _read(subject, below)))
    assert not missed
