"""What forms offer to choose from of the rule set itself."""

from dataclasses import dataclass

from loket_policy.code_options import Options
from loket_routing.domain.editing.document import Document
from loket_routing.domain.facts import ANY
from loket_shared.contracts.texts import Language

_ANY_REGIME = {"nl": "Een wettelijk regime, welk ook", "en": "Any legal regime"}


@dataclass(frozen=True)
class DocumentOptions:
    """The signals and legal regimes of a rule set, by name."""

    signals: Options
    regimes: Options


def document_options(document: Document, language: Language) -> DocumentOptions:
    """Return the names that ``document`` gives, in ``language``."""
    return DocumentOptions(
        signals=[(signal["code"], signal["name"][language]) for signal in document["signals"]],
        regimes=[
            (ANY, _ANY_REGIME[language]),
            *((regime["code"], regime["name"][language]) for regime in document["regimes"]),
        ],
    )
