"""What an admin's wish about a colleague comes to, and what becomes of the wish of somebody who is none."""

from collections.abc import Callable

import pytest

from handlers.answers import Answer, Choice, Handover, Proposal
from handlers.desk import Desk
from handlers.intents.people import respond
from parsers.asks import Ask, Errand
from store.engine import Unit
from store.records import Account, Contact

Open = Callable[..., Desk]
EVA = "eva@adler.test"


def told(desk: Desk, *kinds: str, **errand: object) -> Answer:
    """The answer to an ask."""
    return respond(Ask("people", tuple(kinds), errand=Errand(**errand)), desk)  # type: ignore[arg-type]


def admitted(answer: Answer) -> Contact:
    """Whom a proposal lets in."""
    assert isinstance(answer, Proposal), answer
    (contact,) = answer.act.admit
    return contact


def test_what_is_named_is_given(desk: Open) -> None:
    eva = admitted(told(desk(), "invoice", address=EVA, name="Eva", words="für Filiale Linz"))
    assert (eva.account, eva.kinds, eva.locations) == ("1001", ("invoice",), ("LNZ",))
    assert (eva.tree, eva.until, eva.active, eva.name) == (False, None, True, "Eva")


@pytest.mark.parametrize(
    ("kinds", "errand", "expected"),
    [
        (("certificate",), {}, {"certificate"} | {"invoice", "delivery_note"}),
        (("certificate",), {"marks": ("only",)}, {"certificate"}),
        (("certificate",), {"words": "in Graz"}, {"certificate"}),
        (("invoice",), {"deed": "remove"}, {"delivery_note"}),
        (("all",), {}, set()),
    ],
)
def test_known_colleagues_get_more_less_or_other_things(
    desk: Open, unit: Unit, kinds: tuple[str, ...], errand: dict[str, object], expected: set[str]
) -> None:
    unit.contacts.upsert([Contact("1001", EVA, "Eva Groß", "buyer", kinds=("invoice", "delivery_note"))])
    assert set(admitted(told(desk(), *kinds, name="Groß", **errand)).kinds) == expected


@pytest.mark.parametrize(
    ("errand", "reason"),
    [
        ({"address": EVA, "marks": ("admin",)}, "named by the house"),
        ({"address": "anna@adler.test"}, "named by the house"),
        ({"name": "Kauf", "deed": "remove", "marks": ("partly",)}, "other things stay"),
        ({"name": "Alt", "address": "alt@adler.test"}, "closed by the house"),
        ({"name": "Alois Alt", "deed": "remove"}, "already suspended"),
    ],
)
def test_what_a_person_of_the_house_decides(desk: Open, errand: dict[str, object], reason: str) -> None:
    answer = told(desk(), **errand)
    assert isinstance(answer, Handover)
    assert reason in answer.reason


@pytest.mark.parametrize(
    ("errand", "question"),
    [
        ({"name": "Huber", "deed": "remove"}, "ask_people_which"),
        ({"name": "Karl Kaufs", "deed": "remove"}, "ask_people_near"),
        ({"name": "Zzyzx", "deed": "remove"}, "ask_people_unknown"),
        ({"name": "Zzyzx", "deed": "admit"}, "ask_people_address"),
        ({"address": EVA}, "ask_people_kinds"),
        ({"address": EVA, "like": "Zzyzx"}, "ask_people_unknown"),
        ({"address": EVA, "like": "Huber"}, "ask_people_which"),
    ],
)
def test_what_is_asked(desk: Open, unit: Unit, errand: dict[str, object], question: str) -> None:
    unit.contacts.upsert(
        [Contact("1001", f"{n}.huber@adler.test", f"{n} Huber", "buyer") for n in ("Maria", "Hans")]
    )
    answer = told(desk(), **errand)
    assert isinstance(answer, Choice)
    assert answer.text == question


def test_of_two_of_a_name_one_is_picked(desk: Open, unit: Unit) -> None:
    unit.contacts.upsert(
        [Contact("1001", f"{n}.huber@adler.test", f"{n} Huber", "buyer") for n in ("Maria", "Hans")]
    )
    choice = told(desk(), name="Huber", deed="remove")
    assert isinstance(choice, Choice)
    picked = respond(choice.options[1].ask, desk())
    assert isinstance(picked, Proposal)
    assert [c.name for c in picked.act.suspend] == ["Maria Huber"]


def test_who_is_no_admin_asks_the_admins_of_one_account(desk: Open) -> None:
    answer = told(desk("kauf@adler.test"), "invoice", address=EVA)
    assert isinstance(answer, Proposal)
    assert [(admin.email, act.by) for admin, act in answer.deciders] == [
        ("anna@adler.test", "anna@adler.test"),
        ("claire@cedar.test", "claire@cedar.test"),
    ]
    both = told(desk("buch@adler.test"), "invoice", address=EVA)
    assert isinstance(both, Choice), "an admin of one customer must not hear what concerns another"
    assert [o.label for o in both.options] == ["Adler Metallbau GmbH (1001)", "Adler Service GmbH (1002)"]


def test_nobody_decides_where_there_is_no_admin(desk: Open) -> None:
    assert isinstance(told(desk("ben@birch.test", "en"), "invoice", address="x@birch.test"), Handover)
    assert isinstance(told(desk("niemand@adler.test"), "invoice", address=EVA), Handover)


def test_the_admin_of_a_tree_says_for_which_account(desk: Open, unit: Unit) -> None:
    unit.contacts.upsert([Contact("3001", "lia@cedar.test", "Lia", "admin", tree=True)])
    lia = desk("lia@cedar.test")
    choice = told(lia, "invoice", address="x@cedar.test")
    assert isinstance(choice, Choice)
    assert [o.label for o in choice.options] == [
        "Cedar Holding AG (3001) mit allen Konten darunter",
        "Cedar Holding AG (3001)",
        "Cedar Werk Eins AG (3002)",
    ]
    whole = admitted(respond(choice.options[0].ask, lia))
    assert (whole.account, whole.tree) == ("3001", True)
    named = admitted(told(lia, "invoice", address="x@cedar.test", words="nur für Cedar Werk Eins AG"))
    assert (named.account, named.tree) == ("3002", False)


def test_nothing_is_known_of_other_customers(desk: Open, unit: Unit) -> None:
    unit.accounts.upsert([Account("9", "Foreign")])
    unit.contacts.upsert([Contact("9", "zora@foreign.test", "Zora Zink", "buyer")])
    unknown = told(desk(), name="Zink", deed="remove")
    assert isinstance(unknown, Choice)
    assert (unknown.text, unknown.options) == ("ask_people_unknown", ())
    fresh = admitted(told(desk(), "invoice", address="zora@foreign.test"))
    assert (fresh.account, fresh.name) == ("1001", None)
