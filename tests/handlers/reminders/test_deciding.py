"""The conscience: each rule keeps a reminder back that would otherwise go out, and says so by its name."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.reminders.cases import Case, Owed, Why
from handlers.reminders.deciding import decide
from handlers.reminders.rules import Rules
from handlers.reminders.working_days import WorkingDays
from store.notices import Notice
from store.records import Account, Document

DUE = date(2026, 2, 4)
ERP = Rules((-3, 7, 21, 35), time(9), WorkingDays("DE"), Decimal(10), delivered_by="erp")
CLERK = replace(ERP, delivered_by="clerk")
ACCOUNT = Account("1001", "Adler", currency="EUR", payment_terms_days=30)
BILL = Document("1001", "invoice", "RE-1", DUE - timedelta(days=30), DUE, gross=Decimal(100), id=1)


def notice(kind: str, until: date | None = None) -> Notice:
    return Notice(1, kind, "x@y.test", datetime(2026, 2, 1, tzinfo=UTC), until=until)


def outcome(days: int, rules: Rules = ERP, case: dict[str, Any] | None = None, **known: Any) -> list[object]:
    """(level, open) of what is sent and the rules of what is not, so many days after the due date."""
    owed = Owed(known.pop("document", BILL), **known)
    found = decide(Case(ACCOUNT, (owed,), **(case or {})), rules, DUE + timedelta(days=days))
    sent: list[object] = [(i.level, i.open) for d in found.letters if not d.why for i in d.items]
    whys = [d.why.rule for d in found.letters if d.why] + [k.why.rule for k in found.kept]
    return sent + whys


def test_nothing_speaks_against_it() -> None:
    assert outcome(7) == [(2, Decimal(100))]
    assert outcome(6) == []
    assert outcome(7, sent=2) == []


def test_after_a_long_silence_one_letter_at_the_highest_level() -> None:
    assert outcome(60, CLERK, handed=BILL.date) == [(4, Decimal(100))]
    assert outcome(60, sent=2, began=DUE + timedelta(days=7)) == [(4, Decimal(100))]
    assert outcome(60, sent=4, began=DUE + timedelta(days=7)) == []


def test_an_old_debt_that_nobody_was_reminded_of_starts_at_the_first_level() -> None:
    """Where the ERP brings the invoices there is no handover that the clock could start at."""
    assert outcome(300) == [(2, Decimal(100))]
    began = DUE + timedelta(days=300)
    assert outcome(301, sent=2, began=began) == []
    assert outcome(313, sent=2, began=began) == []
    assert outcome(314, sent=2, began=began) == [(3, Decimal(100))]  # two weeks after the first, as ever
    assert outcome(328, sent=3, began=began) == [(4, Decimal(100))]
    assert outcome(400, sent=4, began=began) == []
    assert outcome(23, sent=2, began=DUE + timedelta(days=9)) == [(3, Decimal(100))]


@pytest.mark.parametrize(
    ("known", "rule"),
    [
        ({"document": replace(BILL, disputed=True)}, "disputed"),
        ({"notice": notice("dispute")}, "disputed"),
        ({"notice": notice("promise", DUE + timedelta(days=9))}, "promised"),
        ({"notice": notice("paid", DUE + timedelta(days=9))}, "said_paid"),
        ({"message": "#12"}, "answer_owed"),
        ({"wanted": True}, "document_owed"),
        ({"credit": Decimal(100)}, "credited"),
        ({"document": replace(BILL, paid=Decimal("95.00"))}, "small"),
        ({"case": {"stop": Why("blocked", {"until": DUE, "reason": ""})}}, "blocked"),
        ({"case": {"stop": Why("mode", {"mode": "shadow"})}}, "mode"),
    ],
)
def test_each_rule_has_its_name(known: dict[str, Any], rule: str) -> None:
    assert outcome(7, **known) == [rule]


def test_the_open_rest_counts() -> None:
    part = replace(BILL, paid=Decimal(30))
    assert outcome(7, document=part) == [(2, Decimal(70))]
    assert outcome(7, document=part, credit=Decimal(20)) == [(2, Decimal(50))]


def test_open_credits_are_set_off() -> None:
    some = Document("1001", "credit_note", "GS-1", DUE, gross=Decimal(40), id=2)
    found = decide(Case(ACCOUNT, (Owed(BILL),), (some,)), ERP, DUE + timedelta(days=7))
    assert [letter.total for letter in found.letters] == [Decimal(60)]
    assert outcome(7, case={"credits": (replace(some, gross=Decimal(95)),)}) == ["set_off"]


def test_currencies_get_letters_of_their_own() -> None:
    pounds = replace(BILL, id=2, number="RE-2", currency="GBP")
    found = decide(Case(ACCOUNT, (Owed(BILL), Owed(pounds))), ERP, DUE + timedelta(days=7))
    assert sorted(letter.currency for letter in found.letters) == ["EUR", "GBP"]


def test_what_was_never_delivered_is_sent_first_and_its_clock_starts_then() -> None:
    assert outcome(-4, CLERK) == []
    assert outcome(20, CLERK) == [(0, Decimal(100))]
    assert outcome(21, CLERK, offered=DUE + timedelta(days=20)) == ["on_its_way"]
    assert outcome(20, CLERK, filed=False) == ["no_file"]
    handed = DUE + timedelta(days=20)  # so it is due on day 50
    assert outcome(46, CLERK, handed=handed) == []
    assert outcome(47, CLERK, handed=handed) == [(1, Decimal(100))]
    assert outcome(57, CLERK, handed=handed) == [(2, Decimal(100))]
    in_time = BILL.date + timedelta(days=0)
    assert outcome(7, CLERK, handed=in_time) == [(2, Decimal(100))]


def test_terms_stand_in_for_a_due_date() -> None:
    without = replace(BILL, due_date=None)
    assert outcome(7, document=without) == [(2, Decimal(100))]
    strange = Case(replace(ACCOUNT, payment_terms_days=None), (Owed(without),))
    assert [k.why.rule for k in decide(strange, ERP, DUE).kept] == ["no_due_date"]


@given(
    st.lists(st.integers(0, 80), max_size=30, unique=True), st.integers(0, 40), st.sampled_from([ERP, CLERK])
)
def test_no_level_comes_twice_or_late_whatever_days_the_clerk_runs(
    days: list[int], handed: int, rules: Rules
) -> None:
    sent = 0
    for day in sorted(days):
        first = BILL.date + timedelta(days=handed)
        for level, _ in [one for one in outcome(day - 10, rules, sent=sent, handed=first) if one != "small"]:  # type: ignore[misc]
            assert level > sent
            sent = level
            assert not outcome(day - 10, rules, sent=sent, handed=first)
