"""Roles and kinds as the contract lists them; incomplete kinds stop the start."""

from typing import Any

import pytest

from handlers.desk import House
from handlers.kinds import Kind, Kinds

ROLES = {
    "finance": "credit_note delivery_note invoice order_confirmation reminder statement",
    "buyer": "certificate credit_note datasheet delivery_note invoice order_confirmation quote sds "
    "shipping_document",
    "logistics": "certificate delivery_note order_confirmation sds shipping_document",
    "quality": "certificate datasheet delivery_note sds",
}
TABLE: dict[str, Any] = {
    "class": "invoice",
    "place": 1,
    "money": True,
    "names": {
        "en": {"one": "bill", "many": "bills"},
        "de": {"one": "Faktura", "many": "Fakturen", "gender": "f"},
    },
}


@pytest.mark.parametrize("role", ROLES)
def test_what_a_role_sees(house: House, role: str) -> None:
    assert " ".join(sorted(house.kinds.for_role(role))) == ROLES[role]


def test_whole_and_unknown_roles(house: House) -> None:
    everything = frozenset(house.kinds.codes())
    assert house.kinds.for_role("admin") == house.kinds.for_role("all") == everything
    for role in (None, "", "Admin", "boss"):
        assert house.kinds.for_role(role) == frozenset()


def test_narrowed_never_widens(house: House) -> None:
    assert house.kinds.for_role("logistics", ("invoice", "delivery_note")) == {"delivery_note"}
    assert house.kinds.for_role("admin", ("nonsense",)) == frozenset()


def test_order_and_names(house: House) -> None:
    assert house.kinds.codes()[:2] == ("quote", "order_confirmation")
    assert house.kinds.joined(["invoice", "quote"], "de") == ("Angebote", "Rechnungen")
    bill = Kind.from_table("bill", TABLE)
    assert (bill.name("de"), bill.name("fr", 2), bill.gender("de"), bill.gender("fr")) == (
        "Faktura",
        "bills",
        "f",
        "",
    )


@pytest.mark.parametrize(
    "change",
    [{"class": "secret"}, {"place": None}, {"names": {"en": {"one": "x"}}}, {"names": {"en": {"three": 1}}}],
)
def test_an_incomplete_kind_is_named(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"kinds/bill\.toml"):
        Kinds.compile({"bill": {**TABLE, **change}})
