"""The systemd units: systemd itself finds nothing wrong, and what they start is what the clerk knows."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.serve import PARTS, SHUTDOWN

UNITS = sorted((Path(__file__).parents[2] / "docs" / "systemd").glob("docclerk*"))
PROGRAM = "/opt/docclerk/bin/docclerk"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze on this machine")
def test_systemd_finds_nothing_wrong(tmp_path: Path) -> None:
    for unit in UNITS:  # with a program that is there
        (tmp_path / unit.name).write_text(unit.read_text("utf-8").replace(PROGRAM, sys.executable), "utf-8")
    names = [str(tmp_path / unit.name) for unit in UNITS]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *names], capture_output=True, text=True, check=False
    )
    told = [line for line in done.stderr.splitlines() if "docclerk" in line]
    assert (done.returncode, told) == (0, [])


def test_they_start_what_the_clerk_knows() -> None:
    for unit in UNITS:
        text = unit.read_text("utf-8")
        for command in re.findall(rf"^ExecStart=.*?{PROGRAM} (.+)$", text, re.M):
            name, *words = command.split()
            known = CliRunner().invoke(app, [name, "--help"], env={"COLUMNS": "200"}).output
            assert all(word in known for word in words if word.startswith("--")), command
        assert set(re.findall(r"docclerk@(\w+)", text)) <= set(PARTS)
        patience = re.search(r"^TimeoutStopSec=(\d+)$", text, re.M)
        assert not patience or int(patience[1]) > SHUTDOWN
    assert {f"docclerk@{part}" for part in PARTS} <= set(
        re.findall(r"docclerk@\w+", "".join(unit.read_text("utf-8") for unit in UNITS))
    )
