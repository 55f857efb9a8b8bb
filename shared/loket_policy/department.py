"""A department as dated data: how it was called when, where it is written to, and who follows it.

A department that is renamed keeps its code; one that is closed keeps its entry, with its last day and,
where there is one, the department that takes its place. So what was decided under an old name still
reads right, and what is decided later finds who is there (domain description section 5).
"""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, TypeVar

from pydantic import Field

from loket_shared.contracts.model import WireModel
from loket_shared.contracts.shared_parts import DepartmentCode
from loket_shared.contracts.texts import BilingualText


class DepartmentName(WireModel):
    """A department's name from a date on (inclusive)."""

    since: date
    name: BilingualText
    abbreviation: str


class Mailbox(WireModel):
    """The functional mailbox of a department from a date on (inclusive)."""

    since: date
    address: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")]


class Department(WireModel):
    """A department that can take part, or the front office.

    ``covert``: that it takes part is itself sensitive, so it never leads (design section 5).
    ``aliases``: other names that people use. ``until``: its last day; after it ``successor`` stands in.
    """

    code: DepartmentCode
    names: Annotated[tuple[DepartmentName, ...], Field(min_length=1)]
    aliases: tuple[str, ...] = ()
    mailboxes: tuple[Mailbox, ...] = ()
    covert: bool = False
    front_office: bool = False
    until: date | None = None
    successor: DepartmentCode | None = None

    @property
    def may_lead(self) -> bool:
        """Whether the department may be named as lead."""
        return not self.covert

    @property
    def known_as(self) -> frozenset[str]:
        """Everything the department is or was called, in lower case."""
        names = (word for entry in self.names for word in (entry.abbreviation, entry.name.nl, entry.name.en))
        return frozenset(name.casefold() for name in (self.code, *names, *self.aliases))

    def named(self, on: date) -> DepartmentName:
        """Return the name that held on the day ``on``; the oldest one for an earlier day."""
        return _held_on(self.names, on) or self.names[0]

    def mailbox(self, on: date) -> str | None:
        """Return the address of the mailbox that held on the day ``on``, if any did."""
        held = _held_on(self.mailboxes, on)
        return held.address if held else None

    def closed(self, on: date) -> bool:
        """Return whether the department had been closed by the day ``on``."""
        return self.until is not None and self.until < on

    def open(self, on: date) -> bool:
        """Return whether there was such a department on the day ``on``."""
        return self.names[0].since <= on and not self.closed(on)


_Dated = TypeVar("_Dated", DepartmentName, Mailbox)


def _held_on(dated: Iterable[_Dated], on: date) -> _Dated | None:
    return max((entry for entry in dated if entry.since <= on), key=lambda entry: entry.since, default=None)
