"""A mail server and a webhook on loopback."""

from __future__ import annotations

import logging
import warnings
from asyncio import Server
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from apprise import Apprise

logging.getLogger("mail.log").addHandler(
    logging.NullHandler()
)  # aiosmtpd prints that it uses an old name of its own
# Apprise imports a module that Python 3.13 does not have any more.
with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    Apprise.instantiate("json://127.0.0.1/")

PASSWORD = "p4ss-w0rd"


@dataclass
class Mailbox:
    """What a mail server accepted. `refuses` is its answer to each mail, if it refuses them."""

    refuses: str | None = None
    mails: list[EmailMessage] = field(default_factory=list)
    port: int = 0

    @property
    def address(self) -> str:
        """The address of the server for Apprise, with the right password."""
        return self.of(PASSWORD)

    def of(self, password: str) -> str:
        """Return the address of the server with a password."""
        return f"mailto://keeper:{password}@127.0.0.1:{self.port}/?from=watch@a.example&to=me@a.example&mode=insecure"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.refuses is not None:
            return self.refuses
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 OK"

    def read(self) -> list[tuple[str, str]]:
        """Return the subjects and the texts of the mails, and empty the mailbox."""
        found = [(str(mail["Subject"]), _text(mail)) for mail in self.mails]
        self.mails.clear()
        return found


def _text(mail: EmailMessage) -> str:
    assert mail.get_content_type() == "text/plain", mail.get_content_type()
    return str(mail.get_content()).replace("\r\n", "\n")


def _login(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    assert isinstance(data, LoginPassword)
    return AuthResult(success=data.password == PASSWORD.encode(), handled=False)


class _Controller(Controller):
    """A controller that tells which port the system chose."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextmanager
def mail_server() -> Iterator[Mailbox]:
    """Run a mail server that checks a login, on a free port of 127.0.0.1."""
    mailbox = Mailbox()
    controller = _Controller(mailbox, "127.0.0.1", 0, authenticator=_login, auth_require_tls=False)
    controller.start()
    try:
        mailbox.port = controller.port
        yield mailbox
    finally:
        controller.stop()
