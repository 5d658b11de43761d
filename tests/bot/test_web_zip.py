"""Many files behind one link: the ZIP with its list, in parts, for several at once, and the page in front."""

import csv
import datetime as dt
import io
import re
import socket
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from bot.web.app import build_app
from bot.wiring import Clerk
from tests.browser import serving
from tests.bulk import PATH, asked, fill, grants, ids_of, link_of
from tests.desk import collected, write

pytestmark = pytest.mark.usefixtures("at_once")


def in_parts(clerk: Clerk, most: int, downloads: int = 20) -> Clerk:
    """The same clerk, whose ZIPs hold no more bytes than that."""
    return replace(clerk, house=replace(clerk.house, zip_bytes=most, link_downloads=downloads))


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def table(data: bytes, separator: str = ";") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=separator))


@pytest.fixture
def browser(clerk: Clerk) -> Iterator[TestClient]:
    with TestClient(build_app(clerk), follow_redirects=False) as client:
        yield client


def test_the_list_says_what_each_file_is_as_german_readers_write(clerk: Clerk, browser: TestClient) -> None:
    path = asked(clerk, "Bitte alle Rechnungen und Gutschriften von September 2025 als ZIP.")
    got = unpacked(browser.post(f"{path}/zip").content)
    raw = got.pop("index.csv")
    assert raw.startswith(b"\xef\xbb\xbf") and b"\r\n" in raw
    rows = {row["Datei"]: row for row in table(raw)}
    assert set(rows) == set(got)
    row = rows["RE-2025-0413_Rechnung_2025-09-21.pdf"]
    assert list(row) == [
        "Datei", "Belegart", "Nummer", "Datum", "Fällig", "Betrag", "Währung", "Status",
        "Auftrag", "Ihre Bestellung", "Lieferschein", "Standort", "Kostenstelle", "Konto",
    ]  # fmt: skip
    keys = ("Belegart", "Nummer", "Datum", "Fällig", "Betrag", "Währung", "Lieferschein")
    assert [row[k] for k in keys] == [
        "Rechnung", "RE-2025-0413", "21.09.2025", "21.10.2025", "476,00", "EUR", "LS-80002",
    ]  # fmt: skip
    assert row["Status"].startswith("teilbezahlt (100,00 EUR von 476,00 EUR)")
    assert rows["GS-2025-0031_Gutschrift_2025-09-30.pdf"]["Betrag"] == "59,50"


def test_english_readers_get_their_own_form(clerk: Clerk, browser: TestClient) -> None:
    path = asked(clerk, "All documents of October 2025 as zip please", "ben@birch.test")
    (row,) = (
        r
        for r in table(unpacked(browser.post(f"{path}/zip").content)["index.csv"], ",")
        if "RE-2025-0700" in ",".join(r.values())
    )
    assert "88.00" in row.values() and "2025-10-08" in row.values()


def test_the_list_is_of_the_download_and_no_cell_is_a_formula(clerk: Clerk, browser: TestClient) -> None:
    fill(clerk, 2, order="=cmd|' /C calc'!A0", cost_centre="-1+1")
    path = asked(clerk)
    with clerk.store.begin() as unit:
        (first, *_) = unit.documents.by_ids(grants(clerk), ids_of(clerk).values())
        unit.documents.upsert(
            [replace(first, disputed=False, paid=first.gross, paid_date=dt.date(2024, 3, 1))]
        )
    rows = {r["Nummer"]: r for r in table(unpacked(browser.post(f"{path}/zip").content)["index.csv"])}
    assert rows[first.number]["Status"] == "bezahlt am 01.03.2024"
    for row in rows.values():
        assert row["Auftrag"].startswith("'=") and row["Kostenstelle"] == "'-1+1"


def test_a_large_delivery_comes_in_parts_that_together_hold_all(clerk: Clerk) -> None:
    fill(clerk, 10)
    clerk = in_parts(clerk, 12_000, downloads=1)
    path = asked(clerk)
    with TestClient(build_app(clerk), follow_redirects=False) as browser:
        page = browser.get(path).text
        assert [f"Teil {n} von 3" in page for n in (1, 2, 3, 4)] == [True, True, True, False]
        got: dict[str, bytes] = {}
        for n in (1, 2, 3):
            answer = browser.post(f"{path}/zip?part={n}")
            assert int(answer.headers["content-length"]) == len(answer.content)
            assert f"documents-{n}-of-3.zip" in answer.headers["content-disposition"]
            part = unpacked(answer.content)
            name = "index.csv" if n == 1 else f"index-{n}.csv"
            assert {row["Datei"] for row in table(part[name])} == set(part) - {name}
            got |= part
        assert len(got) == 10 + 3
        assert link_of(clerk, path).downloads == 3
        for n in (1, 2, 3):  # one download was allowed, and the three parts were it
            assert browser.post(f"{path}/zip?part={n}").status_code == 404


