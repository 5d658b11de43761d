"""Files come out as they went in, or not at all."""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from store import Damaged, Full, Gone, Unreachable
from store.blobs import Blobs

ROOT = Path(__file__).parents[2]


@pytest.fixture(params=["file", "memory"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    return Blobs.open(f"file:{tmp_path}/files" if request.param == "file" else "memory:")


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\x00\xff", os.urandom(100_000)])
def test_in_and_out(blobs: Blobs, data: bytes) -> None:
    name = blobs.put(data)
    assert name == sha256(data).hexdigest() == blobs.put(data)
    assert blobs.get(name) == data == b"".join(blobs.stream(name))
    assert blobs.has(name)


def test_many_at_once(blobs: Blobs) -> None:
    names = blobs.put_all(str(n % 7).encode() for n in range(20))
    assert [blobs.get(name) for name in names] == [str(n % 7).encode() for n in range(20)]
    assert blobs.put_all([]) == []


@pytest.mark.parametrize(
    "name", ["0" * 64, "", "../../etc/passwd", "ab/cd", "A" * 64, "0" * 63 + "\n", "0" * 65]
)
def test_what_is_not_there(blobs: Blobs, name: str) -> None:
    assert not blobs.has(name)
    with pytest.raises(Gone):
        blobs.get(name)
    with pytest.raises(Gone):
        list(blobs.stream(name))


@pytest.mark.parametrize("size", [10, 9_000_000])
def test_a_changed_byte_is_never_served_as_whole(tmp_path: Path, size: int) -> None:
    blobs = Blobs.open(f"file:{tmp_path}")
    data = os.urandom(size)
    name = blobs.put(data)
    path = tmp_path / name[:2] / name[2:4] / name
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    with pytest.raises(Damaged):
        blobs.get(name)
    with pytest.raises(Damaged):
        list(blobs.stream(name))
    if size < 100:
        with pytest.raises(Damaged):
            next(blobs.stream(name))  # before the first byte
    assert blobs.put(data) == name
    assert blobs.get(name) == data  # healed


def test_a_relative_folder_stays_where_it_was_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    blobs = Blobs.open("file:./files")
    monkeypatch.chdir("/")
    name = blobs.put(b"x")
    assert (tmp_path / "files" / name[:2] / name[2:4] / name).read_bytes() == b"x"


def test_addresses_that_are_none() -> None:
    with pytest.raises(ValueError, match="ftp"):
        Blobs.open("ftp://host/x")
    with pytest.raises(ValueError):
        Blobs.open("s3://bucket", no_such_option="1")


def test_a_place_that_does_not_answer() -> None:
    keys = {"access_key_id": "a", "secret_access_key": "b", "region": "x"}
    blobs = Blobs.open("s3://bucket/prefix", endpoint="http://127.0.0.1:9", **keys)
    with pytest.raises(Unreachable):
        blobs.has("0" * 64)


def test_a_disk_without_room(tmp_path: Path) -> None:
    """A file size limit stands for the full disk: nobody must be root to run this."""
    script = (
        "import os, resource, signal, sys\nfrom store import Full\nfrom store.blobs import Blobs\n"
        "blobs = Blobs.open(f'file:{sys.argv[1]}')\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))\n"
        "try:\n    blobs.put(b'x' * 5000)\nexcept Full:\n    pass\nelse:\n    sys.exit('no error')\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))\n"
        "assert blobs.get(blobs.put(b'x' * 5000)) == b'x' * 5000\n"
    )
    assert issubclass(Full, OSError)
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, check=True)
