"""The page of a large delivery in a real Chromium: its parts, its files, and nothing for axe to find."""

import zipfile
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser

from bot.web import deliveries
from bot.wiring import Clerk
from tests.browser import chromium, faults, open_browser, serving
from tests.bulk import asked, fill

pytestmark = [
    pytest.mark.usefixtures("at_once"),
    pytest.mark.skipif(chromium() is None, reason="no Chromium on this machine"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all."""
    with open_browser() as one:
        yield one


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_parts_and_files_of_a_large_delivery(
    browser: Browser, clerk: Clerk, width: int, scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliveries, "LARGE", 1000)
    fill(clerk, 120, size=1000)
    clerk = replace(clerk, house=replace(clerk.house, zip_bytes=50_000))
    path = asked(clerk)
    with (
        serving(clerk) as (_, url),
        browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme) as context,  # type: ignore[arg-type]
    ):
        page = context.new_page()
        page.goto(url + path)
        assert not faults(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert page.get_by_role("button", name="Teil 3 von 3 herunterladen").count() == 1
        assert page.get_by_text("wie weit er ist, zeigt Ihr Browser").count() == 1
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Teil 2 von 3 herunterladen").click()
        with zipfile.ZipFile(waiting.value.path()) as archive:
            assert len(archive.namelist()) == 51
        page.get_by_role("link", name="101–120").click()
        assert page.get_by_role("button", name="Datei 120 herunterladen").count() == 1
        assert not faults(page)
