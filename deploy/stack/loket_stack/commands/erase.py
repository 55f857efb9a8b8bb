"""Destroy the keys of a question, as the operator.

Everything sealed about the question becomes unreadable: in every database, on the log, and in every copy of them. A
tombstone with codes and times remains. This cannot be undone.
"""

import argparse

from loket_stack.paths import Paths
from loket_stack.scenarios.api_client import connect_personas
from loket_stack.state import running_stack


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("reference", metavar="REFERENCE", help="the reference of the question, such as KV-2026-000123")
    parser.add_argument("--reason", required=True, help="the reason, for the audit trail")


def run(arguments: argparse.Namespace) -> int:
    """Erase the question."""
    body = {"reference": arguments.reference, "reason": arguments.reason}
    with connect_personas(Paths.of(), running_stack()) as personas:
        erased = personas.person("operator").send("backoffice", "/v1/erasures", body)
    print(f"{erased['reference']} is erased since {erased['erasedAt']}; its keys are gone for good.")
    return 0
