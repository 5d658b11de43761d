"""A real DNS server on loopback for the tests: a dict of records, counted questions, and ways to fail.

    with serving(Zone({("buyer.test", "TXT"): ["v=spf1 -all"]})) as zone:
        Lookups(zone.nameserver)

It speaks UDP on a free port of 127.0.0.1. Names are looked up in lower case and without the last dot; a name
with no record at all gives NXDOMAIN. `mode` and `modes` may be changed while it runs.
"""

import socket
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

import dnslib

Mode = Literal["ok", "slow", "servfail", "silent"]


@dataclass
class Zone:
    """What the server knows, how it behaves, and what it was asked."""

    records: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    mode: Mode = "ok"
    modes: dict[str, Mode] = field(default_factory=dict)  # of single names; stronger than `mode`
    delay: float = 1.0  # seconds, in mode "slow"
    asked: Counter[tuple[str, str]] = field(default_factory=Counter)
    nameserver: str = ""  # "127.0.0.1:port" while it runs

    def add(self, name: str, kind: str, *values: str) -> None:
        """More records of a name: TXT as one text, MX as "10 mail.example", the others as usual."""
        self.records.setdefault((name.lower().rstrip("."), kind), []).extend(values)

    def reply(self, question: dnslib.DNSRecord) -> bytes | None:
        """The answer to one packet; None when there is to be none."""
        name, kind = str(question.q.qname).lower().rstrip("."), dnslib.QTYPE[question.q.qtype]
        self.asked[name, kind] += 1
        answer = question.reply()
        mode = self.modes.get(name, self.mode)
        if mode == "silent":
            return None
        if mode == "servfail":
            answer.header.rcode = dnslib.RCODE.SERVFAIL
            return bytes(answer.pack())
        known = {found for found, _ in self.records}
        for name_now in self.chain(name):
            for found in ("CNAME", kind):
                for value in self.records.get((name_now, found), ()):
                    answer.add_answer(record(name_now, found, value))
        if name not in known:
            answer.header.rcode = dnslib.RCODE.NXDOMAIN
        return bytes(answer.pack())

    def chain(self, name: str) -> Iterator[str]:
        """A name and the names that its CNAMEs lead to."""
        for _ in range(8):
            yield name
            if not (target := self.records.get((name, "CNAME"))):
                return
            name = target[0].lower().rstrip(".")


def record(name: str, kind: str, value: str) -> dnslib.RR:
    """One resource record; a long TXT is split into its strings of 255 bytes."""
    if kind == "TXT":
        data = value.encode()
        rdata = dnslib.TXT([data[i : i + 255] for i in range(0, max(len(data), 1), 255)])
    elif kind == "MX":
        preference, _, host = value.partition(" ")
        rdata = dnslib.MX(host, int(preference))
    else:
        rdata = {"A": dnslib.A, "AAAA": dnslib.AAAA, "CNAME": dnslib.CNAME, "PTR": dnslib.PTR}[kind](value)
    return dnslib.RR(name, getattr(dnslib.QTYPE, kind), rdata=rdata, ttl=60)


def txt(values: Mapping[str, str | Sequence[str]]) -> dict[tuple[str, str], list[str]]:
    """A zone's records from names and their TXT records."""
    return {(name, "TXT"): [v] if isinstance(v, str) else list(v) for name, v in values.items()}


@contextmanager
def serving(zone: Zone) -> Iterator[Zone]:
    """Runs the server while the context lasts."""
    door = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    door.bind(("127.0.0.1", 0))
    zone.nameserver = f"127.0.0.1:{door.getsockname()[1]}"
    server = threading.Thread(target=_serve, args=(zone, door), daemon=True)
    server.start()
    try:
        yield zone
    finally:
        stop = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        stop.sendto(b"", door.getsockname())
        stop.close()
        server.join(5)
        door.close()


def _serve(zone: Zone, door: socket.socket) -> None:
    while True:
        packet, peer = door.recvfrom(65_535)
        if not packet:
            return
        try:
            question = dnslib.DNSRecord.parse(packet)
        except dnslib.DNSError:
            continue
        answer = zone.reply(question)
        if answer is None:
            continue
        slow = zone.modes.get(str(question.q.qname).lower().rstrip("."), zone.mode) == "slow"
        later = threading.Timer(zone.delay if slow else 0, _send, (door, answer, peer))
        later.daemon = True
        later.start() if slow else _send(door, answer, peer)


def _send(door: socket.socket, answer: bytes, peer: tuple[str, int]) -> None:
    try:
        door.sendto(answer, peer)
    except OSError:
        return  # the test is over
