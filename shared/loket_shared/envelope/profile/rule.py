"""The types of rules and violations."""

from collections.abc import Callable
from typing import NamedTuple

from loket_shared.envelope.profile.record import WireRecord


class Violation(NamedTuple):
    """A broken rule; the text never repeats the record's content."""

    rule: str
    text: str


class ProfileRule(NamedTuple):
    """One demand of the standard.

    A rule about an attribute holds if the attribute is absent: another rule requires it.
    """

    name: str
    text: str
    holds: Callable[[WireRecord], bool]


def about(attribute: str, accepts: Callable[[str], object]) -> Callable[[WireRecord], bool]:
    """Return a check that holds if ``attribute`` is absent or ``accepts`` returns true for it."""

    def holds(record: WireRecord) -> bool:
        text = record.attributes.get(attribute)
        return text is None or bool(accepts(text))

    return holds
