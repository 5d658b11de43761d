"""A link that asks for a mailed code: six digits, ten minutes, five tries, once, and only this link."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from bot.web.app import build_app
from bot.wiring import Clerk
from tests.desk import CODE, collected, write
from tests.world import paper

pytestmark = pytest.mark.usefixtures("at_once")
LINK = re.compile(r"/d/[\w-]{43}")


@pytest.fixture
def careful(clerk: Clerk) -> Clerk:
    """The clerk of a house that always wants a code."""
    return replace(clerk, house=replace(clerk.house, link_code="always"))


@pytest.fixture
def browser(careful: Clerk) -> Iterator[TestClient]:
    """Somebody in front of the pages."""
    with TestClient(build_app(careful), follow_redirects=False, base_url="http://desk.house.test") as client:
        yield client


def link(clerk: Clerk, text: str = "Bitte Rechnung RE-2025-0412.", sender: str = "anna@adler.test") -> str:
    write(clerk, text, sender)
    found = LINK.search(collected(clerk)[-1].get_body(("plain",)).get_content())  # type: ignore[union-attr]
    assert found
    return found[0]


def mailed(clerk: Clerk) -> str:
    """The code in the only mail that waits; it went to whom the link was issued."""
    (mail,) = collected(clerk)
    assert mail["To"] == "anna@adler.test"
    assert not CODE.search(mail["Subject"])
    (code,) = set(CODE.findall(mail.get_body(("plain",)).get_content()))  # type: ignore[union-attr]
    return str(code)


def other(code: str) -> str:
    """A code that is not this one."""
    return f"{(int(code) + 1) % 10**6:06}"


def test_the_code_opens_the_link(careful: Clerk, browser: TestClient) -> None:
    path = link(careful)
    page = browser.get(path)
    assert page.status_code == 200
    assert f'action="{path}/code"' in page.text
    assert "/files/1" not in page.text
    for more in ("/files/1", "/zip"):
        refused = browser.post(path + more)
        assert refused.status_code == 403
        assert b"%PDF" not in refused.content
    assert browser.post(f"{path}/code").headers["location"] == f"{path}?sent"
    code = mailed(careful)
    opened = browser.post(f"{path}/open", data={"code": f" {code[:3]} {code[3:]} "})
    assert (opened.status_code, opened.headers["location"]) == (303, path)
    cookie = opened.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert f"Path={path};" in cookie
    assert "Secure" not in cookie  # this house's pages are not behind https
    assert f'action="{path}/files/1"' in browser.get(path).text
    assert browser.post(f"{path}/files/1").content == paper("RE-2025-0412.pdf")


def test_behind_https_the_cookie_is_secure(careful: Clerk) -> None:
    secure = replace(careful, house=replace(careful.house, public_url="https://desk.house.test"))
    with TestClient(build_app(secure), follow_redirects=False) as browser:
        path = link(secure)
        browser.post(f"{path}/code")
        assert "Secure" in browser.post(f"{path}/open", data={"code": mailed(secure)}).headers["set-cookie"]


def test_five_wrong_codes_lock_the_link_even_for_the_right_one(careful: Clerk, browser: TestClient) -> None:
    path = link(careful)
    browser.post(f"{path}/code")
    code = mailed(careful)
    answers = [browser.post(f"{path}/open", data={"code": other(code)}).status_code for _ in range(6)]
    assert answers == [403, 403, 403, 403, 403, 404]
    nowhere = browser.get("/d/" + "A" * 43)
    for answer in (browser.post(f"{path}/open", data={"code": code}), browser.get(path)):
        assert (answer.status_code, answer.content) == (404, nowhere.content)
    browser.post(f"{path}/code")
    assert collected(careful) == []
    browser.post(f"{path}/renew")
    fresh = link_in(careful)
    assert browser.get(fresh).status_code == 200  # the way back is a fresh link to the same person


def link_in(clerk: Clerk) -> str:
    found = LINK.search(collected(clerk)[-1].get_body(("plain",)).get_content())  # type: ignore[union-attr]
    assert found
    return found[0]


def test_a_code_ends_after_ten_minutes_and_works_once(careful: Clerk, browser: TestClient, hands) -> None:
    path = link(careful)
    browser.post(f"{path}/code")
    late = mailed(careful)
    hands.forward(minutes=10)
    assert browser.post(f"{path}/open", data={"code": late}).status_code == 403
    browser.post(f"{path}/code")
    code = mailed(careful)
    hands.forward(minutes=9, seconds=59)
    assert browser.post(f"{path}/open", data={"code": code}).status_code == 303
    browser.cookies.clear()
    assert browser.post(f"{path}/open", data={"code": code}).status_code == 403


def test_a_session_is_for_one_link_and_ends(careful: Clerk, browser: TestClient, hands) -> None:
    path, second = link(careful), link(careful, "Bitte Rechnung RE-2025-0500.")
    browser.post(f"{path}/code")
    token = browser.post(f"{path}/open", data={"code": mailed(careful)}).cookies["docclerk_link"]
    stolen = {"cookie": f"docclerk_link={token}"}
    browser.cookies.clear()
    assert browser.post(f"{second}/files/1", headers=stolen).status_code == 403
    assert browser.post(f"{path}/files/1", headers=stolen).status_code == 200
    hands.forward(minutes=30)
    assert browser.post(f"{path}/files/1", headers=stolen).status_code == 403


@pytest.mark.parametrize("given", ["", "12345", "1234567", "abcdef", "１２３４５６", "0" * 60_000])
def test_strange_codes_are_wrong_codes(careful: Clerk, browser: TestClient, given: str) -> None:
    path = link(careful)
    browser.post(f"{path}/code")
    if mailed(careful) != "123456":
        assert browser.post(f"{path}/open", data={"code": given}).status_code == 403


def test_codes_are_mailed_only_so_often(careful: Clerk, browser: TestClient, hands) -> None:
    path = link(careful)
    answers = [browser.post(f"{path}/code").status_code for _ in range(12)]
    assert answers == [303] * 10 + [429] * 2
    assert len(collected(careful)) == 10
    hands.forward(days=1, minutes=1)
    assert browser.post(f"{path}/code").status_code == 303


def test_looking_and_scanning_send_no_code(careful: Clerk, browser: TestClient) -> None:
    path = link(careful)
    for method in ("GET", "HEAD"):
        for more in ("", "?sent", "/code", "/open"):
            browser.request(method, path + more)
    assert collected(careful) == []


def test_a_contact_who_is_closed_gets_no_code(careful: Clerk, browser: TestClient) -> None:
    path = link(careful)
    with careful.store.begin() as unit:
        unit.contacts.suspend("anna@adler.test")
    assert browser.post(f"{path}/code").status_code == 404
    assert collected(careful) == []


@pytest.mark.parametrize(
    ("text", "asks"), [("Bitte Rechnung RE-2025-0412.", False), ("Bitte Mahnung MA-2025-007.", True)]
)
def test_sensitive_kinds_alone_ask_for_a_code(clerk: Clerk, text: str, asks: bool) -> None:
    clerk = replace(clerk, house=replace(clerk.house, link_code="sensitive"))
    with TestClient(build_app(clerk)) as browser:
        path = link(clerk, text)
        assert (f"{path}/code" in browser.get(path).text) is asks
        assert (browser.post(f"{path}/files/1").status_code == 403) is asks


def test_what_happens_is_audited_and_the_code_is_nowhere(careful: Clerk, browser: TestClient) -> None:
    path = link(careful)
    browser.post(f"{path}/code")
    code = mailed(careful)
    browser.post(f"{path}/open", data={"code": other(code)})
    browser.post(f"{path}/open", data={"code": code})
    with careful.store.read() as unit:
        rows = list(unit.audit.export())
        kept = repr([*rows, *(unit.outbox.listed("sent")), *unit.links.listed()])
    assert [r["event"] for r in rows if r["event"].startswith("code.")] == [
        "code.sent",
        "code.wrong",
        "code.used",
    ]
    assert all(r["person"] == "anna@adler.test" for r in rows if r["event"].startswith("code."))
    assert not re.search(rf"(?<!\w){code}(?!\w)", kept)
