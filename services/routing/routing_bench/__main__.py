"""``python -m routing_bench --rounds N --seconds S``: prints the measurements as one JSON document."""

import argparse
import json
import sys

from routing_bench.measure import measure


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="routing_bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="number of rounds (%(default)s)")
    parser.add_argument("--seconds", type=float, default=8.0, help="seconds of each round (%(default)s)")
    arguments = parser.parse_args()
    measured = measure(arguments.rounds, arguments.seconds)
    document = measured._asdict() | {"rounds": [one._asdict() for one in measured.rounds]}
    sys.stdout.write(json.dumps(document) + "\n")


if __name__ == "__main__":
    main()
