"""The key file: made once for our eyes only, read again when it changes, never guessed at."""

import stat
import threading
from pathlib import Path

import pytest

from bot.keys import KeyFile
from tests.world import NOW


def at(path: Path) -> KeyFile:
    return KeyFile(path / "docclerk.keys", lambda: NOW)


def test_it_is_made_at_the_first_use(tmp_path: Path) -> None:
    keys = at(tmp_path)()
    (kid,) = keys.ids
    assert kid.startswith("20251114-")
    assert stat.S_IMODE((tmp_path / "docclerk.keys").stat().st_mode) == 0o600
    assert at(tmp_path)() == keys
    assert [p.name for p in tmp_path.iterdir()] == ["docclerk.keys"]


def test_of_many_that_start_at_once_one_wins(tmp_path: Path) -> None:
    found = []
    threads = [threading.Thread(target=lambda: found.append(at(tmp_path)())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len({keys.seal("x") for keys in found}) == 1
    assert [p.name for p in tmp_path.iterdir()] == ["docclerk.keys"]


def test_a_new_key_signs_and_the_old_ones_verify(tmp_path: Path) -> None:
    running = at(tmp_path)
    before = running().seal("token")
    kid = at(tmp_path).rotate()  # by the console, while the clerk runs
    assert running().seal("token").kid == kid
    assert before.hash in running().seals("token")
    assert len(running().ids) == 2
    assert (tmp_path / "docclerk.keys").read_text().startswith("# Keys of docclerk")
    assert stat.S_IMODE((tmp_path / "docclerk.keys").stat().st_mode) == 0o600
    assert [p.name for p in tmp_path.iterdir()] == ["docclerk.keys"]


def test_a_file_that_vanishes_while_we_run_ends_no_link(tmp_path: Path) -> None:
    running = at(tmp_path)
    before = running()
    (tmp_path / "docclerk.keys").unlink()
    assert running() == before
    assert not (tmp_path / "docclerk.keys").exists()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing\n",
        "one two\n",
        "k " + "a" * 63 + "\n",
        f"k {'a' * 64}\nk {'b' * 64}\n",
        "k " + "G" * 64,
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "docclerk.keys").write_text(text)
    with pytest.raises(ValueError, match=r"docclerk\.keys"):
        at(tmp_path)()
