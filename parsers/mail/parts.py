"""Walks the parts of a raw mail under caps and sorts them into text, HTML and attachments.

The walk is our own: the standard library nests, counts and re-writes before a cap can stop it (1,000 nested
parts cost it seconds), while an attached message must keep its exact bytes to be proven.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from parsers.mail.headers import codec, parameters, to_text, unfold
from parsers.mail.transfer import decoded, is_base64
from parsers.message import Attachment

_LONGEST_TEXT = 4_000_000  # bytes of a readable part, as it travels; nobody reads on


# The fields that every program writes: one of them below a line that is none says that the headers go on.
_FIELD = re.compile(
    rb"(?:from|to|cc|subject|date|message-id|mime-version|content-[a-z-]{1,40}|received|x-[a-z-]{1,40}"
    rb"|in-reply-to|references|reply-to|return-path)[ \t]{0,4}:",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(
    rb"[\r\n]*(?:[^\r\n]{0,200}\r?\n){0,5}?--([^\s-][^\r\n]{0,69})\r?\n(?=content-)", re.IGNORECASE
)


class TooMuch(ValueError):
    """A mail over a cap; the message is one plain sentence for staff."""


@dataclass(frozen=True, slots=True)
class Caps:
    """What a mail may cost, counted on its raw bytes."""

    message_bytes: int = 25 * 1024 * 1024
    header_bytes: int = 64 * 1024
    headers: int = 500
    part_header_bytes: int = 256 * 1024  # header blocks of all parts together
    depth: int = 20
    parts: int = 200


class Text(NamedTuple):
    """One piece of the readable body."""

    content: str
    html: bool = False


class _Place(NamedTuple):
    """Where a part stands in the tree."""

    depth: int = 0
    parent: str = ""  # subtype of the multipart around it
    first: bool = True
    default: str = "text/plain"


@dataclass(slots=True)
class Walk:
    """One pass over a raw mail; `attachments` and `defects` fill on the way."""

    raw: bytes
    caps: Caps
    attachments: list[Attachment] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)
    htmls: list[str] = field(default_factory=list)
    _parts: int = field(default=0, init=False)
    _header_bytes: int = field(default=0, init=False)

    def mail(self) -> tuple[list[tuple[str, str]], list[Text]]:
        """Header fields of the mail (unfolded, encoded words not read) and its body. Raises TooMuch."""
        fields, body = self._fields(0, len(self.raw), self.caps.header_bytes)
        if not fields:
            self.defects.append("no header fields")
        return fields, self._part(fields, body, len(self.raw), _Place())

    def _fields(self, start: int, end: int, cap: int) -> tuple[list[tuple[str, str]], int]:
        """The header fields from `start`, and where the body begins."""
        found: list[tuple[str, list[bytes]]] = []
        position = start
        while position < end:
            stop = self.raw.find(b"\n", position, end) + 1 or end
            if stop - start > cap:
                raise TooMuch("The headers of the message or of its parts are too long.")
            if len(found) > self.caps.headers:
                raise TooMuch(f"A header block has more than {self.caps.headers} fields.")
            line = self.raw[position:stop].rstrip(b"\r\n")
            name, colon, value = line.partition(b":")
            if not line:
                position = stop
                break
            if line[:1] in (b" ", b"\t") and found:
                found[-1][1].append(line)
            elif colon and name.strip() and b" " not in name.strip():
                found.append((to_text(name.strip()), [value]))
            elif not (position == start == 0 and line.startswith((b"From ", b">From "))):
                if not (found and _FIELD.match(self.raw, stop, end)):
                    self.defects.append("the headers end with a line that is no field")
                    break
                self.defects.append("a line among the headers that is no field")
            position = stop
        charset = ""
        if not self.raw[start:position].isascii():
            charset = next((_charset(lines) for name, lines in found if name.lower() == "content-type"), "")
        return [(name, unfold(b"\n".join(lines), charset)) for name, lines in found], position

    def _part(self, fields: list[tuple[str, str]], start: int, end: int, place: _Place) -> list[Text]:
        """The readable body inside one part; everything else in it goes to the attachments."""
        named = {name.lower(): value for name, value in reversed(fields)}
        kind, settings = parameters(named.get("content-type", ""))
        kind = kind if "/" in kind else place.default
        disposition, more = parameters(named.get("content-disposition", ""))
        if kind.startswith("multipart/") and (
            slices := self._parted(settings.get("boundary", ""), start, end)
        ):
            return self._children(kind.removeprefix("multipart/"), slices, place)
        name = more.get("filename") or settings.get("name", "")
        encoding = named.get("content-transfer-encoding", "")
        if kind.startswith("multipart/"):
            self.defects.append("a multipart without its boundary")
            kind = "text/plain"
        if kind in ("text/plain", "text/html") and _readable(disposition, name, place):
            data = self._readable_bytes(encoding, start, min(end, start + _LONGEST_TEXT))
            return [self._text(data, settings.get("charset", ""), kind == "text/html")]
        self.attachments.append(Attachment(name, kind, self._decoded(encoding, start, end)))
        return []

    def _children(self, subtype: str, slices: list[tuple[int, int]], place: _Place) -> list[Text]:
        if place.depth >= self.caps.depth:
            raise TooMuch(f"The message nests its parts more than {self.caps.depth} deep.")
        default = "message/rfc822" if subtype == "digest" else "text/plain"
        texts: list[Text] = []
        for number, (start, end) in enumerate(slices):
            self._parts += 1
            if self._parts > self.caps.parts:
                raise TooMuch(f"The message has more than {self.caps.parts} parts.")
            fields, body = self._fields(start, end, self.caps.part_header_bytes - self._header_bytes)
            self._header_bytes += body - start
            texts += self._part(fields, body, end, _Place(place.depth + 1, subtype, number == 0, default))
        if subtype == "alternative":  # some programs write the text into the HTML only
            plain = [text for text in texts if not text.html and text.content.strip()]
            texts = plain or [text for text in texts if text.html] or texts
        return texts

    def _parted(self, boundary: str, start: int, end: int) -> list[tuple[int, int]]:
        """The parts between the named boundary, or between that which really stands there."""
        slices = self._slices(boundary, start, end) if boundary else []
        seen = None if slices else _BOUNDARY.match(self.raw, start, end)
        if seen:
            self.defects.append("a multipart with another boundary than it names")
            return self._slices(to_text(seen[1]).rstrip(), start, end)
        return slices

    def _slices(self, boundary: str, start: int, end: int) -> list[tuple[int, int]]:
        """Start and end of each part between the boundary lines; the last one may lack its closing line."""
        mark = re.escape(boundary.encode("utf-8", "replace").rstrip())
        line = re.compile(rb"(\r?\n)--" + mark + rb"(--)?[ \t]*+(?=\r?\n|\Z)")
        found: list[tuple[int, int]] = []
        begin = -1
        for match in line.finditer(self.raw, max(0, start - 1), end):
            if begin >= 0:
                found.append((begin, max(begin, match.start())))
            stop = self.raw.find(b"\n", match.end(), end) + 1
            begin = -1 if match[2] else stop or end
            if match[2] or len(found) > self.caps.parts:
                break
        if begin >= 0:
            self.defects.append("a multipart without its end")
            found.append((begin, end))
        return found

    def _decoded(self, encoding: str, start: int, end: int) -> bytes:
        data, defect = decoded(self.raw, encoding, start, end)
        if defect:
            self.defects.append(defect)
        return data

    def _readable_bytes(self, encoding: str, start: int, end: int) -> bytes:
        """The bytes of a text; plain words that only claim to be base64 are taken as they stand."""
        if encoding.strip().lower() == "base64" and not is_base64(self.raw, start, end):
            self.defects.append("a text that is no base64")
            encoding = ""
        return self._decoded(encoding, start, end)

    def _text(self, data: bytes, charset: str, html: bool) -> Text:
        if charset and not codec(charset):
            self.defects.append("an unknown charset")
        content = to_text(data, charset).removeprefix("\ufeff").replace("\r\n", "\n")
        if html:
            self.htmls.append(content)
        return Text(content, html)


def _charset(lines: list[bytes]) -> str:
    """The charset of a raw Content-Type field that what stands unencoded in the headers may be written in."""
    name = parameters(to_text(b"".join(lines)))[1].get("charset", "")
    return "" if codec(name).startswith("utf") else name


def _readable(disposition: str, name: str, place: _Place) -> bool:
    """Whether a text part belongs to the body (RFC 8621, 4.1.4) or is a file."""
    if disposition == "attachment":
        return False
    return place.first or (place.parent != "related" and not name)
