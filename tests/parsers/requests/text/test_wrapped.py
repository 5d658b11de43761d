"""Lines that a mail program broke are read as one; lines that a writer broke stay apart."""

import textwrap
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.requests.reader import parse
from parsers.requests.text.wrapped import unwrapped
from tests.words import VOCABULARY

TODAY = date(2025, 11, 14)
BROKEN = [
    "Ihre Rechnung 2025-00719 ging uns als Papier zu. Als öffentliche Stelle dürfen wir nur "
    "elektronische Rechnungen anweisen. Ich bitte um Übersendung derselben Rechnung als XRechnung.",
    "Unser Spediteur holt morgen um sechs Uhr früh ab, und zu Auftrag 4500123 fehlen uns noch immer die "
    "Packliste und der Lieferschein.",
    "Kurze Bitte an Sie: Wir bräuchten für die Revision alle Lieferscheine der letzten Woche, die an "
    "unser Lager in Pirna gingen.",
    "Building control have signed off what you gave us. We need the certificates for doors FD60-3301 "
    "through FD60-3318 this time, please.",
    "Could you kindly furnish copies of all the invoices for goods that were ordered between 1 February "
    "2025 and 31 May 2025?",
    "Please make sure that our colleague who left cannot get at any of our documents from now on. The "
    "address was lee.varga@stonebridge.test.",
]
KEPT = [
    "Guten Tag,\nbitte senden Sie uns die Rechnung RE-2025-0412 noch einmal zu.\nMit freundlichen "
    "Grüßen\nEva Kern",
    "Wir brauchen für die Ablage noch die folgenden Papiere von Ihnen:\n- die Rechnung RE-2025-0412 vom "
    "dritten November",
    "RE-2025-0412 vom 3.11.2025 über 1.234,50 EUR, Baustelle Wien\nRE-2025-0413 vom 4.11.2025 über "
    "134,50 EUR",
    "For 4500123 the invoice and the signed delivery note, please, and\nfor 4500124 only the signed "
    "delivery note",
    "Bitte die Rechnung an unsere Buchhaltung in der Ringstraße 12\nLieferanschrift: Werk Graz, Tor 4",
    "Artikel\tMenge der bestellten Ware in Stück und Kartons zu zehn\n4711\t12",
    "Die Rechnungen von letzter Woche für die Filiale Lörrach bitte\nHerzlichen Dank für Ihre Mühe.",
    "kurz",
    "",
]


@pytest.mark.parametrize("width", [60, 66, 72, 78])
@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_text_is_read_like_the_whole_one(text: str, width: int) -> None:
    broken = textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False)
    assert parse("", broken, VOCABULARY, today=TODAY).asks == parse("", text, VOCABULARY, today=TODAY).asks


@pytest.mark.parametrize("text", BROKEN)
def test_the_words_of_a_broken_text_stand_in_one_line(text: str) -> None:
    assert unwrapped(textwrap.fill(text, 72, break_long_words=False)).count("\n") <= text.count(". ")


@pytest.mark.parametrize("text", KEPT)
def test_what_a_writer_broke_stays_apart(text: str) -> None:
    assert unwrapped(text) == text


@given(st.text("ab A1.,:-\n\t|", max_size=400))
def test_every_character_keeps_its_place(text: str) -> None:
    whole = unwrapped(text)
    assert len(whole) == len(text)
    assert all(one == other or (one, other) == (" ", "\n") for one, other in zip(whole, text, strict=True))
