"""What the own relay wrote is read; what the sender wrote in its name is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.mail.auth_results import MethodResult, methods, relay_results, sealed_results
from tests.pace import grows_linearly

ID = "mx.house.test"
OWN = (
    "Received: from mail.buyer.test (mail.buyer.test [192.0.2.9]) by mx.house.test (Postfix) with ESMTP id 1"
)
FOREIGN = "Received: from laptop by mail.buyer.test with ESMTPSA"
PASS = f"Authentication-Results: {ID}; dkim=pass header.d=buyer.test"
NONE = f"Authentication-Results: {ID}; dkim=none"


def mail(*lines: str) -> bytes:
    return "\r\n".join([*lines, "From: eva@buyer.test", "", "text"]).encode()


def names(*lines: str) -> list[str]:
    return [f"{r.method}={r.result}" for r in relay_results(mail(*lines), ID)]


def test_what_relays_write() -> None:
    opendkim = (
        f"Authentication-Results: {ID};\r\n\tdkim=pass (2048-bit key; unprotected) header.d=Buyer.test"
        ' header.i=@buyer.test header.a=rsa-sha256 header.s=sel header.b="AbC/d=="'
    )
    (result,) = relay_results(mail(opendkim, OWN), ID)
    assert (result.method, result.result) == ("dkim", "pass")
    assert result.properties["header.d"] == "buyer.test"
    assert result.properties["header.i"] == "@buyer.test"
    tight = f"Authentication-Results:{ID};spf = pass smtp.mailfrom = a.test;dmarc/1=pass header.from=a.test"
    assert names(tight) == ["spf=pass", "dmarc=pass"]
    assert names(f"Authentication-Results: {ID} 1; none") == []
    assert names(f"Authentication-Results: {ID}") == []
    assert names(f"authentication-results: {ID};\r\n\tspf=fail;\r\n\tdkim=pass header.d=a.test") == [
        "spf=fail",
        "dkim=pass",
    ]


WHERE = [
    ([PASS], ["dkim=pass"]),
    ([PASS, OWN], ["dkim=pass"]),
    ([OWN, PASS], ["dkim=pass"]),
    ([OWN, PASS, FOREIGN], ["dkim=pass"]),
    ([PASS, FOREIGN], ["dkim=pass"]),
    ([PASS, OWN, FOREIGN], ["dkim=pass"]),
    # below the first foreign hop it is the sender's
    ([OWN, FOREIGN, PASS], []),
    ([FOREIGN, PASS], []),
    ([FOREIGN, OWN, PASS], []),
    ([OWN, FOREIGN, OWN, PASS], []),
    # of two, the topmost; more only above the own hop
    ([NONE, PASS], ["dkim=none"]),
    ([OWN, NONE, PASS], ["dkim=none"]),
    ([NONE, OWN, PASS], ["dkim=none"]),
    ([NONE, FOREIGN, PASS], ["dkim=none"]),
    ([OWN, NONE, PASS, OWN], ["dkim=none"]),
    ([NONE, PASS, FOREIGN], ["dkim=none"]),
    ([NONE, PASS, OWN], ["dkim=none", "dkim=pass"]),
    # of others
    ([PASS.replace(ID, "mx.other.test"), NONE], ["dkim=none"]),
    ([PASS.replace("Authentication-Results", "X-Authentication-Results")], []),
    ([PASS.replace("Authentication-Results", "ARC-Authentication-Results")], []),
    ([PASS.replace("Results:", "Results :")], []),
    ([OWN.replace("by mx.house.test", "(by mx.house.test) by evil.test"), PASS], []),
    ([OWN.replace("by mx.house.test", "by mx.house.test.evil.test"), PASS], []),
    (["Received: from by (by mx.house.test) by evil.test", PASS], []),
]


@pytest.mark.parametrize(("lines", "found"), WHERE)
def test_where_a_header_counts(lines: list[str], found: list[str]) -> None:
    assert names(*lines) == found


ODD_IDS = [
    "MX.House.Test",
    "mx.house.test.evil.test",
    "evil.mx.house.test",
    "mx.house.testx",
    '"mx.house.test"',
    "(x) mx.house.test",
    "mx.house.test (x)",
    "mx.house\r\n .test",
    "mx.house.test 2",
    "mx.house.test mx.house.test",
    "mx.house.test, x",
    "",
]


def test_an_id_behind_a_fold_is_ours() -> None:
    assert names("Authentication-Results:\r\n mx.house.test; dkim=pass header.d=buyer.test") == ["dkim=pass"]


@pytest.mark.parametrize("spelling", ODD_IDS)
def test_an_id_in_odd_spelling_is_not_ours(spelling: str) -> None:
    assert names(f"Authentication-Results: {spelling}; dkim=pass header.d=buyer.test") == []
    assert relay_results(mail(PASS), "") == ()


INJECTED = [
    # the envelope sender and the HELO are the sender's own words
    '; spf=fail smtp.mailfrom="x; dkim=pass header.d=buyer.test"@evil.test',
    '; spf=fail smtp.mailfrom="x\\"; dkim=pass header.d=buyer.test; \\""@evil.test',
    "; spf=fail (sender x; dkim=pass header.d=buyer.test) smtp.mailfrom=x@evil.test",
    "; spf=fail (a (b) ; dkim=pass header.d=buyer.test) smtp.mailfrom=x@evil.test",
    "; spf=fail (a \\) ; dkim=pass header.d=buyer.test) smtp.mailfrom=x@evil.test",
    '; spf=fail reason="no; dkim=pass header.d=buyer.test" smtp.mailfrom=x@evil.test',
    # never ends: nothing of it counts
    '; spf=fail smtp.mailfrom="x; dkim=pass header.d=buyer.test',
    "; spf=fail (x; dkim=pass header.d=buyer.test",
    "; dkim=pass header.d=buyer.test; spf=fail smtp.helo=)",
    "; dkim=pass header.d=buyer.test; spf=fail (\\",
]


@pytest.mark.parametrize("text", INJECTED)
def test_nothing_is_injected(text: str) -> None:
    assert "dkim=pass" not in names(f"Authentication-Results: {ID}{text}")


def test_odd_properties_are_lost_and_the_result_stays() -> None:
    assert methods(["dmarc=fail header.from=a.test header.from=b.test"]) == (
        MethodResult("dmarc", "fail", {}),
    )
    assert methods(["spf=pass smtp.mailfrom=a.test junk"]) == (MethodResult("spf", "pass", {}),)
    assert methods(["spf=pass smtp.mailfrom="]) == (MethodResult("spf", "pass", {}),)
    assert methods(["dkim", "=pass", "dkim=", "", " ", "dkim pass", "dk(im=pass", "none"]) == ()
    assert methods(["SPF=Pass smtp.mailfrom=Eva@Buyer.Test"]) == (
        MethodResult("spf", "pass", {"smtp.mailfrom": "eva@buyer.test"}),
    )


def test_sealed_results() -> None:
    found = sealed_results(
        b" i=1; mx.list.test;\r\n dkim=pass header.d=buyer.test; dmarc=pass header.from=buyer.test"
    )
    assert [r.method for r in found] == ["dkim", "dmarc"]
    assert sealed_results(b" mx.list.test; dkim=pass header.d=buyer.test") == ()
    assert sealed_results(b" i=1; dkim=pass header.d=buyer.test") == ()
    assert sealed_results(b"") == ()


@given(st.binary(max_size=300) | st.text(alphabet='();="\\ \r\n\tadkim=pass', max_size=200).map(str.encode))
def test_no_bytes_raise(value: bytes) -> None:
    relay_results(b"Authentication-Results: mx.house.test;" + value + b"\r\n\r\n", ID)
    sealed_results(b"i=1; x;" + value)


@pytest.mark.parametrize("unit", ["(", '"', "= ", "; ", "by "])
def test_hostile_text_costs_linear_time(unit: str) -> None:
    def both(n: int) -> None:
        text = unit * (n // len(unit))
        relay_results(mail(f"Received: {text}"), ID)
        relay_results(mail(f"Authentication-Results: {ID};{text}"), ID)

    assert grows_linearly(both, 15_000)


def behind(hops: int, *lines: str) -> list[str]:
    return [f"{r.method}={r.result}" for r in relay_results(mail(*lines), ID, hops)]


def test_servers_behind_the_relay() -> None:
    store, other = (
        "Received: from mx.house.test by imap.house.test with LMTP id 2",
        "Received: by 2002:a05::1",
    )
    assert behind(0, store, PASS, OWN) == []
    assert behind(1, store, PASS, OWN) == ["dkim=pass"]
    assert behind(1, store, OWN, PASS) == ["dkim=pass"]
    assert behind(1, store, other, PASS, OWN) == []
    assert behind(2, store, other, PASS, OWN) == ["dkim=pass"]
    assert behind(5, PASS, OWN) == ["dkim=pass"]


def test_more_hops_than_there_are_let_nothing_forged_through() -> None:
    assert behind(3, NONE, OWN, FOREIGN, PASS) == ["dkim=none"]
    assert behind(3, OWN, FOREIGN, PASS) == []
    assert behind(1, "Received: by imap.house.test", FOREIGN, PASS) == []
    assert behind(1, "Received: by imap.house.test", NONE, FOREIGN, OWN, PASS) == ["dkim=none"]
