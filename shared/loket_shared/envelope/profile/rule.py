"""What a rule is."""

from collections.abc import Callable
from typing import NamedTuple

from loket_shared.envelope.profile.record import WireRecord


class Violation(NamedTuple):
    """A rule that a record breaks; the text never repeats what stood in the record."""

    rule: str
    text: str


class ProfileRule(NamedTuple):
    """One demand of the standard.

    A rule about an attribute holds where the attribute is absent: that is another rule's matter.
    """

    name: str
    text: str
    holds: Callable[[WireRecord], bool]


def about(attribute: str, accepts: Callable[[str], object]) -> Callable[[WireRecord], bool]:
    """Return the check that ``attribute``, where present, is one that ``accepts`` finds true."""

    def holds(record: WireRecord) -> bool:
        text = record.attributes.get(attribute)
        return text is None or bool(accepts(text))

    return holds
