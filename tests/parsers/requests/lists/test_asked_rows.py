"""A remark on one row of a list that is asked for as such: only what is here or not needed goes."""

from datetime import date
from itertools import product

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

HEADS = (
    "Uns fehlen noch folgende Rechnungen:",
    "Folgende Rechnungen benötigen wir in Kopie:",
    "Diese Rechnungen bräuchte ich:",
    "Please send us the invoices for:",
    "I'm after these invoices:",
)
KEEPS = ("dringend", "unleserlich", "fehlt", "urgent", "illegible", "please resend")
SPARES = ("erledigt", "haben wir", "nicht nötig", "found it", "received", "ignore")
SHAPES = ("{} ({})", "{} - {}", "{} {}")


def numbers(head: str, shape: str, remark: str) -> list[str]:
    """What is asked for of three rows, the second of which has a remark."""
    rows = ["90011", shape.format("90012", remark), "90013"]
    text = "\n".join([head, "", *rows, "", "Danke"])
    (ask,) = parse("", text, VOCABULARY, today=date(2025, 11, 14)).asks
    assert ask.kinds == ("invoice",)
    return sorted(map(str, ask.numbers))


@pytest.mark.parametrize(("head", "shape", "remark"), list(product(HEADS, SHAPES, KEEPS)))
def test_a_reason_spares_no_row(head: str, shape: str, remark: str) -> None:
    assert numbers(head, shape, remark) == ["90011", "90012", "90013"]


@pytest.mark.parametrize(("head", "shape", "remark"), list(product(HEADS, SHAPES, SPARES)))
def test_what_is_here_is_spared(head: str, shape: str, remark: str) -> None:
    assert numbers(head, shape, remark) == ["90011", "90013"]
