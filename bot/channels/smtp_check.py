"""Tries the SMTP door: whether it is open or can be opened, and how long its certificate holds."""

import errno
import socket
import ssl
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509

from bot.channels.smtp_tls import loaded
from bot.sections import SmtpSection

PATIENCE = 5  # seconds for a greeting
RENEWED = timedelta(days=7)  # before its end a certificate must have been renewed


def check(section: SmtpSection, now: datetime) -> Iterator[tuple[bool, str]]:
    """What is well and what is not, each with the fix. Says nothing to whoever listens there."""
    host, _, port = section.listen.rpartition(":")
    yield listening(host.strip("[]"), int(port), section.listen)
    if section.tls_cert and section.tls_key:
        yield certificate(section.tls_cert, section.tls_key, now)


def listening(host: str, port: int, shown: str) -> tuple[bool, str]:
    """Whether we listen there, or may."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        socket.create_server((host, port), family=family).close()
    except PermissionError:
        return False, f"nobody may listen at {shown} without CAP_NET_BIND_SERVICE; see docs/systemd"
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            return False, f"{shown}: {error.strerror}; check [mail.smtp] listen"
        greeting = greeted(host, port)
        if "docclerk" in greeting:
            return True, f"{shown} is open"
        return False, f"{shown} belongs to another program ({greeting}); change [mail.smtp] listen"
    return True, f"{shown} is free; 'docclerk serve' will listen there"


def greeted(host: str, port: int) -> str:
    """How somebody who listens greets."""
    here = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    try:
        with socket.create_connection((here, port), timeout=PATIENCE) as line:
            return line.recv(200).decode("ascii", "replace").split("\r\n")[0] or "no greeting"
    except OSError:
        return "no greeting"


def certificate(cert: Path, key: Path, now: datetime) -> tuple[bool, str]:
    """Whether chain and key fit, and until when."""
    try:
        loaded(cert, key)
        ends = x509.load_pem_x509_certificate(cert.read_bytes()).not_valid_after_utc
    except (OSError, ssl.SSLError, ValueError) as error:
        return False, f"{cert} cannot be used ({error}); check [mail.smtp] tls_cert and tls_key"
    if ends - now < RENEWED:
        return False, f"{cert} holds until {ends:%Y-%m-%d} only; renew it"
    return True, f"STARTTLS with {cert} until {ends:%Y-%m-%d}"
