"""Compares the two outcomes of a question for each of the two kinds of reader, and returns the changes.

A changed question has codes only, under a number that reveals nothing.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple, Self

from loket_routing.domain.decide.decision import Decision
from loket_routing.domain.decide.redact import Visibility, redact, redact_route
from loket_routing.domain.departments import covert
from loket_routing.domain.simulation.run import SimulatedDecision, SimulatedQuestion
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.shared_parts import Route

Audience = Literal["open", "full"]
"""``full``: readers who may know of covert participation; ``open``: everybody else (design section 5)."""


class SimulatedOutcome(Route):
    """The route of a question, and whether an officer is asked to confirm it."""

    confirmation_needed: bool

    @classmethod
    def of(cls, decision: SimulatedDecision, sight: Visibility) -> Self:
        """Return the outcome of ``decision``, as the reader may see it."""
        route = redact_route(decision.route, sight)
        return cls(
            lead=route.lead,
            contributors=route.contributors,
            priority=route.priority,
            confirmation_needed=decision.confirmation_needed,
        )


class OutcomePair(NamedTuple):
    """The two outcomes of a simulated question, as one audience sees them."""

    before: SimulatedOutcome
    after: SimulatedOutcome

    @property
    def changed(self) -> bool:
        """True if the outcomes differ for this audience."""
        return self.before != self.after


def sights_by_audience() -> Mapping[Audience, Visibility]:
    """Return what each audience may see."""
    nothing_covert: frozenset[str] = frozenset()
    return {"open": Visibility(nothing_covert, content=True), "full": Visibility(covert(), content=True)}


def audience_of(*, cleared: bool) -> Audience:
    """Return the audience of a reader who is ``cleared`` for covert participation, or not."""
    return "full" if cleared else "open"


def outcomes_by_audience(simulated: SimulatedQuestion) -> Mapping[Audience, OutcomePair]:
    """Return the outcomes of ``simulated`` as each audience sees them."""
    return {
        audience: OutcomePair(SimulatedOutcome.of(simulated.before, sight), SimulatedOutcome.of(simulated.after, sight))
        for audience, sight in sights_by_audience().items()
    }


_SHOWN_FACTS = frozenset(
    {
        "kind",
        "topic",
        "field",
        "partner-type",
        "institution-kind",
        "language",
        "consent-to-share",
        "signal",
        "legal-regime",
    }
)


class CodedFact(WireModel):
    """A fact that a route rests on, without its place in the question."""

    name: str
    value: str


class ChangedQuestion(WireModel):
    """The outcomes of a question before and after, and the facts that they rest on.

    The facts are those that any reader of a decision may see. They contain no text, no time and no name.
    """

    before: SimulatedOutcome
    after: SimulatedOutcome
    facts: tuple[CodedFact, ...]


class ChangedRow(ChangedQuestion):
    """A changed question under its row number; the numbers follow no meaningful order."""

    row: int


class Change(WireModel):
    """A changed question as each kind of reader sees it; ``open`` is None where only covert participation changed."""

    open: ChangedQuestion | None
    full: ChangedQuestion

    @classmethod
    def of(cls, simulated: SimulatedQuestion, seen: Mapping[Audience, OutcomePair]) -> Self | None:
        """Return the change of ``simulated``; None if nothing changed."""
        if not seen["full"].changed:
            return None
        facts = _facts(simulated.before.explained(), simulated.after.explained())
        return cls(
            open=_changed(seen["open"], facts) if seen["open"].changed else None, full=_changed(seen["full"], facts)
        )


def _changed(seen: OutcomePair, facts: tuple[CodedFact, ...]) -> ChangedQuestion:
    return ChangedQuestion(before=seen.before, after=seen.after, facts=facts)


def _facts(*decisions: Decision) -> tuple[CodedFact, ...]:
    anybody = sights_by_audience()["open"]
    found = {(fact.name, fact.value) for decision in decisions for fact in redact(decision, anybody).facts}
    return tuple(CodedFact(name=name, value=value) for name, value in sorted(found) if name in _SHOWN_FACTS)
