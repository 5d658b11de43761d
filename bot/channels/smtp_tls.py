"""The certificate of the SMTP door: read at the start, and again when it was renewed."""

import ssl
from dataclasses import dataclass, field
from pathlib import Path

import structlog

log = structlog.get_logger()


@dataclass(slots=True)
class Certificate:
    """A chain and its key as PEM files; each connection gets what they hold by then."""

    cert: Path
    key: Path
    stamp: tuple[int, ...] = ()
    context: ssl.SSLContext | None = field(default=None, repr=False)

    def __call__(self) -> ssl.SSLContext:
        """The keys of now. ValueError at the first time when they do not fit; later the old ones stay."""
        try:
            stamp = self.seen()
            if self.context is None or stamp != self.stamp:
                self.context, self.stamp = loaded(self.cert, self.key), stamp
        except (OSError, ssl.SSLError) as error:
            if self.context is None:
                raise ValueError(
                    f"[mail.smtp] tls_cert, tls_key: {self.cert} cannot be used: {error}"
                ) from None
            log.error("smtp.certificate", kind=type(error).__name__)  # half of a renewal, most likely
        return self.context

    def seen(self) -> tuple[int, ...]:
        """What changes whenever one of the files does."""
        stats = (self.cert.stat(), self.key.stat())
        return tuple(n for s in stats for n in (s.st_mtime_ns, s.st_size, s.st_ino))


def loaded(cert: Path, key: Path) -> ssl.SSLContext:
    """A server's side: TLS 1.2 at least, nobody is asked for a certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(cert, key)
    return context
