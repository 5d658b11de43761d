"""What a cell or a remark says of its paper."""

import pytest

from parsers.requests.lists.ticks import Tick, answer, explained, question, tick
from tests.words import VOCABULARY

WORDS = VOCABULARY.ticks

CELLS = [
    ("", Tick.BLANK),
    ("✓", Tick.HERE),
    ("-", Tick.NO),
    ("x", Tick.CROSS),
    ("NEIN", Tick.NO),
    ("y", Tick.YES),
    ("received, stamp ok", Tick.HERE),
    ("i.O.", Tick.HERE),
    ("not received", Tick.LACKING),
    ("nicht erhalten", Tick.LACKING),
    ("fehlt (nur Seite 1)", Tick.LACKING),
    ("nothing missing", Tick.HERE),
    ("lost, please resend", Tick.LACKING),
    ("yes please", Tick.LACKING),
    ("no need", Tick.UNWANTED),
    ("binned, not needed", Tick.UNWANTED),
    ("Brake cleaner", None),
    ("12 pcs", None),
]


@pytest.mark.parametrize(("cell", "said"), CELLS)
def test_what_a_cell_says(cell: str, said: Tick | None) -> None:
    assert tick(cell, WORDS) is said


HEADS = [
    ("Lieferschein da?", Tick.HERE),
    ("On file", Tick.HERE),
    ("Copy needed", Tick.LACKING),
    ("fehlt", Tick.LACKING),
    ("paid?", None),
]


@pytest.mark.parametrize(("head", "asked"), HEADS)
def test_what_the_head_of_a_column_asks(head: str, asked: Tick | None) -> None:
    assert question(head, WORDS) is asked


def test_a_yes_answers_its_head() -> None:
    assert answer(Tick.YES, Tick.HERE) is answer(Tick.NO, Tick.LACKING) is Tick.HERE
    assert answer(Tick.NO, Tick.HERE) is answer(Tick.YES, Tick.LACKING) is Tick.LACKING
    assert answer(Tick.YES, None) is None


MARKS = [
    ("M", "Missing at our end = M", Tick.LACKING),
    ("x", "I need the ones with an x.", Tick.LACKING),
    ("N", "the dockets where it says N:", Tick.LACKING),
    ("Y", "(Y = we have)", Tick.HERE),
    ("x", "the lines without an x please", Tick.HERE),
    ("D", "Dear David, see below", None),
]


@pytest.mark.parametrize(("mark", "text", "said"), MARKS)
def test_what_a_text_says_of_a_mark(mark: str, text: str, said: Tick | None) -> None:
    assert explained(mark, text, WORDS) is said
