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
    """Everything asked, without the person who asks."""

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
    """Somebody who is told by mail how the question stands."""

    name: str
    email: str


class Asker(WireModel):
    """The person who asks, the client that handed in, and who is to be told.

    ``recipients`` holds the asker, or the person named in ``onBehalfOf``, or the institution's
    coordinators where a machine client named nobody.
    """

    subject: str
    name: str
    email: str | None = None
    recipients: tuple[Recipient, ...] = ()


class Effect(WireModel):
    """What a rule brings about: a lead, a contributor, a priority, or the front office."""

    kind: EffectKind
    department: DepartmentCode | None = None
    priority: Priority | None = None


class FiredRule(WireModel):
    """A rule whose condition held, with its reason."""

    id: str
    reason: BilingualText
    effects: tuple[Effect, ...]


class Rejected(WireModel):
    """A department that was considered and does not take part."""

    department: DepartmentCode
    reason: BilingualText


class Fact(WireModel):
    """Something the decision rests on and where it came from."""

    name: str
    value: str
    source: str


class Route(WireModel):
    """Who leads and who contributes; ``RVO`` leads where no department is named."""

    lead: DepartmentCode
    contributors: tuple[DepartmentCode, ...] = ()
    priority: Priority = "normal"


class RankedRoute(Route):
    """A route that an officer may choose, how sure it is and what speaks for it."""

    confidence: float = Field(ge=0, le=1)
    reason: BilingualText


class Meaning(WireModel):
    """What the code of a fact means, in words: of a signal or a legal regime, as its rule set called it."""

    name: str
    code: str
    text: BilingualText


class RouteDifference(WireModel):
    """What changed between two routes: who comes in and who goes out, who leads, and the priority.

    Nothing changed where nobody comes in or goes out and both halves of each pair are the same.
    """

    comes_in: tuple[DepartmentCode, ...] = ()
    goes_out: tuple[DepartmentCode, ...] = ()
    lead_before: DepartmentCode
    lead_after: DepartmentCode
    priority_before: Priority
    priority_after: Priority


class RoutingDecision(Route):
    """A route with everything that explains it.

    ``reckoning``, ``lead_explained`` and ``priority_explained`` say in words how the confidence, the lead
    and the priority came about. ``ranking``: where an officer has to confirm, the routes to choose from,
    the likeliest first; no two of them look the same without covert departments. ``meanings`` names
    the codes that stand in ``facts``.
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

    ``reason_is_open``: the officer was told that everybody who works on the question reads it.
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
