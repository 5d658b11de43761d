"""The staff desk: who gets in, what they see, and that every button does just that, once, with their name."""

import html
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx2
import pytest
from starlette.testclient import TestClient

from bot.web.app import build_app
from bot.wiring import Clerk
from handlers import codes
from handlers.acts import Release, carry_out
from store.engine import Store
from tests.desk import CODE, LEA, busy, collected, work, write
from tests.world import NOW, paper

pytestmark = pytest.mark.usefixtures("at_once")
TICKET = re.compile(r'name="ticket" value="([^"]+)"')
CSRF = re.compile(r'name="csrf" value="([0-9a-f]{64})"')
PAGES = (
    "/staff/messages",
    "/staff/messages/1",
    "/staff/contacts",
    "/staff/contacts/1",
    "/staff/documents",
    "/staff/documents?q=RE-2025-0500",
    "/staff/links",
)
BUTTONS = (
    "/staff/logout",
    "/staff/messages/1/release",
    "/staff/messages/1/reject",
    "/staff/messages/5/retry",
    "/staff/contacts/1/suspend",
    "/staff/contacts/1/resume",
    "/staff/documents/1",
    "/staff/links/revoke",
    "/staff/links/1/revoke",
)


@pytest.fixture(scope="module")
def filled(loaded: Clerk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a clerk with a queue, made once."""
    path = tmp_path_factory.mktemp("desk") / "clerk.db"
    shutil.copyfile(loaded.config.store.url.removeprefix("sqlite:///"), path)
    clerk = replace(loaded, store=Store.open(f"sqlite:///{path}"), clock=lambda: NOW)
    busy(clerk)
    clerk.close()
    return path


@pytest.fixture
def clerk(loaded: Clerk, filled: Path, hands, tmp_path: Path) -> Iterator[Clerk]:
    """A clerk with a queue."""
    path = shutil.copyfile(filled, tmp_path / "clerk.db")
    fresh = replace(loaded, store=Store.open(f"sqlite:///{path}"), clock=hands)
    yield fresh
    fresh.close()


@pytest.fixture
def browser(clerk: Clerk) -> Iterator[TestClient]:
    """An employee's browser, not signed in."""
    base = "http://desk.house.test"
    with TestClient(build_app(clerk), follow_redirects=False, base_url=base) as client:
        client.headers["accept-language"] = "en"
        yield client


def ask(browser: TestClient, address: str = LEA) -> httpx2.Response:
    return browser.post("/staff/login", data={"address": address, "next": "/staff/links"})


def ticket_of(page: httpx2.Response) -> str:
    found = TICKET.search(page.text)
    assert found
    return found[1]


def mailed(clerk: Clerk) -> str:
    (mail,) = collected(clerk)
    assert mail["To"] == LEA
    return str(CODE.findall(mail.get_body(("plain",)).get_content())[0])  # type: ignore[union-attr]


def enter(browser: TestClient, code: str, ticket: str, address: str = LEA) -> httpx2.Response:
    form = {"address": address, "ticket": ticket, "code": code, "next": "/staff/links"}
    return browser.post("/staff/code", data=form)


@pytest.fixture
def desk(clerk: Clerk, browser: TestClient) -> TestClient:
    """The same, signed in."""
    with clerk.store.begin() as unit:
        token = codes.begin(codes.STAFF, LEA, timedelta(hours=12), unit, clerk.house, clerk.clock())
    browser.cookies.set("docclerk_staff", token, domain="desk.house.test", path="/staff")
    return browser


def press(desk: TestClient, path: str, **fields: str) -> httpx2.Response:
    """A button on a page of this session."""
    found = CSRF.search(desk.get("/staff/messages").text)
    assert found
    return desk.post(path, data={"csrf": found[1], **fields})


def events(clerk: Clerk, event: str) -> list[dict[str, object]]:
    with clerk.store.read() as unit:
        return [row for row in unit.audit.export() if row["event"] == event]


def state(clerk: Clerk) -> object:
    with clerk.store.read() as unit:
        items, links = unit.inbox.listed(), unit.links.listed()
        return (list(unit.audit.export()), items, links, unit.contacts.all(), unit.outbox.counts())


def test_the_door_opens_by_a_mailed_code(clerk: Clerk, browser: TestClient) -> None:
    ticket = ticket_of(ask(browser))
    code = mailed(clerk)
    entered = enter(browser, code, ticket)
    assert (entered.status_code, entered.headers["location"]) == (303, "/staff/links")
    cookie = entered.headers["set-cookie"]
    for part in ("HttpOnly", "SameSite=strict", "Path=/staff", "Max-Age=43200"):
        assert part in cookie
    assert browser.get("/staff/messages").status_code == 200
    assert enter(browser, code, ticket).status_code == 403  # once
    (signed,) = events(clerk, "staff.signed_in")
    assert code not in str(signed)


@pytest.mark.parametrize(
    "address", ["anna@adler.test", "lea@house.test.evil", "x@house.testx", "nobody@evil.test"]
)
def test_others_see_the_same_page_and_get_no_mail(clerk: Clerk, browser: TestClient, address: str) -> None:
    def plain(page: httpx2.Response, asked: str) -> str:
        return TICKET.sub("", page.text).replace(html.escape(asked), "ADDRESS")

    ours = ask(browser)
    collected(clerk)
    before = state(clerk)
    theirs = ask(browser, address)
    assert plain(theirs, address) == plain(ours, LEA)
    assert (theirs.status_code, dict(theirs.headers).keys()) == (ours.status_code, dict(ours.headers).keys())
    assert collected(clerk) == []
    assert enter(browser, "123456", ticket_of(theirs), address).status_code == 403
    assert state(clerk) == before


@pytest.mark.parametrize(
    "address", ["", "lea", "lea@house.test, x@evil.test", "lea@house.test\r\nBcc: x@y.z", "a" * 9999]
)
def test_what_is_no_address_is_asked_again(clerk: Clerk, browser: TestClient, address: str) -> None:
    page = ask(browser, address)
    assert page.status_code == 200
    assert not TICKET.search(page.text)
    assert collected(clerk) == []


def test_six_wrong_codes_and_then_the_right_one_is_refused(clerk: Clerk, browser: TestClient) -> None:
    ticket = ticket_of(ask(browser))
    code = mailed(clerk)
    wrong = f"{(int(code) + 1) % 10**6:06}"
    assert [enter(browser, c, ticket).status_code for c in [wrong] * 6 + [code]] == [403] * 7
    assert len(events(clerk, "code.wrong")) == 5
    assert enter(browser, mailed_again(clerk, browser), ticket).status_code == 403


def mailed_again(clerk: Clerk, browser: TestClient) -> str:
    ask(browser)
    return mailed(clerk)


def test_a_code_belongs_to_its_window_and_its_address(clerk: Clerk, browser: TestClient) -> None:
    stranger = ticket_of(ask(browser))  # somebody else asks in her name
    first = mailed(clerk)
    own = ticket_of(ask(browser))
    code = mailed(clerk)
    assert enter(browser, code, stranger).status_code == 403 or code == first
    assert enter(browser, code, own, "max@house.test").status_code == 403
    assert enter(browser, code, own).status_code == 303  # their tries cost her nothing


def test_a_code_ends_after_ten_minutes_and_a_session_after_twelve_hours(clerk, browser, hands) -> None:
    ticket = ticket_of(ask(browser))
    hands.forward(minutes=10)
    assert enter(browser, mailed(clerk), ticket).status_code == 403
    ticket = ticket_of(ask(browser))
    assert enter(browser, mailed(clerk), ticket).status_code == 303
    hands.forward(hours=11, minutes=59)
    assert browser.get("/staff/messages").status_code == 200
    hands.forward(minutes=1)
    assert browser.get("/staff/messages").status_code == 303


def test_codes_are_mailed_only_so_often(clerk: Clerk, browser: TestClient) -> None:
    for _ in range(12):
        assert ask(browser).status_code == 200
    assert len(collected(clerk)) == 10


def test_signing_out_ends_the_session_for_good(clerk: Clerk, desk: TestClient) -> None:
    token = desk.cookies["docclerk_staff"]
    assert press(desk, "/staff/logout").status_code == 303
    assert desk.get("/staff/messages", headers={"cookie": f"docclerk_staff={token}"}).status_code == 303


def test_who_leaves_the_house_is_out_at_once(clerk: Clerk, desk: TestClient) -> None:
    token = desk.cookies["docclerk_staff"]
    fewer = replace(clerk, house=replace(clerk.house, staff=("max@house.test",)))
    with TestClient(build_app(fewer), follow_redirects=False) as later:
        cookie = {"cookie": f"docclerk_staff={token}"}
        assert later.get("/staff/messages", headers=cookie).status_code == 303


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_shown_outside(browser: TestClient, path: str) -> None:
    for cookie in ("", "docclerk_staff=x", "docclerk_link=x"):
        page = browser.get(path, headers={"cookie": cookie})
        assert page.status_code == 303
        assert page.headers["location"].startswith("/staff/login?next=")
        assert page.content == b""


@pytest.mark.parametrize("path", BUTTONS)
@pytest.mark.parametrize("csrf", ["", "0" * 64, "né"])
def test_no_button_works_without_the_token_of_the_session(clerk, desk, path: str, csrf: str) -> None:
    before = state(clerk)
    fields = {"csrf": csrf, "address": "anna@adler.test", "reason": "x", "q": "1001"}
    assert desk.post(path, data=fields).headers["location"] == "/staff/login"
    desk.cookies.clear()
    assert desk.post(path, data=fields).headers["location"] == "/staff/login"
    assert state(clerk) == before


@pytest.mark.parametrize("path", [*PAGES, *BUTTONS])
def test_looking_changes_nothing(clerk: Clerk, desk: TestClient, path: str) -> None:
    before = state(clerk)
    for method in ("GET", "HEAD"):
        desk.request(method, path)
    assert state(clerk) == before


@pytest.mark.parametrize(
    "next_",
    [
        "https://evil.test/",
        "//evil.test/staff/",
        "/staff/../d/x",
        "/d/x",
        "/staff/x\r\nSet-Cookie: a=b",
        "/staff/login",
    ],
)
def test_signing_in_leads_nowhere_else(clerk: Clerk, browser: TestClient, next_: str) -> None:
    ticket = ticket_of(ask(browser))
    form = {"address": LEA, "ticket": ticket, "code": mailed(clerk), "next": next_}
    assert browser.post("/staff/code", data=form).headers["location"] in {"/staff/messages", "/staff/login"}


def test_the_queue_shows_what_waits(clerk: Clerk, desk: TestClient) -> None:
    page = desk.get("/staff/messages").text
    assert "4 messages wait for a person." in page
    ids = re.findall(r'href="/staff/messages/(\d+)"', page)
    assert ids == ["5", "3", "2", "1"]  # newest first
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert re.findall(r'href="/staff/messages/(\d+)"', desk.get("/staff/messages?state=stuck").text) == ["5"]
    for query in ("RE-2025-0412", "anna@adler", "%234"):
        assert "4" in re.findall(r'href="/staff/messages/(\d+)"', desk.get(f"/staff/messages?q={query}").text)
    assert "Nothing found." in desk.get("/staff/messages?q=100%25").text


def test_a_message_is_shown_escaped_with_all_that_is_known(clerk: Clerk, desk: TestClient) -> None:
    page = desk.get("/staff/messages/1").text
    assert "<b>sofort" not in page
    assert "&lt;b&gt;sofort" in page
    assert "as the test says" in page
    assert "anna@adler.test" in page  # somebody whose wish it may be
    stuck = desk.get("/staff/messages/5").text
    assert "RecursionError" in stuck
    assert "/retry" in stuck
    assert "/release" not in stuck
    answered = desk.get("/staff/messages/4").text
    assert "RE-2025-0412" in answered
    assert "/release" not in answered
    for none in ("/staff/messages/99", "/staff/messages/99999999999999999999", "/staff/contacts/99"):
        assert desk.get(none).status_code == 404


def test_release_answers_the_registered_contact(clerk: Clerk, desk: TestClient) -> None:
    done = press(desk, "/staff/messages/1/release", address="Anna@Adler.test")
    assert done.headers["location"] == "/staff/messages/1?done=release"
    assert "Released." in desk.get(done.headers["location"]).text
    work(clerk)
    mails = collected(clerk)
    assert "anna@adler.test" in [m["To"] for m in mails]
    assert "neu@adler.test" not in [m["To"] for m in mails]
    files = [p.get_content() for m in mails if m["To"] == "anna@adler.test" for p in m.iter_attachments()]
    assert paper("RE-2025-0412.pdf") in files
    (row,) = events(clerk, "message.released")
    assert row["person"] == "anna@adler.test"
    assert LEA in str(row)
    again = press(desk, "/staff/messages/1/release", address="anna@adler.test")
    assert again.headers["location"].endswith("done=nothing")


@pytest.mark.parametrize("address", ["neu@adler.test", "alt@adler.test", "", "mallory@evil.test", LEA])
def test_release_goes_to_contacts_only(clerk: Clerk, desk: TestClient, address: str) -> None:
    before = state(clerk)
    refused = press(desk, "/staff/messages/1/release", address=address)
    assert refused.status_code == 422
    assert "is not a contact" in refused.text
    assert state(clerk) == before


def test_reject_wants_a_reason_and_tells_nobody(clerk: Clerk, desk: TestClient) -> None:
    assert press(desk, "/staff/messages/3/reject", reason=" ").status_code == 422
    assert press(desk, "/staff/messages/3/reject", reason="Werbung").status_code == 303
    work(clerk)
    assert collected(clerk) == []
    assert "Werbung" in desk.get("/staff/messages/3").text
    assert LEA in str(events(clerk, "message.rejected"))


def test_retry_works_on_a_stuck_message_again(clerk: Clerk, desk: TestClient) -> None:
    assert press(desk, "/staff/messages/5/retry").status_code == 303
    work(clerk)
    with clerk.store.read() as unit:
        item = unit.inbox.get(5)
    assert item is not None
    assert item.state == "done"
    assert LEA in str(events(clerk, "message.retried"))


def test_contacts_are_found_suspended_and_resumed(clerk: Clerk, desk: TestClient) -> None:
    listed = desk.get("/staff/contacts?q=buch").text
    ids = re.findall(r'href="/staff/contacts/(\d+)"', listed)
    assert len(ids) == 2  # two accounts
    path = f"/staff/contacts/{ids[0]}"
    page = desk.get(path).text
    assert "Adler Metallbau GmbH" in page
    assert "Adler Service GmbH" in page
    assert press(desk, f"{path}/suspend", reason="").status_code == 422
    assert press(desk, f"{path}/suspend", reason="left the company").status_code == 303
    page = desk.get(path).text
    assert "left the company" in page
    assert "suspended" in page
    write(clerk, "Bitte Rechnung RE-2025-0412.", "buch@adler.test")
    assert not any("714" in m.as_string() for m in collected(clerk) if m["To"] == "buch@adler.test")
    assert press(desk, f"{path}/resume").status_code == 303
    assert "left the company" not in desk.get(path).text
    assert LEA in str(events(clerk, "contact.suspended"))
    assert LEA in str(events(clerk, "contact.resumed"))


def test_links_are_found_and_revoked(clerk: Clerk, desk: TestClient) -> None:
    write(clerk, "Please send invoice RE-2025-0700.", "ben@birch.test")
    assert "ben@birch.test" in desk.get("/staff/links").text
    assert "ben@birch.test" not in desk.get("/staff/links?q=1001").text
    assert "ben@birch.test" in desk.get("/staff/links?q=2001").text
    assert press(desk, "/staff/links/1/revoke").status_code == 303
    assert press(desk, "/staff/links/revoke", q="").status_code == 303  # nothing is named: nothing is closed
    assert "ben@birch.test" in desk.get("/staff/links").text
    press(desk, "/staff/links/revoke", q="2001")
    assert "No link works." in desk.get("/staff/links").text
    with clerk.store.read() as unit:
        assert unit.links.listed(live=clerk.clock()) == ()
    assert LEA in str(events(clerk, "link.revoked"))


def test_a_message_that_was_decided_elsewhere_is_left_alone(clerk: Clerk, desk: TestClient) -> None:
    with clerk.store.begin() as unit:
        carry_out(Release(1, "anna@adler.test", "max@house.test"), unit, clerk.clock())
    work(clerk)
    done = press(desk, "/staff/messages/1/reject", reason="x")
    assert "Nothing was changed" in desk.get(done.headers["location"]).text


@pytest.mark.parametrize("size", [70_000, 1_000_000])
def test_a_form_beyond_all_bounds_is_refused(browser: TestClient, size: int) -> None:
    assert browser.post("/staff/login", data={"address": "x" * size}).status_code == 413
    many = "&".join(f"f{n}=x" for n in range(100))
    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert browser.post("/staff/login", content=many, headers=headers).status_code == 413


def test_it_speaks_the_language_of_the_browser(desk: TestClient) -> None:
    for code, word in (("de", "Nachrichten"), ("en", "Messages"), ("fr", "Liens")):
        assert word in desk.get("/staff/messages", headers={"accept-language": code}).text


def test_documents_are_corrected_and_taken_back(clerk: Clerk, desk: TestClient) -> None:
    number = "RE-2025-0500"

    def shown() -> str:
        return html.unescape(desk.get(f"/staff/documents?q={number}").text)

    found = re.search(r'action="/staff/documents/(\d+)', shown())
    assert found
    path = f"/staff/documents/{found[1]}"
    day = NOW.date().isoformat()
    for fields, words in (
        ({"verb": "part", "amount": "95,00", "day": day}, "95.00 paid"),
        ({"verb": "paid", "day": day, "reason": "by phone"}, "by phone"),
        ({"verb": "disputed"}, "Correction</dt><dd>disputed"),
        ({"verb": "settled"}, "Correction</dt><dd>settled"),
        ({"verb": "order", "to": "A-5001"}, "belongs to order A-5001"),
        ({"verb": "account", "to": "1002"}, "belongs to account 1002"),
    ):
        assert press(desk, path, **fields).headers["location"].endswith("done=yes")
        assert words in shown()
    assert len(events(clerk, "document.corrected")) == 6
    assert number in desk.get("/staff/documents").text  # listed without a search
    assert press(desk, path, verb="undo").headers["location"].endswith("done=yes")
    assert "Correction</dt>" not in shown()
    assert press(desk, path, verb="undo").headers["location"].endswith("done=nothing")


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"verb": "paid"},
        {"verb": "paid", "day": "2999-01-01"},
        {"verb": "paid", "day": "x"},
        {"verb": "part", "day": "2025-11-01", "amount": "viel"},
        {"verb": "part", "day": "2025-11-01", "amount": "-5"},
        {"verb": "order", "to": " "},
        {"verb": "drop table"},
    ],
)
def test_a_correction_that_says_nothing_is_asked_back(
    clerk: Clerk, desk: TestClient, fields: dict[str, str]
) -> None:
    page = press(desk, "/staff/documents/1", **fields)
    assert (page.status_code, 'role="status"' in page.text) == (422, True)
    assert events(clerk, "document.corrected") == []


def test_nothing_is_moved_to_what_is_not_there(clerk: Clerk, desk: TestClient) -> None:
    for id, fields in (("1", {"verb": "account", "to": "9999"}), ("99999", {"verb": "disputed"})):
        page = press(desk, f"/staff/documents/{id}", **fields)
        assert page.headers["location"].endswith("done=nothing")
