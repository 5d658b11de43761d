"""The table [mail.imap]: a shared mailbox, and what each of its keys may hold."""

from datetime import timedelta
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from bot.section import Section
from bot.units import Duration, Size, duration


class ImapSection(Section):
    """A shared mailbox; of each folder the mails that come after the first start, or all."""

    host: str
    port: int = Field(default=0, ge=0, le=65_535)  # 0: 993 with tls, else 143
    tls: Literal["tls", "starttls", "none"] = "tls"
    ca_file: Path | None = None  # whose certificates count, instead of the system's list
    user: str = ""
    password: str = Field(default="", repr=False)
    token_file: Path | None = None  # OAuth2, read again at each login
    folder: tuple[str, ...] = ("INBOX",)
    done_folder: str = "Done"  # "" leaves mails where they are
    held_folder: str = "Held"
    ignored_folder: str | None = None  # as done_folder
    since: Literal["start", "all"] = "start"
    idle: bool = True
    poll: Duration = duration("2m")
    renew: Duration = duration("25s")
    timeout: Duration = duration("20s")
    max_bytes: Size = 25_000_000
    authserv_id: str | None = None  # as [mail.proof]; "" for a provider that writes no results of its own
    hops: int = Field(default=0, ge=0, le=10)

    @field_validator("tls", mode="before")
    @classmethod
    def yes_or_no(cls, value: Any) -> Any:
        """True and false were the words once."""
        told = {"true": "tls", "false": "none"}
        return told.get(str(value).lower(), value)

    @field_validator("folder", mode="before")
    @classmethod
    def one_or_several(cls, value: Any) -> Any:
        """One name, or a list of names."""
        return (value,) if isinstance(value, str) else value

    @field_validator("renew", "poll", "timeout")
    @classmethod
    def short(cls, value: timedelta) -> timedelta:
        """A server may hang up after half an hour of silence, and a dead line shows only when it is used."""
        if not timedelta(seconds=1) <= value <= timedelta(minutes=5):
            raise ValueError("must be between 1s and 5m")
        return value

    @model_validator(mode="after")
    def whole(self) -> Self:
        """What must stand together, and what must not."""
        if not self.folder or not all(self.folder):
            raise ValueError("folder: name at least one")
        others = {self.done_folder, self.held_folder, self.ignored_folder or ""} - {""}
        if others & set(self.folder):
            raise ValueError("done_folder and held_folder must not be folders that are read")
        if self.hops and not self.authserv_id:
            raise ValueError("hops needs authserv_id beside it: the id that this mailbox's own server writes")
        return self

    @property
    def account(self) -> str:
        """What the mailbox is called wherever it is remembered."""
        return f"{self.user}@{self.host}".lower()
