"""STARTTLS at the SMTP door: mail comes in over it, nothing said before counts, renewals are noticed."""

import datetime as dt
import smtplib
import socket
import ssl
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pydantic import ValidationError

from bot.channels.addresses import Addresses
from bot.channels.smtp_door import Door, Listener
from bot.config import Config
from bot.sections import MailSection, SmtpSection
from store.engine import Store
from store.traffic import InboxItem

NOW = dt.datetime(2025, 11, 14, 9, 30, tzinfo=dt.UTC)
OURS = "belege@house.test"
TEXT = b"From: eva@buyer.test\r\nMessage-ID: <1@buyer.test>\r\n\r\nBitte die Rechnung.\r\n"


def certified(folder: Path, name: str) -> tuple[Path, Path]:
    """A fresh self-signed certificate for a name, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    began = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    builder = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    )
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(began)
    builder = builder.not_valid_after(began + dt.timedelta(days=30))
    signed = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), False).sign(
        key, hashes.SHA256()
    )
    cert, private = folder / "cert.pem", folder / "key.pem"
    pem = serialization.Encoding.PEM
    private.write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    cert.write_bytes(signed.public_bytes(pem))
    return cert, private


class House:
    """A door with a store behind it."""

    def __init__(self, folder: Path, **section: object) -> None:
        self.store = Store.open(f"sqlite:///{folder / 'clerk.db'}", create=True)
        addresses = Addresses.of(MailSection.model_validate({"address": OURS}))
        settings = SmtpSection.model_validate({"listen": "127.0.0.1:0", **section})
        self.listener = Listener(Door(self.store.submit, addresses, lambda: NOW), settings)

    def __enter__(self) -> "House":
        self.listener.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.listener.stop()
        self.store.close()

    def connect(self) -> smtplib.SMTP:
        return smtplib.SMTP("127.0.0.1", self.listener.port, local_hostname="mail.buyer.test", timeout=5)

    def messages(self) -> tuple[InboxItem, ...]:
        with self.store.read() as unit:
            return unit.inbox.listed()


def said(line: socket.socket) -> bytes:
    """One whole answer of the door; what was said up to its end when it hangs up."""
    text = b""
    while not text.endswith(b"\r\n") or text.splitlines()[-1][3:4] == b"-":
        more = line.recv(1000)
        if not more:
            break
        text += more
    return text


def trusting(cert: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(cert))


@pytest.mark.parametrize("protocol", ["smtp", "lmtp"])
def test_mail_comes_in_over_tls(tmp_path: Path, protocol: str) -> None:
    cert, key = certified(tmp_path, "127.0.0.1.test")
    with House(tmp_path, tls_cert=cert, tls_key=key, protocol=protocol) as house, house.connect() as client:
        if protocol == "lmtp":
            assert client.docmd("LHLO x")[0] == 250
            assert client.docmd("STARTTLS")[0] == 220
            return
        client.ehlo()
        assert client.has_extn("starttls")
        context = trusting(cert)
        context.check_hostname = False
        client.starttls(context=context)
        assert client.sock.version() in {"TLSv1.2", "TLSv1.3"}  # type: ignore[union-attr]
        client.ehlo()
        assert not client.has_extn("starttls")
        client.sendmail("eva@buyer.test", [OURS], TEXT + b"x" * 200_000 + b"\r\n")
        (message,) = house.messages()
        assert message.envelope["peer"] == "127.0.0.1"


def test_nothing_said_before_counts(tmp_path: Path) -> None:
    """Commands that were put in behind STARTTLS in the clear are not obeyed, nor is the sender of before."""
    cert, key = certified(tmp_path, "mx.house.test")
    with House(tmp_path, tls_cert=cert, tls_key=key) as house:
        raw = socket.create_connection(("127.0.0.1", house.listener.port), timeout=5)
        assert said(raw).startswith(b"220")
        raw.sendall(b"EHLO x\r\n")
        assert b"STARTTLS" in said(raw)
        raw.sendall(b"MAIL FROM:<x@evil.test>\r\n")
        assert said(raw).startswith(b"250")
        injected = b"EHLO evil\r\nMAIL FROM:<x@evil.test>\r\nRCPT TO:<belege@house.test>\r\nDATA\r\n"
        raw.sendall(b"STARTTLS\r\n" + injected)
        assert said(raw) == b"220 Ready to start TLS\r\n"
        safe = trusting(cert).wrap_socket(raw, server_hostname="mx.house.test")
        safe.sendall(b"RCPT TO:<belege@house.test>\r\n")
        assert said(safe).startswith(b"503")  # no EHLO, no sender: all of it begins anew
        safe.sendall(b"QUIT\r\n")
        assert said(safe).startswith(b"221")
        safe.close()
        assert house.messages() == ()


def test_a_renewal_counts_from_the_next_connection(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    cert, key = certified(tmp_path, "one.house.test")
    with House(tmp_path, tls_cert=cert, tls_key=key) as house:
        assert named(house) == "one.house.test"
        new_cert, new_key = certified(tmp_path / "new", "two.house.test")
        new_cert.replace(cert)  # half of a renewal: the key does not fit yet
        assert named(house) == "one.house.test"
        new_key.replace(key)
        assert named(house) == "two.house.test"
        cert.unlink()
        assert named(house) == "two.house.test"


def named(house: House) -> str:
    """The name in the certificate that the door shows."""
    with house.connect() as client:
        client.ehlo()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        client.starttls(context=context)
        shown = x509.load_der_x509_certificate(client.sock.getpeercert(binary_form=True))  # type: ignore[union-attr,arg-type]
    return str(shown.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)


def test_a_failed_handshake_harms_nobody(tmp_path: Path) -> None:
    cert, key = certified(tmp_path, "mx.house.test")
    with House(tmp_path, tls_cert=cert, tls_key=key) as house:
        raw = socket.create_connection(("127.0.0.1", house.listener.port), timeout=5)
        said(raw)
        raw.sendall(b"EHLO x\r\n")
        said(raw)
        raw.sendall(b"STARTTLS\r\n")
        said(raw)
        raw.sendall(b"MAIL FROM:<x@evil.test>\r\n" * 50)
        assert b"250" not in said(raw)  # an alert of TLS, or nothing
        raw.close()
        assert named(house) == "mx.house.test"


def test_without_files_it_is_not_offered(tmp_path: Path) -> None:
    with House(tmp_path) as house, house.connect() as client:
        client.ehlo()
        assert not client.has_extn("starttls")


def test_wrong_files_end_the_start(tmp_path: Path) -> None:
    cert, key = certified(tmp_path, "mx.house.test")
    with pytest.raises(ValueError, match=r"tls_cert, tls_key: .* cannot be used"):
        House(tmp_path, tls_cert=cert, tls_key=tmp_path / "nothing.pem")
    key.write_text("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")
    with pytest.raises(ValueError, match="cannot be used"):
        House(tmp_path, tls_cert=cert, tls_key=key)
    with pytest.raises(ValidationError, match="belong together"):
        SmtpSection.model_validate({"tls_cert": cert})


def test_paths_count_from_the_folder_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "docclerk.toml").write_text(
        '[clerk]\ncompany = "Haus"\n[mail.smtp]\ntls_cert = "cert.pem"\ntls_key = "/etc/key.pem"\n', "utf-8"
    )
    smtp = Config.load(tmp_path / "docclerk.toml").mail.smtp
    assert (smtp.tls_cert, smtp.tls_key) == (tmp_path / "cert.pem", Path("/etc/key.pem"))
