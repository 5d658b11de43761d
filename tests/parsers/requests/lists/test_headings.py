"""Papers listed below the number that they belong to."""

from datetime import date

from parsers.requests.reader import parse
from tests.words import VOCABULARY

TWO = "Still missing:\n\nFor order 77001:\n- data sheets\n- certificates\n\nFor order 77002:\n- delivery note"
ONE = "Bitte schicken:\n- Rechnung 70011\n- Lieferschein 80022"


def read(text: str) -> list[tuple[tuple[str, ...], list[str]]]:
    asks = parse("", text, VOCABULARY, today=date(2025, 6, 18)).asks
    return [(ask.kinds, [str(n) for n in ask.numbers]) for ask in asks]


def test_each_heading_gives_its_number_to_the_lines_below() -> None:
    assert read(TWO) == [(("certificate", "datasheet"), ["77001"]), (("delivery_note",), ["77002"])]


def test_lines_with_numbers_of_their_own_keep_them() -> None:
    assert read(ONE) == [(("invoice",), ["70011"]), (("delivery_note",), ["80022"])]
