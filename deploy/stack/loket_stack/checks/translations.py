"""Whether every English sentence of the screens has its Dutch: ``python -m loket_stack.checks.translations``."""

import sys
from collections.abc import Iterator
from importlib.resources import files

from loket_shared.web.translations import SHARED, missing

_SERVICES = ("loket_intake", "loket_routing", "loket_backoffice", "loket_notifications")


def untranslated() -> Iterator[str]:
    """Yield each sentence that lacks its Dutch, with the package whose template says it."""
    for package in (SHARED, *_SERVICES):
        if files(package).joinpath("templates").is_dir():
            yield from (f"{package}: {sentence}" for sentence in missing(package))


if __name__ == "__main__":
    found = list(untranslated())
    sys.stdout.writelines(f"{line}\n" for line in found)
    sys.exit(1 if found else 0)
