"""The command line on the small world: what it prints, refuses in one plain sentence, and changes."""

import csv
import datetime as dt
import io
import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import typer

from bot import wiring
from bot.cli import app, main
from bot.cli.contents import Contents, Listed
from bot.config import Config
from bot.wiring import Clerk
from store.engine import Store
from store.traffic import Arrival
from tests.world import ADDRESS, NOW, paper

CONFIG = """
[clerk]
company = "Haus & Hof"
public_url = "http://desk.house.test"
escalation = "weber@house.test"
escalation_name = "Frau Weber"
[store]
url = "sqlite:///clerk.db"
files = "file:{files}"
[mail]
address = "belege@house.test"
"""


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Its output as JSON."""
        assert self.code == 0, self.err
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """Its output as JSON lines."""
        return [json.loads(line) for line in self.out.split("\n") if line]


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs one command in an empty folder, as the console would."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DOCCLERK_CONFIG", raising=False)

    def running(*words: str, stdin: str = "") -> Ran:
        monkeypatch.setattr(sys, "argv", ["docclerk", *words])
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ending:
            main()
        printed = capsys.readouterr()
        return Ran(int(ending.value.code or 0), printed.out, printed.err)

    return running


@pytest.fixture
def desk(run: Run, clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The same with the small world: `clerk` as another process sees it."""
    files = clerk.config.store.files.removeprefix("file:")
    (tmp_path / "docclerk.toml").write_text(CONFIG.format(files=files), "utf-8")

    def wired(config: Config, *, migrate: bool = True) -> Clerk:
        return replace(clerk, config=config, store=Store.open(config.store.url, create=migrate))

    monkeypatch.setattr(wiring, "build", wired)
    return run


def post(clerk: Clerk, text: str, sender: str = "anna@adler.test", name: str = "1") -> str:
    """A mail that came in and was worked on; its Message-ID."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"], mail["Message-ID"] = (
        sender,
        ADDRESS,
        "Beleg",
        f"<{name}@x.test>",
    )
    mail.set_content(text)
    assert clerk.store.accept(Arrival("email", name, mail.as_bytes(), NOW))
    while clerk.worker("w").step():
        pass
    return f"<{name}@x.test>"


def commands(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command and group, as words."""
    yield path
    whole = group.read() if isinstance(group, Listed) else group
    for name, command in getattr(whole, "commands", {}).items():
        yield from commands(command, (*path, name))


ALL = list(commands(typer.main.get_command(app)))


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_every_command_has_help(run: Run, words: tuple[str, ...]) -> None:
    ran = run(*words, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert "Usage: docclerk" in ran.out


def test_the_contents_say_what_the_commands_say() -> None:
    listed = Contents(name="docclerk").commands
    assert len(listed) > 20
    for command in listed.values():
        assert isinstance(command, Listed)
        assert command.help == (command.read().help or "").split("\n\n")[0]


def test_help_comes_without_reading_the_whole_clerk() -> None:
    asked = "import sys; sys.argv[1:] = ['--help']; from bot.cli import main\ntry: main()\n"
    asked += "except SystemExit: print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert "'bot.cli.contents'" in done.stdout
    assert "'bot.wiring'" not in done.stdout and "'sqlalchemy'" not in done.stdout


def test_help_lists_the_commands(run: Run) -> None:
    listed = run("--help").out
    for words in ALL:
        assert " ".join(words[:1]) in listed


def plain(ran: Ran) -> bool:
    """Whether a failure is told as it must be: one sentence, on standard error only."""
    return ran.code > 0 and ran.out == "" and ran.err.startswith("docclerk: ") and ran.err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (
            ["ask", "hi", "--as", "a@b.test"],
            "There is no docclerk.toml. Run 'docclerk init' or give --config FILE.",
        ),
        (["contacts", "list", "--config", "no.toml"], "There is no no.toml."),
        (["ingest", "nothing.csv"], "There is no nothing.csv."),
        (["ingest"], "Missing argument 'paths'; see 'docclerk ingest --help'."),
        (["nosuch"], "No such command 'nosuch'"),
        (["ask", "--nosuch"], "No such option: --nosuch"),
        (["contacts", "show"], "Missing argument"),
        (
            ["ask", "x", "--as", "a@b.test", "--channel", "fax"],
            "--channel 'fax' is unknown; use email or slack.",
        ),
        (["ask", "x", "--as", "a@b.test", "--today", "soon"], "soon"),
        (["serve", "--only", "smtp,fax"], "--only: fax is unknown; choose from smtp"),
        (["understand", "poetry"], "There is no stage 'poetry'; choose from reply"),
        (["understand", "period", "nothing.jsonl"], "nothing.jsonl"),
        (["links", "revoke"], "Name one of these: a link ID, --for ADDRESS, --account NUMBER."),
    ],
)
def test_a_refusal_is_one_plain_sentence(run: Run, words: list[str], says: str) -> None:
    ran = run(*words)
    assert plain(ran), ran
    assert says in ran.err


