"""Run the tests, layer by layer, the quickest first; all layers if none is named, ``quick`` for the first three.

The last line has the numbers of passed, failed and skipped tests; the reasons of skips are above it. Arguments after
``--`` go to pytest.
"""

import argparse
import sys

from loket_stack.console import progress
from loket_stack.failures import StackError
from loket_stack.paths import PROJECT, Paths
from loket_stack.testing import Count, run_layer

QUICK = ("unit", "contract", "architecture")
LAYERS = (*QUICK, "integration", "e2e", "faults")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("layers", nargs="*", metavar="LAYER", help=f"of {', '.join(LAYERS)}, or quick; all by default")
    parser.add_argument("--repeat", type=int, default=1, metavar="N", help="run them N times, until a failure")
    parser.add_argument("--no-skips", action="store_true", help="count a skipped test as a failure")
    parser.set_defaults(passed_on=[])


def run(arguments: argparse.Namespace) -> int:
    """Run the layers and return 0 if nothing failed.

    Raises:
        StackError: there is no such layer.
    """
    if unknown := set(arguments.layers) - {*LAYERS, "quick"}:
        raise StackError(f"no such layer: {', '.join(sorted(unknown))}", f"choose from: quick, {', '.join(LAYERS)}")
    named = {*arguments.layers, *(QUICK if "quick" in arguments.layers else ())}
    total = Count()
    for round_number in range(1, arguments.repeat + 1):
        for layer in (layer for layer in LAYERS if layer in named or not named):
            progress(f"== {layer}" + (f" ({round_number} of {arguments.repeat})" if arguments.repeat > 1 else ""))
            total += run_layer(PROJECT / "tests" / layer, arguments.passed_on, Paths.of())
        if total.failed:
            break
    sys.stdout.write(f"{total.passed} passed, {total.failed} failed, {total.skipped} skipped\n")
    return 1 if total.failed or (arguments.no_skips and total.skipped) else 0
