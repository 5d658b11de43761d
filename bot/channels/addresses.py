"""The mail addresses of the house: where requests come in and where bounces go."""

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from bot.sections import MailSection

LONGEST = 320
TAG = re.compile(r"(?:\+[!-~]*)?")


@dataclass(frozen=True, slots=True)
class Addresses:
    """All lower case. `bounce` takes a tag: "bounces+<token>@house.example"."""

    main: str
    aliases: frozenset[str]
    bounce: str

    @classmethod
    def of(cls, mail: MailSection) -> "Addresses":
        """From the configuration; without a bounce address it is "bounces@" of the main domain."""
        main = mail.address.lower()
        bounce = mail.out.bounce_address.lower() or f"bounces@{main.rpartition('@')[2]}"
        return cls(main, frozenset(a.lower() for a in mail.aliases), bounce)

    @property
    def own(self) -> frozenset[str]:
        """Every address that is ours."""
        return self.aliases | {self.main, self.bounce}

    def ours(self, address: str) -> bool:
        """Whether mail to this address is for us, with or without a +tag."""
        return tagged(address, self.own)

    def is_bounce(self, address: str) -> bool:
        """Whether this is where bounces go; it may itself be a tagged form of the main address."""
        return tagged(address, (self.bounce,))

    def bounce_for(self, token: str) -> str:
        """The envelope sender of one parcel, lower case."""
        local, _, domain = self.bounce.rpartition("@")
        return f"{local}+{token}@{domain}"

    def message_id(self) -> str:
        """A new Message-ID of ours."""
        return f"<{secrets.token_urlsafe(18)}@{self.main.rpartition('@')[2]}>"


def tagged(address: str, own: Iterable[str]) -> bool:
    """Whether an address is one of these, or one of them with a +tag behind its local part."""
    local, _, domain = address.lower().rpartition("@")
    if not local or len(address) > LONGEST:
        return False
    parts = (one.rpartition("@") for one in own)
    return any(
        domain == house and local.startswith(name) and TAG.fullmatch(local, len(name))
        for name, _, house in parts
    )
