"""Signs mails for the tests with dkimpy's canonical forms and any tags that a test wants to see."""

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from typing import Any

import dkim
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from dkim.canonicalization import CanonicalizationPolicy, Relaxed

HASHES = {"sha256": hashlib.sha256, "sha1": hashlib.sha1}


@dataclass(frozen=True)
class Key:
    """A private key with its published record."""

    private: RSAPrivateKey | Ed25519PrivateKey

    @property
    def record(self) -> str:
        """What stands in DNS."""
        public = self.private.public_key()
        if isinstance(self.private, Ed25519PrivateKey):
            return f"v=DKIM1; k=ed25519; p={b64(public.public_bytes(Encoding.Raw, PublicFormat.Raw))}"
        spki = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return f"v=DKIM1; k=rsa; p={b64(spki)}"

    @property
    def pem(self) -> bytes:
        """For dkimpy's own signing."""
        return self.private.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())

    def sign(self, data: bytes, algorithm: str) -> bytes:
        """The signature of a=."""
        if isinstance(self.private, Ed25519PrivateKey):
            return self.private.sign(hashlib.sha256(data).digest())
        return self.private.sign(data, PKCS1v15(), SHA1() if algorithm == "rsa-sha1" else SHA256())


@cache
def rsa(bits: int = 1024, name: str = "") -> Key:
    """A key, made once for each name."""
    return Key(generate_private_key(65_537, bits))


@cache
def ed25519() -> Key:
    """A key, made once."""
    return Key(Ed25519PrivateKey.generate())


def weak_record(bits: int) -> str:
    """A record with an RSA modulus of few bits; nobody needs the private half."""
    modulus = ((1 << bits) - 1).to_bytes(bits // 8 + 1, "big")
    numbers = der(0x30, der(0x02, modulus) + der(0x02, b"\x01\x00\x01"))
    algorithm = der(0x30, der(0x06, bytes.fromhex("2a864886f70d010101")) + der(0x05, b""))
    return f"v=DKIM1; k=rsa; p={b64(der(0x30, algorithm + der(0x03, bytes(1) + numbers)))}"


def der(tag: int, content: bytes) -> bytes:
    """One element of DER."""
    size = len(content)
    length = [size] if size < 128 else [0x82, size >> 8, size & 255] if size > 255 else [0x81, size]
    return bytes([tag, *length]) + content


def signature(
    raw: bytes,
    key: Key,
    *,
    domain: str = "buyer.test",
    header: bytes = b"DKIM-Signature",
    first: tuple[tuple[str, str], ...] = (("v", "1"),),
    names: str = "from:to:subject:date:message-id",
    body_length: int | None = None,
    **tags: str | None,
) -> bytes:
    """A signature field with CRLF at its end. `tags` replace the usual ones; None leaves one out."""
    algorithm = str(tags.get("a") or "rsa-sha256")
    form = tags.get("c", "relaxed/relaxed") or "simple/simple"
    mail = dkim.DKIM(raw)
    policy = CanonicalizationPolicy.from_c_value(form.encode())
    body = policy.canonicalize_body(mail.body)[:body_length]
    hashed = HASHES[algorithm.rpartition("-")[2]](body).digest()
    usual = {"a": algorithm, "c": form, "d": domain, "s": "sel", "h": names, "bh": b64(hashed)}
    if body_length is not None:
        usual["l"] = str(body_length)
    merged = {**dict(first), **usual, **{name.rstrip("_"): text for name, text in tags.items()}}
    text = "; ".join(f"{name}={value}" for name, value in merged.items() if value is not None)
    value = f" {text};\r\n b=".encode()
    data = covered(policy, mail.headers, names.encode().lower().split(b":"), (header, value))
    return header + b":" + value + b64(key.sign(data, algorithm)).encode() + b"\r\n"


def covered(
    policy: CanonicalizationPolicy,
    headers: list[list[bytes]],
    names: list[bytes],
    own: tuple[bytes, bytes],
) -> bytes:
    """What is signed, in dkimpy's reading."""
    seen = dkim.HashThrough(hashlib.sha256(), debug=True)
    canonical = policy.canonicalize_headers(headers)
    dkim.hash_headers(seen, policy, canonical, [n.strip() for n in names], own, {})
    return seen.hashed()


def b64(data: bytes) -> str:
    """As text."""
    return base64.b64encode(data).decode()


def sealed(
    raw: bytes,
    key: Key,
    results: str,
    *,
    number: int = 1,
    domain: str = "list.test",
    cv: str | None = None,
    server: str = "mx.list.test",
    message: dict[str, Any] | None = None,
    **tags: str | None,
) -> bytes:
    """A mail that a forwarder passed on, with its ARC fields; `message` changes the message signature."""
    noted = f"ARC-Authentication-Results: i={number}; {server}; {results}\r\n".encode()
    first = (("i", str(number)),)
    changes = {"domain": domain, "header": b"ARC-Message-Signature", "first": first, **(message or {})}
    own = signature(raw, key, **changes)
    usual = {"i": str(number), "a": "rsa-sha256", "cv": cv or ("none" if number == 1 else "pass")}
    merged = {**usual, "d": domain, "s": "sel", **tags}
    value = f" {'; '.join(f'{n}={t}' for n, t in merged.items() if t is not None)}; b=".encode()
    earlier = [(n, v) for n, v in dkim.DKIM(raw).headers if n.lower().startswith(b"arc-")]
    rank = {b"arc-authentication-results": 0, b"arc-message-signature": 1, b"arc-seal": 2}
    headers = [*sorted(earlier, key=lambda h: (h[1].split(b"i=")[1][:1], rank[h[0].lower()]))]
    headers += [tuple(line.split(b":", 1)) for line in (noted, own)]  # type: ignore[list-item]
    lines = [n + b":" + v for n, v in Relaxed.canonicalize_headers([*headers, (b"ARC-Seal", value)])]
    signed_value = b64(key.sign(b"".join(lines).removesuffix(b"\r\n"), "rsa-sha256")).encode()
    return b"ARC-Seal:" + value + signed_value + b"\r\n" + own + noted + raw
