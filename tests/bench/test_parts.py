"""The command of the measurements: it runs what is named, and says what can be named."""

import sys

import pytest

from tests.bench import __main__ as bench
from tests.bench.figures import Figure


def test_only_the_named_parts_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = {name: [Figure(f"what {name} measures", "1", "")] for name in ("books", "bulk")}
    monkeypatch.setattr(
        bench, "parts", lambda full: {name: lambda name=name: figures[name] for name in figures}
    )
    monkeypatch.setattr(sys, "argv", ["bench", "bulk"])
    bench.main()
    printed = capsys.readouterr()
    assert "what bulk measures" in printed.out
    assert "books" not in printed.out
    assert "measuring bulk" in printed.err


def test_an_unknown_part_is_told_with_the_known_ones(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["bench", "speed"])
    with pytest.raises(SystemExit):
        bench.main()
    assert "there is no part 'speed'; the parts are intake, answers, ingest" in capsys.readouterr().err
