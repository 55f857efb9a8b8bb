"""The text of a message, from a template."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape

from loket_notifications.domain.message import MessageFacts, MessageText
from loket_notifications.domain.notification import NotificationKind
from loket_shared.contracts.texts import Language

_TEMPLATES = Environment(
    loader=PackageLoader("loket_notifications", "templates"),
    undefined=StrictUndefined,
    autoescape=select_autoescape(default=False),
    keep_trailing_newline=True,
)


@cache
def template_of(kind: NotificationKind, language: Language) -> Template:
    """Return the template of ``kind`` in ``language``."""
    return _TEMPLATES.get_template(f"{language}/{kind}.txt")


def render_text(facts: MessageFacts) -> MessageText:
    """Return the text with these facts; the first line of a template is its subject."""
    subject, _, body = template_of(facts.kind, facts.language).render(vars(facts)).partition("\n")
    return MessageText(subject.strip(), body.strip() + "\n")
