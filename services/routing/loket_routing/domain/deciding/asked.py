"""What was asked, in the codes of the form: all that a route may rest on beside the words of the texts."""

from datetime import date

from loket_shared.contracts.model import WireModel
from loket_shared.contracts.shared_parts import Kind
from loket_shared.contracts.texts import Language


class Asked(WireModel):
    """The codes of one version of a question; nothing about the person who asks.

    ``countries`` holds those of the question and of its partners; they count only inside a legal
    regime (domain description section 5).
    """

    kind: Kind
    topics: tuple[str, ...]
    fields: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    partner_types: tuple[str, ...] = ()
    institution_kind: str
    language: Language
    needed_by: date | None = None
    consent_to_share: bool

    @property
    def is_incident(self) -> bool:
        """Whether something happened: by kind, or by topic."""
        return self.kind == "incident" or "incident" in self.topics
