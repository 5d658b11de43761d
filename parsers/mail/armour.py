"""Takes the armour of PGP off a text: keys, signatures, and the lines around what was signed."""

import re
from typing import Final

_ARMOUR: Final = re.compile(r"-----(BEGIN|END) PGP ([A-Z ]{3,30})-----\s*$")
_SIGNED: Final = "SIGNED MESSAGE"


def unarmoured(lines: list[str]) -> list[str]:
    """The lines with a signed text bare, and without keys and signatures."""
    if not any(line.startswith("-----BEGIN PGP ") for line in lines):
        return lines
    kept: list[str] = []
    signed = heads = hidden = False
    for line in lines:
        mark = _ARMOUR.match(line)
        if mark:
            hidden = mark[1] == "BEGIN" and mark[2] != _SIGNED
            signed = heads = mark[1] == "BEGIN" and mark[2] == _SIGNED
        elif heads and line.strip():
            continue  # "Hash: SHA256"
        elif not hidden:
            heads = False
            kept.append(line.removeprefix("- ") if signed else line)
    return kept
