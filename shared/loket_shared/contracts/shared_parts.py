"""Values that several events carry."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field

from loket_shared.contracts.model import WireModel
from loket_shared.contracts.texts import BilingualText

Kind = Literal["question", "incident"]
Priority = Literal["normal", "urgent"]
EffectKind = Literal["lead", "contribute", "priority", "answer-by-front-office", "confirm"]
CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
DepartmentCode = Annotated[str, Field(pattern=r"^[A-Z]{2,8}$")]


class Partner(WireModel):
    """An organisation the asker works with, or thinks of working with."""

    name: str
    type: str
    country: CountryCode | None = None
    ror_id: str | None = None
    website: str | None = None


class Institution(WireModel):
    """The knowledge institution that asks; ``kind`` is a code such as ``university``."""

    ror_id: str
    name: BilingualText
    kind: str


class QuestionContent(WireModel):
    """The content of a question, without the person who asks."""

    kind: Kind
    topics: tuple[str, ...]
    subject: str
    description: str
    fields: tuple[str, ...] = ()
    countries: tuple[CountryCode, ...] = ()
    partners: tuple[Partner, ...] = ()
    needed_by: date | None = None
    discussed_with_coordinator: bool | None = None
    consent_to_share: bool
    answers: dict[str, str] = Field(default_factory=dict)
    institution: Institution


class Recipient(WireModel):
    """A person who gets mail about the progress of the question."""

    name: str
    email: str


class Asker(WireModel):
    """The person who asks, the client that submitted the question, and the recipients of its mail.

    ``recipients`` holds the asker, or the person named in ``onBehalfOf``, or the institution's coordinators if a
    machine client named nobody.
    """

    subject: str
    name: str
    email: str | None = None
    recipients: tuple[Recipient, ...] = ()


class Effect(WireModel):
    """The effect of a rule: a lead, a contributor, a priority, an answer by the front office, or a confirmation."""

    kind: EffectKind
    department: DepartmentCode | None = None
    priority: Priority | None = None


class FiredRule(WireModel):
    """A rule whose condition was true, with its reason."""

    id: str
    reason: BilingualText
    effects: tuple[Effect, ...]


class Rejected(WireModel):
    """A department that was considered but does not take part."""

    department: DepartmentCode
    reason: BilingualText


class Fact(WireModel):
    """A fact that the decision is based on, and its source."""

    name: str
    value: str
    source: str


class Route(WireModel):
    """The lead and the contributors; ``RVO`` leads if no department is named."""

    lead: DepartmentCode
    contributors: tuple[DepartmentCode, ...] = ()
    priority: Priority = "normal"


class RankedRoute(Route):
    """A route that an officer may choose, with its confidence and its reason."""

    confidence: float = Field(ge=0, le=1)
    reason: BilingualText


class Meaning(WireModel):
    """The meaning of a fact's code: the name of a signal or a legal regime in its rule set."""

    name: str
    code: str
    text: BilingualText


class RouteDifference(WireModel):
    """The difference between two routes: added and removed departments, the lead and the priority.

    Nothing changed if no department is added or removed and both values of each pair are equal.
    """

    comes_in: tuple[DepartmentCode, ...] = ()
    goes_out: tuple[DepartmentCode, ...] = ()
    lead_before: DepartmentCode
    lead_after: DepartmentCode
    priority_before: Priority
    priority_after: Priority


class RoutingDecision(Route):
    """A route with everything that explains it.

    ``reckoning``, ``lead_explained`` and ``priority_explained`` explain the confidence, the lead and the priority in
    words. ``ranking`` lists the routes that an officer may choose if one must confirm, the likeliest first; no two of
    them look the same without covert departments. ``meanings`` explains the codes in ``facts``.
    """

    confidence: float = Field(ge=0, le=1)
    confidence_in_words: BilingualText | None = None
    confirmation_needed: bool
    fired_rules: tuple[FiredRule, ...]
    rejected: tuple[Rejected, ...] = ()
    facts: tuple[Fact, ...] = ()
    meanings: tuple[Meaning, ...] = ()
    suggestion: Route | None = None
    ranking: tuple[RankedRoute, ...] = ()
    reckoning: tuple[BilingualText, ...] = ()
    lead_explained: tuple[BilingualText, ...] = ()
    priority_explained: tuple[BilingualText, ...] = ()

    @classmethod
    def example(cls) -> Self:
        """Return the decision of the catalogue's examples."""
        return cls(
            lead="EZK",
            contributors=("OCW",),
            confidence=0.9,
            confirmation_needed=False,
            fired_rules=(
                FiredRule(
                    id="3-technology",
                    reason=BilingualText(
                        nl="Samenwerking in een sensitief vakgebied.", en="Collaboration in a sensitive field."
                    ),
                    effects=(Effect(kind="lead", department="EZK"), Effect(kind="contribute", department="OCW")),
                ),
            ),
            facts=(Fact(name="topic", value="collaboration-institution", source="form"),),
        )


class HandMadeRoute(Route):
    """A route that an officer chose, with the reason.

    ``reason_is_open`` is True if the officer was told that everybody who works on the question reads the reason.
    """

    reason: str
    officer: str
    reason_is_open: bool = False

    @classmethod
    def example(cls) -> Self:
        """Return the route of the catalogue's examples."""
        return cls(
            lead="OCW",
            contributors=("BZ",),
            reason="Het gaat vooral om het personeelsbeleid.",
            officer="front-office",
        )
