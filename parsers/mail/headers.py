"""Reads one raw header field: encoded words, addresses and parameters, in one pass each and without raising.

The standard library's structured header classes need seconds for a few thousand addresses, parameters or
encoded words and raise on some broken ones; a mail door cannot afford either.
"""

import binascii
import codecs
import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from parsers.mail.transfer import from_base64

# Text codecs that no mail uses and that are slow or give more than text on hostile input.
_REFUSED = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"}
# Labels that name a subset of what senders really use; the superset reads both.
_WIDER = {
    "ascii": "utf-8", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949",
}  # fmt: skip
# Labels in mails that the standard library does not know, after "x-" and the like are gone.
_LABELS = {
    "windows-874": "cp874", "windows-949": "cp949", "windows-31j": "cp932", "sjis": "cp932",
    "mac": "mac-roman", "mac-ce": "mac-latin2", "unicode-1-1-utf-8": "utf-8", "utf-8mb4": "utf-8",
    "unicode-1-1-utf-7": "utf-7", "ucs-2": "utf-16", "latin-9": "iso8859-15", "ansi": "cp1252",
    "iso-8859-8-i": "iso8859-8", "iso-8859-8-e": "iso8859-8", "koi8-ru": "koi8-u",
}  # fmt: skip
_MICROSOFT = re.compile(r"(?:windows|win|cp|dos|ibm)[-_ ]?(\d{3,4})")
_SURROGATE = re.compile("[\ud800-\udfff]")
_WORD = re.compile(r"=\?([^?\s]{1,80})\?([bBqQ])\?")  # how an encoded word begins
_FOLD = re.compile(r"(?:\r\n|\r|\n)([ \t])")
_PARAMETERS = 64
_NO_ADDRESS = re.compile(r"[\s<>\"',;()\[\]]+")
_MARKS = frozenset('"\\()<>,;:')
_ADDRESS_PART = re.compile(r'["\\()<>,;:]|[^"\\()<>,;:]+')
_PARAMETER_PART = re.compile(r'["\\;]|[^"\\;]+')
_ESCAPED = re.compile(r"\\(.)")


def to_text(data: bytes, charset: str = "") -> str:
    """Bytes as text that can always be encoded again: the named charset, else UTF-8, else cp1252."""
    if not charset and data.isascii():
        return data.decode("ascii")
    named = codec(charset)
    tries = [named, "utf-8"] if named else ["utf-8"]
    for name in tries:
        try:
            text = data.decode(name)
        except ValueError:
            continue
        return text if name == "utf-8" else _SURROGATE.sub("\ufffd", text)
    return _SURROGATE.sub("\ufffd", data.decode(named if named not in ("", "utf-8") else "cp1252", "replace"))


def codec(charset: str) -> str:
    """The name of the text codec for a charset label; "" when there is none to trust."""
    if charset in ("utf-8", "UTF-8"):
        return "utf-8"
    label = charset.strip().strip("\"'").split("*")[0]
    bare = label.lower().removeprefix("x-")
    numbered = _MICROSOFT.fullmatch(bare)
    for name in (label, bare, _LABELS.get(bare, ""), f"cp{numbered[1]}" if numbered else ""):
        try:
            known = codecs.lookup(name)
        except (LookupError, ValueError):
            continue
        if known.name in _REFUSED or not known._is_text_encoding:
            return ""
        return _WIDER.get(known.name, known.name)
    return ""


def unfold(value: bytes, charset: str = "") -> str:
    """A raw field value as one line; 8-bit characters are read (UTF-8, `charset`), encoded words are not."""
    text = to_text(value, charset if charset and not _is_utf8(value) else "")
    if "\r" in text or "\n" in text:
        text = _FOLD.sub(r"\1", text).replace("\r", " ").replace("\n", " ")
    return text.strip(" \t")


def _is_utf8(value: bytes) -> bool:
    try:
        value.decode()
    except ValueError:
        return False
    return True


def decode_words(text: str) -> str:
    """RFC 2047: encoded words become text; what is broken stays as written."""
    if "=?" not in text:
        return text
    out: list[str] = []
    pending: list[
        tuple[str, bytes]
    ] = []  # neighbours of one charset are decoded together: they may split a letter
    end = 0
    for match, stop in _words(text):
        between = text[end : match.start()]
        end = stop
        charset = match[1].split("*")[0].lower()
        data = _word_bytes(charset, match[2], text[match.end() : stop - 2])
        if between.strip() or data is None or (pending and pending[0][0] != charset):
            out.append(_joined(pending))
            pending = []
        if between.strip() or (not out and not pending):
            out.append(between)
        if data is None:
            out.append(text[match.start() : stop])
        else:
            pending.append((charset, data))
    return "".join(out) + _joined(pending) + text[end:]


def addresses(value: str) -> tuple[tuple[str, str], ...]:
    """(name, lower-case address) of each mailbox in an unfolded, still encoded field; groups are opened."""
    if not value:
        return ()
    found: list[tuple[str, str]] = []
    for words, angle, comment in _mailboxes(value):
        address = _bare(decode_words(words if angle is None else angle).lower())
        name = comment if angle is None else words
        if address and ("@" in address or angle is not None):
            found.append((decode_words(name).strip(" \t\"'"), address))
    return tuple(found)


