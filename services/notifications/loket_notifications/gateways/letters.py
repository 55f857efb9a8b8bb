"""The texts of the letters, from ``templates/<language>/<occasion>.txt``."""

from dataclasses import asdict

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape

from loket_notifications.domain.letter import Letter, LetterFacts
from loket_notifications.domain.occasions import Occasion
from loket_shared.contracts.texts import Language

_TEXTS = Environment(
    loader=PackageLoader("loket_notifications", "templates"),
    undefined=StrictUndefined,
    autoescape=select_autoescape(default=False),
    keep_trailing_newline=True,
)


def template_of(occasion: Occasion, language: Language) -> Template:
    """Return the text for ``occasion`` in ``language``."""
    return _TEXTS.get_template(f"{language}/{occasion}.txt")


def write(facts: LetterFacts) -> Letter:
    """Return the letter that ``facts`` ask for; the first line of a text is its subject."""
    subject, _, body = template_of(facts.occasion, facts.language).render(asdict(facts)).partition("\n")
    return Letter(subject.strip(), body.strip() + "\n")
