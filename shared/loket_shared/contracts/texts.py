"""Text in the two languages of the desk."""

from typing import Literal

from loket_shared.contracts.model import WireModel

Language = Literal["nl", "en"]


class BilingualText(WireModel):
    """One sentence in Dutch and in English, for a reader."""

    nl: str
    en: str

    def in_language(self, language: Language) -> str:
        """Return the sentence in ``language``."""
        return self.nl if language == "nl" else self.en
