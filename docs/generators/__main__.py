"""``python -m docs.generators [--check]``: the generated documents.

Without the option the files are written; ``--check`` fails where one differs from the code.
"""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

from docs.generators.commands import commands_page
from docs.generators.events import events_page
from docs.generators.states import states_page

FOLDER = Path(__file__).parents[1]
PAGES: Mapping[str, Callable[[], str]] = {
    "commands.md": commands_page,
    "events.md": events_page,
    "states.md": states_page,
}


def main() -> None:
    """Write or check the files, as the command line says; exit with 1 and their names where they differ."""
    parser = argparse.ArgumentParser(prog="python -m docs.generators", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail on a difference")
    check = parser.parse_args().check
    pages = {FOLDER / name: page() for name, page in PAGES.items()}
    stale = [file for file, text in pages.items() if not file.exists() or file.read_text("utf-8") != text]
    if not check:
        for file in stale:
            file.write_text(pages[file], "utf-8")
    elif stale:
        raise SystemExit("\n".join(f"docs/{file.name} differs from the code: run ./loket schemas" for file in stale))


if __name__ == "__main__":
    main()
