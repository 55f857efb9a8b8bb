"""The facts that are recorded about a case. A case *is* its facts; state, clocks and views are derived.

Facts come from different topics in any order. So each fact is recorded as it comes and is complete by itself; ``at`` is
the time of the event, not of its recording (design section 2).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from loket_backoffice.domain.routes import CaseRoute, Choice, Finding, RuleReason
from loket_shared.contracts.texts import BilingualText


@dataclass(frozen=True, kw_only=True)
class CaseFact:
    """An event in the life of a case at ``at`` (UTC); ``kind`` is its name in the database."""

    at: datetime
    kind: str


@dataclass(frozen=True, kw_only=True)
class HumanAct(CaseFact):
    """An action of an officer; ``actor`` is the officer's subject."""

    actor: str


@dataclass(frozen=True, kw_only=True)
class Submitted(CaseFact):
    """The asker submitted the question."""

    consent: bool
    kind: Literal["submitted"] = "submitted"


@dataclass(frozen=True, kw_only=True)
class Supplemented(CaseFact):
    """The asker added something; ``version`` is the question's from then on."""

    version: int
    text: str
    consent: bool | None = None
    kind: Literal["supplemented"] = "supplemented"


@dataclass(frozen=True, kw_only=True)
class Withdrawn(CaseFact):
    """The asker withdrew the question."""

    reason: str | None = None
    kind: Literal["withdrawn"] = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class RouteDecided(CaseFact):
    """Routing decided or revised, having seen ``question_version`` of the question.

    ``applies`` is False for a proposal. ``confidence`` runs from 0 to 1; ``explained`` explains the confidence, the
    lead and the priority; ``ranking`` holds the routes to choose from, the likeliest first.
    """

    question_version: int
    route: CaseRoute
    confirmation_needed: bool
    applies: bool = True
    rule_set_version: str = ""
    confidence: float = 1.0
    confidence_in_words: BilingualText | None = None
    reasons: tuple[RuleReason, ...] = ()
    explained: tuple[BilingualText, ...] = ()
    findings: tuple[Finding, ...] = ()
    ranking: tuple[Choice, ...] = ()
    kind: Literal["route-decided"] = "route-decided"


@dataclass(frozen=True, kw_only=True)
class LeftUnrouted(CaseFact):
    """Routing was silent for too long; the front office takes the question."""

    kind: Literal["left-unrouted"] = "left-unrouted"


@dataclass(frozen=True, kw_only=True)
class RouteConfirmed(HumanAct):
    """An officer confirmed the decision taken at ``decided_at``."""

    decided_at: datetime
    reason: str = ""
    kind: Literal["route-confirmed"] = "route-confirmed"


@dataclass(frozen=True, kw_only=True)
class Rerouted(HumanAct):
    """An officer chose the route in the open; ``reason`` is read by everybody on the case.

    Only the requests name covert departments, so ``route.covert`` is empty. If the choice was about a proposal,
    ``accepts`` or ``refuses`` is the moment of that decision; a refusal keeps the route as it is. ``hurries``: the
    officer only made the case urgent.
    """

    route: CaseRoute
    reason: str
    accepts: datetime | None = None
    refuses: datetime | None = None
    hurries: bool = False
    kind: Literal["rerouted"] = "rerouted"


@dataclass(frozen=True, kw_only=True)
class CoordinationStarted(CaseFact):
    """The first open department was asked, so the longer term applies."""

    kind: Literal["coordination-started"] = "coordination-started"


@dataclass(frozen=True, kw_only=True)
class Assigned(HumanAct):
    """An officer took the case, or was given it."""

    assignee: str
    kind: Literal["assigned"] = "assigned"


@dataclass(frozen=True, kw_only=True)
class InformationRequested(HumanAct):
    """An officer asked the asker for something; the desk waits."""

    text: str
    kind: Literal["information-requested"] = "information-requested"


@dataclass(frozen=True, kw_only=True)
class MessageFailed(CaseFact):
    """A mail to the asker could not be delivered, which was known at ``at``; ``written_at`` is when it was made.

    ``occasion`` is the kind of the notification; empty in facts of an earlier release.
    """

    delivery_id: UUID
    occasion: str = ""
    written_at: datetime | None = None
    kind: Literal["message-failed"] = "message-failed"


@dataclass(frozen=True, kw_only=True)
class MessageArrived(CaseFact):
    """A failed mail was sent again and delivered."""

    delivery_id: UUID
    kind: Literal["message-arrived"] = "message-arrived"


@dataclass(frozen=True, kw_only=True)
class ToldByTelephone(HumanAct):
    """An officer told the asker by telephone what an undelivered mail said."""

    kind: Literal["told-by-telephone"] = "told-by-telephone"


@dataclass(frozen=True, kw_only=True)
class AnswerSubmitted(HumanAct):
    """An officer submitted the answer for approval."""

    kind: Literal["answer-submitted"] = "answer-submitted"


@dataclass(frozen=True, kw_only=True)
class AnswerReturned(HumanAct):
    """The second officer sent the answer back with a remark."""

    remark: str
    kind: Literal["answer-returned"] = "answer-returned"


@dataclass(frozen=True, kw_only=True)
class Answered(HumanAct):
    """The second officer approved the answer, and it was sent."""

    text: str
    kind: Literal["answered"] = "answered"


@dataclass(frozen=True, kw_only=True)
class Closed(HumanAct):
    """An officer closed the case."""

    kind: Literal["closed"] = "closed"


@dataclass(frozen=True, kw_only=True)
class Reopened(HumanAct):
    """An officer reopened an answered or closed case."""

    reason: str
    kind: Literal["reopened"] = "reopened"


@dataclass(frozen=True, kw_only=True)
class FeedbackGiven(CaseFact):
    """The asker said whether the answer helped."""

    helpful: bool
    text: str | None = None
    kind: Literal["feedback-given"] = "feedback-given"


@dataclass(frozen=True, kw_only=True)
class Erased(CaseFact):
    """The keys of the question are destroyed; a tombstone of codes and times remains."""

    kind: Literal["erased"] = "erased"
