"""The report counts what was done, as text, JSON and a page."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from bot.canary import sing
from bot.cli.report import gather, lines, report
from bot.wiring import Clerk
from store.traffic import Arrival
from tests.world import ADDRESS, NOW, open_clerk


@pytest.fixture
def lived(tmp_path: Path) -> Clerk:
    """Three messages on two days, and a canary."""
    clerk = open_clerk(tmp_path)
    for n, (sender, days) in enumerate((("anna@adler.test", 0), ("anna@adler.test", 1), ("x@y.test", 0))):
        head = f"From: {sender}\r\nTo: {ADDRESS}\r\nMessage-ID: <{n}@x.test>\r\nSubject: RE-2025-0412\r\n\r\n"
        clerk.store.accept(Arrival("email", f"m{n}", head.encode(), NOW - timedelta(days=days)))
    while clerk.worker("w").step():
        pass
    sing(clerk)
    return clerk


def test_everything_is_counted(lived: Clerk) -> None:
    table = gather(lived, 30)
    assert (table["received"], table["outcomes"]) == (3, {"answered": 2, "held": 1})
    assert list(table["by_day"]) == ["2025-11-13", "2025-11-14"]
    assert table["slowest_seconds"] == 86400.0
    assert table["probes"] > 8
    assert table["leaks"] == 0
    assert dict(lines(table))["waiting for a person"] == 1
    json.dumps(table, default=str)


def test_an_empty_house_has_a_report_too(tmp_path: Path) -> None:
    clerk = open_clerk(tmp_path)
    assert dict(lines(gather(clerk, 1)))["median time to the answer"] == "-"


def test_the_page_shows_it(
    lived: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("bot.cli.report.open_clerk", lambda config: lived)
    report(days=30, html=tmp_path / "report.html", as_json=False)
    assert "messages in 30 days" in capsys.readouterr().out
    page = (tmp_path / "report.html").read_text("utf-8")
    assert "<rect" in page
    assert "2025-11-14: answered 1" in page
