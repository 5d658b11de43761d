"""What pretends to prove a sender: signatures, envelopes, and what other servers are said to have found."""

import datetime as dt

from tests.hostile.letters import (
    ANNA,
    FOE,
    FRIEND,
    MALLORY,
    RELAY,
    WISH,
    Case,
    Sent,
    key_of,
    letter,
    proven,
    rows,
    signed,
    stamp,
)
from tests.signing import ed25519, sealed, signature


def old(days: float) -> bytes:
    """A letter of some days ago."""
    return letter(date=dt.datetime.now(dt.UTC) - dt.timedelta(days=days))


def junk_signatures(times: int, domain: str = "adler.test", selector: str = "sel") -> bytes:
    """Signatures that mean nothing, with different selectors."""
    one = "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d={}; s={}{}; h=from:subject:date; {}\r\n"
    values = "bh=aGVsbG8=; b=aGVsbG8="
    return b"".join(one.format(domain, selector, n or "", values).encode() for n in range(times))


DKIM_ROW = "DKIM unaligned, tampered, l=, sha1, short/revoked/test key, expired, replay, uncovered Subject"
DKIM = [
    *rows(
        DKIM_ROW,
        "answer",
        {
            "a good signature": lambda: Sent(signed()),
            "a good signature, simple": lambda: Sent(signed(c="simple/simple")),
            "a good signature, Ed25519": lambda: Sent(signed(key=ed25519(), s="ed", a="ed25519-sha256")),
            "a good one below a bad one": lambda: Sent(junk_signatures(1) + signed()),
        },
        documents=("RE-2025-0412",),
    ),
    *rows(
        DKIM_ROW,
        "challenge",
        {
            "of another domain": lambda: Sent(signed(domain="evil.test")),
            "of the public suffix": lambda: Sent(signed(domain="test", key=key_of("evil.test"))),
            "with the key of another": lambda: Sent(signed(key=key_of("evil.test"))),
            "the text changed": lambda: Sent(signed() + b"Und RE-2025-0413.\r\n"),
            "the subject changed": lambda: Sent(
                signed().replace(b"Subject: Rechnung", b"Subject: RE-2025-0413")
            ),
            "the sender changed": lambda: Sent(signed(letter("kauf@adler.test")).replace(b"kauf@", b"anna@")),
            "l= and more text": lambda: Sent(signed(body_length=20) + b"Und RE-2025-0413.\r\n"),  # type: ignore[arg-type]
            "l= and nothing more": lambda: Sent(signed(body_length=len(WISH))),  # type: ignore[arg-type]
            "sha1": lambda: Sent(signed(a="rsa-sha1")),
            "a short key": lambda: Sent(signed(s="short")),
            "a revoked key": lambda: Sent(signed(s="revoked")),
            "a test key": lambda: Sent(signed(s="testing")),
            "two keys": lambda: Sent(signed(s="twice")),
            "no key": lambda: Sent(signed(s="nothere")),
            "an odd selector": lambda: Sent(signed(s="sel._domainkey.evil.test#")),
            "expired": lambda: Sent(signed(x=stamp(hours=1))),
            "signed eight days ago": lambda: Sent(signed(old(8), t=stamp(days=8))),
            "an old Date, no time": lambda: Sent(replayed(9)),
            "signed tomorrow": lambda: Sent(signed(t=stamp(days=-1))),
            "Subject not covered": lambda: Sent(signed(names="from:to:date:message-id")),
            "Date not covered": lambda: Sent(signed(names="from:to:subject:message-id")),
            "From not covered": lambda: Sent(signed(names="to:subject:date:message-id")),
            "an identity elsewhere": lambda: Sent(signed(i="@evil.test")),
            "version 2": lambda: Sent(signed(v="2")),
            "no signature in it": lambda: Sent(signed().replace(b"b=", b"z=", 1)),
            "a sub domain where DMARC is strict": lambda: Sent(
                signed(letter("mia@strict.test"), "sub.strict.test")
            ),
        },
    ),
    *rows(
        DKIM_ROW,
        "hold",
        {
            "a second Subject above": lambda: Sent(b"Subject: Und RE-2025-0413\r\n" + signed()),
            "a second From above": lambda: Sent(b"From: kauf@adler.test\r\n" + signed()),
        },
    ),
]


def replayed(days: float) -> bytes:
    """A letter with a signature that names no time."""
    raw = old(days)
    return signature(raw, key_of("adler.test")) + raw


