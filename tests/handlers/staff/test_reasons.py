"""Whoever works in German reads no English reason: every one that the house gives is translated."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers.desk import House
from handlers.senders.modes import REASONS
from handlers.staff.reasons import in_words, translated
from parsers.mail.identity import sender_of
from parsers.mail.mime import Caps, TooMuch, read

HANDLERS = Path(__file__).parents[3] / "handlers"
ELSEWHERE = {"ingest", "reminders"}  # quality reports and dunning plans say reasons in their own words


def given() -> Iterator[str]:
    """Every literal reason in the code of what becomes of messages."""
    for path in HANDLERS.rglob("*.py"):
        if not ELSEWHERE & set(path.parts):
            for call in (n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call)):
                yield from literals(call)


def literals(call: ast.Call) -> Iterator[str]:
    name = getattr(call.func, "id", "")
    keyword = [k.value for k in call.keywords if k.arg == "reason"] if name in {"Result", "Handover"} else []
    place = {"Handover": 1, "Result": 2}.get(name, 99)
    for value in (*keyword, *call.args[place : place + 1]):
        if isinstance(value, ast.Constant) and value.value:
            yield value.value
        if isinstance(value, ast.JoinedStr):
            yield "".join(p.value if isinstance(p, ast.Constant) else "lea@house.test" for p in value.values)


def test_the_code_gives_reasons() -> None:
    assert {"only in copy", "people: closed by the house", "nothing asked"} <= set(given())
    assert any(reason.startswith("written by staff (") for reason in given())


@pytest.mark.parametrize("reason", sorted({*given(), *REASONS.values()}))
@pytest.mark.parametrize("language", ["de", "fr"])
def test_every_reason_is_translated(house: House, reason: str, language: str) -> None:
    assert translated(reason, house.tongues[language]) not in ("", reason)


@pytest.mark.parametrize(
    "head",
    [
        b"From: a@b.test\r\nFrom: c@d.test\r\n",
        b"Subject: x\r\n",
        b"From: a@b.test, c@d.test\r\n",
        b"From: a@b.test\r\nX: \x00\r\n",
        b"From: a@b.test\r\nX: a\rb\r\n",
        b"From: a@b.test\r\nX: a\nY: b\r\n",
        b" folded\r\nFrom: a@b.test\r\n",
        b"From: a@b.test\r\nX y: z\r\n",
        b"From: a@b.test\r\nnothing\r\n",
        b"From: a@b.test\r\nX: " + b"x" * 70_000,
    ],
)
def test_every_defect_of_a_mail_is_translated(house: House, head: bytes) -> None:
    says = house.tongues["de"]
    defects = sender_of(head + b"\r\n").defects
    assert defects
    assert all(translated(defect, says) not in ("", defect) for defect in defects), defects
    assert in_words("; ".join(defects), says) == "; ".join(translated(d, says) for d in defects)


@pytest.mark.parametrize("caps", [Caps(message_bytes=10), Caps(parts=1), Caps(depth=0), Caps(headers=1)])
def test_every_limit_is_translated(house: House, caps: Caps) -> None:
    part = b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n'
    raw = b"From: a@b.test\r\n" + part + part + b"\r\nx\r\n--b--\r\n"
    with pytest.raises(TooMuch) as much:
        read(raw, caps)
    assert translated(str(much.value), house.tongues["de"]) not in ("", str(much.value))


def test_a_fault_stays_as_it_is(house: House) -> None:
    assert in_words("ValueError: 7; 8", house.tongues["de"]) == "ValueError: 7; 8"
    assert in_words("unknown sender x@y.test", house.tongues["de"]) == "unbekannter Absender x@y.test"
    assert in_words("bounce without a status", house.tongues["de"]) == "Rückläufer ohne Statuscode"
