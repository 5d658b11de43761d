"""The wheel alone: it holds all it needs, and runs in a fresh environment outside of the source tree."""

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.world import paper, write_delivery

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "handlers", "parsers", "store", "templates")
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
OFFLINE = ["--no-index", "--no-deps"]


# Commands one after the other in one process, for the time that a start takes.
COMMANDS = """
import json, sys
from bot.cli import app
for words in json.loads(sys.argv[1]):
    app(words, standalone_mode=False)
"""


def run(*words: object, cwd: Path | str = "/") -> str:
    """A process to its end, without anything that leads back to the tree; its output."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "DOCCLERK", "VIRTUAL_ENV"))}
    done = subprocess.run(
        [str(w) for w in words], cwd=cwd, env=clean, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the tree with what is installed here."""
    folder = tmp_path_factory.mktemp("wheel")
    run(*PIP, "wheel", *OFFLINE, "--no-build-isolation", "-w", folder, ROOT)
    (built,) = folder.glob("docclerk-*.whl")
    return built


@pytest.fixture(scope="module")
def docclerk(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installed command; what docclerk depends on is lent by the environment of the tests."""
    home = tmp_path_factory.mktemp("fresh") / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", home)
    run(*PIP, "--python", home / "bin" / "python", "install", *OFFLINE, "--no-compile", wheel)
    (site,) = home.glob("lib/python*/site-packages")
    lent = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (site / "lent.pth").write_text("\n".join(sorted(lent)))  # their own .pth files do not count here
    return home / "bin" / "docclerk"


def test_the_wheel_holds_every_file_of_the_product_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {n for n in archive.namelist() if ".dist-info/" not in n}
        about = next(n for n in archive.namelist() if n.endswith("entry_points.txt"))
        assert "docclerk = bot.cli:main" in archive.read(about).decode()
        assert any(n.endswith("licenses/LICENSE") for n in archive.namelist())
    ours = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert names == ours
    for suffix in (".toml", ".html", ".txt", ".css", ".typ"):
        assert any(n.startswith("templates/") and n.endswith(suffix) for n in names), suffix
    assert any(n.startswith("store/migrations/versions/0001") for n in names)


def test_it_runs_from_elsewhere(docclerk: Path, tmp_path: Path) -> None:
    python = docclerk.with_name("python")
    where = run(
        python, "-c", "import bot, handlers, parsers, store, templates; print(bot.__file__, templates.ROOT)"
    )
    assert str(ROOT) not in where
    assert "ingest" in run(docclerk, "--help")
    house = tmp_path / "house"
    config = ["--config", str(house / "docclerk.toml")]
    asked = ["Rechnung RE-2025-0412 bitte", "--as", "anna@adler.test"]
    commands = [
        ["init", str(house)],
        ["ingest", str(write_delivery(tmp_path / "delivery")), *config],
        ["ask", *asked, "--json", "--files", str(tmp_path / "files"), *config],
    ]
    said = run(python, "-c", COMMANDS, json.dumps(commands))
    assert "Wrote" in said
    answer = json.loads(said.splitlines()[-1])
    assert answer["outcome"] == "answered"
    (saved,) = (tmp_path / "files").iterdir()
    assert saved.read_bytes() == paper("RE-2025-0412.pdf")