DNS = [
    *rows(
        "50 signatures, DNS flood",
        "challenge",
        {
            "fifty signatures": lambda: Sent(junk_signatures(50) + letter()),
            "fifty signatures and a good one": lambda: Sent(junk_signatures(50) + signed()),
            "fifty selectors that nobody answers for": lambda: Sent(
                junk_signatures(50, "silent.test") + letter("ned@silent.test"), "ned@silent.test"
            ),
            "a key that fails": lambda: Sent(signed(letter("sev@servfail.test"), "servfail.test")),
            "a key that times out": lambda: Sent(signed(letter("ned@silent.test"), "silent.test")),
            "SPF that fails": lambda: Sent(letter("sev@servfail.test"), "sev@servfail.test"),
            "SPF that times out": lambda: Sent(letter("ned@silent.test"), "ned@silent.test"),
            "SPF without an end": lambda: Sent(letter("flo@flood.test"), "flo@flood.test"),
            "SPF in a ring": lambda: Sent(letter("flo@flood.test"), "flo@ring.flood.test"),
            "a long SPF record": lambda: Sent(letter("flo@flood.test"), "flo@long.flood.test"),
        },
    ),
    *rows(
        "50 signatures, DNS flood",
        "refuse",
        {
            "fifty signatures of a stranger": lambda: Sent(
                junk_signatures(50, "flood.test") + letter("x@flood.test"), "x@flood.test"
            ),
        },
    ),
]

SPF = [
    *rows(
        "SPF of another domain, null sender",
        "answer",
        {
            "SPF of the sender": lambda: proven(letter()),
            "SPF of a sub domain": lambda: Sent(letter(), "x@mail.adler.test", FRIEND),
        },
        documents=("RE-2025-0412",),
    ),
    *rows(
        "SPF of another domain, null sender",
        "challenge",
        {
            "another domain": lambda: Sent(letter(), MALLORY, FOE),
            "another customer's": lambda: Sent(letter(), "ben@birch.test", FRIEND),
            "from another machine": lambda: Sent(letter(), ANNA, FOE),
            "soft fail": lambda: Sent(letter("pat@soft.test"), "pat@soft.test"),
            "everybody may": lambda: Sent(letter("gil@open.test"), "gil@open.test"),
            "a sub domain where DMARC is strict": lambda: Sent(
                letter("mia@strict.test"), "mia@sub.strict.test", FRIEND
            ),
            "an address within the address": lambda: Sent(letter(), '"anna@adler.test"@evil.test'),
        },
    ),
    *rows(
        "SPF of another domain, null sender",
        "ignore",
        {"the null sender": lambda: Sent(letter(), "", FRIEND, "mail.adler.test")},
    ),
    *rows(
        "SPF of another domain, null sender",
        "reject",
        {
            "no domain": lambda: Sent(letter(), "anna"),
            "NUL": lambda: Sent(letter(), "anna@adler.test\x00.evil.test"),
            "two @": lambda: Sent(letter(), "anna@adler.test@evil.test"),
        },
    ),
]


def noted(*lines: str, peer: str = FRIEND, raw: bytes | None = None, mail_from: str = MALLORY) -> Sent:
    """A mail with these lines above it, handed on by the own relay."""
    return Sent("".join(f"{line}\r\n" for line in lines).encode() + (raw or letter()), mail_from, peer, RELAY)


PASS = f"dmarc=pass header.from=adler.test; dkim=pass header.d=adler.test; spf=pass smtp.mailfrom={ANNA}"
DAY = "Fri, 14 Nov 2025 10:00:00 +0100"
OWN_HOP = f"Received: from mail.evil.test (mail.evil.test [192.0.2.66]) by {RELAY} with ESMTP id 1; {DAY}"
THEIR_HOP = f"Received: from a.evil.test by mail.evil.test with ESMTP id 2; {DAY}"
AR = "Authentication-Results"
NONE = f"{AR}: {RELAY}; dkim=none; spf=fail smtp.mailfrom={MALLORY}"
RELAY_ROW = "forged or injected Authentication-Results, untrusted ARC"


def arc(domain: str, *, spoil: bool = False, results: str = PASS) -> bytes:
    """A letter that a forwarder passed on and sealed."""
    raw = sealed(
        letter(),
        key_of(domain),
        results,
        domain=domain,
        server=f"mx.{domain}",
        t=stamp(),
        message={"t": stamp()},
    )
    return raw + b"Und RE-2025-0413.\r\n" * spoil


