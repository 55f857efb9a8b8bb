"""A question in codes and texts: all that a route may rest on, and nothing about the asker."""

from datetime import date
from typing import Self

from loket_shared.contracts.model import WireModel
from loket_shared.contracts.shared_parts import Kind, QuestionContent
from loket_shared.contracts.texts import Language


class QuestionCodes(WireModel):
    """The codes of one version of a question; nothing about the person who asks.

    ``countries`` holds those of the question and of its partners; they count only in legal regimes
    (domain description section 5).
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
        """True if the question reports an incident, by its kind or by a topic."""
        return self.kind == "incident" or "incident" in self.topics


class Passage(WireModel):
    """A text of the asker and its place: ``subject``, ``description`` or ``supplement-2``."""

    place: str
    text: str


class Question(QuestionCodes):
    """A question with the codes of the form and the texts, without names."""

    passages: tuple[Passage, ...]

    @classmethod
    def of(cls, content: QuestionContent, language: Language) -> Self:
        """Return the question of ``content``; the order of its codes is dropped."""
        partner_countries = {partner.country for partner in content.partners if partner.country}
        return cls(
            kind=content.kind,
            topics=tuple(sorted(set(content.topics))),
            passages=(
                Passage(place="subject", text=content.subject),
                Passage(place="description", text=content.description),
            ),
            fields=tuple(sorted(set(content.fields))),
            countries=tuple(sorted({*content.countries, *partner_countries})),
            partner_types=tuple(sorted({partner.type for partner in content.partners})),
            institution_kind=content.institution.kind,
            language=language,
            needed_by=content.needed_by,
            consent_to_share=content.consent_to_share,
        )

    def supplemented(self, version: int, text: str, consent_to_share: bool | None) -> Self:
        """Return the question with the supplement of ``version``; consent None leaves the consent as it was."""
        return self.model_copy(
            update={
                "passages": (*self.passages, Passage(place=f"supplement-{version}", text=text)),
                "consent_to_share": self.consent_to_share if consent_to_share is None else consent_to_share,
            }
        )
