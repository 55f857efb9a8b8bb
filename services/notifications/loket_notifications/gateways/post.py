"""Handing a mail over, whatever carries it."""

from typing import Protocol

from loket_notifications.domain.letter import Mail


class NotNow(Exception):
    """The mail was perhaps not taken; the same one is handed over again later. ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Refused(NotNow):
    """This mail will never be taken as it is; a person has to look at it."""


class Post(Protocol):
    """Takes mails."""

    async def hand_over(self, mail: Mail) -> None:
        """Return once the mail is taken.

        Raises:
            NotNow: it was not taken, or nobody knows.
            Refused: it will not be taken.
        """
