"""Days, amounts, lists and states as a German and an English reader know them; every sentence can be said."""

import datetime as dt
import string
from collections import defaultdict
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from handlers.desk import House
from handlers.letters.says import Tongues, capital
from store.records import Document

TODAY = dt.date(2025, 11, 14)


@pytest.mark.parametrize(
    ("value", "currency", "de", "en"),
    [
        ("1234.5", "EUR", "1.234,50 EUR", "1,234.50 EUR"),
        ("0", "EUR", "0,00 EUR", "0.00 EUR"),
        ("1000000", "CHF", "1.000.000,00 CHF", "1,000,000.00 CHF"),
        ("-59.5", "GBP", "-59,50 GBP", "-59.50 GBP"),
        ("7", None, "7,00", "7.00"),  # better none than a wrong one
    ],
)
def test_amounts(house: House, value: str, currency: str | None, de: str, en: str) -> None:
    assert house.tongues["de"].amount(Decimal(value), currency) == de
    assert house.tongues["en"].amount(Decimal(value), currency) == en


def test_no_amount(house: House) -> None:
    assert house.tongues["de"].amount(None, "EUR") == ""


def test_days_and_moments(house: House) -> None:
    de, en = house.tongues["de"], house.tongues["en"]
    assert (de.day(TODAY), en.day(TODAY), de.day(None)) == ("14.11.2025", "14 Nov 2025", "")
    late = dt.datetime(2025, 11, 13, 23, 30, tzinfo=dt.UTC)  # in Berlin it is the next day already
    assert (de.clock(late), de.moment(late, TODAY), en.moment(late, TODAY)) == (
        "00:30",
        "heute 00:30",
        "today 00:30",
    )
    assert de.moment(late, TODAY + dt.timedelta(1)) == "14.11.2025 00:30"


@pytest.mark.parametrize(
    ("words", "expected"),
    [([], ""), (["a"], "a"), (["a", "b"], "a und b"), (["a", "b", "c"], "a, b und c")],
)
def test_lists(house: House, words: list[str], expected: str) -> None:
    assert house.tongues["de"].listed(words) == expected


def test_long_lists_and_what_others_wrote(house: House) -> None:
    de = house.tongues["de"]
    assert de.listed(str(n) for n in range(25)).endswith("18, 19 und 5 weitere")
    assert de.quoted(["a\r\n b {x} " + "c" * 99]) == "a b {x} " + "c" * 52


@pytest.mark.parametrize(
    ("codes", "n", "de", "en"),
    [
        ("invoice", 1, "hier ist Ihre Rechnung:", "Here is your invoice:"),
        ("delivery_note", 1, "hier ist Ihr Lieferschein:", "Here is your delivery note:"),
        ("certificate", 1, "hier ist Ihr Zeugnis:", "Here is your certificate:"),
        ("invoice", 3, "hier sind Ihre Rechnungen (3):", "Here are your invoices (3):"),
        ("invoice quote", 2, "hier sind Ihre Belege (2):", "Here are your documents (2):"),
        ("forgotten", 1, "hier ist Ihr Beleg:", "Here is your document:"),
    ],
)
def test_kinds_by_gender_and_number(house: House, codes: str, n: int, de: str, en: str) -> None:
    said = [
        t.count("found", n, **t.named(codes.split(), n)) for t in (house.tongues["de"], house.tongues["en"])
    ]
    assert said == [de, en]


def test_the_other_articles(house: House) -> None:
    de = house.tongues["de"]
    assert de("offer", **de.named(["delivery_note"], 1)).startswith("Brauchen Sie den Lieferschein dazu?")
    assert de("offer", **de.named(["invoice"], 1)).startswith("Brauchen Sie die Rechnung dazu?")
    assert de("ask_which", **de.named(["certificate"], 1)).startswith("welches Zeugnis brauchen Sie?")
    assert de("ask_which", **de.named([], 1)).startswith("welchen Beleg brauchen Sie?")


def bill(**more: object) -> Document:
    values = {"gross": Decimal(100), "currency": "EUR", **more}
    return Document("1", "invoice", "R-1", TODAY, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("document", "de", "en"),
    [
        (bill(), "offen", "open"),
        (bill(due_date=TODAY), "offen, fällig am 14.11.2025", "open, due on 14 Nov 2025"),
        (bill(due_date=TODAY - dt.timedelta(1)), "überfällig seit 1 Tag", "1 day overdue"),
        (bill(due_date=TODAY - dt.timedelta(9)), "überfällig seit 9 Tagen", "9 days overdue"),
        (bill(paid=Decimal(100)), "bezahlt", "paid"),
        (bill(paid=Decimal(100), paid_date=TODAY), "bezahlt am 14.11.2025", "paid on 14 Nov 2025"),
        (
            bill(paid=Decimal(40)),
            "teilbezahlt (40,00 EUR von 100,00 EUR)",
            "part-paid (40.00 EUR of 100.00 EUR)",
        ),
        (
            bill(paid=Decimal(40), due_date=TODAY - dt.timedelta(2)),
            "teilbezahlt (40,00 EUR von 100,00 EUR), überfällig seit 2 Tagen",
            "part-paid (40.00 EUR of 100.00 EUR), 2 days overdue",
        ),
        (bill(disputed=True), "in Klärung", "disputed"),
        (bill(gross=None), "", ""),
    ],
)
def test_states(house: House, document: Document, de: str, en: str) -> None:
    assert [house.tongues[c].state(document, TODAY) for c in ("de", "en")] == [de, en]


@pytest.mark.parametrize("code", ["de", "en"])
def test_every_sentence_can_be_said_with_anything_in_it(house: House, code: str) -> None:
    says = house.tongues[code]
    for key, sentence in says.sentences.items():
        names = {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
        said = says(key, **dict.fromkeys(names, "{x} & 7"))
        assert said.count("{x} & 7") >= len(names), key
        assert "!" not in said, f"{key}: the clerk does not shout"


def test_what_a_language_lacks_is_said_in_english(house: House) -> None:
    languages = {
        "en": {
            "name": "English",
            "says": {"greeting": "Hello {name},"},
            "articles": {"document": {"your": "your"}},
        },
        "xx": {"name": "X"},
        "yy": {"says": {"greeting": "Not spoken"}},
    }
    tongues = Tongues.compile(languages, house.kinds, ZoneInfo("UTC"), "xx")
    assert tongues["xx"]("greeting", name="A") == "Hello A,"
    assert tongues[None].language == tongues["yy"].language == tongues["nowhere"].language == "xx"
    assert tongues["xx"].article("f") == {"your": "your"}
    with pytest.raises(KeyError):
        tongues["xx"]("unwritten")
    with pytest.raises(ValueError, match="there is only en, xx"):
        Tongues.compile(languages, house.kinds, ZoneInfo("UTC"), "yy")


def test_capitals() -> None:
    assert [capital(t) for t in ("über", "Ab", "7 a", "")] == ["Über", "Ab", "7 a", ""]


def test_genders_are_known(house: House) -> None:
    de = house.tongues["de"]
    genders = defaultdict(list)
    for kind in house.kinds.by_code.values():
        genders[kind.gender("de")].append(kind.code)
    assert set(genders) == {"m", "f", "n"} <= set(de.articles)
