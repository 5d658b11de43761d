"""Recognises how the text of a delivery is encoded, and keeps the evidence for the report."""

import codecs
from dataclasses import dataclass

from parsers.deliveries.cells import Bad

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and how it was read; `sure` is False when the bytes alone do not prove it."""

    text: str
    encoding: str
    evidence: str
    sure: bool = True


def decode(data: bytes, declared: str = "") -> Decoded | Bad:
    """Decodes by declaration, byte order mark, NUL pattern, UTF-8, at last cp1252."""
    if declared:
        return _declared(data, declared)
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data, encoding, "byte order mark")
    even, odd = data[:4000:2].count(0), data[1:4000:2].count(0)
    if max(even, odd) * 5 > len(data[:4000]):
        encoding = "utf-16-le" if odd > even else "utf-16-be"
        return _strict(data, encoding, "every other byte is zero")
    try:
        return Decoded(data.decode("utf-8"), "utf-8", "valid UTF-8")
    except UnicodeDecodeError as error:
        return _legacy(data, error.start)


def _declared(data: bytes, encoding: str) -> Decoded | Bad:
    try:
        name = codecs.lookup(encoding).name
    except (LookupError, ValueError):
        return Bad(
            f"the declared encoding {encoding!r} does not exist", 'declare "utf-8", "cp1252" or "utf-16"'
        )
    return _strict(data, "utf-8-sig" if name == "utf-8" else name, "declared by the feed")


def _strict(data: bytes, encoding: str, evidence: str) -> Decoded | Bad:
    try:
        return Decoded(data.decode(encoding), encoding, evidence)
    except (UnicodeError, LookupError) as error:
        where = _line(data, error.start) if isinstance(error, UnicodeDecodeError) else "somewhere"
        return Bad(
            f"is not {encoding} as its {evidence} says ({where})",
            "save the file as UTF-8, or send it again: it may be cut off",
        )


def _legacy(data: bytes, start: int) -> Decoded | Bad:
    """Not UTF-8: damaged UTF-8 is refused, what reads as cp1252 is taken for it."""
    where = f"byte 0x{data[start]:02X} in {_line(data, start)}"
    lenient = data.decode("utf-8", "replace")
    broken = lenient.count("\ufffd")
    if len(lenient) - len(lenient.encode("ascii", "ignore")) > 2 * broken:
        return Bad(f"is UTF-8, but damaged ({where})", "save the file as UTF-8 and send it again")
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        where = f"byte 0x{data[error.start]:02X} in {_line(data, error.start)}"
        return Bad(
            f"is neither UTF-8 nor cp1252 ({where})",
            "save the file as UTF-8, or declare its encoding in the feed",
        )
    return Decoded(text, "cp1252", f"not UTF-8: {where}", sure=False)


def _line(data: bytes, place: int) -> str:
    lines = data.count(b"\n", 0, place)
    return f"line {lines + 1}"
