"""The public keys that domains publish for their signatures, and whether one may be relied on."""

import base64
import binascii

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256, Hash
from cryptography.hazmat.primitives.serialization import load_der_public_key

from bot.proof.dns import Lookups
from bot.proof.tags import Tags, packed, tags_of

ALGORITHMS = {"rsa-sha256": "rsa", "ed25519-sha256": "ed25519"}
LEAST_BITS = 1024
MOST_BITS = 8192

PublicKey = RSAPublicKey | Ed25519PublicKey


def published_key(tags: Tags, lookups: Lookups) -> PublicKey | str:
    """The key that a signature names, or why it counts for nothing. Raises Unresolved."""
    records = lookups.texts(f"{tags['s']}._domainkey.{tags['d']}")
    if len(records) != 1:
        return "several keys" if records else "no key"
    record = tags_of(records[0])
    if why := unusable(record, tags):
        return why
    return public_key(record, ALGORITHMS[tags["a"].lower()])


def unusable(record: Tags, tags: Tags) -> str:
    """Why a key record does not allow this signature; "" when it does."""
    flags = {flag.strip() for flag in record.get("t", "").lower().split(":")}
    identity = tags.get("i", "").rpartition("@")[2].lower()
    if not record or record.get("v", "DKIM1") != "DKIM1" or "p" not in record:
        return "a malformed key"
    if "y" in flags:
        return "a test key (t=y)"
    if not record["p"]:
        return "a revoked key"
    if "sha256" not in allowed(record, "h", "sha256") or not allowed(record, "s", "*") & {"*", "email"}:
        return "a key for other uses"
    if "s" in flags and identity not in ("", tags["d"].lower()):
        return "a key that is not for sub domains"
    if record.get("k", "rsa").lower() != ALGORITHMS[tags["a"].lower()]:
        return "a key for another algorithm"
    return ""


def allowed(record: Tags, tag: str, default: str) -> set[str]:
    """The colon-separated values of a tag."""
    return {packed(value).lower() for value in record.get(tag, default).split(":")}


def public_key(record: Tags, kind: str) -> PublicKey | str:
    """The key itself, or what is wrong with it."""
    try:
        data = base64.b64decode(packed(record["p"]), validate=True)
        if kind == "ed25519":
            return Ed25519PublicKey.from_public_bytes(data)
        key = load_der_public_key(data)
    except (ValueError, TypeError, binascii.Error, UnsupportedAlgorithm):
        return "a malformed key"
    if not isinstance(key, RSAPublicKey):
        return "a malformed key"
    if key.key_size < LEAST_BITS:
        return f"a short key ({key.key_size} bits)"
    return key if key.key_size <= MOST_BITS else "an oversized key"


def fits(key: PublicKey, signature: str, data: bytes) -> bool:
    """Whether a base64 signature is that of these bytes, with SHA-256."""
    try:
        value = base64.b64decode(packed(signature), validate=True)
        if isinstance(key, RSAPublicKey):
            key.verify(value, data, PKCS1v15(), SHA256())
        else:
            digest = Hash(SHA256())
            digest.update(data)
            key.verify(value, digest.finalize())
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True