RELAYS = [
    *rows(
        RELAY_ROW,
        "answer",
        {
            "the relay's own": lambda: noted(f"{AR}: {RELAY}; {PASS}", OWN_HOP),
        },
        house="mta",
        documents=("RE-2025-0412",),
    ),
    *rows(
        RELAY_ROW,
        "challenge",
        {
            "the relay wrote nothing": lambda: noted(OWN_HOP),
            "below what the relay wrote": lambda: noted(NONE, OWN_HOP, f"{AR}: {RELAY}; {PASS}"),
            "below a foreign hop": lambda: noted(OWN_HOP, THEIR_HOP, f"{AR}: {RELAY}; {PASS}"),
            "above a foreign hop, of another server": lambda: noted(f"{AR}: mx.evil.test; {PASS}", OWN_HOP),
            "a longer id": lambda: noted(f"{AR}: {RELAY}.evil.test; {PASS}", OWN_HOP),
            "the id in a comment": lambda: noted(f"{AR}: ({RELAY};) mx.evil.test; {PASS}", OWN_HOP),
            "the id in another case": lambda: noted(NONE, OWN_HOP, f"{AR}: {RELAY.upper()}; {PASS}"),
            "delivered by somebody else": lambda: noted(f"{AR}: {RELAY}; {PASS}", OWN_HOP, peer=FOE),
            "a pass for another domain": lambda: noted(
                f"{AR}: {RELAY}; dkim=pass header.d=evil.test; spf=pass smtp.mailfrom={MALLORY}", OWN_HOP
            ),
            "DMARC of another domain": lambda: noted(
                f"{AR}: {RELAY}; dmarc=pass header.from=evil.test", OWN_HOP
            ),
            "DMARC failed": lambda: noted(
                f"{AR}: {RELAY}; dmarc=fail header.from=adler.test; spf=pass smtp.mailfrom={ANNA}", OWN_HOP
            ),
            "a pass in a comment": lambda: noted(
                f"{AR}: {RELAY}; dkim=fail (dkim=pass header.d=adler.test)", OWN_HOP
            ),
            "a pass in quoted text": lambda: noted(
                f'{AR}: {RELAY}; spf=fail smtp.helo="x; dkim=pass header.d=adler.test"', OWN_HOP
            ),
            "an envelope sender with a result in it": lambda: noted(
                f"{AR}: {RELAY}; spf=pass smtp.mailfrom=x@evil.test; dkim=none smtp.mailfrom=anna@adler.test",
                OWN_HOP,
            ),
            "a pass for l=": lambda: noted(
                f"{AR}: {RELAY}; dkim=pass header.d=adler.test",
                OWN_HOP,
                raw=signed(body_length=20) + b"Und RE-2025-0413.\r\n",  # type: ignore[arg-type]
            ),
            "a pass without a signature": lambda: noted(
                f"{AR}: {RELAY}; dkim=pass header.d=adler.test", OWN_HOP
            ),
            "X-Authentication-Results": lambda: noted(OWN_HOP, f"X-{AR}: {RELAY}; {PASS}"),
            "ARC-Authentication-Results alone": lambda: noted(OWN_HOP, f"ARC-{AR}: i=1; {RELAY}; {PASS}"),
        },
        house="mta",
    ),
    *rows(
        RELAY_ROW,
        "ignore",
        {
            "SPF for the null sender": lambda: noted(
                f"{AR}: {RELAY}; spf=pass smtp.mailfrom={ANNA}", OWN_HOP, mail_from=""
            )
        },
        house="mta",
    ),
    *rows(
        RELAY_ROW,
        "challenge",
        {
            "where nobody stands before us": lambda: noted(f"{AR}: {RELAY}; {PASS}", OWN_HOP, peer=FOE),
            "ARC of somebody": lambda: Sent(arc("evil.test")),
            "ARC of a listed one, changed": lambda: Sent(arc("list.test", spoil=True)),
            "ARC of a listed one who saw nothing": lambda: Sent(arc("list.test", results="dkim=none")),
            "ARC of a listed one, sealed by another": lambda: Sent(
                arc("list.test").replace(b"d=list.test", b"d=evil.test", 1)
            ),
        },
    ),
    *rows(
        RELAY_ROW,
        "answer",
        {"ARC of a listed one": lambda: Sent(arc("list.test"))},
        documents=("RE-2025-0412",),
    ),
]

CASES: list[Case] = [*DKIM, *DNS, *SPF, *RELAYS]
