"""The Dutch texts of the pages; the templates themselves contain English."""

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

SHARED = "loket_shared.web"


def catalog(package: str) -> Catalog:
    """Return the Dutch catalogue of ``package``: ``locale/nl.po``."""
    with files(package).joinpath("locale", "nl.po").open("rb") as lines:
        return read_po(lines, locale="nl")


def dutch(package: str) -> Translations:
    """Return the Dutch translations of ``package``, merged with those that all pages share."""
    words = _compiled(catalog(SHARED))
    words.merge(_compiled(catalog(package)))
    return words


def missing(package: str) -> Iterator[str]:
    """Yield each English sentence in the templates of ``package`` without a Dutch translation."""
    known = {
        message.id
        for part in {SHARED, package}
        for message in catalog(part)
        if message.id and message.string and not message.fuzzy  # pages do not use fuzzy messages
    }
    for template in _templates(package):
        with template.open("rb") as text:
            for _, found, _, _ in extract("jinja2.ext:babel_extract", text, options={"newstyle_gettext": "true"}):
                if found not in known:
                    yield str(found)


def _compiled(messages: Catalog) -> Translations:
    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return Translations(compiled)


def _templates(package: str) -> Iterator[Traversable]:
    waiting = [files(package).joinpath("templates")]
    while waiting:
        for entry in waiting.pop().iterdir():
            if entry.is_dir():
                waiting.append(entry)
            elif entry.name.endswith(".html"):
                yield entry
