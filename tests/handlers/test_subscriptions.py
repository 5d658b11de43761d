"""Subscriptions at the desk: when they are due, what they hold, who gets none, how they end."""

import datetime as dt
import email.policy
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.subscriptions import Subscriptions
from bot.web.app import build_app
from bot.wiring import Clerk
from handlers.acts import Suspend, carry_out
from handlers.desk import House
from handlers.staff.acts import Pause
from handlers.subscriptions.rhythms import first_due, next_day, period_before, settled
from parsers.asks import Rhythm
from store.records import Document, Grant, StoredFile
from store.traffic import Arrival
from tests.desk import collected, work, write
from tests.world import ADDRESS, NOW, open_clerk

FRIDAY = dt.datetime(2025, 11, 21, 6, 0, tzinfo=dt.UTC)  # 07:00 in Berlin
MONTH = dt.datetime(2025, 12, 1, 6, 0, tzinfo=dt.UTC)
ANNA = "anna@adler.test"
WEEKLY = "Bitte jeden Freitag die neuen Rechnungen senden."


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Clerk]:
    clerk = open_clerk(tmp_path, clerk={"public_url": "https://desk.house.test"})
    yield clerk
    clerk.close()


def tick(clerk: Clerk, at: dt.datetime) -> list[EmailMessage]:
    later = replace(clerk, clock=lambda: at)
    Subscriptions.of(later, "test").tick()
    return collected(later)


def bring(clerk: Clerk, number: str, kind: str = "invoice") -> None:
    with clerk.store.begin() as unit:
        unit.documents.upsert([Document("1001", kind, number, dt.date(2025, 11, 17), currency="EUR")])
        account = unit.accounts.get("1001")
        assert account
        (row,) = unit.documents.by_number([Grant(account.id, frozenset((kind,)))], number)
        data = b"%PDF-1.4 " + number.encode()
        sha = clerk.blobs.put(data)
        unit.documents.attach(
            row.id, StoredFile(row.id, "pdf", f"{number}.pdf", sha, len(data), "application/pdf")
        )


def ordered(clerk: Clerk, text: str, who: str = ANNA) -> None:
    write(clerk, text, who)
    assert len(collected(clerk)) == 1


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body
    return str(body.get_content())


def test_what_is_new_comes_once_and_nothing_new_is_no_mail(desk: Clerk) -> None:
    ordered(desk, WEEKLY)
    assert tick(desk, FRIDAY) == []
    bring(desk, "RE-N1")
    assert tick(desk, FRIDAY + dt.timedelta(days=1)) == []
    (mail,) = tick(desk, FRIDAY + dt.timedelta(days=7))
    assert "RE-N1" in text_of(mail) and "RE-2025-0412" not in text_of(mail)
    assert tick(desk, FRIDAY + dt.timedelta(days=14)) == []


def test_the_headers_tell_that_nobody_was_answered_and_how_to_end_it(desk: Clerk) -> None:
    ordered(desk, WEEKLY)
    bring(desk, "RE-N1")
    (mail,) = tick(desk, FRIDAY)
    assert mail["Auto-Submitted"] == "auto-generated" and not mail["In-Reply-To"]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    by_mail, by_web = str(mail["List-Unsubscribe"]).split(", ")
    token = by_web.strip("<>").rpartition("/")[2]
    assert len(token) == 43 and by_mail == f"<mailto:{ADDRESS}?subject=STOP%20{token}>"
    raw = mail.as_bytes(policy=email.policy.default.clone(refold_source="none"))
    assert (
        f"\nList-Unsubscribe: {by_mail}, {by_web}\n".encode() in raw
    )  # in one piece, as mail programs want it
    assert "„STOP“" in text_of(mail)


