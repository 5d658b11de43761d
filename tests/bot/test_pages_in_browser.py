"""All pages in a real Chromium: they work without JavaScript, fit a phone, and axe finds nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from bot.wiring import Clerk
from parsers.message import ProofLevel
from tests.browser import chromium, faults, open_browser, serving
from tests.desk import CODE, LEA, busy, collected, work, write
from tests.world import believing, paper

pytestmark = [
    pytest.mark.usefixtures("at_once"),
    pytest.mark.skipif(chromium() is None, reason="no Chromium on this machine"),
]
PATH = re.compile(r"/[dc]/[\w-]{43}")
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all."""
    with open_browser() as one:
        yield one


@pytest.fixture
def house(clerk: Clerk) -> Iterator[tuple[Clerk, str]]:
    """The pages of a house that asks for codes."""
    with serving(replace(clerk, house=replace(clerk.house, link_code="always"))) as served:
        yield served


def path_in(clerk: Clerk) -> str:
    found = PATH.search(collected(clerk)[-1].get_body(("plain",)).get_content())  # type: ignore[union-attr]
    assert found
    return found[0]


def code_in(clerk: Clerk) -> str:
    return str(CODE.findall(collected(clerk)[-1].get_body(("plain",)).get_content())[0])  # type: ignore[union-attr]


@dataclass(frozen=True)
class Reader:
    """Somebody in front of the pages; axe is a script itself, so it looks only where scripts may run."""

    size: str
    language: str
    scripts: bool
    scheme: str = "light"

    def __str__(self) -> str:
        """How the test is called."""
        return f"{self.size}-{self.language}-{self.scheme}-{'axe' if self.scripts else 'no script'}"

    def context(self, browser: Browser) -> BrowserContext:
        """Their browser."""
        return browser.new_context(
            viewport=SIZES[self.size],  # type: ignore[arg-type]
            locale=self.language,
            color_scheme=self.scheme,  # type: ignore[arg-type]
            java_script_enabled=self.scripts,
            extra_http_headers={"accept-language": self.language},
        )

    def looks(self, page: Page) -> None:
        """Nothing for axe to find, nothing beyond the right edge, no script of ours."""
        found = faults(page) if self.scripts else []
        assert not found, "\n".join(found)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url
        assert page.locator("script").count() == 0


def press(button: Locator) -> None:
    """Presses it and waits for the page that follows."""
    with button.page.expect_navigation():
        button.click()


READERS = (
    Reader("desktop", "de", scripts=True, scheme="dark"),
    Reader("phone", "de", scripts=True),
    Reader("phone", "de", scripts=False),
)
STAFF = (
    Reader("desktop", "de", scripts=True),
    Reader("phone", "en", scripts=True, scheme="dark"),
    Reader("phone", "fr", scripts=False),
)


@pytest.mark.parametrize("reader", READERS, ids=str)
def test_a_customer_opens_a_link_with_a_code(browser, house, reader: Reader) -> None:
    clerk, url = house
    write(clerk, "Bitte Rechnung RE-2025-0412 und den Lieferschein dazu.", "anna@adler.test")
    path = path_in(clerk)
    with reader.context(browser) as context:
        page = context.new_page()
        page.goto(url + path)
        reader.looks(page)
        press(page.get_by_role("button", name="Code zuschicken"))
        reader.looks(page)
        code = code_in(clerk)
        page.get_by_label("Code aus unserer Mail").fill("000000" if code != "000000" else "111111")
        press(page.get_by_role("button", name="Öffnen"))
        reader.looks(page)
        page.get_by_label("Code aus unserer Mail").fill(code)
        press(page.get_by_role("button", name="Öffnen"))
        assert page.url == url + path
        reader.looks(page)
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Datei 2 herunterladen").click()
        file = waiting.value
        assert file.suggested_filename == "RE-2025-0412_Rechnung_2025-09-11.pdf"
        assert file.path().read_bytes() == paper("RE-2025-0412.pdf")
        press(page.get_by_role("button", name="Neuen Link zuschicken"))
        reader.looks(page)
        page.goto(f"{url}/d/unknown")
        reader.looks(page)


def test_twenty_looks_of_a_scanner_with_javascript_use_nothing_up(browser, house) -> None:
    clerk, url = house
    write(clerk, "Bitte Rechnung RE-2025-0412.", "anna@adler.test")
    path = path_in(clerk)
    with browser.new_context(java_script_enabled=True) as context:
        page = context.new_page()
        for _ in range(20):
            page.goto(url + path, wait_until="load")
    with clerk.store.read() as unit:
        link = unit.links.by_hash(*clerk.house.keys().seals(path[3:]))
    assert link is not None
    assert link.downloads == 0
    assert collected(clerk) == []


@pytest.mark.parametrize("reader", READERS, ids=str)
def test_every_question_by_mail_has_a_sound_page(browser, house, reader: Reader) -> None:
    clerk, url = house
    write(believing(clerk, ProofLevel.NONE), "Bitte Rechnung RE-2025-0412.", "lager@adler.test")
    write(clerk, "Bitte Rechnung RE-2025-0412.", "neu@adler.test")  # the admins are asked
    write(clerk, "Bitte RE-2025-0412 an anna@adler.test", LEA)  # an employee is asked
    paths = {p for m in collected(clerk) for p in PATH.findall(m.get_body(("plain",)).get_content())}  # type: ignore[union-attr]
    assert len(paths) >= 4
    with reader.context(browser) as context:
        page = context.new_page()
        for path in sorted(paths):
            page.goto(url + path)
            reader.looks(page)
            for button in page.locator("main button").all()[:1]:  # none where another admin was quicker
                press(button)
                reader.looks(page)


@pytest.mark.parametrize("reader", STAFF, ids=str)
def test_an_employee_works_at_the_desk(browser, house, reader: Reader) -> None:
    clerk, url = house
    busy(clerk)
    with reader.context(browser) as context:
        page = context.new_page()
        page.goto(f"{url}/staff/messages/1")  # as from a mail: first the door, then this very page
        reader.looks(page)
        page.locator("#address").fill(LEA)
        press(page.locator("main button"))
        reader.looks(page)
        page.locator("#code").fill(code_in(clerk))
        press(page.locator("main button"))
        assert page.url == f"{url}/staff/messages/1"
        reader.looks(page)
        more = () if reader.scripts else ("messages?q=nothing", "messages/2", "messages/4", "links?q=1001")
        for path in (
            "messages",
            "messages/5",
            "contacts",
            "contacts/1",
            "documents?q=RE-2025-0500",
            "links",
            *more,
        ):
            page.goto(f"{url}/staff/{path}")
            reader.looks(page)
        page.goto(f"{url}/staff/messages/1")
        page.locator("#as").fill("anna@adler.test")
        press(page.locator("form", has=page.locator("#as")).get_by_role("button"))
        reader.looks(page)
        work(clerk)
        assert "anna@adler.test" in [mail["To"] for mail in collected(clerk)]
        press(page.locator("header form button"))
        assert page.url == f"{url}/staff/login"
        page.goto(f"{url}/staff/links")
        assert page.url.startswith(f"{url}/staff/login")
