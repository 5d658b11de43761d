"""Takes a raw mail apart into decoded headers, text, HTML and attachments, whatever its bytes, under caps."""

from collections.abc import Collection
from dataclasses import dataclass, field

from parsers.mail.headers import addresses, decode_words
from parsers.mail.html_text import to_text
from parsers.mail.parts import Caps, TooMuch, Walk
from parsers.message import Attachment

__all__ = ["Caps", "Mail", "TooMuch", "read"]

_USUAL = Caps()


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as it was written; nothing here proves who wrote it."""

    headers: tuple[tuple[str, str], ...]  # name as written, value decoded and unfolded, in order
    subject: str
    from_address: str  # lower case, best effort
    from_name: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    date: str
    message_id: str
    in_reply_to: str
    references: tuple[str, ...]
    text: str  # the plain text parts joined; made from HTML where there is no plain text
    html: str
    attachments: tuple[Attachment, ...]
    defects: tuple[str, ...]
    text_from_html: bool = False  # there was no plain text
    _by_name: dict[str, list[str]] = field(init=False, default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        for name, value in self.headers:
            self._by_name.setdefault(name.lower(), []).append(value)

    @property
    def names(self) -> Collection[str]:
        """Names of all fields, lower case, each once."""
        return self._by_name.keys()

    def header(self, name: str) -> str:
        """Value of the first field of that name; "" without one."""
        return self._by_name.get(name.lower(), [""])[0]

    def header_all(self, name: str) -> tuple[str, ...]:
        """Values of all fields of that name, in order."""
        return tuple(self._by_name.get(name.lower(), ()))


def read(raw: bytes, caps: Caps = _USUAL) -> Mail:
    """Reads any bytes as a mail. Raises TooMuch, and nothing else, when a cap is passed."""
    if len(raw) > caps.message_bytes:
        raise TooMuch(f"The message has {len(raw)} bytes; at most {caps.message_bytes} are read.")
    if b"\n" not in raw:
        raw = raw.replace(b"\r", b"\n")
    walk = Walk(raw, caps)
    fields, texts = walk.mail()
    first = {name.lower(): value for name, value in reversed(fields)}
    sender_name, sender = next(iter(addresses(first.get("from", ""))), ("", ""))
    return Mail(
        headers=tuple((name, decode_words(value)) for name, value in fields),
        subject=decode_words(first.get("subject", "")),
        from_address=sender,
        from_name=sender_name,
        to=_only_addresses(first.get("to", "")),
        cc=_only_addresses(first.get("cc", "")),
        date=first.get("date", ""),
        message_id=first.get("message-id", ""),
        in_reply_to=first.get("in-reply-to", ""),
        references=tuple(first.get("references", "").split()),
        text="\n".join(to_text(text.content) if text.html else text.content for text in texts),
        html="\n".join(walk.htmls),
        attachments=tuple(walk.attachments),
        defects=tuple(dict.fromkeys(walk.defects)),
        text_from_html=bool(texts) and all(text.html for text in texts),
    )


def _only_addresses(value: str) -> tuple[str, ...]:
    return tuple(address for _, address in addresses(value))
