"""The minimal rights on Kafka of a service; they follow from its published topics and its subscriptions."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from yaml import safe_dump, safe_load

from loket_shared.broker.topics import audit_heads_topic, dead_letters_topic
from loket_shared.service.runtime import ServiceDefinition


@dataclass(frozen=True)
class KafkaRights:
    """The topics that a service writes and reads, and its consumer group.

    In Kafka's terms: Write on each topic of ``writes``, Read on each of ``reads``, Read on ``group``. Both include
    Describe, which the relay needs to compare its topics with the outbox. Write includes the idempotent producer from
    Kafka 3.0 on (KIP-679); an older broker needs IdempotentWrite on the cluster.
    """

    writes: list[str]
    reads: list[str]
    group: str

    @classmethod
    def of(cls, definition: ServiceDefinition) -> Self:
        """Return the rights of the service ``definition``; it also reads its own audit heads, to verify its trail."""
        heads = audit_heads_topic(definition.group)
        writes = (*definition.publishes, dead_letters_topic(definition.group), heads)
        return cls(
            writes=sorted(str(topic) for topic in writes),
            reads=sorted({heads, *(str(kind.TOPIC) for kind in definition.subscriptions)}),
            group=definition.group,
        )


def read_rights(file: Path) -> dict[str, KafkaRights]:
    """Return the rights in ``file``, by the name of the service."""
    return {name: KafkaRights(**entry) for name, entry in safe_load(file.read_text("utf-8"))["services"].items()}


def rights_document(rights: Mapping[str, KafkaRights]) -> str:
    """Return the text of the file; ``read_rights`` parses it."""
    return safe_dump({"services": {name: asdict(each) for name, each in rights.items()}}, sort_keys=False)
