"""The base of every event: a type, a topic, a key, clear fields and sealed parts."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, ClassVar, NamedTuple, Self
from uuid import UUID

from pydantic import Field

from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.topics import RESOURCES, Topic

Reference = Annotated[str, Field(pattern=r"^KV-\d{4}-\d{6,}$", examples=["KV-2026-000123"])]
"""The public name of a question; it travels as the ``subject`` attribute, never in the data."""

SIGNATURE_FORMAT = "nl.kennisveiligheid.event-signature.v1"
"""Part of the signed content of an event; a signature is valid for nothing else."""


@dataclass(frozen=True)
class Sealed:
    """Marks a field whose whole value is sealed under the key of ``compartment``.

    An ``optional`` part may be absent. Any other part is None only for a reader without its compartment.
    """

    compartment: Compartment
    optional: bool = False


class SealedPart(NamedTuple):
    """A sealed field of a type of event, with its ``name`` on the wire."""

    field: str
    name: str
    compartment: Compartment
    optional: bool


class Event(WireModel, ABC):
    """A fact that one service publishes and others may act on.

    A field marked ``Annotated[Part | None, Sealed(...)] = None`` is a sealed part. The publisher always fills it,
    unless it is optional. A reader finds None if its grant lacks that compartment. All other fields travel in the clear
    and must obey the table "what may stand in the clear".
    """

    TYPE: ClassVar[str]
    TOPIC: ClassVar[Topic]
    CLASSIFICATION: ClassVar[str] = "vertrouwelijk"
    LINKED: ClassVar[bool] = True
    """False: the event has its own trace, no correlation and no causation, so nothing leads back to the question."""

    @property
    @abstractmethod
    def key(self) -> UUID:
        """The aggregate whose events stay in order: the Kafka key and the scope of the sequence."""

    @property
    def topic(self) -> str:
        """The Kafka topic of this event."""
        return self.TOPIC

    @property
    def subject(self) -> str:
        """The CloudEvents ``subject``: the question's reference, or else the key."""
        return str(self.key)

    @property
    def resource(self) -> str | None:
        """The path at the publishing service of the details, which a reader gets with its own rights; None if there is
        none.
        """
        return f"/v1/{RESOURCES[self.TOPIC]}/{self.subject}" if self.TOPIC in RESOURCES else None

    def key_name(self, compartment: Compartment) -> KeyName:
        """Return the name of the data key that seals this event's part for ``compartment``.

        Raises:
            LookupError: this event has no sealed parts.
        """
        raise LookupError(compartment)

    @classmethod
    def sealed_parts(cls) -> dict[str, Compartment]:
        """Return the sealed fields of this type with their compartments, in declaration order."""
        return {part.field: part.compartment for part in parts_of(cls)}

    @classmethod
    def required_parts(cls) -> dict[str, Compartment]:
        """Return the ``sealed_parts`` that every event of this type has."""
        return {part.field: part.compartment for part in parts_of(cls) if not part.optional}

    def clear_data(self) -> dict[str, Any]:
        """Return the data that travels in the clear, as JSON values under their wire names."""
        sealed = {part.field for part in parts_of(type(self))}
        return self.model_dump(mode="json", exclude=sealed | self.attribute_fields())

    @classmethod
    def wire_name(cls, field: str) -> str:
        """Return the name that a field has on the wire."""
        return cls.model_fields[field].alias or field

    @classmethod
    def attribute_fields(cls) -> set[str]:
        """Return the fields that travel as CloudEvents attributes instead of data."""
        return set()

    @classmethod
    def from_attributes(cls, subject: str) -> dict[str, Any]:
        """Return the values of ``attribute_fields`` in a received ``subject``."""
        return {}

    @classmethod
    @abstractmethod
    def example(cls) -> Self:
        """Return a valid instance for the catalogue, the schemas and the tests."""


@cache
def parts_of(kind: type[Event]) -> tuple[SealedPart, ...]:
    """Return the sealed parts of a type, in declaration order."""
    return tuple(
        SealedPart(name, kind.wire_name(name), mark.compartment, mark.optional)
        for name, field in kind.model_fields.items()
        for mark in field.metadata
        if isinstance(mark, Sealed)
    )
