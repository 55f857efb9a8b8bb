"""The checks on the code list of departments as a whole; each fault is a sentence."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta

from loket_policy.department import Department

_Check = Callable[[Sequence[Department]], Iterator[str]]


def find_faults(entries: Sequence[Department]) -> tuple[str, ...]:
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
    """Yield the reasons why ``successor`` cannot take part: a rule may name it only if it may name ``entry`` (design
    section 5).
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
