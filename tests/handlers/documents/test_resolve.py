"""Asks against the small world: exactly these documents, exactly these choices, or nothing."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from handlers.answers import Answer, Choice, Found, Missing
from handlers.desk import Desk
from handlers.documents.resolve import LIMIT, resolve
from parsers.asks import Ask, NumberRange
from store.engine import Unit
from store.records import Account, Contact, Document, Location, Order

DAY = dt.date(2025, 10, 1)
CHAIN = (
    "AN-25-301 AB-5001 LS-80002 LS-80001 CMR-100 WZ-9001 RE-2025-0413 RE-2025-0412 GS-2025-0031 MA-2025-007"
)
NUMBER = re.compile(r"\b[A-Z]+-[\w-]*\d\w*|\b\d{5,}|\(\d{4}\)")


def bill(
    number: str, account: str = "1001", kind: str = "invoice", date: dt.date = DAY, **more: Any
) -> Document:
    return Document(account, kind, number, date, **more)


def documents(*numbers: Any, kinds: str = "", **more: Any) -> Ask:
    return Ask("documents", tuple(sorted(kinds.split())), numbers, **more)


def told(answer: Answer) -> str:
    """An answer in short: "A B", "A -C" for one that is missing, "ask_near: A B" for a question."""
    if isinstance(answer, Found):
        words = [d.number for d in answer.documents] + ["-" + n for n in answer.missing]
        words += [f"({told(answer.choice)})"] if answer.choice else []
        return " ".join([*words, *(f"no {kind}" for kind in answer.absent)])
    if isinstance(answer, Choice):
        names = [(NUMBER.findall(o.label) or [o.label])[0] for o in answer.options]
        return " ".join([f"{answer.text}:", *names, *("-" + n for n in answer.missing)])
    assert isinstance(answer, Missing)
    return " ".join(["nothing", *answer.numbers])


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        (documents("RE-2025-0412"), "RE-2025-0412"),  # its own number goes before its chain
        (documents("re 2025/412".replace("412", "0412")), "RE-2025-0412"),
        (documents("RE-2025-0412", kinds="invoice"), "RE-2025-0412"),
        (documents("RE-2025-0412", kinds="delivery_note"), "LS-80001"),  # of this invoice, not of the order
        (documents("RE-2025-0413", kinds="delivery_note"), "LS-80002"),
        (documents("RE-2025-0412", kinds="delivery_note invoice"), "LS-80001 RE-2025-0412"),
        (documents("RE-2025-0412", kinds="credit_note"), "GS-2025-0031"),
        (documents("GS-2025-0031", kinds="invoice"), "RE-2025-0412"),
        (documents("MA-2025-007", kinds="invoice"), "RE-2025-0413"),
        (documents("LS-80001", kinds="certificate shipping_document"), "CMR-100 WZ-9001"),
        (documents("RE-2025-0413", kinds="certificate"), "WZ-9001"),  # none hangs on it: that of its order
        (documents("RE-2025-0413", kinds="quote"), "AN-25-301"),
        (documents("A-5001", kinds="invoice"), "RE-2025-0413 RE-2025-0412"),
        (documents("4500123", kinds="invoice"), "RE-2025-0413 RE-2025-0412"),  # the customer's own number
        (documents("4500123", kinds="order_confirmation"), "AB-5001"),
        (documents("8841-B", kinds="certificate"), "WZ-9001"),
        (documents("S-42"), "WZ-9001"),  # an article: the papers that bear it, not their whole chain
        (documents("UPX-40", kinds="datasheet"), "DB-UPX-40"),
        (documents("LS-80002", kinds="all"), CHAIN),  # any number of a chain finds all of it
        (documents("4500123", kinds="all"), CHAIN),
        (documents("4500123"), CHAIN),
        (documents("A-5002"), "LS-80010 RE-2025-0501 RE-2025-0500"),
        (documents("LS-80001", "LS-80010"), "LS-80010 LS-80001"),
        (documents("RE-2025-0412", "RE-2025-0412"), "RE-2025-0412"),
        (documents("RE-2025-0412", "XX-1"), "RE-2025-0412 -XX-1"),
        (
            documents("RE-2025-0500", "RE-2025-0412", kinds="credit_note"),
            "GS-2025-0031 no Gutschrift zu RE-2025-0500",
        ),
    ],
)
def test_numbers(desk: Callable[..., Desk], ask: Ask, expected: str) -> None:
    assert told(resolve(ask, desk())) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("RE-2025-0412", "RE-2025-0413", "RE-2025-0413 RE-2025-0412"),
        ("RE-2025-0412", "0413", "RE-2025-0413 RE-2025-0412"),
        ("RE-2025-0400", "RE-2025-0599", "RE-2025-0501 RE-2025-0500 RE-2025-0413 RE-2025-0412"),
        ("RE-2025-0990", "RE-2025-0995", "nothing RE-2025-0990 RE-2025-0995"),  # both ends, not all of it
        ("RE-2025-0413", "RE-2025-0412", "RE-2025-0413 RE-2025-0412"),  # the wrong way round: its two ends
        ("A-5001", "A-5002", "RE-2025-0501 RE-2025-0500 RE-2025-0413 RE-2025-0412"),
        ("RE-2025-0001", "RE-2025-9999", "ask_range:"),
        ("LS-1", "RE-2025-0412", "RE-2025-0412 -LS-1"),
    ],
)
def test_ranges(desk: Callable[..., Desk], first: str, last: str, expected: str) -> None:
    assert told(resolve(documents(NumberRange(first, last), kinds="invoice"), desk())) == expected


@pytest.mark.parametrize(
    ("number", "kinds", "expected"),
    [
        ("80001", "delivery_note", "ask_near: LS-80001"),  # no prefix
        ("0412", "invoice", "ask_near: RE-2025-0412"),  # its end
        ("RE-2025-041", "", "ask_near: RE-2025-0413 RE-2025-0412"),  # its beginning
        ("RE-2025-0421", "", "ask_near: RE-2025-0412"),  # swapped
        ("RE-2025-O412", "", "ask_near: RE-2025-0412"),  # O for 0
        ("RE-2025-O4I2", "", "ask_near: RE-2025-0412"),  # and I for 1
        ("RE2025O412", "", "ask_near: RE-2025-0412"),
        ("LS8OOO1", "", "ask_near: LS-80001"),
        ("RE-2025-412", "", "ask_near: RE-2025-0412"),
        ("RE-2025-421", "", "ask_near: RE-2025-0412"),  # two slips: left out and swapped
        ("RE-2025-0421", "delivery_note", "ask_near: RE-2025-0412"),  # the slip is in what it belongs to
        ("A-5011", "invoice", "ask_near: A-5001"),  # an order
        ("RE-2025-0600", "", "ask_near: RE-2025-0500"),
        ("RE-2025-0666", "", "nothing RE-2025-0666"),  # two other digits are another number
        ("RE-2025-4129", "", "nothing RE-2025-4129"),
        ("RE-2025-0421", "reminder quote", "ask_near: RE-2025-0412"),
        ("12", "", "nothing 12"),
        ("9" * 60, "", "nothing " + "9" * 60),
    ],
)
def test_a_slip_is_asked_about_and_never_sent(
    desk: Callable[..., Desk], number: str, kinds: str, expected: str
) -> None:
    answer = resolve(documents(number, kinds=kinds), desk())
    assert told(answer) == expected
    for option in answer.options if isinstance(answer, Choice) else ():
        found = resolve(option.ask, desk())
        assert isinstance(found, Found), "what is offered is there"
        assert re.search(r"\d\d\.\d\d\.2025|\d Rechnungen", option.label), "with its date, or how many"


def test_what_is_near_comes_with_date_amount_and_order(desk: Callable[..., Desk]) -> None:
    answer = resolve(documents("RE-2025-0421"), desk())
    assert isinstance(answer, Choice)
    assert [o.label for o in answer.options] == [
        "Rechnung RE-2025-0412 · 11.09.2025 · 714,00 EUR · Bestellung A-5001"
    ]
    assert answer.values == {"numbers": "RE-2025-0421"}


def test_near_numbers_beside_found_ones(desk: Callable[..., Desk]) -> None:
    ask = documents("RE-2025-0500", "RE-2025-0421", "GS-9", kinds="invoice")
    assert told(resolve(ask, desk())) == "RE-2025-0500 -RE-2025-0421 -GS-9 (ask_near: RE-2025-0412)"
    # what is in the reply anyway is not offered again
    assert told(resolve(documents("RE-2025-0412", "RE-2025-0421"), desk())) == "RE-2025-0412 -RE-2025-0421"
    assert (
        told(resolve(documents("RE-2025-0421", "LS-80003"), desk()))
        == "ask_near: RE-2025-0412 LS-80002 LS-80001"
    )
    assert told(resolve(documents("RE-2025-0421", "KK-1"), desk())) == "ask_near: RE-2025-0412 -KK-1"


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        (documents("RE-2025-0500", kinds="credit_note"), "ask_instead: RE-2025-0500"),
        (documents("A-5002", kinds="credit_note"), "ask_instead: LS-80010 RE-2025-0500 RE-2025-0501"),
        (documents("A-5002", "XX-9", kinds="quote"), "ask_instead: LS-80010 RE-2025-0500 RE-2025-0501 -XX-9"),
    ],
)
def test_a_known_number_without_the_kind(desk: Callable[..., Desk], ask: Ask, expected: str) -> None:
    answer = resolve(ask, desk())
    assert set(told(answer).split()) == set(expected.split())


def days(since: str | None = None, until: str | None = None) -> dict[str, Any]:
    return {k: dt.date.fromisoformat(v) for k, v in (("since", since), ("until", until)) if v}


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        (documents(kinds="invoice", **days("2025-09-01", "2025-09-30")), "RE-2025-0413 RE-2025-0412"),
        (documents(kinds="invoice", **days("2025-10-01")), "RE-2025-0501 RE-2025-0500"),
        (documents(kinds="invoice", **days(until="2025-09-11")), "RE-2025-0412"),
        (documents(kinds="invoice", **days("2024-01-01", "2024-12-31")), "nothing"),
        (documents(kinds="invoice delivery_note", last=1), "LS-80010 RE-2025-0501"),  # of each kind
        (documents(kinds="invoice", last=3), "RE-2025-0501 RE-2025-0500 RE-2025-0413"),
        (documents(kinds="invoice", status="open"), "RE-2025-0501 RE-2025-0500 RE-2025-0413"),
        (documents(kinds="invoice", status="paid"), "RE-2025-0412"),
        (documents(kinds="invoice", status="partial"), "RE-2025-0413"),
        (documents(status="overdue"), "RE-2025-0501 RE-2025-0500 RE-2025-0413"),  # only invoices are owed
        (documents(kinds="invoice", amount="714.00"), "RE-2025-0412"),
        (documents(kinds="invoice", amount="714"), "RE-2025-0412"),
        (documents(kinds="invoice", amount="1.00"), "nothing"),
        (documents(amount="1190.00"), "AN-25-301 AB-5001"),
        (documents(kinds="invoice", every=True), "RE-2025-0501 RE-2025-0500 RE-2025-0413 RE-2025-0412"),
        (documents(kinds="sds"), "SDB-77"),  # there is only one
        (documents(kinds="invoice"), "ask_which: RE-2025-0501 RE-2025-0500 RE-2025-0413"),
        (documents(kinds="invoice sds"), "ask_which_any: RE-2025-0501 RE-2025-0500 RE-2025-0413"),
        (documents(), "ask_which: MA-2025-007 RE-2025-0501 RE-2025-0500"),
        (documents(kinds="delivery_note", location="LNZ"), "LS-80010"),
        (documents(kinds="delivery_note", location="filiale graz"), "LS-80002 LS-80001"),
        (documents(kinds="delivery_note", location="Werk-Graz"), "LS-80002 LS-80001"),  # an alias
        (documents(kinds="delivery_note", location="Linz"), "LS-80010"),  # its city
        (documents(kinds="delivery_note", location="Filiale Gratz"), "ask_location: Filiale Graz"),
        (documents(kinds="delivery_note", location="Salzburg"), "nothing"),
        (documents(location="GRZ"), "ask_which_any: MA-2025-007 GS-2025-0031 RE-2025-0413"),
        (documents(kinds="invoice", cost_centre="4711"), "RE-2025-0413 RE-2025-0412"),
        (documents(kinds="invoice", cost_centre="4713"), "ask_cost_centre: 4711 4712"),
        (documents(kinds="invoice", cost_centre="9999"), "nothing"),
        (
            documents(kinds="reminder", cost_centre="4712"),
            "nothing",
        ),  # it is known, there is no reminder for it
        (documents(kinds="invoice", person="Kauf"), "RE-2025-0413 RE-2025-0412"),
        (documents(kinds="invoice", person="karl kauf"), "RE-2025-0413 RE-2025-0412"),
        (documents(kinds="invoice", person="karl.kauf@adler.test"), "RE-2025-0413 RE-2025-0412"),
        (documents(kinds="invoice", person="Karl Kaufmann"), "ask_person: Karl Kauf"),
        (documents(kinds="invoice", person="Huber"), "nothing"),
        (documents(kinds="invoice", person="Kauf", **days("2025-09-20")), "RE-2025-0413"),
    ],
)
def test_filters(desk: Callable[..., Desk], ask: Ask, expected: str) -> None:
    assert told(resolve(ask, desk())) == expected


def test_the_choices_for_a_name_lead_there(desk: Callable[..., Desk]) -> None:
    for ask, expected in (
        (documents(kinds="delivery_note", location="Filiale Gratz"), "LS-80002 LS-80001"),
        (documents(kinds="invoice", cost_centre="4713"), "RE-2025-0413 RE-2025-0412"),
        (documents(kinds="invoice", person="Karl Kaufmann"), "RE-2025-0413 RE-2025-0412"),
    ):
        question = resolve(ask, desk())
        assert isinstance(question, Choice)
        assert told(resolve(question.options[0].ask, desk())) == expected


def test_a_period_narrows_what_belongs_to_a_number(desk: Callable[..., Desk]) -> None:
    september = documents("A-5001", kinds="delivery_note", **days("2025-09-15", "2025-09-30"))
    assert told(resolve(september, desk())) == "LS-80002"
    # the day only describes the order: nothing is left out for it
    assert (
        told(resolve(replace(september, since=None, until=dt.date(2025, 1, 1)), desk()))
        == "LS-80002 LS-80001"
    )


@pytest.mark.parametrize(
    ("who", "ask", "expected"),
    [
        ("lager@adler.test", documents("RE-2025-0412"), "nothing RE-2025-0412"),  # the role sees no invoice
        ("lager@adler.test", documents("RE-2025-0412", kinds="delivery_note"), "nothing RE-2025-0412"),
        ("lager@adler.test", documents("LS-80001"), "LS-80001"),
        ("lager@adler.test", documents("A-5001", kinds="delivery_note"), "LS-80002 LS-80001"),
        ("lager@adler.test", documents("A-5001", kinds="invoice"), "ask_instead: LS-80002 WZ-9001 LS-80001"),
        ("kauf@adler.test", documents("RE-2025-0500"), "nothing RE-2025-0500"),  # Linz; he is in Graz
        ("kauf@adler.test", documents(kinds="invoice", location="Linz"), "nothing"),
        ("kauf@adler.test", documents(kinds="invoice", location="Lins"), "nothing"),  # not even as a question
        ("kauf@adler.test", documents(kinds="invoice", location="Graz"), "RE-2025-0413 RE-2025-0412"),
        (
            "bau@adler.test",
            documents(kinds="invoice", every=True),
            "RE-2025-0413 RE-2025-0412",
        ),  # cost centre
        ("bau@adler.test", documents(kinds="invoice", cost_centre="4712"), "ask_cost_centre: 4711"),
        ("niemand@adler.test", documents("RE-2025-0412"), "nothing RE-2025-0412"),  # no role
        ("niemand@adler.test", documents(kinds="invoice", last=1), "nothing"),
        ("ben@birch.test", documents("RE-2025-0412"), "nothing RE-2025-0412"),
        ("ben@birch.test", documents("RE-2025-0701"), "ask_near: RE-2025-0700"),
        ("chef@cedar.test", documents("RE-2025-0800"), "RE-2025-0800"),  # below her
        ("chef@cedar.test", documents(kinds="invoice", last=5), "RE-2025-0800"),
        ("werk@cedar.test", documents("RE-2025-0800"), "RE-2025-0800"),
        ("buch@adler.test", documents("RE-2025-0600"), "RE-2025-0600"),  # the number decides
        ("buch@adler.test", documents("RE-2025-0600", "RE-2025-0412"), "RE-2025-0600 RE-2025-0412"),
        ("buch@adler.test", documents(kinds="invoice", last=1), "ask_account: (1001) (1002)"),
        ("buch@adler.test", documents(kinds="delivery_note", location="Linz"), "LS-80010"),  # only one has it
        ("buch@adler.test", documents(kinds="delivery_note", location="Wien"), "ask_account: (1001) (1002)"),
    ],
)
def test_who_asks(desk: Callable[..., Desk], who: str, ask: Ask, expected: str) -> None:
    answer = resolve(ask, desk(who))
    assert set(told(answer).split()) == set(expected.split())


def test_the_account_that_is_chosen_counts(desk: Callable[..., Desk]) -> None:
    of_berta = desk("buch@adler.test")
    question = resolve(documents(kinds="invoice", last=1), of_berta)
    assert isinstance(question, Choice)
    answers = [
        told(resolve(o.ask, replace(of_berta, person=of_berta.person.at(o.account_id or 0))))
        for o in question.options
    ]
    assert answers == ["RE-2025-0501", "RE-2025-0600"]


def test_one_number_in_two_accounts(desk: Callable[..., Desk], add: Callable[..., None], unit: Unit) -> None:
    add(bill("RE-1"), bill("RE-1", "1002"), bill("RE-7", "3002"))
    assert told(resolve(documents("RE-1"), desk("buch@adler.test"))) == "ask_account: (1001) (1002)"
    assert told(resolve(documents("RE-1"), desk())) == "RE-1"
    # above and below: one's own account counts, and no question comes twice
    add(bill("RE-7", "3001"))
    found = resolve(documents("RE-7"), desk("chef@cedar.test"))
    assert isinstance(found, Found)
    assert [d.account for d in found.documents] == ["3001"]
    # two below
    unit.accounts.upsert([Account("3003", "Cedar Werk Zwei AG", "3001")])
    add(bill("RE-8", "3002"), bill("RE-8", "3003"))
    of_clara = desk("chef@cedar.test")
    question = resolve(documents("RE-8"), of_clara)
    assert told(question) == "ask_account: (3002) (3003)"
    assert isinstance(question, Choice)
    at = of_clara.person.at(question.options[1].account_id or 0)
    found = resolve(question.options[1].ask, replace(of_clara, person=at))
    assert isinstance(found, Found)
    assert [d.account for d in found.documents] == ["3003"]


def test_an_account_without_grants_needs_no_question(desk: Callable[..., Desk], unit: Unit) -> None:
    unit.contacts.upsert([Contact("1002", "buch@adler.test", "Berta Buch", role=None)])
    assert told(resolve(documents(kinds="invoice", last=1), desk("buch@adler.test"))) == "RE-2025-0501"


def test_a_place_means_its_own_account(
    desk: Callable[..., Desk], add: Callable[..., None], unit: Unit
) -> None:
    """The code 1 is Graz here and Linz there: the parent who asks for Graz gets no paper of Linz."""
    unit.locations.upsert(
        [Location("3001", "1", "Graz"), Location("3002", "1", "Linz"), Location("3002", "2", "Graz")]
    )
    add(
        bill("RE-31", "3001", location="1"),
        bill("RE-32", "3002", location="1"),
        bill("RE-33", "3002", location="2"),
    )
    of_clara = desk("chef@cedar.test")
    assert told(resolve(documents(location="Graz"), of_clara)) == "RE-33 RE-31"
    assert told(resolve(documents(location="Linz"), of_clara)) == "RE-32"


def test_a_city_with_two_places_is_a_question(desk: Callable[..., Desk], unit: Unit) -> None:
    unit.locations.upsert(
        [Location("1001", "W1", "Werk Nord", city="Wien"), Location("1001", "W2", "Werk Süd", city="Wien")]
    )
    assert told(resolve(documents(location="Wien"), desk())) == "ask_location: Werk Nord Werk Süd"


def test_two_people_of_one_name(desk: Callable[..., Desk], add: Callable[..., None]) -> None:
    add(
        bill("RE-41", orderer="Ida Huber"),
        bill("RE-42", orderer="Udo Huber"),
        bill("RE-43", orderer="Eva Hubert"),
    )
    question = resolve(documents(person="Huber"), desk())
    assert told(question) == "ask_person_which: Udo Huber Ida Huber"
    assert told(resolve(documents(person="Ida Huber"), desk())) == "RE-41"


def test_the_newest_revision_counts_by_number_not_by_spelling(
    desk: Callable[..., Desk], add: Callable[..., None]
) -> None:
    sheets = [
        bill("SDB-9", kind="sds", article="K-9", language=lang, revision=revision)
        for lang, revision in (("de", "9"), ("de", "10"), ("en", "2"))
    ]
    add(*sheets)
    answer = resolve(documents("SDB-9"), desk())
    assert isinstance(answer, Found)
    assert {(d.language, d.revision) for d in answer.documents} == {("de", "10"), ("en", "2")}


def test_orders_of_one_chain_stay_apart(
    desk: Callable[..., Desk], add: Callable[..., None], unit: Unit
) -> None:
    """One delivery for two orders ties them together; whoever names one order gets its own invoice."""
    unit.orders.upsert(
        [Order("1001", "A-61", customer_po="PO 61"), Order("1001", "A-62", customer_po="PO 62")]
    )
    add(
        bill("LS-60", kind="delivery_note", order="A-61|A-62", delivery="LS-60"),
        bill("RE-61", order="A-61", delivery="LS-60"),
        bill("RE-62", order="A-62", delivery="LS-60"),
    )
    assert told(resolve(documents("A-61", kinds="invoice"), desk())) == "RE-61"
    assert told(resolve(documents("PO 62", kinds="invoice"), desk())) == "RE-62"
    assert told(resolve(documents("RE-61", kinds="delivery_note"), desk())) == "LS-60"
    assert told(resolve(documents("LS-60", kinds="invoice"), desk())) == "RE-62 RE-61"


def test_a_document_of_the_chain_in_foreign_hands_stays_there(
    desk: Callable[..., Desk], add: Callable[..., None]
) -> None:
    add(bill("RE-70", order="A-70"), bill("RE-71", "2001", order="A-70", gross=Decimal("99.99")))
    assert told(resolve(documents("A-70"), desk())) == "RE-70"
    assert told(resolve(documents("RE-71"), desk())) == "ask_near: RE-70"


@pytest.mark.parametrize(
    ("more", "given"),
    [
        ({"every": True}, LIMIT),
        ({"every": True, "form": "zip"}, LIMIT + 7),
        ({"every": True, "form": "merged"}, LIMIT + 7),
        (days("2023-01-01", "2023-12-31"), LIMIT + 7),
    ],
    ids=["all", "zip", "one PDF", "a period"],
)
def test_many(desk: Callable[..., Desk], add: Callable[..., None], more: dict[str, Any], given: int) -> None:
    add(*(bill(f"MM-{n}", date=dt.date(2023, 5, 1), cost_centre="MM") for n in range(LIMIT + 7)), files=())
    answer = resolve(documents(kinds="invoice", cost_centre="MM", **more), desk())
    assert isinstance(answer, Found)
    assert (len(answer.documents), answer.more) == (given, LIMIT + 7 - given)
