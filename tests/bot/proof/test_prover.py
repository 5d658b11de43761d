"""The order of the checks, and that they fail closed."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from bot.proof import Prover, signatures
from bot.sections import MailSection
from parsers.message import Proof, ProofLevel
from tests.dns import Zone
from tests.letters import DOMAINS, EVA, LETTER, PEER, item, prove, signed


def test_from_the_configuration() -> None:
    mail = MailSection.model_validate(
        {
            "smtp": {"trust": "mta"},
            "proof": {
                "authserv_id": "mx.house.test",
                "trusted_peers": ["10.0.0.1"],
                "arc_sealers": ["list.test"],
                "nameserver": "127.0.0.1:5353",
            },
        }
    )
    prover = Prover.of(mail)
    found = (prover.trust, prover.authserv_id, prover.trusted_peers, prover.arc_sealers, prover.nameserver)
    assert found == ("mta", "mx.house.test", ("10.0.0.1",), ("list.test",), "127.0.0.1:5353")


def test_the_address_must_be_the_strict_sender(zone: Zone) -> None:
    prover = Prover("direct", "", (), zone.nameserver, (), DOMAINS)
    assert prover.prove(item(signed()), EVA).level is ProofLevel.SIGNED
    for address in ("", "max@buyer.test", "EVA@buyer.test", "buyer.test"):
        assert prover.prove(item(signed()), address) == Proof(ProofLevel.NONE, ("no strict sender address",))
    folded = signed(LETTER.replace(b"eva@buyer.test>", b"eva@\r\n buyer.test>"))
    assert prover.prove(item(folded), EVA).level is ProofLevel.NONE
    for raw in (b"", b"\r\n" + signed(), signed() + b"\x00", signed() + b"\r"):
        assert prover.prove(item(raw), EVA).level is ProofLevel.NONE


def test_a_signature_wins_over_the_path(zone: Zone) -> None:
    zone.add("buyer.test", "TXT", f"v=spf1 ip4:{PEER} -all")
    assert prove(zone, signed(), mail_from=EVA) == Proof(ProofLevel.SIGNED, ("DKIM buyer.test: pass",))
    changed = prove(zone, signed() + b"mehr\r\n", mail_from=EVA)
    assert changed.level is ProofLevel.ALIGNED
    assert changed.evidence == ("DKIM buyer.test: the body was changed", "SPF buyer.test: pass")


def test_the_mx_does_not_read_what_others_found(zone: Zone) -> None:
    raw = b"Authentication-Results: mx.house.test; dkim=pass header.d=buyer.test\r\n" + LETTER
    prover = Prover("direct", "mx.house.test", ("192.0.2.0/24",), zone.nameserver, (), DOMAINS)
    assert prover.prove(item(raw), EVA).level is ProofLevel.NONE


def test_mail_from_the_own_mailbox(zone: Zone) -> None:
    envelope = {"door": "imap", "peer": "", "mail_from": None}
    direct = Prover("direct", "", (), zone.nameserver, (), DOMAINS)
    assert direct.prove(item(signed(), **envelope), EVA).level is ProofLevel.SIGNED
    assert direct.prove(item(LETTER, **envelope), EVA).level is ProofLevel.NONE
    assert replace(direct, trust="mta").prove(item(signed(), **envelope), EVA).level is ProofLevel.SIGNED
    told = replace(direct, authserv_id="mx.house.test", nameserver="none")
    noted = b"Authentication-Results: mx.house.test; dkim=pass header.d=buyer.test\r\n"
    assert told.prove(item(noted + signed(), **envelope), EVA).level is ProofLevel.SIGNED
    assert told.prove(item(signed(), **envelope), EVA).level is ProofLevel.NONE


def test_a_fault_of_ours_proves_nothing(monkeypatch: pytest.MonkeyPatch, zone: Zone) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(signatures, "check", fails)
    assert prove(zone, signed()) == Proof(ProofLevel.NONE, ("the check failed: RuntimeError",))


def test_many_threads_share_one_prover(zone: Zone) -> None:
    prover = Prover("direct", "", (), zone.nameserver, (), DOMAINS)
    good, bad = item(signed()), item(signed() + b"x\r\n")
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda one: prover.prove(one, EVA).holds, [good, bad] * 40))
    assert found == [True, False] * 40


@pytest.mark.parametrize("trust", ["direct", "mta"])
def test_what_an_attached_mail_proves(zone: Zone, trust: str) -> None:
    prover = Prover(trust, "mx.house.test", ("127.0.0.1",), zone.nameserver, (), DOMAINS)
    when = item(LETTER).received_at
    assert prover.attached(signed(), EVA, when)[0] == "signed by its writer's own domain"
    forged = b"Authentication-Results: mx.house.test; dmarc=pass header.from=buyer.test\r\n" + LETTER
    for raw in (LETTER, forged, signed().replace(b"RE-1001", b"RE-1002"), b"", b"\x00"):
        assert prover.attached(raw, EVA, when)[0] == "not proven by itself", raw