def test_an_unknown_key_names_the_nearest(run: Run, tmp_path: Path) -> None:
    (tmp_path / "docclerk.toml").write_text('[clerk]\ncompany = "A"\nlangauge = "de"\n')
    ran = run("review", "list")
    assert plain(ran)
    assert "clerk.langauge is not a key of docclerk; the nearest valid key is 'language'" in ran.err


@pytest.mark.parametrize(
    "line", ["{", "[1]", '{"text": "x"}', '{"as": "a@b.test", "text": "x", "today": "2025-13-01"}']
)
def test_a_bad_line_is_named(desk: Run, tmp_path: Path, line: str) -> None:
    (tmp_path / "many.jsonl").write_text('\n{"id": 1, "as": "a@b.test", "text": "x"}\n' + line)
    ran = desk("ask", "--jsonl", "many.jsonl")
    assert ran.code == 1
    assert "many.jsonl, line 3" in ran.err
    assert [row["id"] for row in ran.lines] == [1]


def test_a_bad_line_for_understand_is_named(run: Run) -> None:
    ran = run("understand", "period", "-", stdin="{")
    assert plain(ran)
    assert "Line 1 is no JSON" in ran.err


def test_init_writes_a_configuration_that_loads(run: Run, tmp_path: Path) -> None:
    ran = run("init", "house")
    assert ran.code == 0
    assert "1. " in ran.out
    assert "3. " in ran.out
    config = Config.load(tmp_path / "house" / "docclerk.toml")
    assert (tmp_path / "house" / "docclerk.db").is_file()
    assert config.feeds["erp"].path == tmp_path / "house" / "drop"
    again = run("init", "house")
    assert plain(again)
    assert "is already there" in again.err
    assert run("doctor", "--json", "--config", "house/docclerk.toml").code == 1
    assert run("db", "upgrade", "--config", "house/docclerk.toml").out == "The store is up to date.\n"


def test_db_upgrade_makes_a_store(run: Run, tmp_path: Path) -> None:
    (tmp_path / "docclerk.toml").write_text('[clerk]\ncompany = "A"\n')
    assert run("db", "upgrade").code == 0
    store = Store.open(f"sqlite:///{tmp_path}/docclerk.db")
    assert not store.outdated()
    store.close()


def test_ask_prints_the_reply_and_saves_its_files(desk: Run, clerk: Clerk, tmp_path: Path) -> None:
    with clerk.store.read() as unit:
        before = list(unit.audit.export())
    ran = desk(
        "ask",
        "Rechnung RE-2025-0412",
        "und den Lieferschein dazu",
        "--as",
        "Anna@Adler.test",
        "--files",
        "out",
    )
    assert ran.code == 0
    assert "Guten Tag Anna Adler" in ran.out
    assert "714,00 EUR" in ran.out
    saved = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert saved == {
        "LS-80001_Lieferschein_2025-09-10.pdf": paper("LS-80001.pdf"),
        "RE-2025-0412_Rechnung_2025-09-11.pdf": paper("RE-2025-0412.pdf"),
    }
    with clerk.store.read() as unit:
        assert not unit.inbox.listed()
        assert not unit.outbox.pending()
        assert not unit.links.listed()
        assert list(unit.audit.export()) == before


