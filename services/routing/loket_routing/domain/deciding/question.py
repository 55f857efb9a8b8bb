"""A question as routing keeps it: what a route may rest on, and nothing about the person who asks."""

from typing import Self

from loket_routing.domain.deciding.asked import Asked
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.shared_parts import QuestionContent
from loket_shared.contracts.texts import Language


class Passage(WireModel):
    """A text of the asker and where it stands: ``subject``, ``description`` or ``supplement-2``."""

    place: str
    text: str


class Question(Asked):
    """What is asked, with the codes of the form and the texts, without names."""

    passages: tuple[Passage, ...]

    @classmethod
    def of(cls, content: QuestionContent, language: Language) -> Self:
        """Return the question asked by ``content``; the order in which codes were given is dropped."""
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
        """Return the question with what was added in ``version``; consent None leaves it as it stood."""
        return self.model_copy(
            update={
                "passages": (*self.passages, Passage(place=f"supplement-{version}", text=text)),
                "consent_to_share": self.consent_to_share if consent_to_share is None else consent_to_share,
            }
        )
