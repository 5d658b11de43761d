"""The keys under which tokens and codes are stored: the newest signs, all of them verify."""

import hashlib
import hmac
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Seal:
    """What is stored of a token: its keyed hash and which key made it; no key = plain SHA-256."""

    hash: bytes
    kid: str | None = None


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys by their id, newest first. Without any a token is stored as its plain SHA-256."""

    keys: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)

    def seal(self, token: str) -> Seal:
        """How a new token is stored."""
        if not self.keys:
            return Seal(plain(token))
        kid, key = self.keys[0]
        return Seal(keyed(key, token), kid)

    def seals(self, token: str) -> tuple[bytes, ...]:
        """Every hash under which this token may have been stored, the plain one of old links too."""
        return (*(keyed(key, token) for _, key in self.keys), plain(token))

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all keys."""
        return frozenset(kid for kid, _ in self.keys)


def keyed(key: bytes, token: str) -> bytes:
    """HMAC-SHA256."""
    return hmac.digest(key, token.encode("utf-8", "replace"), hashlib.sha256)


def plain(token: str) -> bytes:
    """SHA-256."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
