"""The minimal rights on Kafka of a service; they follow from its published topics and its subscriptions.

``python -m loket_shared.service.kafka_rights [--check] FILE PACKAGE...`` writes the committed rights. Each package is a
service whose module ``main`` holds its ServiceDefinition. ``--check`` fails if the file differs from the code.
"""

import argparse
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Self

from yaml import safe_dump, safe_load

from loket_shared.broker.topics import audit_heads_topic, dead_letters_topic

if TYPE_CHECKING:
    # Who only reads the rights, as the supervisor does, does not load all that a service needs.
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
    def of(cls, definition: "ServiceDefinition") -> Self:
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


_HEADER = """\
# The rights of each service on Kafka, made by ./loket schemas from what it publishes and subscribes to.
# An administrator gives each service's login: Write on each topic of "writes", Read on each of "reads",
# Read on the consumer group "group". Nothing else: no Create, no Delete, no Alter.
"""


def generated(packages: Sequence[str]) -> str:
    """Return the text of the file for the services ``packages``; ``read_rights`` parses it."""
    definitions = [import_module(f"{package}.main").SERVICE for package in packages]
    rights = {each.name: asdict(KafkaRights.of(each)) for each in definitions}
    return _HEADER + safe_dump({"services": rights}, sort_keys=False)


def main() -> None:
    """Write or check the file; exit with 1 if it differs from the code."""
    parser = argparse.ArgumentParser(prog="python -m loket_shared.service.kafka_rights", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("packages", nargs="+", metavar="package")
    parser.add_argument("--check", action="store_true", help="write nothing, fail on a difference")
    arguments = parser.parse_args()
    text = generated(arguments.packages)
    if not arguments.check:
        arguments.file.write_text(text, "utf-8")
    elif not arguments.file.exists() or arguments.file.read_text("utf-8") != text:
        raise SystemExit(f"{arguments.file} differs")


if __name__ == "__main__":
    main()
