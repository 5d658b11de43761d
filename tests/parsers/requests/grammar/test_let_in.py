"""Who may see what: somebody is let in, limited or taken off, however long the name and the sentence are."""

from datetime import date
from itertools import product

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

ADDRESS = "kim@firm.example"
LET_IN = [
    *(
        build.format(who, ADDRESS)
        for build, who in product(
            (
                "Ab sofort darf auch {} ({}) bei Ihnen Belege anfordern.",
                "Bitte schalten Sie {} ({}) frei.",
                "Neuer Berechtigter: {}, {}.",
                "Vertretung während meiner Elternzeit ist {} ({}), bitte alles freigeben.",
            ),
            ("Frau Kim Brandner", "unsere neue Kollegin Kim Weiß", "Herrn Dr. Ohm"),
        )
    ),
    *(
        build.format(who, ADDRESS)
        for build, who in product(
            (
                "New contact for our account: {}, {}.",
                "We'd like {} ({}) registered as a contact.",
                "{} ({}) should be able to pull our documents from Monday.",
            ),
            ("Kim Brandon", "Dr Owen", "our new buyer Kim White"),
        )
    ),
]
LIMITED = [
    f"Bitte schalten Sie unsere neue Kollegin Kim Weiß ({ADDRESS}) für die Filiale Ulm frei.",
    f"Please restrict Kim White ({ADDRESS}) to the Ulm branch.",
]
TAKEN_OFF = [
    "Herr Kim Alt arbeitet nicht mehr hier, bitte keine Belege mehr an diese Person.",
    "Kim Alt stopped working here yesterday, please send no more documents to this person.",
    "Kim Alt was let go, make sure no documents go out to them.",
    "Please revoke all rights of Kim Alt.",
]


def _read(text: str) -> list[dict[str, object]]:
    return [ask.as_table() for ask in parse("", text, VOCABULARY, today=date(2025, 11, 14)).asks]


@pytest.mark.parametrize("text", LET_IN)
def test_somebody_is_let_in(text: str) -> None:
    (ask,) = _read(text)
    assert (ask["intent"], ask["person"]) == ("people", ADDRESS)


@pytest.mark.parametrize("text", LIMITED)
def test_somebody_is_limited_to_a_site(text: str) -> None:
    assert _read(text) == [{"intent": "people", "location": "Ulm", "person": ADDRESS}]


@pytest.mark.parametrize("text", TAKEN_OFF)
def test_somebody_is_taken_off(text: str) -> None:
    assert _read(text) == [{"intent": "people", "person": "Kim Alt"}]
