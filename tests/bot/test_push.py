"""The push API: the same rows by HTTP, with a key, once for each Idempotency-Key."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.web.app import build_app
from bot.wiring import Clerk, build
from tests.world import configuration, paper

ACCOUNTS = [{"account": "9001", "name": "Neu GmbH"}]
INVOICE = {
    "account": "9001",
    "kind": "invoice",
    "number": "RE-1",
    "date": "2025-11-01",
    "gross": "119.00",
    "file": "RE-1.pdf",
}


@pytest.fixture
def clerk(tmp_path: Path) -> Iterator[Clerk]:
    made = build(configuration(tmp_path, web={"api_key": "sesame"}))
    yield made
    made.close()


@pytest.fixture
def http(clerk: Clerk) -> TestClient:
    return TestClient(build_app(clerk), headers={"Authorization": "Bearer sesame"})


def test_rows_and_files_become_a_document(http: TestClient, clerk: Clerk) -> None:
    assert http.put("/api/v1/accounts", json=ACCOUNTS).json()["rows"]["new"] == 1
    report = http.put("/api/v1/documents", json=[INVOICE]).json()
    assert report["tables"]["documents"]["waiting"] == 1  # for its file
    sent = http.post("/api/v1/files", files={"file": ("RE-1.pdf", paper("RE-1.pdf"), "application/pdf")})
    assert sent.status_code == 200
    with clerk.store.read() as unit:
        (account,) = unit.accounts.all()
        ids = unit.documents.awaiting_file(["RE-1.pdf"])
    assert account.name == "Neu GmbH"
    assert not ids


def test_the_same_key_answers_the_same_and_loads_once(http: TestClient) -> None:
    headers = {"Idempotency-Key": "k1"}
    first = http.put("/api/v1/accounts", json=ACCOUNTS, headers=headers)
    again = http.put("/api/v1/accounts", json=ACCOUNTS, headers=headers)
    assert first.json() == again.json()
    assert first.json()["rows"]["new"] == 1
    other = http.put("/api/v1/accounts", json=[{"account": "9002", "name": "B"}], headers=headers)
    assert other.status_code == 422
    assert "Idempotency-Key" in other.json()["error"]


@pytest.mark.parametrize("headers", [{"Authorization": "Bearer wrong"}, {"Authorization": "Basic sesame"}])
def test_without_the_key_nothing_is_taken(clerk: Clerk, headers: dict[str, str]) -> None:
    http = TestClient(build_app(clerk), headers=headers)
    assert http.put("/api/v1/accounts", json=ACCOUNTS).status_code == 401
    with clerk.store.read() as unit:
        assert not unit.accounts.all()


def test_without_a_configured_key_there_is_no_way_in(tmp_path: Path) -> None:
    made = build(configuration(tmp_path))
    http = TestClient(build_app(made), headers={"Authorization": "Bearer "})
    assert http.put("/api/v1/accounts", json=ACCOUNTS).status_code == 401
    made.close()


@pytest.mark.parametrize(
    ("table", "body", "status"),
    [
        ("accounts", b"{", 400),
        ("accounts", b"{}", 400),
        ("accounts", b"[" * 100_000, 400),
        ("nothing", b"[]", 404),
        ("accounts", b"[1]", 422),
        ("documents", b'[{"account": "9001", "kind": "invoize", "number": "1", "date": "2025-01-01"}]', 422),
    ],
)
def test_a_body_that_cannot_be_used_gets_a_plain_sentence(
    http: TestClient, table: str, body: bytes, status: int
) -> None:
    answer = http.put(f"/api/v1/{table}", content=body)
    assert answer.status_code == status
    assert answer.json().get("error") or answer.json()["problems"][0]["fix"]


def test_the_description_names_every_table(http: TestClient) -> None:
    described = http.get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert described["components"]["schemas"]["documents"]["required"] == [
        "account",
        "kind",
        "number",
        "date",
    ]
    assert "/api/v1/files" in described["paths"]
