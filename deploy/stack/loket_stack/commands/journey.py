"""Print the journey of one question through all services: its events from the log, its spans from telemetry.

Contribution work is not linked to its question on purpose. It is shown as far as the operator may know of it, so
without covert departments. Only codes, ids and times are shown, never content.
"""

import argparse
import asyncio
import json
import os
import sys

from loket_stack.console import progress
from loket_stack.failures import StackError
from loket_stack.journey.model import journey_of
from loket_stack.journey.render import render_journey
from loket_stack.paths import Paths
from loket_stack.scenarios.api_client import Personas, connect_personas
from loket_stack.state import running_stack
from loket_stack.wire.cloud_event import UnreadableRecord, WireEvent
from loket_stack.wire.log import Log, read_by_time


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("reference", metavar="REFERENCE", help="of the question, such as KV-2026-000123")
    parser.add_argument("--json", action="store_true", help="print one JSON document instead of a tree")


def run(arguments: argparse.Namespace) -> int:
    """Print the journey.

    Raises:
        StackError: no event has this reference.
    """
    paths, stack = Paths.of(), running_stack()
    with connect_personas(paths, stack) as personas:
        requests = known_requests(personas, arguments.reference)
    records = asyncio.run(_records(Log.of(stack)))
    journey = journey_of(arguments.reference, requests, records, paths.telemetry)
    if not journey.events:
        raise StackError(f"nothing is known of {arguments.reference}", "see ./loket events for what there is")
    if "OTEL_EXPORTER_OTLP_ENDPOINT" in os.environ:
        progress("Spans go to a collector; only those that were written to files before are shown.")
    lines = [json.dumps(journey.as_json(), indent=2)] if arguments.json else render_journey(journey)
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 0


async def _records(log: Log) -> list[WireEvent | UnreadableRecord]:
    return await read_by_time(log, [topic for topic in await log.topics() if not topic.endswith(".dead-letters")])


def known_requests(personas: Personas, reference: str) -> list[str]:
    """Return the ids of the requests whose clocks the operator sees: all but those of covert departments."""
    case = personas.person("operator").find("backoffice", f"/v1/cases/{reference}") or {}
    return [str(clock["requestId"]) for clock in case.get("clocks", ()) if clock["requestId"]]
