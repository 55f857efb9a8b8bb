"""Routes: the departments that take part in a case."""

from dataclasses import dataclass

from loket_shared.contracts.texts import BilingualText

FRONT_OFFICE_CODE = "RVO"


@dataclass(frozen=True, slots=True)
class RuleReason:
    """The reason of a rule that fired, and the departments that the rule adds."""

    text: BilingualText
    departments: frozenset[str]


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding in the question that an open rule rests on, as a text, with its source."""

    text: BilingualText
    source: str


@dataclass(frozen=True, slots=True)
class CaseRoute:
    """The lead and the contributors.

    ``lead`` is None if the front office answers alone. ``covert`` holds the contributors whose participation is itself
    sensitive; a covert department never leads (design section 5).
    """

    lead: str | None = None
    contributors: frozenset[str] = frozenset()
    covert: frozenset[str] = frozenset()
    urgent: bool = False

    @property
    def open_departments(self) -> frozenset[str]:
        """The departments that every reader of the case may know of."""
        return self.contributors | ({self.lead} if self.lead else frozenset())

    @property
    def departments(self) -> frozenset[str]:
        """All departments that take part."""
        return self.open_departments | self.covert

    @property
    def open_part(self) -> tuple[str | None, frozenset[str], bool]:
        """The part of the route that every reader of the case may know."""
        return self.lead, self.contributors, self.urgent


@dataclass(frozen=True, slots=True)
class Choice:
    """A route that an officer may choose if routing is not sure; ``confidence`` runs from 0 to 1."""

    route: CaseRoute
    confidence: float
    reason: BilingualText
