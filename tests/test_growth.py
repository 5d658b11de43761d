"""The house grows by one file: a kind, a language or an intent is found; a clash stops the start."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.channels.console import question
from bot.deliveries import run_ingest
from bot.web.app import build_app
from bot.wiring import Clerk, build
from bot.words import read_languages
from handlers import intents
from handlers.answer import answer
from handlers.answers import Result
from parsers.deliveries.feed import Feed
from templates import ROOT
from tests.world import NOW, believing, configuration

KIND = """
class = "quality"
place = 37
money = false
prefixes = ["ANB"]
patterns = ['LAB/\\d{4}']

[names]
de = { one = "Analysenblatt", many = "Analysenblätter", gender = "n" }
en = { one = "assay sheet", many = "assay sheets" }
xx = { one = "assaibla", many = "assaiblas" }

[words]
de = ["analysenblatt*", "analysenblätter*"]
en = ["assay sheet|sheets"]
xx = ["assaibla", "assaiblas"]
"""

LANGUAGE = """
name = "Examplish"

[language]
words = ["vu", "bolim", "de", "ta", "noso", "kopia", "sendu", "gracas"]

[asks]
want = ["sendu"]
relation = ["de"]
"""

SAYS = """
locale = "en"

[says]
greeting = "Saluta {name}!"
found_one = "jen via papero:"
"""

DELIVERY = {
    "accounts.csv": "ACCOUNT,NAME\n1,Testkunde\n",
    "contacts.csv": "ACCOUNT,EMAIL,name,role,language\n1,uma@kunde.test,Uma,quality,\n",
    "documents.csv": "ACCOUNT,KIND,NUMBER,DATE,batch,file\n"
    "1,coa,ANB-4711,2025-10-01,B-9,ANB-4711.pdf\n"
    "1,coa,LAB/0815,2025-10-02,B-10,LAB-0815.pdf\n"
    "1,certificate,WZ-1,2025-10-01,B-9,WZ-1.pdf\n",
}


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """A copy of the templates that a test may add to."""
    return Path(shutil.copytree(ROOT, tmp_path / "templates"))


@contextmanager
def running(folder: Path, templates: Path) -> Iterator[Clerk]:
    """A clerk on these templates with the small delivery loaded."""
    clerk = build(configuration(folder), clock=lambda: NOW, templates=templates)
    drop = folder / "drop"
    (drop / "files").mkdir(parents=True)
    for name, text in DELIVERY.items():
        (drop / name).write_text(text, "utf-8")
    for name in ("ANB-4711.pdf", "LAB-0815.pdf", "WZ-1.pdf"):
        (drop / "files" / name).write_bytes(b"%PDF-1.4 " + name.encode())
    kinds = clerk.house.kinds.codes()
    (report,) = run_ingest(clerk.store, clerk.blobs, (Feed.canonical(),), kinds, [drop], now=NOW)
    assert report.as_json()["rows"]["rejected"] == 0, report.as_text()
    yield believing(clerk)
    clerk.close()


def ask(clerk: Clerk, text: str) -> Result:
    """What becomes of a message of the small delivery's contact."""
    with clerk.store.read() as unit:
        return answer(question("uma@kunde.test", text, "", NOW), unit, clerk.house, NOW)


def numbers(result: Result) -> list[str]:
    """The numbers of the documents in the reply."""
    return [d["number"] for d in result.story["documents"]]


def test_a_new_kind_is_loaded_asked_for_and_given(tmp_path: Path, templates: Path) -> None:
    (templates / "kinds" / "coa.toml").write_text(KIND, "utf-8")
    with running(tmp_path, templates) as clerk:
        for text in (
            "Bitte das Analysenblatt ANB-4711.",
            "Bitte ANB-4711 noch einmal.",
            "Please send the assay sheet for batch B-9.",
        ):
            found = ask(clerk, text)
            assert (found.outcome, numbers(found)) == ("answered", ["ANB-4711"]), text
        by_pattern = ask(clerk, "Könnten Sie uns LAB/0815 schicken?")
        assert numbers(by_pattern) == ["LAB/0815"]
        assert "Analysenblatt LAB/0815" in by_pattern.replies[0].text
        assert by_pattern.replies[0].enclosures[0].name == "LAB-0815_Analysenblatt_2025-10-02.pdf"
        latest = ask(clerk, "Bitte alle Analysenblätter vom Oktober 2025.")
        assert sorted(numbers(latest)) == ["ANB-4711", "LAB/0815"]


def test_its_class_decides_who_sees_it(tmp_path: Path, templates: Path) -> None:
    (templates / "kinds" / "coa.toml").write_text(KIND.replace('"quality"', '"ledger"'), "utf-8")
    with running(tmp_path, templates) as clerk:
        assert ask(clerk, "Bitte das Analysenblatt ANB-4711.").outcome == "missing"


