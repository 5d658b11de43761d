"""What is to become of a colleague's access, as admins write it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.asks import Ask, Errand
from parsers.errands import ErrandWords, Page, with_errands
from tests.effort import calls
from tests.words import LANGUAGES

WORDS = ErrandWords.compile(LANGUAGES)
TODAY = date(2025, 11, 14)


def read(text: str, *persons: str) -> list[Errand]:
    """The errands of a text about some persons."""
    asks = with_errands(
        [Ask("people", person=p or None) for p in persons], text, WORDS, own="anna@adler.test"
    )
    return [ask.errand for ask in asks if ask.errand]


@pytest.mark.parametrize(
    ("text", "person", "deed", "name", "address"),
    [
        ("Bitte Eva Groß (eva.gross@x.test) freischalten.", "eva.gross@x.test", "admit", "Eva Groß", ""),
        ("Please give Tom tom@x.test access.", "tom@x.test", "admit", "Tom", ""),
        ("Herr Roth ist ausgeschieden.", "Roth", "remove", "Roth", "-"),
        ("Frau Roth braucht das nicht mehr. Bitte Zugang entziehen.", "Roth", "remove", "Roth", "-"),
        ("Please remove Kim Lee, she has left the company.", "Kim Lee", "remove", "Kim Lee", "-"),
        ("M. Petit ne travaille plus chez nous.", "Petit", "remove", "Petit", "-"),
        ("Bitte entfernen:\n- a.b@x.test", "a.b@x.test", "remove", "", ""),
        ("Frau Roth darf nur noch Lieferscheine sehen.", "Roth", "admit", "Roth", "-"),
        ("Bitte Frau Roth anlegen. Ihre Adresse: roth@x.test", "Roth", "admit", "Roth", "roth@x.test"),
        ("Kim Lee", "Kim Lee", "", "Kim Lee", "-"),
    ],
)
def test_deed_name_and_address(text: str, person: str, deed: str, name: str, address: str) -> None:
    (errand,) = read(text, person)
    expected = "" if address == "-" else address or person
    assert (errand.deed, errand.name, errand.address) == (deed, name, expected)


def test_of_several_people_each_has_the_deed_beside_the_name() -> None:
    text = "Neu: Eva Groß, eva@x.test\nBitte entfernen: Kim Lee, kim@x.test"
    assert [e.deed for e in read(text, "eva@x.test", "kim@x.test")] == ["admit", "remove"]
    text = "Herr Roth ist nicht mehr bei uns, Nachfolgerin ist Eva Groß (eva@x.test), gleiche Rechte."
    first, second = read(text, "Roth", "eva@x.test")
    assert (first.deed, second.deed, second.like) == ("remove", "admit", "Roth")


@pytest.mark.parametrize(
    ("text", "like"),
    [
        ("eva@x.test bitte freischalten, gleiche Rechte wie Herr Roth.", "Roth"),
        ("Same rights as Mr Roth for eva@x.test please.", "Roth"),
        ("eva@x.test soll dieselben Rechte wie roth@x.test bekommen", "roth@x.test"),
        ("eva@x.test darf alles sehen, was ich auch sehe.", "me"),
        ("eva@x.test bitte für Rechnungen freischalten.", ""),
        ("eva@x.test: les mêmes droits que Paul Petit", "Paul Petit"),
    ],
)
def test_whose_rights_are_meant(text: str, like: str) -> None:
    assert read(text, "eva@x.test")[0].like == like


def test_who_is_only_a_model_is_no_errand() -> None:
    text = "eva@x.test bitte freischalten, gleiche Rechte wie Herr Roth."
    assert [e.address for e in read(text, "eva@x.test", "Roth")] == ["eva@x.test"]


def test_marks_and_roles() -> None:
    assert "only" in read("eva@x.test nur Lieferscheine", "eva@x.test")[0].marks
    assert "also" in read("eva@x.test auch Lieferscheine", "eva@x.test")[0].marks
    assert "admin" in read("eva@x.test bitte als Administratorin anlegen", "eva@x.test")[0].marks
    assert read("unser Steuerbüro eva@x.test freischalten", "eva@x.test")[0].role == "finance"


def test_addresses_of_nobody_in_particular() -> None:
    assert WORDS.is_private("eva@gmx.de")
    assert not WORDS.is_private("eva@gmx.de.evil.test")
    assert WORDS.is_shared("einkauf.graz@x.test")
    assert not WORDS.is_shared("eva.einkauf@x.test")


def test_what_is_not_about_people_stays() -> None:
    ask = Ask("documents", ("invoice",))
    assert with_errands([ask], "Bitte Rechnung", WORDS) == (ask,)


@given(st.text(max_size=300), st.text(max_size=30))
def test_any_text_is_read(text: str, person: str) -> None:
    (errand,) = read(text, person)
    assert errand.deed in ("", "admit", "remove")
    restored = Errand.from_table(errand.as_table())
    assert restored == errand


@pytest.mark.parametrize("part", ["a@b.test ", "nicht mehr bei ", "Anna Adler, ", "."])
def test_twice_the_text_is_at_most_twice_the_work(part: str) -> None:
    def work(times: int) -> int:
        return calls(
            lambda: (Page.read(part * times, WORDS.lexicon), read(part * times, "a@b.test", "Anna Adler"))
        )

    assert work(8_000) < 2.1 * work(4_000)
