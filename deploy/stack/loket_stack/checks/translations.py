"""Checks that every text exists in Dutch and in English: ``python -m loket_stack.checks.translations``.

Screens are written in English with their Dutch in ``locale/nl.po``; mails are two templates each.
"""

import sys
from collections.abc import Iterator
from importlib.resources import files

from loket_shared.web.localization import SHARED, missing

_PACKAGES = (SHARED, "loket_intake", "loket_routing", "loket_backoffice", "loket_notifications")


def untranslated() -> Iterator[str]:
    """Yield each sentence or template without the other language, with its package."""
    for package in _PACKAGES:
        if files(package).joinpath("locale").is_dir():
            yield from (f"{package}: {sentence}" for sentence in missing(package))
        yield from (f"{package}: {name} is there in one language only" for name in _unpaired(package))


def _unpaired(package: str) -> Iterator[str]:
    """Yield the templates that are in only one of the folders ``nl`` and ``en``."""
    folders = [files(package).joinpath("templates", language) for language in ("nl", "en")]
    dutch, english = ({entry.name for entry in folder.iterdir()} if folder.is_dir() else set() for folder in folders)
    yield from sorted(dutch ^ english)


if __name__ == "__main__":
    found = list(untranslated())
    sys.stdout.writelines(f"{line}\n" for line in found)
    sys.exit(1 if found else 0)
