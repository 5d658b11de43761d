"""What a wish takes from the sentences around it and from the subject."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY


def numbers(text: str, subject: str = "") -> list[list[str]]:
    asks = parse(subject, text, VOCABULARY, today=date(2025, 6, 18)).asks
    return [[str(n) for n in ask.numbers] for ask in asks]


NUMBERS = [
    ("Bitte um Kopien folgender Rechnungen:\nRE-1001\nRE-1002", "", [["RE-1001", "RE-1002"]]),
    ("RE-1001\nRE-1002\nBitte Kopien dieser Rechnungen senden.", "", [["RE-1001", "RE-1002"]]),
    ("Ihr Auftrag SO-4711 ist da. Bitte schicken Sie den Lieferschein.", "", [["SO-4711"]]),
    ("Bitte die Rechnung nochmal.", "Rechnung RE-1001", [["RE-1001"]]),
    ("Bitte die Rechnung zu SO-4711. Und wann kommt der Rest?", "", [["SO-4711"], ["SO-4711"]]),
    ("Die RE-1001 haben wir bezahlt. Bitte die Rechnung RE-1002.", "", [["RE-1001"], ["RE-1002"]]),
]


@pytest.mark.parametrize(("text", "subject", "found"), NUMBERS)
def test_numbers(text: str, subject: str, found: list[list[str]]) -> None:
    assert numbers(text, subject) == found


def fields(text: str, name: str, subject: str = "") -> list[object]:
    return [getattr(a, name) for a in parse(subject, text, VOCABULARY, today=date(2025, 6, 18)).asks]


def test_the_form_may_stand_in_a_sentence_of_its_own() -> None:
    assert fields("Bitte alle Rechnungen aus dem Mai. Gern als Zip.", "form") == ["zip"]


def test_the_day_of_the_delivery_selects() -> None:
    text = "Die Lieferung war am 4. Juni. Könnten Sie den Lieferschein schicken?"
    assert fields(text, "since") == [date(2025, 6, 4)]


def test_kinds_may_stand_in_the_subject() -> None:
    assert fields("Bitte für März nachreichen.", "kinds", "Fehlende Gutschriften") == [("credit_note",)]


def test_the_same_time_and_place() -> None:
    text = "- alle Rechnungen Januar bis März, Lager Bludenz\n- alle Gutschriften für denselben Zeitraum"
    request = parse("", f"Wir bräuchten:\n{text}", VOCABULARY, today=date(2025, 6, 18))
    assert [(a.kinds, a.location) for a in request.asks] == [(("credit_note", "invoice"), "Bludenz")]
