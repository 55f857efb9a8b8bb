"""The two languages of the pages: Dutch texts for the English ones of the templates, and dates in words.

Dates and times are those of the time zone of the desk.
"""

from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO

from babel import dates
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from loket_shared.contracts.texts import Language
from loket_shared.local_time import DUTCH_TIME

SHARED_PACKAGE = "loket_shared.web"


def catalog(package: str) -> Catalog:
    """Return the Dutch catalogue of ``package``: ``locale/nl.po``."""
    with files(package).joinpath("locale", "nl.po").open("rb") as lines:
        return read_po(lines, locale="nl")


def dutch(package: str) -> Translations:
    """Return the Dutch translations of ``package``, merged with those that all pages share."""
    words = _compiled(catalog(SHARED_PACKAGE))
    words.merge(_compiled(catalog(package)))
    return words


def missing(package: str) -> Iterator[str]:
    """Yield each English sentence in the templates of ``package`` without a Dutch translation."""
    known = {
        message.id
        for part in {SHARED_PACKAGE, package}
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


_AT = {"nl": "d MMMM y 'om' HH:mm 'uur'", "en": "d MMMM y 'at' HH:mm"}
_TO_THE_SECOND = {"nl": "d MMMM y 'om' HH:mm:ss 'uur'", "en": "d MMMM y 'at' HH:mm:ss"}
_LOCALE = {"nl": "nl_NL", "en": "en_GB"}


_REMEMBERED = 4096
"""Moments whose words are kept: the lists show the same ones again and again."""


@lru_cache(_REMEMBERED)
def format_datetime(moment: datetime, language: Language) -> str:
    """Return an aware ``moment`` in words: ``21 november 2026 om 10:30 uur``."""
    return dates.format_datetime(moment.astimezone(DUTCH_TIME), _AT[language], locale=_LOCALE[language])


def format_datetime_seconds(moment: datetime, language: Language) -> str:
    """Return an aware ``moment`` in words with its seconds: ``21 november 2026 om 10:30:05 uur``."""
    return dates.format_datetime(moment.astimezone(DUTCH_TIME), _TO_THE_SECOND[language], locale=_LOCALE[language])


def datetime_attribute(value: date) -> str:
    """Return a date, or an aware time with seconds and offset, for ``<time datetime>`` (HTML, section 2.3.5)."""
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()


def format_date(day: date, language: Language) -> str:
    """Return ``day`` in words: ``zaterdag 21 november 2026``."""
    return dates.format_date(day, "EEEE d MMMM y", locale=_LOCALE[language])
