"""A real browser in front of a real server, for the tests of the pages; skipped by name without Chromium."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Browser, Page, sync_playwright

from bot.sections import WebSection
from bot.serve import Web
from bot.wiring import Clerk
from tests.houses import free_port

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")


def chromium() -> str | None:
    """The browser of this machine."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


@contextmanager
def open_browser() -> Iterator[Browser]:
    """One headless Chromium."""
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def serving(clerk: Clerk) -> Iterator[tuple[Clerk, str]]:
    """The pages of a clerk on loopback, and their address."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    config = clerk.config.model_copy(update={"web": WebSection(listen=f"127.0.0.1:{port}")})
    served = replace(clerk, config=config, house=replace(clerk.house, public_url=url))
    part = Web(served)
    part.start()
    try:
        yield served, url
    finally:
        part.stop()


def faults(page: Page) -> list[str]:
    """What axe finds on a page. It is run by the debugger, because our pages let no script in."""
    page.evaluate(AXE.read_text("utf-8") + "; null")
    result: dict[str, Any] = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [f"{page.url}: {v['id']}: {n['html'][:200]}" for v in result["violations"] for n in v["nodes"]]
