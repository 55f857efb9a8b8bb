"""Verify the audit trails: each service's records, compared with the heads that it published.

An independent client reads the published heads from the log, and the records from each service's database. A trail that
was changed, cut or rewritten does not match; then the exit status is 1.
"""

import argparse
import asyncio
import json
from collections.abc import Sequence

from loket_stack.audit_trails import Trail, render_trails, trails_as_json, verify_trails
from loket_stack.paths import Paths
from loket_stack.state import running_stack


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    acts = parser.add_subparsers(dest="act", metavar="verify", required=True)
    verify = acts.add_parser("verify", help="verify the trails of all services")
    verify.add_argument("--json", action="store_true", help="print one JSON document")


def run(arguments: argparse.Namespace) -> int:
    """Print the verdict on each trail, and return 1 if one is not intact."""
    trails: Sequence[Trail] = asyncio.run(verify_trails(Paths.of(), running_stack()))
    if arguments.json:
        print(json.dumps(trails_as_json(trails), indent=2))
    else:
        print("\n".join(render_trails(trails)))
    return 0 if all(trail.verdict.whole for trail in trails) else 1
