"""The validated code list of departments, with the successor of a closed one on each day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Self

from pydantic import TypeAdapter

from loket_policy.department import Department
from loket_policy.department_faults import find_faults


class DepartmentsError(ValueError):
    """The code list of departments contradicts itself; each fault is a sentence."""


@dataclass(frozen=True)
class Departments:
    """A valid code list of departments; iterating yields its entries in their order.

    Raises:
        DepartmentsError: the entries contradict each other, for instance by a circle of successors.
    """

    entries: tuple[Department, ...]

    def __post_init__(self) -> None:
        faults = find_faults(self.entries)
        if faults:
            raise DepartmentsError("\n".join(faults))

    @classmethod
    def read(cls, data: bytes) -> Self:
        """Return the code list in ``data`` (JSON).

        Raises:
            pydantic.ValidationError: an entry has the wrong form.
            DepartmentsError: the entries contradict each other.
        """
        return cls(_ENTRIES.validate_json(data))

    def __iter__(self) -> Iterator[Department]:
        return iter(self.entries)

    def of(self, code: str) -> Department:
        """Return one department.

        Raises:
            KeyError: no department has this code.
        """
        return self._by_code[code]

    def find(self, name: str, on: date | None = None) -> Department | None:
        """Return the department with this name, code or alias.

        A department that is open on the day ``on`` goes first; without a day, a department without a last day.
        """
        known = [entry for entry in self.entries if name.strip().casefold() in entry.known_as]
        present = (entry for entry in known if (entry.open(on) if on else entry.until is None))
        return next(present, next(iter(known), None))

    def standing_in(self, code: str, on: date) -> str | None:
        """Return the code of the department that takes part for ``code`` on the day ``on``: itself or its last
        successor.

        Returns None if the department is closed and no successor is open.
        """
        entry: Department | None = self.of(code)
        while entry is not None and entry.closed(on):
            entry = self.of(entry.successor) if entry.successor else None
        return entry.code if entry else None

    def closed(self, on: date) -> frozenset[str]:
        """Return the codes of the departments that are closed on the day ``on``."""
        return frozenset(entry.code for entry in self._closing if entry.closed(on))

    @cached_property
    def front_office(self) -> str:
        """The code of the front office."""
        return next(entry.code for entry in self.entries if entry.front_office)

    @cached_property
    def covert(self) -> frozenset[str]:
        """The departments whose participation is sensitive (design section 5), open or closed."""
        return frozenset(entry.code for entry in self.entries if entry.covert)

    @cached_property
    def consultable(self) -> frozenset[str]:
        """All departments except the front office, open or closed."""
        return frozenset(self._by_code) - {self.front_office}

    @cached_property
    def _by_code(self) -> dict[str, Department]:
        return {entry.code: entry for entry in self.entries}

    @cached_property
    def _closing(self) -> tuple[Department, ...]:
        return tuple(entry for entry in self.entries if entry.until is not None)


_ENTRIES = TypeAdapter(tuple[Department, ...])
