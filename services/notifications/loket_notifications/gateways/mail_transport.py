"""The port to the mail server, and the errors with which a message is not sent."""

from typing import Protocol

from loket_notifications.domain.message import Message


class MailError(Exception):
    """A message was not sent; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class TemporaryMailError(MailError):
    """The server may not have accepted the message; the same message is sent again later."""


class PermanentMailError(MailError):
    """The server will never accept this message as it is; a person has to look at it."""


class MailTransport(Protocol):
    """Sends messages, one at a time."""

    async def send(self, message: Message) -> None:
        """Return once the message is accepted.

        Raises:
            TemporaryMailError: the message was not accepted, or that is unknown.
            PermanentMailError: the message will never be accepted.
        """
