"""Send notices with Apprise, which knows mail, webhooks, ntfy, Matrix and many other services.

What Apprise logs and what servers answer may contain the secrets of an address. Of all that, only the type of the error
and the status are kept.
"""

from __future__ import annotations

import errno
import logging
import re
import smtplib
import socket
import ssl
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING

from clusterwatch.models import FetchReason, NoticeReason, Value
from clusterwatch.notify.notice import Notice

if TYPE_CHECKING:
    from apprise import Apprise

PATIENCE = 60.0  # seconds for all notices together
_Details = dict[str, Value]
_STATUS = range(400, 600)  # of HTTP and of SMTP
_SHUT = (401, 403, 407, 530, 535)
_NO_ROUTE = (errno.EHOSTUNREACH, errno.ENETUNREACH)
# Exception types and what they mean. The first match is used.
_REASONS: tuple[tuple[tuple[type[BaseException], ...], str], ...] = (
    ((smtplib.SMTPAuthenticationError,), NoticeReason.LOGIN),
    ((ssl.SSLCertVerificationError,), FetchReason.CERTIFICATE),
    ((ssl.SSLError,), FetchReason.ENCRYPTION),
    ((socket.gaierror, UnicodeError), FetchReason.NO_HOST),
    ((TimeoutError,), NoticeReason.NO_ANSWER),
    ((ConnectionRefusedError,), FetchReason.CONNECTION_REFUSED),
    ((smtplib.SMTPServerDisconnected, ConnectionError), FetchReason.BROKEN_OFF),
)


@dataclass(frozen=True, slots=True)
class Message:
    """A notice and the address of Apprise to which it is sent."""

    address: str = field(repr=False)
    notice: Notice


def is_installed() -> bool:
    """Return whether notices can be sent. Apprise is an extra, and is imported only to send one."""
    return find_spec("apprise") is not None


def send(messages: Sequence[Message]) -> list[_Details]:
    """Send the messages at once. For each, return why it was not accepted, as details of a problem; {} if it was.

    What takes longer than PATIENCE counts as not accepted. Its thread ends with the program.
    """
    if not messages:
        return []
    logger = logging.getLogger("apprise")
    logger.propagate = False
    logger.setLevel(logging.DEBUG)
    attempts = [_Attempt(message) for message in messages]
    for attempt in attempts:
        attempt.start()
    end = time.monotonic() + PATIENCE
    for attempt in attempts:
        attempt.join(max(0.0, end - time.monotonic()))
    return [
        {"reason": NoticeReason.SECOND_AT}
        if attempt.result and _has_second_at(message.address)
        else attempt.result
        for message, attempt in zip(messages, attempts, strict=True)
    ]


def _has_second_at(address: str) -> bool:
    """Return whether user or password of an address have an @ that is not written as %40."""
    found = re.match(r"[^:/]+://([^/?#]*)", address)
    return found is not None and found[1].count("@") > 1


def _service(address: str) -> Apprise | None:
    """Return what sends to an address, or None if Apprise cannot read the address."""
    import apprise

    # Without a limit of its own, Apprise sends in the thread that calls it. The threads of its pool would hold up the
    # exit of the program.
    asset = apprise.AppriseAsset(
        app_id="clusterwatch",
        app_desc="clusterwatch",
        storage_mode=apprise.PersistentStoreMode.MEMORY,
        service_timeout=0.0,
        allow_templates=False,
    )
    service = apprise.Apprise.instantiate(address, asset=asset)
    if service is None:
        return None
    if not re.search(r"[?&]overflow=", address):
        service.overflow_mode = apprise.OverflowMode.SPLIT
    sender = apprise.Apprise(asset=asset)
    sender.add(service)
    return sender


class _Attempt(threading.Thread):
    """Sends one notice. `result` has the details of the failure.

    What Apprise raises, also on the address, is a failure of this notice alone.
    """

    def __init__(self, message: Message) -> None:
        super().__init__(daemon=True)
        self._notice = message.notice
        self._service: Apprise | None = None
        self.result: _Details = {"reason": NoticeReason.NO_ANSWER}
        with _watched() as watch:
            try:
                self._service = _service(message.address)
                if self._service is None:
                    self.result = {"reason": NoticeReason.NO_SERVICE}
            except Exception as error:  # of a plugin of Apprise; its text may have a secret
                watch.see(error)
                self.result = watch.details()

    def run(self) -> None:
        if self._service is None:
            return
        accepted = False
        with _watched() as watch:
            try:
                notice = self._notice
                accepted = bool(self._service.notify(notice.body, title=notice.title, body_format="text"))
            except Exception as error:  # of a plugin of Apprise; its text may have a secret
                watch.see(error)
        self.result = {} if accepted else watch.details()


class _Watch(logging.Handler):
    """Sees the errors that Apprise logs in this thread, and keeps nothing of their texts."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self._ident = threading.get_ident()
        self._error: BaseException | None = None
        self._answer: _Details = {}

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread != self._ident:
            return
        if (error := sys.exc_info()[1]) is not None:
            self.see(error)
        values = record.args if isinstance(record.args, tuple) else ()
        status = next((v for v in values if isinstance(v, int) and v in _STATUS), None)
        if status is not None:
            self._answer = {"smtp" if str(record.msg).startswith("SMTP") else "status": status}

    def see(self, error: BaseException) -> None:
        self._error = error

    def details(self) -> _Details:
        """Return the details of the problem that was seen."""
        causes = list(_causes(self._error))
        if any(isinstance(c, smtplib.SMTPNotSupportedError) and "STARTTLS" in str(c) for c in causes):
            return {"reason": NoticeReason.NO_STARTTLS}
        answer = next(filter(None, map(_smtp_answer, causes)), self._answer)
        for kinds, reason in _REASONS:
            if any(isinstance(cause, kinds) for cause in causes):
                return {"reason": reason, **answer}
        if any(isinstance(cause, OSError) and cause.errno in _NO_ROUTE for cause in causes):
            return {"reason": FetchReason.NO_ROUTE}
        is_shut = any(value in _SHUT for value in answer.values())
        return {"reason": NoticeReason.LOGIN if is_shut else NoticeReason.NOT_ACCEPTED, **answer}


@contextmanager
def _watched() -> Iterator[_Watch]:
    """See what Apprise logs in this thread."""
    logger, watch = logging.getLogger("apprise"), _Watch()
    logger.addHandler(watch)
    try:
        yield watch
    finally:
        logger.removeHandler(watch)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _smtp_answer(error: BaseException) -> _Details:
    """Return the code with which a mail server answered, if the error has one."""
    if isinstance(error, smtplib.SMTPResponseException):
        return {"smtp": error.smtp_code}
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return {"smtp": next(iter(error.recipients.values()))[0]}
    return {}
