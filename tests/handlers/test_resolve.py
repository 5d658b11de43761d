"""From an ask to documents, as tables over the small world: what is meant, asked back or missing."""

from collections.abc import Iterator

import pytest

from bot.wiring import Clerk
from handlers.answers import Answer, Choice, Found, Missing
from handlers.desk import Desk
from handlers.people import known, principal
from handlers.resolve import resolve
from parsers.asks import Ask, NumberRange
from parsers.message import Proof
from tests.world import NOW, open_clerk

ANNA, KARL, LENA, BERTA, CLARA = (
    f"{name}.test" for name in ("anna@adler", "kauf@adler", "lager@adler", "buch@adler", "chef@cedar")
)


@pytest.fixture(scope="module")
def clerk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clerk]:
    made = open_clerk(tmp_path_factory.mktemp("resolve"))
    yield made
    made.close()


def answer(clerk: Clerk, address: str, **ask: object) -> Answer:
    house, today = clerk.house, clerk.house.today(NOW)
    with clerk.store.read() as unit:
        person = principal(known(address, unit, today), Proof(), unit, house.kinds, today)
        return resolve(Ask("documents", **ask), Desk(person, unit, house.kinds, house.tongues["en"], today))  # type: ignore[arg-type]


def numbers(found: Answer) -> list[str]:
    assert isinstance(found, Found), found
    return sorted(d.number for d in found.documents)


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        ({"numbers": ("RE-2025-0412",)}, ["RE-2025-0412"]),
        ({"numbers": ("re 2025/0412",)}, ["RE-2025-0412"]),
        ({"numbers": ("RE-2025-0412",), "kinds": ("delivery_note",)}, ["LS-80001"]),
        ({"numbers": ("RE-2025-0413",), "kinds": ("delivery_note",)}, ["LS-80002"]),
        ({"numbers": ("LS-80002",), "kinds": ("invoice",)}, ["RE-2025-0413"]),
        ({"numbers": ("4500123",), "kinds": ("invoice",)}, ["RE-2025-0412", "RE-2025-0413"]),
        ({"numbers": ("A-5001",), "kinds": ("quote", "order_confirmation")}, ["AB-5001", "AN-25-301"]),
        ({"numbers": ("GS-2025-0031",), "kinds": ("invoice",)}, ["RE-2025-0412"]),
        ({"numbers": ("8841-B",), "kinds": ("certificate",)}, ["WZ-9001"]),
        ({"numbers": ("UPX-40",), "kinds": ("datasheet",)}, ["DB-UPX-40"]),
        ({"numbers": (NumberRange("RE-2025-0410", "RE-2025-0415"),)}, ["RE-2025-0412", "RE-2025-0413"]),
        ({"numbers": (NumberRange("RE-2025-0412", "0413"),)}, ["RE-2025-0412", "RE-2025-0413"]),
        ({"kinds": ("invoice",), "last": 1}, ["RE-2025-0501"]),
        ({"kinds": ("invoice",), "status": "paid", "every": True}, ["RE-2025-0412"]),
        ({"kinds": ("invoice",), "status": "partial"}, ["RE-2025-0413"]),
        ({"kinds": ("invoice",), "amount": "595.00"}, ["RE-2025-0500"]),
        ({"kinds": ("delivery_note",), "location": "Linz Hafen"}, ["LS-80010"]),
        ({"kinds": ("invoice",), "cost_centre": "4711", "every": True}, ["RE-2025-0412", "RE-2025-0413"]),
        ({"kinds": ("order_confirmation",)}, ["AB-5001"]),  # there is only one: nothing to ask
    ],
)
def test_what_is_meant_is_found(clerk: Clerk, ask: dict[str, object], expected: list[str]) -> None:
    assert numbers(answer(clerk, ANNA, **ask)) == expected


def test_everything_of_an_order_is_its_chain(clerk: Clerk) -> None:
    found = numbers(answer(clerk, ANNA, kinds=("all",), numbers=("4500123",)))
    assert len(found) == 10
    assert found == numbers(answer(clerk, ANNA, kinds=("all",), numbers=("LS-80002",)))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("RE-2025-0421", "RE-2025-0412"),  # two digits changed places
        ("RE-2025-O412", "RE-2025-0412"),  # a letter for a zero
        ("RE-2025-412", "RE-2025-0412"),  # a zero lost
        ("2025-0412", "RE-2025-0412"),  # the prefix lost
        ("RE-2025-04133", "RE-2025-0413"),  # a digit too many
    ],
)
def test_a_near_number_is_asked_about_and_never_sent(clerk: Clerk, written: str, meant: str) -> None:
    found = answer(clerk, ANNA, kinds=("invoice",), numbers=(written,))
    assert isinstance(found, Choice), found
    assert found.text == "ask_near"
    assert meant in found.options[0].label
    assert "EUR" in found.options[0].label
    assert found.options[0].ask.numbers == (meant,)


@pytest.mark.parametrize(
    ("address", "ask"),
    [
        (LENA, {"numbers": ("RE-2025-0412",)}),  # the role does not see invoices
        (KARL, {"numbers": ("RE-2025-0500",)}),  # another location
        (KARL, {"kinds": ("invoice",), "location": "Linz", "every": True}),
        (ANNA, {"numbers": ("B-77120",)}),  # of another customer
        (ANNA, {"kinds": ("invoice",), "location": "Atlantis", "every": True}),
        (ANNA, {"kinds": ("invoice",), "amount": "0.01"}),
    ],
)
def test_what_may_not_be_seen_is_missing(clerk: Clerk, address: str, ask: dict[str, object]) -> None:
    assert isinstance(answer(clerk, address, **ask), Missing)


@pytest.mark.parametrize(
    ("address", "ask", "text"),
    [
        (ANNA, {"kinds": ("invoice",)}, "ask_which"),
        (ANNA, {}, "ask_which_any"),
        (BERTA, {"kinds": ("invoice",), "every": True}, "ask_account"),
        (ANNA, {"kinds": ("invoice",), "location": "Filiale Grats", "every": True}, "ask_location"),
        (ANNA, {"kinds": ("credit_note",), "numbers": ("RE-2025-0500",)}, "ask_instead"),
    ],
)
def test_what_is_not_certain_is_asked(clerk: Clerk, address: str, ask: dict[str, object], text: str) -> None:
    found = answer(clerk, address, **ask)
    assert isinstance(found, Choice), found
    assert found.text == text
    assert 1 <= len(found.options) <= 3


def test_the_tree_is_seen_from_above_only(clerk: Clerk) -> None:
    assert numbers(answer(clerk, CLARA, numbers=("RE-2025-0800",))) == ["RE-2025-0800"]


def test_of_two_wishes_what_is_absent_is_named(clerk: Clerk) -> None:
    found = answer(clerk, ANNA, kinds=("credit_note", "invoice"), numbers=("RE-2025-0500", "RE-1999-1"))
    assert isinstance(found, Found)
    assert found.missing == ("RE-1999-1",)
    assert found.absent == ("credit note for RE-2025-0500",)
