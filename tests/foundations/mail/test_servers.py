"""Reaching the mail server as its address says, encrypted where it says so."""

import datetime as dt
import ipaddress
import ssl
from email.message import EmailMessage
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from foundations.mail.servers import BadMailServer, MailServer, connected_to, mail_server
from tests.foundations.mail.post_office import open_post_office


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for this machine that nobody has signed but itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("certificate") / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    return path


def greet(server: MailServer) -> None:
    message = EmailMessage()
    message["Subject"] = "Hello"
    with connected_to(server) as connection:
        connection.hand_over(message, sender="a@example.jp", recipient="b@example.jp", when_sent=lambda: None)


@pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])
def test_an_encrypted_server_is_reached_when_its_certificate_is_trusted(
    scheme: str, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with open_post_office(certificate, encrypted_from_the_start=scheme == "smtps") as office:
        greet(mail_server(f"{scheme}://yoriai:p%40ss@127.0.0.1:{office.port}"))

        assert (office.was_encrypted, len(office.raw)) == (True, 1)
        assert office.signed_in_as.startswith("AUTH PLAIN ")


@pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])
def test_a_server_whose_certificate_nobody_trusts_gets_no_mail(scheme: str, certificate: Path) -> None:
    with open_post_office(certificate, encrypted_from_the_start=scheme == "smtps") as office:
        with pytest.raises(ssl.SSLCertVerificationError):
            greet(mail_server(f"{scheme}://127.0.0.1:{office.port}"))

        assert office.raw == []


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtps://mail.example.jp", MailServer("smtps", "mail.example.jp", 465)),
        ("smtp+starttls://u:p%3A@mail.example.jp", MailServer("smtp+starttls", "mail.example.jp", 587, "u", "p:")),
        ("smtp://[::1]:2525", MailServer("smtp", "::1", 2525)),
    ],
)
def test_an_address_names_a_server(url: str, server: MailServer) -> None:
    assert mail_server(url) == server


@pytest.mark.parametrize(
    "url",
    ["", "mail.example.jp", "http://mail.example.jp", "smtps://", "smtp://u:secret@mail.example.jp", "smtps://h:x"],
)
def test_an_address_that_would_not_do_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(BadMailServer) as refused:
        mail_server(url)

    assert "secret" not in str(refused.value)


def test_a_password_is_not_shown() -> None:
    assert "secret" not in repr(mail_server("smtps://u:secret@mail.example.jp"))