def test_ask_as_json(desk: Run) -> None:
    answer = desk("ask", "Please send invoice RE-2025-0700", "--as", "ben@birch.test", "--json").json
    assert answer["outcome"] == "answered"
    assert answer["documents"] == [
        {
            "account": "2001",
            "kind": "invoice",
            "number": "RE-2025-0700",
            "files": ["RE-2025-0700_invoice_2025-10-08.pdf"],
        }
    ]
    assert answer["asks"][0]["intent"] == "documents"
    assert answer["asks"][0]["numbers"] == ["RE-2025-0700"]
    assert "88.00 GBP" in answer["text"]


def test_another_accounts_number_reads_like_one_that_is_not(desk: Run, tmp_path: Path) -> None:
    rows = [
        {"id": n, "as": "ben@birch.test", "text": f"Please send invoice {number}."}
        for n, number in enumerate(("RE-2025-0412", "RE-2031-9412"))
    ]
    (tmp_path / "q.jsonl").write_text("\n".join(map(json.dumps, rows)))
    foreign, unknown = desk("ask", "--jsonl", "q.jsonl").lines
    assert foreign["outcome"] == unknown["outcome"] == "missing"
    assert foreign["documents"] == unknown["documents"] == []
    assert foreign["text"].replace("RE-2025-0412", "N") == unknown["text"].replace("RE-2031-9412", "N")


def test_many_questions_in_one_process(desk: Run, tmp_path: Path) -> None:
    rows = [
        {"id": "a", "as": "anna@adler.test", "subject": "Rechnung RE-2025-0413", "text": ""},
        {
            "id": "b",
            "as": "anna@adler.test",
            "text": "Bitte alle Rechnungen vom letzten Monat",
            "today": "2025-10-05",
        },
        {"id": "c", "as": "anna@adler.test", "text": "Bitte um die Rechnung."},
        {"id": "d", "as": "nobody@evil.test", "text": "Bitte\u2028RE-2025-0412"},
        {"id": "e", "as": "anna@adler.test", "text": "Bitte Rechnung RE-2025-0500", "channel": "slack"},
        {"id": "f", "as": "anna@adler.test", "text": "Bitte alle Rechnungen von heute"},
    ]
    text = "\n\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (tmp_path / "q.jsonl").write_text("\ufeff" + text, "utf-8")
    answers = desk("ask", "--jsonl", "q.jsonl", "--today", "2025-10-12").lines
    assert [(a["id"], a["outcome"]) for a in answers] == [
        ("a", "answered"),
        ("b", "answered"),
        ("c", "question"),
        ("d", "held"),
        ("e", "answered"),
        ("f", "answered"),
    ]
    assert [d["number"] for d in answers[1]["documents"]] == ["RE-2025-0413", "RE-2025-0412"]
    assert answers[2]["documents"] == []
    assert [d["number"] for d in answers[5]["documents"]] == ["RE-2025-0500"]
    assert "0412" not in answers[3]["text"]


def test_ingest_reports_and_refuses(desk: Run, tmp_path: Path) -> None:
    drop = tmp_path / "drop"
    drop.mkdir()
    (drop / "documents.csv").write_text(
        "ACCOUNT,KIND,NUMBER,DATE,gross\n1001,invoice,RE-77,2025-10-01,1.00\n1001,poem,P-1,2025-10-01,\n"
    )
    dry = desk("ingest", "drop", "--dry-run", "--json")
    assert dry.code == 1  # half of the rows is over the limit of 5 %
    report = json.loads(dry.out)
    assert report["tables"]["documents"]["rejected"] == 1
    (problem,) = [p for p in report["problems"] if p["severity"] == "rejected"]
    assert (problem["file"], problem["line"], problem["value"]) == ("documents.csv", 3, "poem")
    assert problem["fix"]
    (drop / "documents.csv").write_text(
        "ACCOUNT,KIND,NUMBER,DATE,gross\n1001,invoice,RE-77,2025-10-01,1.00\n"
    )
    assert desk("ingest", "drop", "--json").json["rows"]["new"] == 1
    assert desk("ingest", "drop", "--json").json["rows"]["same"] == 1
    assert "documents" in desk("ingest", "drop").out


