"""DNS for the sender check: the configured nameserver, few questions, short patience."""

import re
import time
from dataclasses import dataclass, field
from typing import Any

import dns.exception
import dns.resolver

QUESTIONS = 40  # for one mail
SECONDS = 1.4  # for all of them together
TRY = 0.7  # seconds until an unanswered question is sent once more
WITH_PORT = re.compile(r"(\[.*\]|[^:]*):(\d+)")
LONGEST_TEXT = 4_096  # bytes of one TXT record


class Unresolved(Exception):
    """DNS gave no answer that counts; the proof fails, it never passes."""


@dataclass(slots=True)
class Lookups:
    """The questions of one mail, counted and timed; answers are remembered."""

    nameserver: str
    asked: int = 0
    deadline: float = field(default_factory=lambda: time.monotonic() + SECONDS)
    known: dict[tuple[str, str], list[Any]] = field(default_factory=dict)

    def records(self, name: str, kind: str) -> list[Any]:
        """The records of a name; empty when it has none. Raises Unresolved on failure or at the cap."""
        key = (name.lower().rstrip("."), kind)
        if key not in self.known:
            self.known[key] = self._ask(*key)
        return self.known[key]

    def _ask(self, name: str, kind: str) -> list[Any]:
        self.asked += 1
        left = self.deadline - time.monotonic()
        if self.asked > QUESTIONS:
            raise Unresolved("too many DNS questions for one mail")
        if left <= 0:
            raise Unresolved("DNS took too long")
        try:
            return list(resolver(self.nameserver).resolve(name, kind, lifetime=left, search=False))
        except (dns.resolver.NoAnswer, dns.resolver.NXDOMAIN):
            return []
        except (dns.exception.DNSException, OSError, UnicodeError, ValueError) as error:
            raise Unresolved(f"DNS {kind} {name}: {type(error).__name__}") from None

    def texts(self, name: str) -> list[bytes]:
        """The TXT records of a name, each joined. An endless one is none that anybody means."""
        joined = [b"".join(record.strings) for record in self.records(name, "TXT")]
        return [text for text in joined if len(text) <= LONGEST_TEXT]


def resolver(nameserver: str) -> dns.resolver.Resolver:
    """A resolver for "address", "address:port" or "[address]:port"; the system's own for ""."""
    found = dns.resolver.Resolver(configure=not nameserver)
    if nameserver:
        with_port = WITH_PORT.fullmatch(nameserver)
        host, port = with_port.groups() if with_port else (nameserver, "53")
        found.nameservers, found.port = [host.strip("[]")], int(port)
    found.timeout = TRY
    found.retry_servfail = True  # a server in trouble is asked again while there is time
    found.use_edns(0, 0, 1232)
    return found
