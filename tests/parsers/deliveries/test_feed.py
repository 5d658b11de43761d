"""A feed maps columns in both ways of writing it, and says what is wrong with its own declaration."""

import pytest

from parsers.deliveries.feed import Feed
from parsers.deliveries.tables import TABLES


@pytest.mark.parametrize(
    "columns",
    [
        {"number": "Belegnr"},
        {"Belegnr": "number"},
        {"documents": {"number": "Belegnr"}},
        {"documents": {"BELEGNR": "number"}},
    ],
)
def test_renames(columns: dict[str, object]) -> None:
    feed = Feed("erp", columns=columns)
    assert feed.renames(TABLES["documents"]) == {"belegnr": "number"}
    assert feed.faults() == ()


def test_a_mapping_of_one_table_says_nothing_about_another() -> None:
    feed = Feed("erp", columns={"documents": {"account": "Kunde"}})
    assert feed.renames(TABLES["orders"]) == {}


def test_faults_name_the_nearest_column() -> None:
    (fault,) = Feed("erp", columns={"nummber": "Belegnr"}).faults()
    assert "'number'" in fault and "feeds.erp.columns" in fault


@pytest.mark.parametrize("form", ["DD.MM.YYYY", "", "%H:%M", "%d.%m"])
def test_a_date_form_that_is_none(form: str) -> None:
    assert len(Feed("erp", date=form).faults()) == 1
