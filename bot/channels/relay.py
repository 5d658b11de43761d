"""Hands mail to the smarthost and tells passing trouble from lasting refusal."""

import smtplib
import ssl
from collections.abc import Callable
from contextlib import closing, suppress
from functools import cache

from bot.channels import PermanentFailure, TemporaryFailure
from bot.sections import OutSection

TIMEOUT = 60  # seconds for each step of the dialogue


def send(out: OutSection, envelope_from: str, recipient: str, payload: bytes) -> None:
    """One mail to one recipient. Raises TemporaryFailure or PermanentFailure with the relay's own words."""
    speaking = False
    try:
        with closing(connected(out)) as relay:
            speaking = True
            relay.sendmail(envelope_from, [recipient], payload)
            with suppress(OSError, smtplib.SMTPException):  # taken is taken, whatever they say at the end
                relay.quit()
    except smtplib.SMTPRecipientsRefused as refused:
        code, text = next(iter(refused.recipients.values()))
        raise failure(code, text) from None
    except smtplib.SMTPResponseException as error:
        raise failure(error.smtp_code, error.smtp_error) from None
    except (OSError, smtplib.SMTPException) as error:
        raise TemporaryFailure(f"{out.host}:{out.port}: {error}", unknown=speaking) from None


def connected(out: OutSection) -> smtplib.SMTP:
    """A logged-in session with the relay; encrypted when configured or, by default, when offered."""
    if out.tls == "tls":
        relay: smtplib.SMTP = smtplib.SMTP_SSL(out.host, out.port, timeout=TIMEOUT, context=trust())
    else:
        relay = smtplib.SMTP(out.host, out.port, timeout=TIMEOUT)
    try:
        relay.ehlo_or_helo_if_needed()
        if out.tls == "starttls" or (out.tls == "auto" and relay.has_extn("starttls")):
            relay.starttls(context=trust(verified=out.tls == "starttls"))
            relay.ehlo()
        if out.user:
            relay.login(out.user, out.password)
    except BaseException:
        relay.close()
        raise
    return relay


@cache
def trust(*, verified: bool = True) -> ssl.SSLContext:
    """Whose keys count, read once: reading the trusted roots takes longer than sending a mail.

    Not verified is for opportunistic encryption: better to an unknown key than in the clear.
    """
    if verified:
        return ssl.create_default_context()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def failure(code: int, text: bytes | str) -> TemporaryFailure | PermanentFailure:
    """4xx passes, 5xx lasts."""
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    kind: Callable[[str], TemporaryFailure | PermanentFailure]
    kind = PermanentFailure if 500 <= code < 600 else TemporaryFailure
    return kind(f"{code} {words}")
