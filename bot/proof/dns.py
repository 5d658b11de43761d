"""DNS for the sender check: the configured nameserver, few questions, short patience."""

import time
from dataclasses import dataclass, field
from typing import Any

import dns.exception
import dns.resolver

QUESTIONS = 40  # for one mail
SECONDS = 5.0  # for all of them together


class Unresolved(Exception):
    """DNS gave no answer that counts; the proof fails, it never passes."""


@dataclass(slots=True)
class Lookups:
    """The questions of one mail, counted and timed; answers are remembered."""

    nameserver: str
    asked: int = 0
    started: float = field(default_factory=time.monotonic)
    known: dict[tuple[str, str], list[Any]] = field(default_factory=dict)

    def records(self, name: str, kind: str) -> list[Any]:
        """The records of a name; empty when it has none. Raises Unresolved on failure or at the cap."""
        key = (name.lower().rstrip("."), kind)
        if key not in self.known:
            self.known[key] = self._ask(*key)
        return self.known[key]

    def _ask(self, name: str, kind: str) -> list[Any]:
        self.asked += 1
        left = SECONDS - (time.monotonic() - self.started)
        if self.asked > QUESTIONS or left <= 0:
            raise Unresolved("too many DNS questions for one mail")
        try:
            return list(resolver(self.nameserver).resolve(name, kind, lifetime=left, search=False))
        except (dns.resolver.NoAnswer, dns.resolver.NXDOMAIN):
            return []
        except (dns.exception.DNSException, UnicodeError, ValueError) as error:
            raise Unresolved(f"{kind} {name}: {error}") from None

    def texts(self, name: str) -> list[bytes]:
        """The TXT records of a name, each joined."""
        return [b"".join(record.strings) for record in self.records(name, "TXT")]


def resolver(nameserver: str) -> dns.resolver.Resolver:
    """A resolver for "host:port"; the system's own for "". Hosts are addresses."""
    if not nameserver:
        return dns.resolver.Resolver()
    host, colon, port = nameserver.rpartition(":")
    found = dns.resolver.Resolver(configure=False)
    found.nameservers = [host.strip("[]") if colon else nameserver]
    found.port = int(port) if colon else 53
    return found
