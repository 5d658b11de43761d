"""The mail addresses of the house: where requests come in and where bounces go."""

import secrets
from dataclasses import dataclass

from bot.sections import MailSection


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
        return untagged(address.lower()) in self.own

    def is_bounce(self, address: str) -> bool:
        """Whether this is where bounces go."""
        return untagged(address.lower()) == self.bounce

    def bounce_for(self, token: str) -> str:
        """The envelope sender of one parcel."""
        local, _, domain = self.bounce.rpartition("@")
        return f"{local}+{token}@{domain}"

    def message_id(self) -> str:
        """A new Message-ID of ours."""
        return f"<{secrets.token_urlsafe(18)}@{self.main.rpartition('@')[2]}>"


def untagged(address: str) -> str:
    """The address without its +tag."""
    local, at, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}{at}{domain}"