def test_a_new_language_is_read_and_spoken(tmp_path: Path, templates: Path) -> None:
    (templates / "kinds" / "coa.toml").write_text(KIND, "utf-8")
    (templates / "languages" / "xx.toml").write_text(LANGUAGE, "utf-8")
    (templates / "languages" / "xx.says.toml").write_text(SAYS, "utf-8")
    with running(tmp_path, templates) as clerk:
        assert set(clerk.house.tongues.by_code) == {"de", "en", "fr", "xx"}
        found = ask(clerk, "vu bolim sendu ta kopia de noso assaibla ANB-4711 gracas")
        assert (found.outcome, numbers(found)) == ("answered", ["ANB-4711"])
        (reply,) = found.replies
        assert reply.language == "xx"
        assert "Saluta Uma!" in reply.text
        assert "jen via papero:" in reply.text
        assert "Assaibla ANB-4711" in reply.text
        assert "Download (until" in reply.text  # what it does not say is said in English
        assert ask(clerk, "Bitte das Analysenblatt ANB-4711.").replies[0].language == "de"


def test_every_text_and_page_comes_from_the_given_templates(tmp_path: Path, templates: Path) -> None:
    (templates / "email" / "answer" / "body.txt").write_text("OWN TEXT {{ greeting }}")
    (templates / "web" / "gone.html").write_text("OWN PAGE")
    (templates / "web" / "static" / "clerk.css").write_text("/* OWN STYLE */")
    with running_without(tmp_path, templates, "certificate") as clerk:
        assert ask(clerk, "Bitte Zeugnis WZ-1.").replies[0].text.startswith("OWN TEXT")
        with TestClient(build_app(clerk)) as browser:
            assert browser.get("/d/unknown").text.strip() == "OWN PAGE"
            assert browser.get("/static/clerk.css").text == "/* OWN STYLE */"


@contextmanager
def running_without(folder: Path, templates: Path, kind: str) -> Iterator[Clerk]:
    """The same with the rows of one kind only."""
    rows = DELIVERY["documents.csv"].splitlines()
    kept = [rows[0], *(row for row in rows[1:] if f",{kind}," in row)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(DELIVERY, "documents.csv", "\n".join(kept) + "\n")
        with running(folder, templates) as clerk:
            yield clerk


def test_two_files_for_one_intent_stop_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "zz_copy.py").write_text('INTENTS = ("documents",)\n\n\ndef respond(ask, desk): ...\n')
    monkeypatch.setattr(intents, "__path__", [*intents.__path__, str(tmp_path)])
    with pytest.raises(ValueError, match=r"zz_copy\.py: another file already answers 'documents'"):
        build(configuration(tmp_path))


def test_a_new_intent_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "zz_new.py").write_text(
        'INTENTS = ("balance",)\n\n\ndef respond(ask, desk):\n    return None\n'
    )
    monkeypatch.setattr(intents, "__path__", [*intents.__path__, str(tmp_path)])
    assert "balance" in intents.discover()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (('class = "quality"\n', ""), r"kinds/coa\.toml is incomplete: 'class'"),
        (("money = false\n", ""), r"kinds/coa\.toml is incomplete: 'money'"),
        (('one = "assay sheet", ', ""), r"kinds/coa\.toml is incomplete: .*'one'"),
        (('"quality"', '"secret"'), r"kinds/coa\.toml: class must be one of delivery"),
        (("place = 37", "place = "), r"kinds/coa\.toml is no TOML"),
    ],
)
def test_a_kind_that_is_not_whole_stops_the_start(
    tmp_path: Path, templates: Path, change: tuple[str, str], says: str
) -> None:
    assert change[0] in KIND
    (templates / "kinds" / "coa.toml").write_text(KIND.replace(*change), "utf-8")
    with pytest.raises(ValueError, match=says):
        build(configuration(tmp_path), templates=templates)


def test_two_files_for_one_sentence_stop_the_start(tmp_path: Path, templates: Path) -> None:
    (templates / "languages" / "en.more.toml").write_text('[says]\ngreeting = "Hi {name}"\n')
    with pytest.raises(ValueError, match=r"en\.says\.toml|en\.more\.toml"):
        build(configuration(tmp_path), templates=templates)


def test_a_house_language_that_nobody_speaks_stops_the_start(tmp_path: Path) -> None:
    config = configuration(tmp_path, clerk={"language": "xx"})
    with pytest.raises(ValueError, match=r"\[clerk\] language = 'xx': there is only de, en, fr"):
        build(config)


def test_a_language_without_a_name_is_read_only_for_its_mail_words(templates: Path) -> None:
    assert "name" not in read_languages(templates)["nl"]