def parameters(value: str) -> tuple[str, dict[str, str]]:
    """First word (lower case) and parameters of a Content-Type or Content-Disposition field (RFC 2231)."""
    if not value:
        return "", {}
    first, *pieces = _split_parameters(value)
    word, *unparted = first.split(None, 1) or [""]  # "text/plain charset=utf-8"
    raw: dict[str, str] = {}
    for piece in [*unparted, *pieces]:
        name, equals, content = piece.partition("=")
        if equals:
            raw.setdefault(name.strip().lower(), _unquoted(content.strip()))
    return word.lower(), _continued(raw)


def _words(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """How each encoded word begins, and where it ends; a question mark inside it belongs to it."""
    begin = _WORD.search(text)
    while begin:
        close = text.find("?=", begin.end())
        if close < 0:
            return
        # Of a word that was never closed only the next one counts.
        for inner in _WORD.finditer(text, begin.end(), close):
            begin = inner
        yield begin, close + 2
        begin = _WORD.search(text, close + 2)


def _word_bytes(charset: str, form: str, content: str) -> bytes | None:
    try:
        # Letters that should have been encoded do occur inside the word.
        data = content.encode("ascii" if content.isascii() else codec(charset) or "utf-8")
        if form in "bB":
            return from_base64(data)
        return binascii.a2b_qp(data, header=True)
    except ValueError:
        return None


def _joined(pending: list[tuple[str, bytes]]) -> str:
    return to_text(b"".join(data for _, data in pending), pending[0][0]) if pending else ""


def _bare(address: str) -> str:
    """The part of a badly written address that may be one."""
    pieces = [piece.removeprefix("mailto:") for piece in _NO_ADDRESS.split(address) if piece]
    return next((piece for piece in pieces if "@" in piece), next(iter(pieces), ""))


def _mailboxes(value: str) -> Iterator[tuple[str, str | None, str]]:
    """(words outside brackets, content of the angle brackets or None, comment) for each list element."""
    words, comment, angle = "", "", None
    within = False  # the angle brackets
    for text, kind in _tokens(value):
        if kind == "comment":
            comment += text
        elif kind == "mark" and text == "<" and angle is None:
            angle, within = "", True
        elif kind == "mark" and text == ">":
            within = False
        elif kind == "mark" and text in ",;" and not within:
            yield words, angle, comment
            words, comment, angle = "", "", None
        elif kind == "mark" and text == ":" and angle is None:
            words = ""  # the name of a group
        elif within:
            angle = (angle or "") + text
        else:
            words += text
    yield words, angle, comment


def _tokens(value: str) -> Iterator[tuple[str, str]]:
    """(text, "text", "quoted", "comment" or "mark") of each piece; what is not closed runs to the end."""
    quoted = escaped = False
    depth = 0
    for piece in _ADDRESS_PART.findall(value):
        if escaped or piece not in _MARKS or (quoted and piece not in '"\\'):
            escaped = False
            yield piece, "comment" if depth else "quoted" if quoted else "text"
        elif piece == "\\":
            escaped = True
        elif piece == '"' and not depth:
            quoted = not quoted
        elif piece in "()":
            depth = max(0, depth + (1 if piece == "(" else -1))
        else:
            yield piece, "comment" if depth else "mark"


def _split_parameters(value: str) -> list[str]:
    if '"' not in value:
        return value.split(";", _PARAMETERS + 1)[: _PARAMETERS + 1]
    pieces: list[str] = []
    current: list[str] = []
    quoted = escaped = False
    for part in _PARAMETER_PART.findall(value):
        if part == ";" and not quoted:
            pieces.append("".join(current))
            current = []
            if len(pieces) > _PARAMETERS:
                return pieces
            continue
        if part == '"' and not escaped:
            quoted = not quoted
        escaped = part == "\\" and not escaped
        current.append(part)
    return [*pieces, "".join(current)]


def _unquoted(content: str) -> str:
    if not content.startswith('"'):
        return content.partition("(")[0].strip()
    escaped = "\\" in content
    end = content.rfind('"') if escaped else content.find('"', 1)
    inner = content[1 : end if end > 0 else None]
    return _ESCAPED.sub(r"\1", inner) if escaped else inner


def _continued(raw: dict[str, str]) -> dict[str, str]:
    """Joins `name*0`, `name*1*` … and decodes `charset'language'percent` values."""
    plain = {name: decode_words(value) for name, value in raw.items() if "*" not in name}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for name, value in raw.items():
        base, star, rest = name.partition("*")
        number = rest.rstrip("*")
        if star and (number.isdecimal() or not number):
            pieces.setdefault(base, {})[int(number[:4] or 0)] = (value, rest.endswith("*") or not rest)
    for base, numbered in pieces.items():
        plain.setdefault(base, _extended([numbered[n] for n in sorted(numbered)]))
    return plain


def _extended(values: list[tuple[str, bool]]) -> str:
    charset, data = "", b""
    for position, (value, percent) in enumerate(values):
        if percent and position == 0 and value.count("'") >= 2:
            charset, _, value = value.split("'", 2)  # noqa: PLW2901
        data += unquote_to_bytes(value) if percent else value.encode("utf-8", "replace")
    return to_text(data, charset)
