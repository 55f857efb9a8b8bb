"""``python -m loket_routing.schemas.generate [--check]``: the committed schema of a rule set's document.

Without an option it writes ``rule-set.json``; ``--check`` fails if the file differs from the code.
"""

import argparse
import json
from pathlib import Path

from loket_routing.domain.rule_set.document import rule_set_schema

FILE = Path(__file__).with_name("rule-set.json")


def generated() -> str:
    """Return the text of the file, generated from the code."""
    return json.dumps(rule_set_schema(), indent=2, ensure_ascii=False) + "\n"


def differs(file: Path = FILE) -> bool:
    """Return whether the committed file differs from the code."""
    return not file.exists() or file.read_text("utf-8") != generated()


def main() -> None:
    """Write or check the file, by the command line; exit with 1 if it differs."""
    parser = argparse.ArgumentParser(prog="python -m loket_routing.schemas.generate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail on a difference")
    if not parser.parse_args().check:
        FILE.write_text(generated(), "utf-8")
    elif differs():
        raise SystemExit(f"{FILE.name} differs")


if __name__ == "__main__":
    main()
