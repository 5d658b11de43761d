"""Measures how fast mail is taken in safely, against aiosmtpd that takes it and forgets it."""

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

from tests.bench.figures import Figure
from tests.bench.smtp_servers import serving
from tests.world import ADDRESS

CONNECTIONS, ROUNDS, BODY = 32, 5, 4_000


def measure(messages: int = 3_200) -> list[Figure]:
    """Mails a second of both, and the ratio of the medians; the rounds of the two alternate."""
    rates: dict[str, list[float]] = {"null": [], "clerk": []}
    with (
        tempfile.TemporaryDirectory() as folder,
        serving("null", Path(folder)) as null,
        serving("clerk", Path(folder)) as clerk,
    ):
        for port in (null, clerk):
            rate(port, messages // 4, "warm")
        for n in range(ROUNDS):
            rates["null"].append(rate(null, messages, f"null-{n}"))
            rates["clerk"].append(rate(clerk, messages, f"clerk-{n}"))
    null_rate, clerk_rate = (statistics.median(rates[kind]) for kind in ("null", "clerk"))
    method = (
        f"one client process, {CONNECTIONS} connections at once, {messages // CONNECTIONS} mails of "
        f"{BODY} bytes a connection, all different; median of {ROUNDS} rounds in turn with the other server; "
        f"each server a process of its own; 250 comes after the synced commit to SQLite on "
        f"{tempfile.gettempdir()}"
    )
    spread = f"{min(rates['clerk']):,.0f} to {max(rates['clerk']):,.0f}"
    return [
        Figure("SMTP intake, durable", f"{clerk_rate:,.0f} mails/s ({spread})", method),
        Figure(
            "aiosmtpd with a null handler", f"{null_rate:,.0f} mails/s", "the same client, rounds in turn"
        ),
        Figure(
            "durable against null",
            f"{clerk_rate / null_rate:.2f}",
            "ratio of the two medians",
            "at least 0.90",
        ),
    ]


def rate(port: int, messages: int, name: str) -> float:
    """Mails a second of one round."""
    start = time.perf_counter()
    asyncio.run(send_all(port, messages // CONNECTIONS, name))
    return messages / (time.perf_counter() - start)


async def send_all(port: int, each: int, name: str) -> None:
    """All connections at once."""
    await asyncio.gather(*(dialogue(port, each, f"{name}-{n}") for n in range(CONNECTIONS)))


async def dialogue(port: int, messages: int, name: str) -> None:
    """One connection with many mails; every answer is checked."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)

    async def say(line: bytes, expected: bytes) -> None:
        if line:
            writer.write(line)
        answer = await reader.readline()
        while answer[3:4] == b"-":
            answer = await reader.readline()
        if not answer.startswith(expected):
            raise RuntimeError(f"{line[:40]!r} was answered {answer!r}")

    await say(b"", b"220")
    await say(b"EHLO bench.test\r\n", b"250")
    for n in range(messages):
        await say(b"MAIL FROM:<buyer@client.test>\r\n", b"250")
        await say(b"RCPT TO:<" + ADDRESS.encode() + b">\r\n", b"250")
        await say(b"DATA\r\n", b"354")
        await say(letter(f"{name}-{n}"), b"250")
    await say(b"QUIT\r\n", b"221")
    writer.close()
    await writer.wait_closed()


def letter(name: str) -> bytes:
    """A mail like no other."""
    head = f"From: buyer@client.test\r\nTo: {ADDRESS}\r\nMessage-ID: <{name}@client.test>\r\n\r\n"
    line = f"Bitte Rechnung RE-2025-0412 ({name}).\r\n"
    return (head + line * (BODY // len(line)) + ".\r\n").encode()
