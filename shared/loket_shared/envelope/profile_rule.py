"""A rule of the profile, and a Kafka record in the form that the rules check: attributes by name, and the data."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

CONTENT_TYPE = "content-type"
PREFIX = "ce_"


class WireRecord(NamedTuple):
    """A parsed record: ``names`` lists each attribute's name as often as it occurs; ``size`` is in bytes."""

    attributes: dict[str, str]
    names: list[str]
    data: bytes
    size: int


def read(headers: Iterable[tuple[str, bytes | None]], value: bytes | None) -> WireRecord:
    """Parse a record without refusing anything; bytes that are not UTF-8 become lone surrogates.

    A header without a value is an absent attribute (CloudEvents 1.0.2, JSON format section 2.2, on null).
    """
    present = [(name, text) for name, text in headers if text is not None]
    named = [
        ("datacontenttype" if name == CONTENT_TYPE else name.removeprefix(PREFIX), text)
        for name, text in present
        if name == CONTENT_TYPE or name.startswith(PREFIX)
    ]
    data = value or b""
    return WireRecord(
        attributes={name: text.decode(errors="surrogateescape") for name, text in named},
        names=[name for name, _ in named],
        data=data,
        size=len(data) + sum(len(name) + len(text) for name, text in present),
    )


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
