"""SPF counts for the author's own domain, and only a plain pass of a record that means somebody."""

import pytest

from parsers.message import Proof, ProofLevel
from tests.dns import Zone
from tests.letters import EVA, LETTER, PEER, prove

ALIGNED, NONE = ProofLevel.ALIGNED, ProofLevel.NONE

SPF: dict[str, tuple[dict[str, str], str]] = {
    "its address": ({"buyer.test": f"v=spf1 ip4:{PEER} -all"}, "pass"),
    "its network": ({"buyer.test": "v=spf1 ip4:192.0.2.0/24 -all"}, "pass"),
    "included": (
        {"buyer.test": "v=spf1 include:host.test -all", "host.test": f"v=spf1 ip4:{PEER} -all"},
        "pass",
    ),
    "redirected": ({"buyer.test": "v=spf1 redirect=host.test", "host.test": f"v=spf1 ip4:{PEER}"}, "pass"),
    "macro": ({"buyer.test": "v=spf1 exists:%{i}.ok.buyer.test -all"}, "pass"),
    "mx": ({"buyer.test": "v=spf1 mx -all"}, "pass"),
    "no record": ({}, "none"),
    "fail": ({"buyer.test": "v=spf1 -all"}, "fail"),
    "softfail": ({"buyer.test": "v=spf1 ~all"}, "softfail"),
    "neutral": ({"buyer.test": "v=spf1 ?all"}, "neutral"),
    "included fail": ({"buyer.test": "v=spf1 include:host.test -all", "host.test": "v=spf1 -all"}, "fail"),
    "mistake": ({"buyer.test": f"v=spf1 ip4:{PEER} ipv4:1.2.3.4 -all"}, "permerror"),
    "nothing included": ({"buyer.test": f"v=spf1 include:gone.test ip4:{PEER} -all"}, "permerror"),
    "loop": ({"buyer.test": "v=spf1 include:a.test", "a.test": "v=spf1 include:buyer.test"}, "permerror"),
    "deep": ({"buyer.test": "v=spf1 include:c0.test"}, "permerror"),
    "lookups": ({"buyer.test": "v=spf1 " + "a:host.test " * 11 + f"ip4:{PEER}"}, "permerror"),
    "void": ({"buyer.test": f"v=spf1 a:v1.test a:v2.test a:v3.test ip4:{PEER}"}, "permerror"),
    "junk": ({"buyer.test": "v=spf1 %{x} %" + "a" * 300}, "permerror"),
    "endless": ({"buyer.test": "v=spf1 a:" + "a" * 900 + f" ip4:{PEER}"}, "permerror"),
    "everybody": ({"buyer.test": "v=spf1 +all"}, "open to everybody"),
    "all halves": ({"buyer.test": "v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all"}, "open to everybody"),
}


@pytest.mark.parametrize("name", SPF)
def test_spf(zone: Zone, name: str) -> None:
    texts, result = SPF[name]
    for domain, text in texts.items():
        zone.add(domain, "TXT", text)
    for n in range(15):
        zone.add(f"c{n}.test", "TXT", f"v=spf1 include:c{n + 1}.test")
    zone.add("host.test", "A", "198.51.100.1")
    zone.add(f"{PEER}.ok.buyer.test", "A", "127.0.0.2")
    zone.add("buyer.test", "MX", "10 mail.buyer.test")
    zone.add("mail.buyer.test", "A", PEER)
    proof = prove(zone, LETTER, mail_from="bounce+17@buyer.test")
    assert proof.evidence == ("DKIM: not signed", f"SPF buyer.test: {result}")
    assert proof.level is (ALIGNED if result == "pass" else NONE)


def test_spf_of_ipv6(zone: Zone) -> None:
    zone.add("buyer.test", "TXT", "v=spf1 ip6:2001:db8::/32 ip4:192.0.2.10 -all")
    assert prove(zone, LETTER, mail_from=EVA, peer="2001:db8::9").level is ALIGNED
    assert prove(zone, LETTER, mail_from=EVA, peer="::ffff:192.0.2.10").level is ALIGNED
    assert prove(zone, LETTER, mail_from=EVA, peer="2001:db9::9").level is NONE
    zone.records["buyer.test", "TXT"] = ["v=spf1 ip6:::/0 -all"]
    assert prove(zone, LETTER, mail_from=EVA, peer="2001:db8::9").level is NONE


SENDERS = {
    "": "SPF: null sender",
    "<>": "SPF: null sender",
    "x@other.test": "SPF other.test: not of buyer.test",
    "eva@buyer.test.other.test": "SPF buyer.test.other.test: not of buyer.test",
    "eva": "SPF: malformed envelope sender",
    "@buyer.test": "SPF: malformed envelope sender",
    "x@other.test@buyer.test": "SPF: malformed envelope sender",
    '"x@other.test"@buyer.test': "SPF: malformed envelope sender",
    "eva@buyer.test\r\nX": "SPF: malformed envelope sender",
    "eva@büyer.test": "SPF: malformed envelope sender",
}


@pytest.mark.parametrize("mail_from", SENDERS)
def test_spf_of_another_domain(zone: Zone, mail_from: str) -> None:
    zone.add("other.test", "TXT", f"v=spf1 ip4:{PEER} -all")
    zone.add("buyer.test", "TXT", f"v=spf1 ip4:{PEER} -all")
    assert prove(zone, LETTER, mail_from=mail_from) == Proof(NONE, ("DKIM: not signed", SENDERS[mail_from]))


@pytest.mark.parametrize("peer", ["", "x", "list", "192.0.2.10, 1.2.3.4"])
def test_spf_without_a_peer(zone: Zone, peer: str) -> None:
    zone.add("buyer.test", "TXT", f"v=spf1 ip4:{PEER} -all")
    assert prove(zone, LETTER, mail_from=EVA, peer=peer).level is NONE


def test_spf_alignment(zone: Zone) -> None:
    zone.add("mail.buyer.test", "TXT", f"v=spf1 ip4:{PEER} -all")
    assert prove(zone, LETTER, mail_from="x@mail.buyer.test").level is ALIGNED
    zone.add("_dmarc.buyer.test", "TXT", "v=DMARC1; p=none; aspf=s")
    assert (
        prove(zone, LETTER, mail_from="x@mail.buyer.test").evidence[1]
        == "SPF mail.buyer.test: not of buyer.test"
    )


def test_spf_questions_are_counted(zone: Zone) -> None:
    zone.add("buyer.test", "TXT", "v=spf1 mx -all")
    zone.add("buyer.test", "MX", *(f"{n} mx{n}.buyer.test" for n in range(60)))
    assert prove(zone, LETTER, mail_from=EVA).level is NONE
    assert sum(zone.asked.values()) <= 40
