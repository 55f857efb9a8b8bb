"""Regenerate the committed files that are derived from the code: the schemas of each event type and version,
asyncapi.yaml, the schema of a rule set's document, the rights of each service on Kafka, and the tables and
diagrams in docs/.
"""

import argparse
import subprocess
import sys
from collections.abc import Mapping

from loket_stack.paths import KAFKA_RIGHTS, PROJECT
from loket_stack.postgres.databases import SERVICES

GENERATORS: Mapping[str, tuple[str, ...]] = {
    "schemas": ("loket_shared.contracts.generate",),
    "rule-set-schema": ("loket_routing.schemas.generate",),
    "kafka-rights": (
        "loket_shared.service.kafka_rights",
        str(KAFKA_RIGHTS),
        *(f"loket_{name}" for name in SERVICES),
    ),
    "docs": ("docs.generators",),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments: none."""


def run(arguments: argparse.Namespace) -> int:
    """Generate, and return the status of the first generator that fails, or 0."""
    generate = ([sys.executable, "-m", *generator] for generator in GENERATORS.values())
    statuses = (subprocess.run(command, cwd=PROJECT, check=False).returncode for command in generate)
    return next(filter(None, statuses), 0)
