"""The other paper is offered when it is there, may be seen, and was not asked for."""

import datetime as dt
from collections.abc import Callable

import pytest

from handlers.answers import Result
from store.records import Document

OFFER = "Brauchen Sie "


@pytest.mark.parametrize(
    ("sender", "text", "offered"),
    [
        ("anna@adler.test", "Bitte RE-2025-0412", "den Lieferschein"),
        ("anna@adler.test", "Bitte LS-80010", "die Rechnung"),
        ("anna@adler.test", "Bitte GS-2025-0031", "die Rechnung"),
        ("anna@adler.test", "Bitte MA-2025-007", "die Rechnung"),
        ("anna@adler.test", "Bitte Rechnung RE-2025-0412 und den Lieferschein dazu", None),
        ("anna@adler.test", "Bitte RE-2025-0412 und RE-2025-0413", None),
        ("anna@adler.test", "Bitte RE-2025-0412 und RE-2025-0431", None),  # there is another question already
        ("anna@adler.test", "Bitte RE-2025-0500 als XRechnung", None),
        ("anna@adler.test", "Bitte das Angebot AN-25-301", None),
        ("lager@adler.test", "Bitte LS-80001", None),  # logistics see no invoice
        ("buch@adler.test", "Bitte RE-2025-0600", None),  # there is none
    ],
)
def test_offered(write: Callable[..., Result], sender: str, text: str, offered: str | None) -> None:
    result = write(text, sender)
    said = result.replies[0].text
    assert (OFFER in said) is (offered is not None)
    if offered:
        assert f"{OFFER}{offered} dazu? Antworten Sie einfach „ja“." in said
        assert result.outcome == "answered"
        assert write("ja", sender, result).story["documents"]


def test_several_and_none_without_files(write: Callable[..., Result], add: Callable[..., None]) -> None:
    day = dt.date(2025, 1, 1)
    notes = [Document("1001", "delivery_note", f"LS-9{n}", day, order="A-9") for n in range(2)]
    add(Document("1001", "invoice", "RE-9", day, order="A-9"), *notes)
    assert "Brauchen Sie die Lieferscheine dazu?" in write("Bitte RE-9").replies[0].text
    add(Document("1001", "delivery_note", "LS-99", day, order="A-9"), files=())
    assert OFFER not in write("Bitte RE-9").replies[0].text
