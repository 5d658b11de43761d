"""How far an order is, by whatever number; what the ERP does not say is not said."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest

from handlers.answers import Answer, Choice, Missing, Result, Table
from handlers.desk import Desk
from handlers.intents.order_status import respond
from parsers.asks import Ask, NumberRange
from store.engine import Unit
from store.records import Account, Contact, Order, OrderLine, Shipment

DAY = dt.date(2025, 11, 3)


def where(*numbers: str | NumberRange, **more: object) -> Ask:
    return Ask("order_status", numbers=numbers, **more)  # type: ignore[arg-type]


def said(answer: Answer) -> str:
    assert isinstance(answer, Table)
    return "\n".join([answer.intro, *(f"{r.line} {r.detail}" for r in answer.rows), *answer.lines])


@pytest.mark.parametrize(
    "number",
    [
        *("A-5002", "a 5002", "4500124", "LS-80010", "LS-80011", "LS 80011"),
        *("00340434161094022116", "RE-2025-0500", "RE-2025-0501"),
    ],
)
def test_any_number_leads_to_the_order(desk: Callable[..., Desk], number: str) -> None:
    text = said(respond(where(number), desk()))
    assert text.startswith("Bestellung 4500124 (unser Auftrag A-5002) vom 02.10.2025: teilweise geliefert")
    assert "3 von 5 Stk geliefert, noch offen: 2 Stk" in text


@pytest.mark.parametrize(
    ("who", "ask", "expected"),
    [
        ("anna@adler.test", where("B-77120"), Missing),  # somebody else's
        ("anna@adler.test", where("1Z999AA10123456784"), Missing),
        ("kauf@adler.test", where("A-5002"), Choice),  # another place: nearly one of theirs
        ("kauf@adler.test", where("00340434161094022116"), Missing),
        ("niemand@adler.test", where("A-5001"), Missing),
        ("niemand@adler.test", where(), Missing),
        ("anna@adler.test", where("4500132"), Choice),  # swapped digits
        ("buch@adler.test", where(), Choice),
        ("chef@cedar.test", where("A-7001"), Table),  # an account below
        ("werk@cedar.test", where("4500123"), Missing),
        ("anna@adler.test", where(location="Filiale Graz"), Table),
        ("anna@adler.test", where(location="Wien"), Missing),
        ("ben@birch.test", where(), Missing),  # nothing open
        ("ben@birch.test", where(last=1), Table),
        ("anna@adler.test", where(NumberRange("A-5001", "A-5003")), Table),
    ],
)
def test_shapes(desk: Callable[..., Desk], who: str, ask: Ask, expected: type) -> None:
    assert type(respond(ask, desk(who))) is expected


def test_open_orders_of_a_place(desk: Callable[..., Desk]) -> None:
    text = said(respond(where(location="Filiale Graz"), desk()))
    assert "A-5003" in text and "A-5002" not in text


def test_the_last_order_whatever_its_state(desk: Callable[..., Desk]) -> None:
    assert "A-6001" in said(respond(where(last=1), desk("ben@birch.test", "en")))


def test_an_article_beside_an_order_picks_its_line(desk: Callable[..., Desk]) -> None:
    text = said(respond(where("4500124", "K-77"), desk()))
    assert "K-77 Kleber K 77, 2 von 2 Dosen geliefert" in text and "UPX-40 Pumpe" not in text


def test_an_article_alone_leads_to_what_is_to_come(desk: Callable[..., Desk]) -> None:
    answer = respond(where("upx40"), desk())
    assert isinstance(answer, Table) and len(answer.rows) == 2  # the delivered order is not meant
    assert "4500125: UPX-40 Pumpe UPX 40, 0 von 1 Stk geliefert" in said(answer)


def test_some_found_some_not(desk: Callable[..., Desk]) -> None:
    answer = respond(where("4500123", "999888777"), desk())
    assert isinstance(answer, Table) and answer.missing == ("999888777",)


def test_what_the_erp_does_not_say(desk: Callable[..., Desk], unit: Unit) -> None:
    unit.orders.upsert([Order("1001", "X-900", promised_date=dt.date(2025, 11, 1))])
    unit.orders.upsert_lines([OrderLine("X-900", "1", "ART", quantity=Decimal(5))])
    unit.shipments.upsert([Shipment("X-900", "L-900")])
    assert said(respond(where("X-900"), desk())).split("\n") == [
        "Bestellung X-900: zugesagt für 01.11.2025:",
        "Pos. 1 · ART, 5 bestellt ",
        "Lieferung L-900",
    ]


def test_a_promise_that_was_not_kept(desk: Callable[..., Desk], unit: Unit) -> None:
    unit.orders.upsert([Order("1001", "X-901", DAY, status="open", promised_date=dt.date(2025, 11, 10))])
    assert said(respond(where("X-901"), desk())) == (
        "Bestellung X-901 vom 03.11.2025: offen, war zugesagt für 10.11.2025, noch nicht versendet."
    )
    unit.orders.upsert([Order("1001", "X-901", DAY, status="delivered", promised_date=dt.date(2025, 11, 10))])
    assert said(respond(where("X-901"), desk())) == "Bestellung X-901 vom 03.11.2025: geliefert."


def test_a_number_with_papers_but_no_order(desk: Callable[..., Desk], unit: Unit) -> None:
    unit.contacts.upsert([Contact("1001", "lager@adler.test", "L", "quality")])
    answer = respond(where("LS-80001"), desk("lager@adler.test"))
    assert said(answer).startswith(
        "\nZu LS-80001 liegt uns kein Lieferstand vor. Vorhanden: Lieferschein LS-80001"
    )


def test_that_it_is_invoiced_is_for_those_who_see_invoices(desk: Callable[..., Desk], unit: Unit) -> None:
    unit.orders.upsert([Order("1001", "X-902", DAY, status="invoiced")])
    assert "geliefert und berechnet" in said(respond(where("X-902"), desk()))
    assert "geliefert." in said(respond(where("X-902"), desk("lager@adler.test")))


def test_many_open_orders_are_counted(desk: Callable[..., Desk], unit: Unit) -> None:
    unit.orders.upsert([Order("1001", f"Y-{n}", DAY, status="open") for n in range(100, 130)])
    answer = respond(where(), desk())
    assert isinstance(answer, Table) and len(answer.rows) == 10
    assert answer.lines[-1].startswith("22 weitere")


def test_a_long_order_tells_what_is_short(desk: Callable[..., Desk], unit: Unit) -> None:
    lines = [
        OrderLine("A-5003", str(n), f"T-{n}", quantity=Decimal(2), delivered=Decimal(2))
        for n in range(20, 320)
    ]
    unit.orders.upsert_lines(lines)
    answer = respond(where("A-5003"), desk())
    assert isinstance(answer, Table) and len(answer.rows) == 1
    assert answer.lines == (
        "Vollständig geliefert: 300 von 301 Positionen.",
        "300 Positionen sind hier nicht einzeln genannt.",
    )


def test_one_number_in_two_accounts_is_asked_about(desk: Callable[..., Desk], unit: Unit) -> None:
    unit.accounts.upsert([Account("1002", "Adler Service GmbH")])
    unit.orders.upsert([Order(a, "Z-1", DAY, status="open") for a in ("1001", "1002")])
    answer = respond(where("Z-1"), desk("buch@adler.test"))
    assert isinstance(answer, Choice) and answer.text == "ask_account"


def test_the_delivery_note_is_offered(write: Callable[..., Result]) -> None:
    first = write("Wo bleibt unsere Bestellung 4500124?")
    assert "Brauchen Sie den Lieferschein dazu?" in first.replies[0].text
    assert first.replies[0].enclosures == ()
    then = write("ja", after=first)
    assert [e.document.number for e in then.replies[0].enclosures if e.document] == ["LS-80010"]
