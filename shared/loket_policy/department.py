"""A department as dated data: its names, its mailboxes and its successor.

A renamed department keeps its code. A closed department keeps its entry, with its last day and its successor, if it has
one. So a decision made under an old name still reads right, and a later decision goes to the present department
(docs/domain.md#departments-and-the-first-policy).
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

    @property
    def with_abbreviation(self) -> BilingualText:
        """The name with the abbreviation behind it."""
        return BilingualText(nl=f"{self.name.nl} ({self.abbreviation})", en=f"{self.name.en} ({self.abbreviation})")


class Mailbox(WireModel):
    """The functional mailbox of a department from a date on (inclusive)."""

    since: date
    address: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")]


class Department(WireModel):
    """A department that can take part, or the front office.

    ``covert``: its participation is sensitive, so it never leads
    (docs/architecture.md#confidentiality). ``aliases``: other names that
    people use. ``until``: its last day; after that day ``successor`` takes part instead.
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
        """True if the department may be the lead."""
        return not self.covert

    @property
    def known_as(self) -> frozenset[str]:
        """Every present and former name of the department, in lower case."""
        names = (word for entry in self.names for word in (entry.abbreviation, entry.name.nl, entry.name.en))
        return frozenset(name.casefold() for name in (self.code, *names, *self.aliases))

    def named(self, on: date) -> DepartmentName:
        """Return the name on the day ``on``; on a day before the first name, the first name."""
        return _held_on(self.names, on) or self.names[0]

    def mailbox(self, on: date) -> str | None:
        """Return the address of the mailbox on the day ``on``, or None."""
        held = _held_on(self.mailboxes, on)
        return held.address if held else None

    def closed(self, on: date) -> bool:
        """Return True if the day ``on`` is after the department's last day."""
        return self.until is not None and self.until < on

    def open(self, on: date) -> bool:
        """Return True if the department existed on the day ``on``."""
        return self.names[0].since <= on and not self.closed(on)


_Dated = TypeVar("_Dated", DepartmentName, Mailbox)


def _held_on(dated: Iterable[_Dated], on: date) -> _Dated | None:
    return max((entry for entry in dated if entry.since <= on), key=lambda entry: entry.since, default=None)