def test_contacts_are_listed_and_shown(desk: Run) -> None:
    listed = desk("contacts", "list", "--json").json
    assert len(listed) == 13
    assert listed[0]["email"] == "alt@adler.test"
    assert listed[0]["active"] is False
    assert "kauf@adler.test" in desk("contacts", "list").out
    rows = desk("contacts", "show", "BUCH@adler.test", "--json").json
    assert [(r["account"], r["role"], r["live"]) for r in rows] == [
        ("1001", "finance", True),
        ("1002", "finance", True),
    ]
    seen = desk("contacts", "show", "lager@adler.test", "--as", "--json").json[0]["sees"]
    assert seen == {
        "order_confirmation": 1,
        "delivery_note": 3,
        "shipping_document": 1,
        "certificate": 1,
        "sds": 1,
    }
    assert "invoice" not in desk("contacts", "show", "lager@adler.test", "--as").out
    unknown = desk("contacts", "show", "nobody@evil.test")
    assert plain(unknown)
    assert "nobody@evil.test is not a contact; see 'docclerk contacts list'." in unknown.err


@pytest.mark.parametrize("name", ["contacts.csv", "people.csv"])
def test_contacts_come_from_a_table(desk: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("ACCOUNT,EMAIL,name,role\n2001,eve@birch.test,Eve,finance\n")
    assert desk("contacts", "import", name).code == 0
    assert desk("contacts", "show", "eve@birch.test", "--json").json[0]["role"] == "finance"
    missing = desk("contacts", "import", "nothing.csv")
    assert plain(missing)
    assert "There is no nothing.csv." in missing.err


def test_suspending_ends_answers_and_links(desk: Run, clerk: Clerk) -> None:
    post(clerk, "Bitte Rechnung RE-2025-0412.")
    assert len(desk("links", "list", "--json").json) == 1
    assert "open links are revoked" in desk("contacts", "suspend", "Anna@Adler.test").out
    assert desk("links", "list", "--json").json == []
    assert desk("links", "list").out == "No link is open.\n"
    assert desk("contacts", "show", "anna@adler.test", "--json").json[0]["active"] is False
    asked = desk("ask", "Bitte Rechnung RE-2025-0412", "--as", "anna@adler.test", "--json").json
    assert (asked["outcome"], asked["documents"]) == ("held", [])
    assert plain(desk("contacts", "suspend", "nobody@evil.test"))
    with clerk.store.read() as unit:
        assert [row["event"] for row in unit.audit.export()].count("contact.suspended") == 1


def test_a_suspension_may_be_of_one_account_and_is_undone(desk: Run, clerk: Clerk) -> None:
    assert "(1002: suspended)" in desk("contacts", "suspend", "buch@adler.test", "--account", "1002").out
    rows = desk("contacts", "show", "buch@adler.test", "--json").json
    assert [(r["account"], r["active"]) for r in rows] == [("1001", True), ("1002", False)]
    assert (
        "no longer suspended (1001: active, 1002: active)"
        in desk("contacts", "resume", "buch@adler.test").out
    )
    assert all(r["active"] for r in desk("contacts", "show", "buch@adler.test", "--json").json)
    assert plain(desk("contacts", "resume", "buch@adler.test", "--account", "3001"))


def test_permissions_are_exported_and_checked(desk: Run, tmp_path: Path) -> None:
    rows = desk("contacts", "matrix", "--json").json
    tree = [r for r in rows if r["email"] == "chef@cedar.test"]
    assert [(r["account"], r["by"], r["origin"], r["state"]) for r in tree] == [
        ("3001", "3001", "erp", "active"),
        ("3002", "3001", "erp", "active"),
    ]
    states = {r["email"]: (r["state"], r["kinds"]) for r in rows}
    assert states["niemand@adler.test"] == ("no role", [])
    assert (states["alt@adler.test"][0], states["frist@adler.test"][0]) == ("suspended", "expired")
    assert "permissions written" in desk("contacts", "matrix", "--csv", "matrix.csv").out
    with (tmp_path / "matrix.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["email"] for row in csv.DictReader(file)] == [r["email"] for r in rows]
    found = {(o["code"], o["subject"]) for o in desk("contacts", "check", "--json").json}
    assert {("no_role", "niemand@adler.test"), ("expired", "frist@adler.test"), ("no_admin", "2001")} <= found
    assert ("many_accounts", "buch@adler.test") in found
    assert ("no_admin", "1001") not in found
    assert "no_admin" in desk("contacts", "check").out


def test_links_are_listed_and_revoked(desk: Run, clerk: Clerk) -> None:
    post(clerk, "Bitte Rechnung RE-2025-0412 und Lieferschein LS-80001.")
    post(clerk, "Please send invoice RE-2025-0700.", "ben@birch.test", "2")
    post(clerk, "Please send delivery note LS-80020.", "ben@birch.test", "3")
    listed = desk("links", "list", "--json").json
    assert {(row["recipient"], row["files"], row["downloads"]) for row in listed} == {
        ("anna@adler.test", 2, 0),
        ("ben@birch.test", 1, 0),
    }
    (annas,) = desk("links", "list", "--json", "--for", "Anna@Adler.test").json
    assert desk("links", "revoke", str(annas["id"])).out == "1 link(s) revoked.\n"
    again = desk("links", "revoke", str(annas["id"]))
    assert plain(again)
    assert f"Link {annas['id']} is not open" in again.err
    assert desk("links", "revoke", "--for", "ben@birch.test").out == "2 link(s) revoked.\n"
    assert desk("links", "list", "--json").json == []


def test_the_review_list(desk: Run, clerk: Clerk) -> None:
    assert desk("review", "list").out == "Nothing waits for a person.\n"
    post(clerk, "Two boxes arrived damaged, please call me back.", "ben@birch.test")
    post(clerk, "Please send invoice RE-2025-0412.", "mallory@evil.test", "2")
    post(clerk, "Please send invoice RE-2025-0700.", "ben@birch.test", "3")
    held, handover = desk("review", "list", "--json").json
    assert set(held) == {"id", "message_id", "channel", "from", "subject", "state", "reason", "since"}
    assert (held["state"], held["from"], held["message_id"]) == ("held", "mallory@evil.test", "<2@x.test>")
    assert held["reason"] == "unknown sender mallory@evil.test"
    assert (handover["state"], handover["from"], handover["channel"]) == (
        "handover",
        "ben@birch.test",
        "email",
    )
    assert handover["since"].startswith("2025-11-14T09:30")


def test_what_waits_is_released_and_rejected(desk: Run, clerk: Clerk) -> None:
    post(clerk, "Please send invoice RE-2025-0412.", "eva@adler.test")
    post(clerk, "Buy now", "mallory@evil.test", "2")
    one, two = (str(row["id"]) for row in reversed(desk("review", "list", "--json").json))
    unsure = desk("review", "release", one)
    assert plain(unsure)
    assert "--as ADDRESS: Anna Adler <anna@adler.test>, Adler Metallbau GmbH (1001)" in unsure.err
    assert "no registered contact" in desk("review", "release", one, "--as", "x@evil.test").err
    done = desk("review", "release", one, "--as", "Anna@adler.test", "--json").json
    assert done == {"id": int(one), "released_to": "anna@adler.test"}
    assert "waits for nobody; it is received" in desk("review", "release", one, "--as", "anna@adler.test").err
    assert clerk.worker("w").step()
    story = desk("trace", one, "--json").json
    assert (story["state"], [s["to"] for s in story["sent"]][-1]) == ("answered", "anna@adler.test")
    assert "waits for nobody; it is answered" in desk("review", "release", "<1@x.test>").err
    assert plain(desk("review", "reject", two))
    assert desk("review", "reject", two, "--reason", "spam", "--json").json["rejected"] is True
    assert "waits for nobody" in desk("review", "reject", two, "--reason", "spam").err
    assert desk("review", "list", "--json").json == []
    with clerk.store.read() as unit:
        events = [row["event"] for row in unit.audit.export()]
    assert {"message.released", "message.on_behalf", "message.rejected"} <= set(events)


def test_a_message_with_one_candidate_needs_no_name(desk: Run, clerk: Clerk) -> None:
    item = post(clerk, "Two boxes arrived damaged, please call me back.", "ben@birch.test")
    assert "answered to ben@birch.test" in desk("review", "release", item).out


def test_trace_by_number_and_message_id(desk: Run, clerk: Clerk, tmp_path: Path) -> None:
    message_id = post(clerk, "Bitte Rechnung RE-2025-0412.")
    story = desk("trace", message_id, "--json").json
    assert story == desk("trace", str(story["id"]), "--json").json
    assert (story["state"], story["from"], story["attempts"]) == ("answered", "anna@adler.test", 1)
    assert story["proof"] == "signed"
    assert story["evidence"] == ["as the test says"]
    assert story["asks"][0]["numbers"] == ["RE-2025-0412"]
    assert [d["number"] for d in story["documents"]] == ["RE-2025-0412"]
    (sent,) = story["sent"]
    assert (sent["to"], sent["state"], sent["purpose"]) == ("anna@adler.test", "queued", "answer")
    text = desk("trace", message_id).out
    assert "state: answered" in text
    assert "anna@adler.test" in text
    assert "/d/" not in text + json.dumps(story)
    desk("trace", message_id, "--original", str(tmp_path / "original.eml"))
    assert b"Bitte Rechnung RE-2025-0412." in (tmp_path / "original.eml").read_bytes()
    for case in ("999", "<nobody@x.test>"):
        unknown = desk("trace", case)
        assert plain(unknown)
        assert f"There is no message {case}" in unknown.err


@pytest.mark.parametrize(
    ("text", "sender", "state"),
    [
        ("Bitte um die Rechnung.", "anna@adler.test", "asked"),
        ("Bitte Rechnung RE-2031-9999.", "anna@adler.test", "missing"),
        ("Bitte Rechnung RE-2025-0412.", "mallory@evil.test", "held"),
    ],
)
def test_trace_names_the_state(desk: Run, clerk: Clerk, text: str, sender: str, state: str) -> None:
    assert desk("trace", post(clerk, text, sender), "--json").json["state"] == state


def test_retry(desk: Run, clerk: Clerk) -> None:
    id = desk("trace", post(clerk, "Bitte Rechnung RE-2025-0412."), "--json").json["id"]
    done = desk("retry", str(id))
    assert plain(done)
    assert f"Message {id} is not stuck; it is answered." in done.err
    assert clerk.store.accept(Arrival("email", "2", b"From: x\n\nx", NOW))
    with clerk.store.begin() as unit:
        item = unit.inbox.claim(NOW, "w", dt.timedelta(minutes=1))
        assert item is not None
        unit.inbox.stuck(item.id, NOW, "broken")
    (row,) = desk("review", "list", "--json").json
    assert (row["id"], row["state"], row["reason"]) == (item.id, "stuck", "broken")
    assert desk("retry", str(item.id)).out == f"Message {item.id} is tried again.\n"
    assert desk("review", "list", "--json").json == []


def test_the_audit_names_the_row_that_was_touched(desk: Run, clerk: Clerk, tmp_path: Path) -> None:
    for n in range(3):
        post(clerk, "Bitte Rechnung RE-2025-0412.", name=str(n))
    whole = desk("audit", "verify", "--json").json
    assert whole["first_broken"] is None
    assert f"The audit is whole: {whole['rows']} rows." in desk("audit", "verify").out
    exported = desk("audit", "export").lines
    assert len(exported) == whole["rows"]
    touched = exported[-2]["id"]
    with sqlite3.connect(tmp_path / "clerk.db") as raw:
        raw.execute(
            "UPDATE audit SET facts = replace(facts, 'answered', 'bnswered') WHERE id = ?", (touched,)
        )
    raw.close()
    broken = desk("audit", "verify")
    assert broken.code == 1
    assert f"Row {touched} of the audit was changed" in broken.out + broken.err
    ran = desk("audit", "verify", "--json")
    assert (ran.code, json.loads(ran.out)["first_broken"]) == (1, touched)


def test_doctor_has_one_line_for_each_thing(desk: Run) -> None:
    ran = desk("doctor")
    assert ran.code == 1  # there is no relay
    lines = ran.out.splitlines()
    assert all(line.startswith(("ok   ", "FIX  ")) for line in lines)
    assert any(line.startswith("ok   audit") for line in lines)
    assert any(line.startswith("FIX  relay") and "[mail.out]" in line for line in lines)
    assert {"subject", "ok", "text"} == set(json.loads(desk("doctor", "--json").out)[0])


UNDERSTOOD = [
    (
        "reply",
        {"kind": "text", "input": "Danke!\n\nAm 03.11.2025 schrieb Haus <a@b.test>:\n> alt"},
        {"text": "Danke!"},
    ),
    (
        "period",
        {"text": "März 2025", "lang": "de", "reference_date": "2025-11-14"},
        {"start": "2025-03-01", "end": "2025-03-31"},
    ),
    (
        "period",
        {"text": "irgendwann", "lang": "de", "reference_date": "2025-11-14"},
        {"start": None, "end": None},
    ),
    ("auto", {"raw_b64": "QXV0by1TdWJtaXR0ZWQ6IGF1dG8tcmVwbGllZAoKeA=="}, {"reply_allowed": False}),
    ("mime", {"raw_b64": "U3ViamVjdDogSGFsbG8KCng="}, {"ok": True, "subject": "Hallo", "attachments": 0}),
    ("invoice", {"path": "nothing.pdf"}, {"readable": False}),
    ("forward", {"subject": "Hallo", "input": "Nur ein Text."}, {}),
]


@pytest.mark.parametrize(("stage", "row", "found"), UNDERSTOOD)
def test_understand_reads_and_writes_lines(
    run: Run, tmp_path: Path, stage: str, row: dict, found: dict
) -> None:
    (tmp_path / "nothing.pdf").write_bytes(b"%PDF-1.4 nothing")
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": "7", **row}) + "\n\n")
    (line,) = run("understand", stage, "in.jsonl").lines
    assert line["id"] == "7"
    assert {key: line[key] for key in found} == found


def test_understand_reads_requests_from_standard_input(run: Run) -> None:
    row = {
        "id": 1,
        "text": "Please send invoice RE-2025-0412",
        "subject": None,
        "today": "2025-11-14",
        "lang": "en",
    }
    (line,) = run("understand", "request", "-", stdin=json.dumps(row)).lines
    assert (line["id"], line["lang"]) == (1, "en")
    (ask,) = line["asks"]
    assert (ask["intent"], ask["kinds"], ask["numbers"]) == ("documents", ["invoice"], ["RE-2025-0412"])


def test_the_configuration_may_be_named_by_the_environment(desk: Run, tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "sub").mkdir()
    monkeypatch.setenv("DOCCLERK_CONFIG", str(tmp_path / "docclerk.toml"))
    monkeypatch.chdir(tmp_path / "sub")
    assert len(desk("contacts", "list", "--json").json) == 13
    assert not list((tmp_path / "sub").iterdir())
    shutil.rmtree(tmp_path / "sub")