def test_looking_at_the_link_ends_nothing_and_one_click_does(desk: Clerk) -> None:
    ordered(desk, WEEKLY)
    bring(desk, "RE-N1")
    (mail,) = tick(desk, FRIDAY)
    path = str(mail["List-Unsubscribe"]).rpartition("desk.house.test")[2].strip(">")
    client = TestClient(build_app(desk))
    assert "jeden Freitag" in client.get(path).text and live(desk) == 1
    assert client.post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200 and live(desk) == 0
    assert "nicht mehr" in client.get(path).text and client.post(path).status_code == 200
    assert client.get("/u/" + "A" * 43).text != client.get(path).text


def live(clerk: Clerk) -> int:
    with clerk.store.read() as unit:
        return len(unit.subscriptions.all())


def test_a_mail_with_the_token_ends_this_one_only(desk: Clerk) -> None:
    ordered(desk, WEEKLY)
    ordered(desk, "Bitte jeden Monat den Kontoauszug schicken.")
    bring(desk, "RE-N1")
    (mail,) = tick(desk, FRIDAY)
    token = str(mail["List-Unsubscribe"]).partition("STOP%20")[2].partition(">")[0]
    write(desk, "", "somebody@fremd.test", f"STOP {token}")
    (told,) = collected(desk)
    assert told["To"] == ANNA and "neue Rechnungen (jeden Freitag)" in text_of(told) and live(desk) == 1
    write(desk, "", "somebody@fremd.test", f"STOP {token}")
    assert collected(desk) == []


def test_stop_below_a_mail_ends_what_sent_it(desk: Clerk) -> None:
    ordered(desk, WEEKLY)
    ordered(desk, "Bitte jeden Monat den Kontoauszug schicken.")
    bring(desk, "RE-N1")
    (mail,) = tick(desk, FRIDAY)
    reply = EmailMessage()
    reply["From"], reply["To"], reply["Subject"] = ANNA, ADDRESS, f"Re: {mail['Subject']}"
    reply["Message-ID"], reply["In-Reply-To"] = "<stop@client.test>", mail["Message-ID"]
    reply.set_content("Stop bitte")
    assert desk.store.accept(Arrival("email", "stop", reply.as_bytes(), NOW))
    work(desk)
    (told,) = collected(desk)
    assert "neue Rechnungen (jeden Freitag)." in text_of(told) and live(desk) == 1


def test_who_may_see_nothing_any_more_gets_nothing(desk: Clerk) -> None:
    ordered(desk, WEEKLY)
    bring(desk, "RE-N1")
    with desk.store.begin() as unit:
        carry_out(Suspend(ANNA, "weber@house.test", "left"), unit, NOW)
    assert tick(desk, FRIDAY) == [] and live(desk) == 0


def test_a_statement_waits_a_day_for_fresh_data_then_says_its_age(desk: Clerk) -> None:
    ordered(desk, "Bitte jeden Monat den Kontoauszug schicken.")
    old = replace(desk, house=replace(desk.house, feeds={"canonical": dt.timedelta(hours=1)}))
    with old.store.read() as unit:
        names = {name for name in ("canonical",) if unit.feeds.data_as_of(None)}
    assert names
    sent = [
        tick(old, MONTH),
        tick(old, MONTH + dt.timedelta(hours=23)),
        tick(old, MONTH + dt.timedelta(days=1)),
    ]
    assert [len(mails) for mails in sent] == [0, 0, 1]
    assert "01.11.2025 bis 30.11.2025" in text_of(sent[2][0])


def test_paused_nothing_leaves_and_one_mail_makes_up_for_it(desk: Clerk) -> None:
    ordered(desk, WEEKLY)
    bring(desk, "RE-N1")
    with desk.store.begin() as unit:
        carry_out(Pause("weber@house.test", (FRIDAY + dt.timedelta(days=15)).isoformat()), unit, NOW)
    assert tick(desk, FRIDAY) == tick(desk, FRIDAY + dt.timedelta(days=7)) == []
    assert len(tick(desk, FRIDAY + dt.timedelta(days=16))) == 1
    assert tick(desk, FRIDAY + dt.timedelta(days=16, hours=1)) == []


