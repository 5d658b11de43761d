"""The small world of the stories: four customers, twenty documents, loaded from tests/world/*.csv."""

import atexit
import datetime as dt
import shutil
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from bot.config import Config
from bot.deliveries import run_ingest
from bot.wiring import Clerk, build
from parsers.deliveries.feed import Feed
from parsers.message import Proof, ProofLevel

HERE = Path(__file__).parent / "world"
NOW = dt.datetime(2025, 11, 14, 9, 30, tzinfo=dt.UTC)
ADDRESS = "belege@house.test"
PAGE = (
    b"\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
XRECHNUNG = (
    '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2">'
    "<CustomizationID>urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0</CustomizationID>"
    "<ID>{number}</ID></Invoice>\n"
)


def write_delivery(folder: Path) -> Path:
    """The delivery with a small file of its own for every name that the rows declare."""
    shutil.copytree(HERE, folder)
    (folder / "files").mkdir()
    for line in (folder / "documents.csv").read_text().splitlines()[1:]:
        for name in line.split(",")[-2:]:
            if name:
                (folder / "files" / name).write_bytes(paper(name))
    return folder


def paper(name: str) -> bytes:
    """A file that differs by its name: a PDF of one empty page, or an XRechnung that says little."""
    if name.endswith(".xml"):
        return XRECHNUNG.format(number=name.removesuffix(".xml")).encode()
    return b"%PDF-1.4\n% " + name.encode() + PAGE


def configuration(folder: Path, **changes: Any) -> Config:
    """A configuration in a folder; `changes` are sections."""
    tables: dict[str, Any] = {
        "clerk": {
            "company": "Haus & Hof Großhandel",
            "public_url": "http://desk.house.test",
            "staff": ["@house.test"],
            "escalation": "weber@house.test",
            "escalation_name": "Frau Weber",
            "phone": "040 555 0190",
        },
        "store": {"url": f"sqlite:///{folder / 'docclerk.db'}", "files": f"file:{folder / 'files'}"},
        "mail": {"address": ADDRESS},
        "links": {"keys": str(folder / "docclerk.keys")},
    }
    for section, values in changes.items():
        tables[section] = {**tables.get(section, {}), **values}
    return Config.model_validate(tables)


def open_clerk(folder: Path, **changes: Any) -> Clerk:
    """A clerk with the world loaded, whose clock stands still and who believes every sender."""
    shutil.copytree(loaded(), folder, dirs_exist_ok=True)
    return believing(build(configuration(folder, **changes), clock=lambda: NOW))


@cache
def loaded() -> Path:
    """A folder with the store and the files of the world, loaded once in each process."""
    folder = Path(tempfile.mkdtemp(prefix="docclerk-world-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    clerk = build(configuration(folder), clock=lambda: NOW)
    (report,) = run_ingest(
        clerk.store,
        clerk.blobs,
        (Feed.canonical(),),
        clerk.house.kinds.codes(),
        [write_delivery(folder / "delivery")],
        dry_run=False,
        now=NOW,
        progress=None,
    )
    assert report.ok, report.as_text()
    clerk.close()
    return folder


def believing(clerk: Clerk, level: ProofLevel = ProofLevel.SIGNED) -> Clerk:
    """The same clerk with a sender check that always comes out alike."""
    email = replace(clerk.channels["email"], prove=lambda item, address: Proof(level, ("as the test says",)))
    return replace(clerk, channels={"email": email})
