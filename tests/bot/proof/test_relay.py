"""Behind an own relay: its word counts when it delivered the mail, for what we would take ourselves."""

from typing import Any

import pytest

from bot.proof import Prover
from bot.proof.relay import within
from parsers.message import Proof, ProofLevel
from tests.letters import DOMAINS, EVA, LETTER, item, signed

ID = "mx.house.test"
PEERS = ("10.0.0.0/8", "::1")
RELAY = "10.1.2.3"
OWN = f"Received: from mail.buyer.test by {ID} (Postfix) with ESMTP id 1"
FOREIGN = "Received: from laptop by mail.buyer.test"
SIGNED, ALIGNED, NONE = ProofLevel.SIGNED, ProofLevel.ALIGNED, ProofLevel.NONE
DKIM = "dkim=pass (1024-bit key) header.d=buyer.test header.s=sel"
SPF = "spf=pass smtp.mailfrom=eva@buyer.test"
DMARC = "dmarc=pass (p=none) header.from=buyer.test"


def results(text: str, authserv_id: str = ID) -> str:
    return f"Authentication-Results: {authserv_id}; {text}"


def prove(*lines: str, raw: bytes | None = None, authserv_id: str = ID, **envelope: Any) -> Proof:
    """The proof for the letter with what the relay wrote above it."""
    prover = Prover("mta", authserv_id, PEERS, "no nameserver", (), DOMAINS)
    told = {"peer": RELAY, "mail_from": EVA} | envelope
    mail = b"".join(f"{line}\r\n".encode() for line in lines) + (signed() if raw is None else raw)
    return prover.prove(item(mail, **told), EVA)


def test_a_signature_that_the_relay_checked() -> None:
    proof = prove(OWN, results(DKIM))
    assert proof == Proof(SIGNED, ("relay: dkim=pass header.d=buyer.test header.s=sel",))
    assert prove(results("dkim=pass header.i=@buyer.test"), OWN).level is SIGNED
    assert prove(results("dkim=pass header.i=@mail.buyer.test"), OWN).level is SIGNED
    assert (
        prove(results("dkim=pass header.d=mail.buyer.test"), raw=signed(domain="mail.buyer.test")).level
        is SIGNED
    )
    assert prove(results(f"{DMARC}; {DKIM}"), FOREIGN).level is SIGNED


def test_an_envelope_that_the_relay_checked() -> None:
    assert prove(results(SPF), raw=LETTER) == Proof(
        ALIGNED, ("relay: spf=pass smtp.mailfrom=eva@buyer.test",)
    )
    assert prove(results("spf=pass smtp.mailfrom=mail.buyer.test"), raw=LETTER).level is ALIGNED
    assert prove(results(DMARC), raw=LETTER).level is ALIGNED
    assert prove(results("dkim=none"), results(SPF), OWN, raw=LETTER).level is ALIGNED


def test_what_a_result_is_not_worth() -> None:
    injected = 'spf=fail smtp.mailfrom="; dkim=pass header.d=buyer.test; "@evil.test'
    for text in ("none", "dkim=none", "dkim=pass header.d=evil.test", f"{DKIM}; dmarc=fail", injected):
        assert prove(OWN, results(text)).level is NONE
    proof = prove(results(DKIM), results("dmarc=fail header.from=buyer.test"), OWN)
    assert (proof.level, proof.evidence[-1]) == (NONE, "relay: DMARC failed")
    proof = prove(OWN, results(f"{DKIM}; {DMARC}"), raw=signed(body_length=5))
    assert proof.level is NONE
    assert proof.evidence[-1] == "relay: DKIM buyer.test: covers only part of the body (l=)"


@pytest.mark.parametrize("peer", ["", "11.0.0.1", "::2", "10.1.2.3.4", "mx.house.test", "localhost"])
def test_another_way_than_the_relay(peer: str) -> None:
    proof = prove(OWN, results(DKIM), peer=peer)
    assert proof == Proof(NONE, (f"delivered by {peer or '?'}, which is not the trusted relay",))


def test_which_peers_are_trusted() -> None:
    assert within("::ffff:10.1.2.3", PEERS)
    assert within("::1", PEERS)
    assert within("192.0.2.1", ("192.0.2.1",))
    assert not within("10.1.2.3", ())
    assert not within("10.1.2.3", ("nonsense",))


@pytest.mark.parametrize(
    "lines",
    [
        (OWN, FOREIGN, results(DKIM)),
        (FOREIGN, results(DKIM)),
        (OWN, results("dkim=none"), results(DKIM)),
        (results("dkim=none"), FOREIGN, results(DKIM)),
        (OWN, results(DKIM, "mx.evil.test")),
        (OWN, results(DKIM, "MX.house.test")),
        (OWN, results(DKIM, '"mx.house.test"')),
        (OWN, results(DKIM, "(x) mx.house.test")),
        (OWN, f"X-Authentication-Results: {ID}; {DKIM}"),
        (OWN, f"ARC-Authentication-Results: i=1; {ID}; {DKIM}"),
        (OWN,),
    ],
)
def test_headers_that_the_relay_did_not_write(lines: tuple[str, ...]) -> None:
    assert prove(*lines).level is NONE


def test_without_an_id_nothing_counts() -> None:
    assert prove(results(DKIM, ""), authserv_id="") == Proof(NONE, ("no authserv_id is configured",))
    assert prove(OWN) == Proof(NONE, ("the relay wrote no result",))


@pytest.mark.parametrize("mail_from", ["", "<>"])
def test_the_null_sender_is_nobodys(mail_from: str) -> None:
    assert prove(results(SPF), raw=LETTER, mail_from=mail_from).level is NONE
    assert prove(results(DKIM), mail_from=mail_from).level is SIGNED


def from_mailbox(*lines: str, **more: Any) -> ProofLevel:
    """The level for a mail that lay in a mailbox."""
    envelope = {"door": "imap", "peer": "", "mail_from": EVA, "hops": 1, **more}
    return prove(*lines, raw=LETTER, **envelope).level


def test_a_mailbox_has_a_server_and_hops_of_its_own() -> None:
    store = "Received: from mx.house.test by imap.house.test with LMTP"
    assert from_mailbox(store, results(SPF), OWN) is ALIGNED
    assert from_mailbox(store, results(SPF), OWN, hops=0) is NONE
    assert from_mailbox(store, results(SPF, "mx.other.test"), OWN) is NONE
    told = {"authserv_id": "mx.other.test"}
    assert from_mailbox(store, results(SPF, "mx.other.test"), OWN, **told) is ALIGNED
    assert from_mailbox(store, results(SPF), OWN, **told) is NONE
    assert from_mailbox(store, results(DMARC), OWN) is ALIGNED


def test_a_mailbox_that_does_not_say_who_sent_proves_nothing_by_the_envelope() -> None:
    store = "Received: from mx.house.test by imap.house.test with LMTP"
    for unknown in (None, "", "<>"):
        assert from_mailbox(store, results(SPF), OWN, mail_from=unknown) is NONE
        assert from_mailbox(store, results(DMARC), OWN, mail_from=unknown) is ALIGNED
    assert from_mailbox(results(SPF), OWN, authserv_id="") is NONE  # and SPF cannot be asked afterwards


def test_hops_of_a_mailbox_are_none_of_the_smtp_door() -> None:
    line = "Received: from mx.house.test by imap.house.test with LMTP"
    assert prove(line, results(SPF), OWN, raw=LETTER, hops=1).level is NONE
