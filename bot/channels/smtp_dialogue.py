"""The dialogue of aiosmtpd with room for real mail; the text of a mail is read in chunks, not in lines."""

import re

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP

LONGEST_LINE = 131_072  # bytes of a command; real clients stay far below
CHUNK = 16_000_000  # bytes; more than the reader ever holds, so that a read leaves nothing behind
END = b"\r\n.\r\n"  # this and nothing else ends a text: bare CR or LF never do
PLAIN = re.compile(r"\s*<([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,255})>(.*)", re.DOTALL)
TOO_MUCH = "552 5.3.4 Too much mail data"


class SmtpDialogue(SMTP):
    """SMTP that spends little on each line of a mail."""

    line_length_limit = LONGEST_LINE

    async def smtp_DATA(self, arg: str | None) -> None:
        """Takes the text up to the lone dot and hands it to the door."""
        if await self.check_helo_needed() or await self.check_auth_needed("DATA"):
            return
        if self.envelope is None or not self.envelope.rcpt_tos:
            await self.push("503 Error: need RCPT command")
            return
        if arg:
            await self.push("501 Syntax: DATA")
            return
        await self.push("354 End data with <CR><LF>.<CR><LF>")
        text = await self.text()
        self.envelope.content = self.envelope.original_content = text
        answer = TOO_MUCH if text is None else await self._call_handler_hook("DATA")
        self._set_post_data_state()  # type: ignore[no-untyped-call]
        await self.push(answer)

    async def text(self) -> bytes | None:
        """The text without its dots; None when it is longer than allowed, read to its end all the same."""
        parts: list[bytes] = []
        size, held = 0, b"\r\n"  # as behind a line end, so that an empty text has an end, too
        while True:
            chunk = await self._reader.read(CHUNK)
            if not chunk:
                raise ConnectionResetError("the sender left in the middle of a text")
            window = held + chunk
            end = window.find(END)
            cut = end + 2 if end >= 0 else max(0, len(window) - len(END) + 1)
            parts.append(window[:cut])
            size += cut
            if self.data_size_limit and size > self.data_size_limit + 2:
                parts.clear()
            if end >= 0:
                self.put_back(window[end + len(END) :])
                break
            held = window[cut:]
        whole = b"".join(parts)
        parts.clear()  # a large mail is held as few times as can be
        return whole.replace(b"\r\n.", b"\r\n")[2:] if whole else None

    def put_back(self, rest: bytes) -> None:
        """What came behind the text are the next commands; nothing else waits in the reader now."""
        if rest and not self._reader.at_eof():
            self._reader.feed_data(rest)

    def _getaddr(self, arg: str) -> tuple[str | None, str | None]:
        """The plain form without the general parser, which costs more than the rest of the command."""
        plain = PLAIN.fullmatch(arg)
        return (plain[1], plain[2]) if plain else super()._getaddr(arg)


class LmtpDialogue(SmtpDialogue, LMTP):
    """LMTP, with one answer for each recipient (RFC 2033 4.2)."""

    owed = 1

    async def smtp_DATA(self, arg: str | None) -> None:
        """The answers to the text are as many as there are recipients."""
        self.owed = len(self.envelope.rcpt_tos) if self.envelope and not arg else 1
        try:
            await super().smtp_DATA(arg)
        finally:
            self.owed = 1

    async def push(self, status: str | bytes) -> None:
        """Says it once for each recipient, but asks for the text only once."""
        text = status.decode() if isinstance(status, bytes) else status
        await super().push(text if text.startswith("354") else "\r\n".join([text] * max(1, self.owed)))
