"""A small real mail server: keeps what it took, refuses, hangs up or dawdles on demand."""

import contextlib
import email
import email.policy
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path

from foundations.mail.servers import MailServer


class PostOffice(socketserver.ThreadingTCPServer):
    """Listens on this machine; ``mails`` holds what it has taken, in order."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, certificate: Path | None = None, *, encrypted_from_the_start: bool = False) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.raw: list[bytes] = []
        self.answers: dict[str, str] = {}
        """What to say to a recipient instead of 250."""
        self.when_taken: Callable[[], str] = lambda: "250 taken"
        """Called after a mail was taken, before that is said; an empty answer hangs up."""
        self.when_heard: Callable[[str], None] = lambda _verb: None
        """Called with each command before it is answered."""
        self.was_encrypted = False
        self.signed_in_as = ""
        self.tls: ssl.SSLContext | None = None
        self.encrypted_from_the_start = encrypted_from_the_start
        if certificate is not None:
            self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.tls.load_cert_chain(certificate)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a sender that hangs up is what is tested."""

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def mails(self) -> list[EmailMessage]:
        return [parsed(raw) for raw in self.raw]

    @property
    def address(self) -> MailServer:
        return MailServer(scheme="smtp", host="127.0.0.1", port=self.port)


def parsed(raw: bytes) -> EmailMessage:
    return email.message_from_bytes(raw, policy=email.policy.default)


class Conversation(socketserver.StreamRequestHandler):
    """One SMTP conversation (RFC 5321), as far as a sender needs it."""

    server: PostOffice

    def handle(self) -> None:
        if self.server.encrypted_from_the_start:
            self._encrypt()
        with contextlib.suppress(ConnectionError):
            self.converse()

    def converse(self) -> None:
        self.say("220 test.example ready")
        while line := self.rfile.readline():
            self.server.when_heard(line.decode("ascii").split()[0].upper())
            if not self.answer(line.decode("ascii").strip()):
                return

    def answer(self, line: str) -> bool:
        verb = line.upper().partition(" ")[0]
        if verb == "EHLO":
            offers = ["test.example", "AUTH PLAIN", "STARTTLS", "8BITMIME"]
            self.say(*[f"250-{offer}" for offer in offers[:-1]], f"250 {offers[-1]}")
        elif verb == "STARTTLS":
            self.say("220 go on")
            self._encrypt()
        elif verb == "AUTH":
            self.server.signed_in_as = line
            self.say("235 welcome")
        elif verb == "RCPT":
            recipient = line.partition("<")[2].rpartition(">")[0]
            self.say(self.server.answers.get(recipient, "250 ok"))
        elif verb == "DATA":
            return self.take_mail()
        elif verb == "QUIT":
            self.say("221 bye")
            return False
        else:
            self.say("250 ok")
        return True

    def take_mail(self) -> bool:
        self.say("354 go ahead")
        lines: list[bytes] = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False  # the sender died before the end: nothing was taken
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        self.server.raw.append(b"".join(lines))
        if not (answer := self.server.when_taken()):
            return False
        self.say(answer)
        return True

    def say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())

    def _encrypt(self) -> None:
        assert self.server.tls is not None
        self.request = self.server.tls.wrap_socket(self.request, server_side=True)
        self.rfile = self.request.makefile("rb")
        self.wfile = self.request.makefile("wb", buffering=0)
        self.server.was_encrypted = True


@contextlib.contextmanager
def open_post_office(
    certificate: Path | None = None, *, encrypted_from_the_start: bool = False
) -> Iterator[PostOffice]:
    """Run a post office for a while."""
    with PostOffice(certificate, encrypted_from_the_start=encrypted_from_the_start) as office:
        thread = threading.Thread(target=office.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield office
        finally:
            office.shutdown()
            thread.join()
