"""The log of a real run: JSON, one id a message, and nothing that anybody wrote."""

import json
import logging
import re
import smtplib
from pathlib import Path

import pytest
import structlog

from bot import logs
from tests.houses import House, letter, open_sink, wait_for


def test_a_real_run_leaves_no_word_of_anybody(tmp_path: Path) -> None:
    wishes = [
        ("anna@adler.test", "Bitte Rechnung RE-2025-0412.", True),
        ("claire@cedar.test", "Le bon de livraison LS-80002 svp", True),
        ("fremd@nirgends.test", "Please send RE-2025-0700", True),
        ("kauf@adler.test", "Bitte Rechnung RE-2025-0413", False),
        ("lager@adler.test", "=?utf-8?q?=ff?= \x01 LS-80010 \u202e", True),
    ]
    with open_sink() as (sink, relay):
        house = House.build(tmp_path, relay)
        house.start()
        sink.verdicts += ["451 4.7.1 anna@adler.test greylisted", "550 5.1.1 <claire@cedar.test> is gone"]
        with smtplib.SMTP("127.0.0.1", house.smtp) as door:
            for sender, text, proven in wishes:
                door.send_message(letter(sender, text, proven=proven, subject="Quartalswunsch"))
            with pytest.raises(smtplib.SMTPException):
                door.sendmail("evil@evil.test", ["eva@other.test"], b"Subject: Quartalswunsch\r\n\r\n")
        assert wait_for(lambda: len(sink.mails) >= 4)
        assert wait_for(lambda: (tmp_path / "serve.log").read_text().count("message.settled") == len(wishes))
        assert house.end() == 0
    text = (tmp_path / "serve.log").read_text()
    lines = [json.loads(line) for line in text.splitlines()]
    settled = {line["message"] for line in lines if line["event"] == "message.settled"}
    assert len(settled) == len(wishes)
    carried = [line for line in lines if line["event"].startswith("parcel.")]
    assert {"parcel.sent", "parcel.postponed", "parcel.failed"} <= {line["event"] for line in carried}
    assert all("parcel" in line for line in carried)
    assert {line["message"] for line in carried} & settled
    assert not re.search(
        r"@|adler|cedar|nirgends|evil|Quartal|RE-2025|LS-80|Adler|Anna|Dubois|[\w-]{43}", text
    )


def test_a_fault_tells_its_way_and_not_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(logging.INFO)
    log = structlog.get_logger()
    try:
        try:
            int("anna@adler.test RE-2025-0412")
        except ValueError as error:
            raise RuntimeError("token s3cret") from error
    except RuntimeError:
        log.exception("message.failed", message=7)
    logging.getLogger("mail.log").warning("refused %s", "anna@adler.test")
    logging.getLogger("uvicorn.error").error("for anna@adler.test")
    logging.getLogger("pikepdf").error("odd %s", 1)
    out = capsys.readouterr().err
    fault, library, plain = (json.loads(line) for line in out.splitlines())
    assert [f["kind"] for f in fault["fault"]] == ["RuntimeError", "ValueError"]
    assert "test_logs.py" in fault["fault"][0]["way"][-1]
    assert (library["library"], library["words"]) == ("mail.log", "refused %s")
    assert (plain["library"], plain["level"]) == ("uvicorn.error", "error")
    assert not re.search(r"anna|0412|s3cret", out)


def test_for_somebody_who_looks_on(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    logs.configure(logging.INFO)
    structlog.get_logger().info("clerk.ready", message=7)
    out = capsys.readouterr().err
    assert "clerk.ready" in out
    assert not out.startswith("{")