def test_in_draft_staff_let_it_go(desk: Clerk) -> None:
    ordered(desk, WEEKLY)
    bring(desk, "RE-N1")
    draft = replace(desk, house=replace(desk.house, mode="draft"))
    (asked,) = tick(draft, FRIDAY)
    assert asked["To"] == "weber@house.test" and "RE-N1" in text_of(asked)
    assert tick(draft, FRIDAY + dt.timedelta(minutes=1)) == []
    path = "/c/" + text_of(asked).partition("/c/")[2].split()[0]
    client = TestClient(build_app(replace(draft, clock=lambda: FRIDAY)))
    assert "an den Kunden" in client.get(path).text
    client.post(path, data={"answer": "yes"})
    (mail,) = tick(draft, FRIDAY + dt.timedelta(minutes=2))
    assert mail["To"] == ANNA and "RE-N1" in text_of(mail)


@pytest.mark.parametrize("mode", ["off", "shadow"])
def test_where_nobody_is_answered_nothing_is_sent(mode: str, desk: Clerk) -> None:
    ordered(desk, WEEKLY)
    bring(desk, "RE-N1")
    assert tick(replace(desk, house=replace(desk.house, mode=mode)), FRIDAY) == []


@pytest.mark.parametrize(
    ("rhythm", "after", "expected"),
    [
        (Rhythm("month", day=31), dt.date(2026, 2, 1), dt.date(2026, 2, 28)),
        (Rhythm("month", day=30), dt.date(2028, 2, 1), dt.date(2028, 2, 29)),
        (Rhythm("month", day=1, working=True), dt.date(2026, 1, 15), dt.date(2026, 2, 2)),
        (Rhythm("month", day=31, working=True), dt.date(2026, 1, 15), dt.date(2026, 1, 30)),
        (Rhythm("month", weekday=4, nth=5), dt.date(2026, 1, 15), dt.date(2026, 1, 30)),
        (Rhythm("week", weekday=0, interval=2), dt.date(2025, 11, 14), dt.date(2025, 11, 24)),
        (Rhythm("quarter", day=31), dt.date(2026, 1, 1), dt.date(2026, 3, 31)),
        (Rhythm("year", day=1), dt.date(2026, 1, 1), dt.date(2027, 1, 1)),
        (Rhythm("day", working=True), dt.date(2025, 12, 24), dt.date(2025, 12, 29)),
    ],
)
def test_the_calendar(rhythm: Rhythm, after: dt.date, expected: dt.date, desk: Clerk) -> None:
    assert next_day(rhythm, after, NOW.date(), desk.house.workdays.open) == expected


def test_seven_in_the_morning_whatever_the_clocks_do(desk: Clerk) -> None:
    house: House = desk.house
    daily = Rhythm("day")
    before = first_due(daily, NOW.date(), dt.datetime(2026, 3, 28, 12, tzinfo=dt.UTC), house)
    after = first_due(daily, NOW.date(), dt.datetime(2026, 3, 29, 12, tzinfo=dt.UTC), house)
    assert (before.hour, after.hour, (after - before).days) == (5, 5, 1)
    assert first_due(daily, NOW.date(), dt.datetime(2026, 3, 27, 12, tzinfo=dt.UTC), house).hour == 6


def test_the_first_statement_covers_one_whole_period(desk: Clerk) -> None:
    assert period_before(Rhythm("month", day=1), dt.date(2025, 12, 1), desk.house) == dt.date(2025, 10, 31)
    assert period_before(Rhythm("month", day=31), dt.date(2025, 11, 30), desk.house) == dt.date(2025, 10, 31)
    assert (
        settled(Rhythm(), "statement") == Rhythm("month", day=1)
        and settled(Rhythm(), "documents").every == "new"
    )
