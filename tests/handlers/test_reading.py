"""Attached lists, files without a word, and the language of a few words."""

from collections.abc import Callable

import pytest

from handlers.answers import Result
from handlers.reading import papers
from parsers.message import Attachment

LIST = (
    b"Rechnungsnummer;Datum\r\nRE-2025-0412;11.09.2025\r\nRE-2025-0413;21.09.2025\r\nRE-2024-7777;1.1.24\r\n"
)
CSV = Attachment("liste.csv", "text/csv", LIST)
LOGO = Attachment("logo.png", "image/png", b"\x89PNG")
SCAN = Attachment("scan.pdf", "application/pdf", b"%PDF-1.4 nothing to read")


def numbers(result: Result) -> list[str]:
    return sorted({d["number"] for d in result.story.get("documents", ())})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bitte die angehängten Rechnungen nochmal.", "RE-2025-0412 RE-2025-0413"),
        ("", "RE-2025-0412 RE-2025-0413"),  # the mail says nothing else
        ("Guten Tag", "RE-2025-0412 RE-2025-0413"),
        ("Bitte Rechnung RE-2025-0500.", "RE-2025-0500"),  # it names what it wants
        ("Bitte alle Rechnungen aus Oktober 2025.", "RE-2025-0500"),  # the file is something else
        ("Bitte die Rechnungen aus 2025, Liste anbei.", "RE-2025-0412 RE-2025-0413"),
        ("Bitte die Rechnungen laut Liste.", "RE-2025-0412 RE-2025-0413"),
        ("Bitte die Lieferscheine laut Liste.", "LS-80001 LS-80002"),
        ("Please send the documents in the attached spreadsheet.", "RE-2025-0412 RE-2025-0413"),
        ("Bitte alle Rechnungen 2025 als Excel-Liste.", ""),  # wants one instead
    ],
)
def test_an_attached_list(write: Callable[..., Result], text: str, expected: str) -> None:
    assert " ".join(numbers(write(text, attachments=(LOGO, CSV)))) == expected


def test_what_a_list_names_and_is_not_there_is_said(write: Callable[..., Result]) -> None:
    text = write("Bitte diese Rechnungen.", attachments=(CSV,)).replies[0].text
    assert "2 von 3 Belegen sind hier:" in text
    assert "Unter der Nummer RE-2024-7777 finden wir" in text


def test_a_list_in_a_running_conversation_says_nothing_by_itself(write: Callable[..., Result]) -> None:
    first = write("Bitte Rechnung RE-2025-0500")
    assert write("Vielen Dank", after=first, attachments=(CSV,)).outcome == "ignored"


def test_a_file_without_a_word_goes_to_a_person(write: Callable[..., Result]) -> None:
    assert write("", attachments=(SCAN,)).outcome == "handover"
    assert write("", attachments=(LOGO,)).outcome == "question"
    assert write("").outcome == "question"


def test_papers() -> None:
    kinds = [
        "image/png",
        "application/pgp-signature",
        "text/calendar",
        "message/rfc822",
        "application/pdf",
        "TEXT/CSV",
    ]
    files = [Attachment("x", kind, b"") for kind in kinds]
    assert [a.content_type for a in papers(files)] == ["application/pdf", "TEXT/CSV"]


def test_huge_files_are_left_alone(write: Callable[..., Result]) -> None:
    huge = Attachment("x.csv", "text/csv", LIST + b"\n" * 5_000_000)
    assert write("", attachments=(huge,)).outcome == "handover"


@pytest.mark.parametrize(("sender", "language"), [("ben@birch.test", "en"), ("anna@adler.test", "de")])
def test_a_number_says_nothing_of_the_language(
    write: Callable[..., Result], sender: str, language: str
) -> None:
    assert write("RE-2025-0700", sender).replies[0].language == language
    assert write("Please send us the invoice RE-2025-0700.", sender).replies[0].language == "en"
