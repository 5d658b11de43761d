"""Only in copy, or spoken to."""

import pytest

from parsers.mail.copies import addressed, only_copied

NAMES = frozenset({"belege", "belegservice"})


@pytest.mark.parametrize(
    ("to", "cc", "only"),
    [
        (["belege@house.test"], [], False),
        (["anna@adler.test"], ["belege@house.test"], True),
        (["anna@adler.test", "belege@house.test"], ["belege@house.test"], False),
        (["anna@adler.test"], [], False),
        ([], ["belege@house.test"], True),
        ([], [], False),
    ],
)
def test_only_in_copy(to: list[str], cc: list[str], only: bool) -> None:
    assert only_copied(to, cc, {"belege@house.test"}.__contains__) is only


@pytest.mark.parametrize(
    ("text", "spoken_to"),
    [
        ("@belege bitte die Rechnung", True),
        ("Frau Adler, danke. @Belege: bitte RE-1.", True),
        ("Belegservice: bitte RE-1", True),
        ("Hallo Belegservice,\nbitte RE-1", True),
        ("Hallo Frau Adler,\n\nHallo Belegservice!", True),
        ("anbei unsere Belege:", False),
        ("wir schicken Ihnen die Belege, sobald sie da sind", False),
        ("Belege kommen morgen", False),
        ("bitte an belege@house.test schreiben", False),
        ("", False),
        ("@" * 100_000, False),
        ("a " * 100_000, False),
    ],
)
def test_spoken_to(text: str, spoken_to: bool) -> None:
    assert addressed(text, NAMES) is spoken_to