@pytest.mark.parametrize("part", ["0", "4", "-1", "x", "", "1" * 5000, "²", "1e1", "٣"])
def test_a_part_that_there_is_not_reads_like_no_link_and_costs_nothing(clerk: Clerk, part: str) -> None:
    fill(clerk, 10)
    clerk = in_parts(clerk, 12_000)
    path = asked(clerk)
    with TestClient(build_app(clerk), follow_redirects=False) as browser:
        answer = browser.post(f"{path}/zip", params={"part": part})
        assert answer.status_code == 404
        assert answer.text == browser.post("/d/" + "A" * 43 + "/zip").text
        assert link_of(clerk, path).downloads == 0
        assert browser.post(f"{path}/zip").status_code == 200  # without a number: the first


def test_nothing_is_counted_when_a_file_is_not_at_hand(clerk: Clerk) -> None:
    fill(clerk, 3)
    path = asked(clerk)

    class Lost:
        def __getattr__(self, name: str) -> object:
            return getattr(clerk.blobs, name)

        def has(self, name: str) -> bool:
            return name != link_of(clerk, path).files[1].sha256

    with TestClient(build_app(replace(clerk, blobs=Lost())), follow_redirects=False) as browser:  # type: ignore[arg-type]
        assert browser.post(f"{path}/zip").status_code == 503
    assert link_of(clerk, path).downloads == 0


def test_the_page_shows_a_hundred_files_at_a_time(clerk: Clerk, browser: TestClient) -> None:
    fill(clerk, 250, size=100)
    path = asked(clerk)
    pages = [browser.get(f"{path}?page={n}").text for n in (1, 2, 3)]
    shown = [[int(n) for n in re.findall(r"/files/(\d+)\"", page)] for page in pages]
    assert shown == [list(range(1, 101)), list(range(101, 201)), list(range(201, 251))]
    assert all("201–250" in page and "ZR-0001" not in page for page in pages)
    for odd in ("0", "4", "x", "-3", "9" * 400):
        assert browser.get(f"{path}?page={odd}").text == browser.get(path).text
    assert link_of(clerk, path).downloads == 0


def test_600_documents_are_counted_in_the_mail_and_all_in_the_zip(clerk: Clerk, browser: TestClient) -> None:
    fill(clerk, 600, size=100)
    write(clerk, "Bitte alle Rechnungen aus 2024 als ZIP.", "anna@adler.test")
    (mail,) = collected(clerk)
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "600 Rechnungen" in text
    assert "nicht dabei" not in text
    path = PATH.findall(text)[0]
    assert len(unpacked(browser.post(f"{path}/zip").content)) == 601


def test_slow_readers_hold_up_nobody(clerk: Clerk) -> None:
    fill(clerk, 12, size=2_000_000)
    path = asked(clerk)
    with serving(clerk) as (_, url):
        place = urlsplit(url)
        slow = [begun(place.hostname or "", place.port or 0, f"{path}/zip") for _ in range(8)]
        try:
            answers = [fetched(place.hostname or "", place.port or 0) for _ in range(5)]
            assert all(b"200 OK" in answer for answer in answers)
            sizes: list[int] = []
            readers = [threading.Thread(target=lambda s=s: sizes.append(rest_of(s))) for s in slow]
            for reader in readers:
                reader.start()
            for reader in readers:
                reader.join(30)
            assert len(set(sizes)) == 1 and sizes[0] > 12 * 2_000_000
        finally:
            for one in slow:
                one.close()


def begun(host: str, port: int, path: str) -> socket.socket:
    """A download that nobody reads on after its beginning."""
    one = socket.create_connection((host, port), timeout=30)
    one.sendall(f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
    assert one.recv(12) == b"HTTP/1.1 200"
    return one


def rest_of(one: socket.socket) -> int:
    """How many bytes still came."""
    size = 0
    while piece := one.recv(1_000_000):
        size += len(piece)
    return size


def fetched(host: str, port: int) -> bytes:
    """The health page."""
    with socket.create_connection((host, port), timeout=10) as one:
        one.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        return one.recv(100)
