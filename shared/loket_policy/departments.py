"""The checked code list of departments, with the successor of a closed one on each day."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Self

from pydantic import TypeAdapter

from loket_policy.department import Department


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
        faults = _find_faults(self.entries)
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
        """The departments whose participation is sensitive (docs/architecture.md#confidentiality), open or closed."""
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


_Check = Callable[[Sequence[Department]], Iterator[str]]


def _find_faults(entries: Sequence[Department]) -> tuple[str, ...]:
    """Return every fault of the code list; empty if the list is valid."""
    return tuple(fault for check in _CHECKS for fault in check(entries))


def _codes_are_given_once(entries: Sequence[Department]) -> Iterator[str]:
    yield from (f"the code {code} is given twice" for code in _twice(entry.code for entry in entries))


def _names_tell_apart(entries: Sequence[Department]) -> Iterator[str]:
    """Refuse a name that two open departments have; a closed department may pass on its name."""
    names = _twice(name for entry in entries if entry.until is None for name in entry.known_as)
    yield from (f"two departments are known as '{name}'" for name in sorted(names))


def _dates_follow_each_other(entries: Sequence[Department]) -> Iterator[str]:
    for entry in entries:
        for dates in ([name.since for name in entry.names], [mailbox.since for mailbox in entry.mailboxes]):
            if dates != sorted(set(dates)):
                yield f"the names and mailboxes of {entry.code} do not each begin on a later day"
        if entry.until is not None and entry.until < entry.names[-1].since:
            yield f"{entry.code} closes before its last name begins"


def _one_front_office(entries: Sequence[Department]) -> Iterator[str]:
    offices = [entry for entry in entries if entry.front_office]
    if len(offices) != 1:
        yield "there is exactly one front office"
    if any(office.covert or office.until for office in offices):
        yield "the front office is neither covert nor closed"


def _successors_fit(entries: Sequence[Department]) -> Iterator[str]:
    by_code = {entry.code: entry for entry in entries}
    for entry in entries:
        if entry.successor is None:
            continue
        successor = by_code.get(entry.successor)
        if entry.until is None:
            yield f"{entry.code} has a successor and no last day"
        elif successor is None:
            yield f"{entry.code} is followed by {entry.successor}, which does not exist"
        else:
            yield from _misfits(entry, successor)
            if entry.until + timedelta(days=1) < successor.names[0].since:
                yield f"{entry.code} is followed by {successor.code}, which begins only later"


def _misfits(entry: Department, successor: Department) -> Iterator[str]:
    """Yield the reasons why ``successor`` cannot take part: a rule may name it only if it may name ``entry``
    (docs/architecture.md#confidentiality).
    """
    if successor.front_office:
        yield f"{entry.code} is followed by the front office: leave the successor out"
    if successor.covert != entry.covert:
        yield f"{entry.code} is followed by {successor.code}: either both are covert or neither"


def _no_circle_of_successors(entries: Sequence[Department]) -> Iterator[str]:
    successors = {entry.code: entry.successor for entry in entries}
    for code in successors:
        seen = [code]
        while (following := successors.get(seen[-1])) and following not in seen:
            seen.append(following)
        if following == code:
            yield f"successors go round in a circle: {' -> '.join((*seen, code))}"


def _twice(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


_CHECKS: tuple[_Check, ...] = (
    _codes_are_given_once,
    _names_tell_apart,
    _dates_follow_each_other,
    _one_front_office,
    _successors_fit,
    _no_circle_of_successors,
)
