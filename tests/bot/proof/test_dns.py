"""A nameserver that fails, drags or is none proves nothing, and has its time limit."""

import time

import pytest

from bot.proof import Prover
from bot.proof.dns import SECONDS, resolver
from parsers.message import ProofLevel
from tests.dns import Mode, Zone
from tests.letters import DOMAINS, EVA, LETTER, PEER, item, prove, signed


@pytest.mark.parametrize("mode", ["servfail", "silent", "slow"])
def test_dns_that_fails_never_proves_anything(zone: Zone, mode: Mode) -> None:
    zone.mode, zone.delay = mode, 3
    zone.add("buyer.test", "TXT", f"v=spf1 ip4:{PEER} -all")
    began = time.monotonic()
    proof = prove(zone, signed(), mail_from=EVA)
    assert time.monotonic() - began < 3 * SECONDS
    assert proof.level is ProofLevel.NONE
    assert proof.evidence[0].startswith("DKIM buyer.test: DNS ")
    assert proof.evidence[1] == "SPF buyer.test: temperror"


def test_a_nameserver_that_drags_has_its_time_limit(zone: Zone) -> None:
    zone.mode, zone.delay = "slow", 0.35
    zone.add(
        "buyer.test", "TXT", "v=spf1 " + " ".join(f"include:s{n}.buyer.test" for n in range(9)) + " -all"
    )
    for n in range(9):
        zone.add(f"s{n}.buyer.test", "TXT", "v=spf1 ip4:198.51.100.1 ?all")
    proof = prove(zone, LETTER, mail_from=EVA)
    assert len(zone.asked) * zone.delay < 2 * SECONDS  # all ten questions would take longer
    assert proof.evidence == ("DKIM: not signed", "SPF buyer.test: temperror")
    assert prove(zone, signed()).level is ProofLevel.SIGNED  # one slow answer is no failure


@pytest.mark.parametrize("nameserver", ["127.0.0.1:1", "localhost:53", "127.0.0.1:x", "no address", ":"])
def test_a_nameserver_that_is_none(nameserver: str) -> None:
    assert (
        Prover("direct", "", (), nameserver, (), DOMAINS).prove(item(signed()), EVA).level is ProofLevel.NONE
    )


@pytest.mark.parametrize(
    ("written", "address", "port"),
    [
        ("192.0.2.1", "192.0.2.1", 53),
        ("192.0.2.1:5353", "192.0.2.1", 5353),
        ("2001:db8::1", "2001:db8::1", 53),
        ("[2001:db8::1]", "2001:db8::1", 53),
        ("[2001:db8::1]:5353", "2001:db8::1", 5353),
    ],
)
def test_how_a_nameserver_is_written(written: str, address: str, port: int) -> None:
    found = resolver(written)
    assert (found.nameservers, found.port) == ([address], port)
