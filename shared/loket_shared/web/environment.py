"""The template environment of one service in one language."""

from datetime import date, datetime

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from loket_shared.contracts.texts import BilingualText, Language
from loket_shared.text_types import without_direction
from loket_shared.web.date_format import datetime_attribute, format_date, format_datetime, format_datetime_seconds
from loket_shared.web.form_keys import new_form_key
from loket_shared.web.static import StaticFiles
from loket_shared.web.translations import SHARED, dutch


def environment(package: str, language: Language, static: StaticFiles) -> Environment:
    """Return the environment that renders the templates of ``package`` in ``language``.

    An undefined name in a template is an error, and all output is escaped.
    """
    made = Environment(
        loader=ChoiceLoader([PackageLoader(package), PackageLoader(SHARED)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    if language == "nl":
        made.install_gettext_translations(dutch(package), newstyle=True)  # type: ignore[attr-defined]
    else:
        made.install_null_translations(newstyle=True)  # type: ignore[attr-defined]

    def words(text: BilingualText) -> str:
        return text.in_language(language)

    def in_words(moment: datetime) -> str:
        return format_datetime(moment, language)

    def second(moment: datetime) -> str:
        return format_datetime_seconds(moment, language)

    def day(value: date) -> str:
        return format_date(value, language)

    made.globals.update(static=static.address, language=language, new_form_key=new_form_key)
    made.filters.update(words=words, moment=in_words, second=second, day=day)
    made.filters.update(for_machines=datetime_attribute, without_direction=without_direction)
    return made
