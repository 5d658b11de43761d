"""Slack's request signature, version 0."""

import hashlib
import hmac
import time


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """v0=HMAC-SHA256 over "v0:TIMESTAMP:BODY"."""
    return (
        "v0="
        + hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    )


def signed_headers(secret: str, body: bytes, timestamp: str | None = None) -> dict[str, str]:
    """The two headers of every request that Slack sends."""
    stamp = str(int(time.time())) if timestamp is None else timestamp
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature(secret, stamp, body)}
