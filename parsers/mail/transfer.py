"""Undoes the transfer encoding of a part: quoted-printable, base64, uuencode, as mail programs forgive it."""

import binascii
import re
from collections.abc import Iterator
from itertools import dropwhile

_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_NOT_BASE64 = bytes(set(range(256)) - set(_BASE64))
_BLOCK = 1_000_000  # bytes of base64 read in one go
_LINE = re.compile(rb"[^\r\n]*+[\r\n]*+")
_UU_BEGIN = re.compile(rb"begin [0-7]{3,4} ")
_PLAIN = ("", "7bit", "8bit", "binary", "7-bit", "8-bit", "none")
_UUENCODE = ("x-uuencode", "uuencode", "x-uue", "uue")


def decoded(raw: bytes, encoding: str, start: int, end: int) -> tuple[bytes, str]:
    """The bytes of a part between `start` and `end`, and what is wrong with its encoding, if anything."""
    name = encoding.lower().partition(";")[0].partition("(")[0].strip()
    if name == "quoted-printable":
        return binascii.a2b_qp(raw[start:end]), ""
    if name == "base64":
        return _base64(raw, start, end)
    if name in _UUENCODE:
        return _uuencoded(raw[start:end])
    return raw[start:end], "" if name in _PLAIN else "an unknown transfer encoding"


def is_base64(raw: bytes, start: int, end: int) -> bool:
    """Whether the first line of a part is of the letters of base64; a blank between words is none of them."""
    first = raw[start:end].lstrip()[:1000].split(b"\n", 1)[0].strip()
    return not first or b" " not in first


def from_base64(word: bytes) -> bytes:
    """A short piece of base64 up to its padding; a letter too many is dropped. Raises ValueError on "a"."""
    clean = word.partition(b"=")[0].translate(None, _NOT_BASE64)
    if len(clean) % 4 == 1 and len(clean) > 1:
        clean = clean[:-1]
    return binascii.a2b_base64(clean + b"=" * (-len(clean) % 4))


def _base64(raw: bytes, start: int, end: int) -> tuple[bytes, str]:
    """Block by block: this may be most of a large mail, which is held as few times as can be.

    What follows the padding was added on the way, by a list or a gateway.
    """
    padding = raw.find(b"=", start, end)
    end = padding if padding >= 0 else end
    blocks: list[bytes] = []
    rest = b""
    for at in range(start, end, _BLOCK):
        clean = rest + raw[at : min(at + _BLOCK, end)].translate(None, _NOT_BASE64)
        whole = len(clean) - len(clean) % 4
        blocks.append(binascii.a2b_base64(clean[:whole]))
        rest = clean[whole:]
    if len(rest) == 1:
        return b"".join(blocks), "broken base64"
    if rest:
        blocks.append(binascii.a2b_base64(rest + b"=" * (4 - len(rest))))
    return b"".join(blocks), ""


def _uuencoded(data: bytes) -> tuple[bytes, str]:
    lines = (match[0].rstrip(b"\r\n") for match in _LINE.finditer(data))
    body = dropwhile(lambda line: not _UU_BEGIN.match(line), lines)
    if next(body, None) is None:
        return data, "broken uuencode"
    return b"".join(_uu_lines(body)), ""


def _uu_lines(lines: Iterator[bytes]) -> Iterator[bytes]:
    for line in lines:
        if line == b"end":
            return
        try:
            yield binascii.a2b_uu(line)
        except binascii.Error:
            # Some encoders pad the last group with more than its length says.
            count = (((line[0] - 32) & 63) * 4 + 5) // 3
            try:
                yield binascii.a2b_uu(line[:count])
            except binascii.Error:
                continue
