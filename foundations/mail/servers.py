"""The mail server that ``SMTP_URL`` names, and how we talk to it."""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any
from urllib.parse import unquote, urlsplit

_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
_TIMEOUT_SECONDS = 30
_END_OF_MAIL = b"\r\n.\r\n"


class BadMailServer(ValueError):
    """``YORIAI_SMTP_URL`` cannot be used; the message says why and never repeats it, for it holds a password."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over."""

    scheme: str
    host: str
    port: int
    username: str | None = None
    password: str | None = field(default=None, repr=False)


def mail_server(url: str) -> MailServer:
    """Return the server named by ``smtps://``, ``smtp+starttls://`` or ``smtp://[user:password@]host[:port]``.

    ``smtp://`` is without encryption, for a relay on this machine or in the same
    protected network; it takes no password.

    Raises:
        BadMailServer: if the address cannot be used.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        message = "YORIAI_SMTP_URL is not an address."
        raise BadMailServer(message) from error
    if parts.scheme not in _PORTS or not parts.hostname:
        message = "YORIAI_SMTP_URL must begin with smtps://, smtp+starttls:// or smtp:// and name a host."
        raise BadMailServer(message)
    if parts.password and parts.scheme == "smtp":
        message = "YORIAI_SMTP_URL would send the password unencrypted: use smtps:// or smtp+starttls://."
        raise BadMailServer(message)
    return MailServer(
        scheme=parts.scheme,
        host=parts.hostname,
        port=port or _PORTS[parts.scheme],
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
    )


def _do_nothing() -> None:
    pass


class _TellsWhenSent:
    """What Python's SMTP lacks: to say when a mail has been sent whole but not yet been answered."""

    when_sent: Callable[[], object]

    def send(self, s: Any) -> None:
        """Send ``s`` as Python does, and tell if a mail ends with it."""
        then = self.when_sent if isinstance(s, bytes) and s.endswith(_END_OF_MAIL) else _do_nothing
        super().send(s)  # type: ignore[misc] # Python's SMTP stands behind us
        then()


class _Smtp(_TellsWhenSent, smtplib.SMTP):
    pass


class _SmtpOverTls(_TellsWhenSent, smtplib.SMTP_SSL):
    pass


class Connection:
    """An open conversation with a mail server."""

    def __init__(self, smtp: _Smtp | _SmtpOverTls) -> None:
        """Speak through ``smtp``."""
        self._smtp = smtp

    def hand_over(self, message: EmailMessage, *, sender: str, recipient: str, when_sent: Callable[[], object]) -> None:
        """Give one mail to the server; on return the server has taken responsibility for it (RFC 5321, 6.1).

        ``when_sent`` is called when the last byte is on its way, before the answer.

        Raises:
            smtplib.SMTPException: if the server refused, or went away before it answered.
            OSError: if the line broke before it answered.
        """
        self._smtp.when_sent = when_sent
        self._smtp.send_message(message, from_addr=sender, to_addrs=[recipient])


@contextmanager
def connected_to(server: MailServer) -> Iterator[Connection]:
    """Open a conversation, encrypted and with the server's certificate checked where the address says so."""
    trusted = ssl.create_default_context()
    smtp = (
        _SmtpOverTls(server.host, server.port, timeout=_TIMEOUT_SECONDS, context=trusted)
        if server.scheme == "smtps"
        else _Smtp(server.host, server.port, timeout=_TIMEOUT_SECONDS)
    )
    try:
        if server.scheme == "smtp+starttls":
            smtp.starttls(context=trusted)
        if server.username and server.password:
            smtp.login(server.username, server.password)
        yield Connection(smtp)
        with suppress(OSError):
            smtp.quit()
    finally:
        smtp.close()
