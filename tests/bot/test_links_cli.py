"""`docclerk links` and `docclerk keys` on the small world."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot import wiring
from bot.cli import app
from bot.config import Config
from bot.doctor import keys as key_findings
from bot.keys import KeyFile
from bot.wiring import Clerk
from store.engine import Store
from tests.desk import collected, write

CONFIG = '[clerk]\ncompany = "Haus & Hof"\n[store]\nurl = "sqlite:///clerk.db"\n'


@pytest.fixture
def told(clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs one command beside `clerk`, as another process would."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docclerk.toml").write_text(CONFIG, "utf-8")

    def wired(config: Config, *, migrate: bool = True) -> Clerk:
        return replace(clerk, config=config, store=Store.open(config.store.url, create=migrate))

    monkeypatch.setattr(wiring, "build", wired)
    write(clerk, "Bitte Rechnung RE-2025-0412 und Lieferschein LS-80001.", "anna@adler.test")
    write(clerk, "Please send invoice RE-2025-0700.", "ben@birch.test")
    write(clerk, "Bitte Rechnung RE-2025-0800.", "chef@cedar.test")
    collected(clerk)

    def run(*words: str) -> Result:
        return CliRunner().invoke(app, list(words))

    return run


def rows(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def recipients(result: Result) -> set[str]:
    return {row["recipient"] for row in rows(result)}


def test_links_are_listed_by_address_and_account(told: Any) -> None:
    assert recipients(told("links", "list", "--json")) == {
        "anna@adler.test",
        "ben@birch.test",
        "chef@cedar.test",
    }
    (anna,) = rows(told("links", "list", "--for", " Anna@Adler.test", "--json"))
    assert (anna["accounts"], anna["files"], anna["downloads"], anna["max_downloads"]) == (["1001"], 2, 0, 20)
    assert anna["created"].startswith("2025-11-14")
    assert recipients(told("links", "list", "--account", "2001", "--json")) == {"ben@birch.test"}
    assert recipients(told("links", "list", "--account", "3001", "--json")) == {"chef@cedar.test"}
    assert recipients(told("links", "list", "--account", "3002", "--json")) == {
        "chef@cedar.test"
    }  # its papers
    assert "anna@adler.test" in told("links", "list").stdout
    assert "There is no account 9999." in str(told("links", "list", "--account", "9999").exception)


def test_links_are_revoked_by_id_address_and_account(told: Any, clerk: Clerk) -> None:
    (anna,) = rows(told("links", "list", "--for", "anna@adler.test", "--json"))
    assert rows(told("links", "revoke", str(anna["id"]), "--json")) == {"revoked": [anna["id"]]}
    assert "is not open" in str(told("links", "revoke", str(anna["id"])).exception)
    assert told("links", "revoke", "--for", "ben@birch.test").stdout == "1 link(s) revoked.\n"
    assert told("links", "revoke", "--account", "3002").stdout == "1 link(s) revoked.\n"
    assert rows(told("links", "list", "--json")) == []
    with clerk.store.read() as unit:
        noted = [row["facts"] for row in unit.audit.export() if row["event"] == "link.revoked"]
    assert [len(facts["links"]) for facts in noted] == [1, 1, 1]


@pytest.mark.parametrize(
    "words",
    [(), ("1", "--for", "a@b.test"), ("--for", "a@b.test", "--account", "1001"), ("1", "--account", "1001")],
)
def test_what_is_revoked_must_be_said_in_one_way(told: Any, words: tuple[str, ...]) -> None:
    assert "Name one of these" in str(told("links", "revoke", *words).exception)
    assert len(rows(told("links", "list", "--json"))) == 3


def test_keys_are_rotated_while_links_are_out(told: Any, tmp_path: Path, clerk: Clerk) -> None:
    told("keys", "rotate")
    done = told("keys", "rotate")
    assert done.exit_code == 0
    assert "2 older key(s)" in done.stdout
    assert len(KeyFile(tmp_path / "docclerk.keys", clerk.clock)().ids) == 3


def test_the_doctor_misses_keys_of_open_links(told: Any, tmp_path: Path, clerk: Clerk) -> None:
    file = clerk.config.links.keys
    assert file is not None
    (fine,) = key_findings(clerk)
    assert fine.ok
    other = KeyFile(tmp_path / "other.keys", clerk.clock)
    (lost,) = key_findings(replace(clerk, house=replace(clerk.house, keys=other)))
    assert not lost.ok
    assert "restore" in lost.text
    file.chmod(0o644)
    (open_,) = key_findings(clerk)
    file.chmod(0o600)
    assert "chmod 600" in open_.text
