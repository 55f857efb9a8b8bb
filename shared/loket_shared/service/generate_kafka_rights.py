"""``python -m loket_shared.service.generate_kafka_rights [--check] FILE PACKAGE...``: the committed rights on Kafka.

Each package is a service whose module ``main`` holds its ServiceDefinition. Without the option the file is written;
``--check`` fails if the file differs from the code.
"""

import argparse
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from loket_shared.service.kafka_rights import KafkaRights, rights_document

_HEADER = """\
# The rights of each service on Kafka, made by ./loket schemas from what it publishes and subscribes to.
# An administrator gives each service's login: Write on each topic of "writes", Read on each of "reads",
# Read on the consumer group "group". Nothing else: no Create, no Delete, no Alter.
"""


def generated(packages: Sequence[str]) -> str:
    """Return the text of the file for the services ``packages``."""
    definitions = [import_module(f"{package}.main").SERVICE for package in packages]
    return _HEADER + rights_document({each.name: KafkaRights.of(each) for each in definitions})


def main() -> None:
    """Write or check the file; exit with 1 if it differs from the code."""
    parser = argparse.ArgumentParser(prog="python -m loket_shared.service.generate_kafka_rights", description=__doc__)
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
