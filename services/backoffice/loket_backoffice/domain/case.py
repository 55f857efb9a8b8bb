"""A case: its facts in the order in which they were recorded, and its contribution requests."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from loket_backoffice.domain.contributions import ContributionRequest
from loket_backoffice.domain.facts import (
    Answered,
    CaseFact,
    Closed,
    CoordinationStarted,
    Rerouted,
    RouteDecided,
    Submitted,
    Supplemented,
    Withdrawn,
)

F = TypeVar("F", bound=CaseFact)


@dataclass(frozen=True)
class Case:
    """Everything recorded about one question."""

    facts: tuple[CaseFact, ...] = ()
    requests: tuple[ContributionRequest, ...] = ()

    def with_fact(self, fact: CaseFact) -> "Case":
        """Return the case once ``fact`` is recorded too."""
        return replace(self, facts=(*self.facts, fact))

    def with_request(self, request: ContributionRequest) -> "Case":
        """Return the case with ``request`` added, or in the place of its earlier version."""
        others = tuple(other for other in self.requests if other.id != request.id)
        return replace(self, requests=(*others, request))

    def facts_of(self, kind: type[F]) -> list[F]:
        """Return all facts of ``kind``, in the order they were recorded."""
        return [fact for fact in self.facts if isinstance(fact, kind)]

    def last_fact(self, *kinds: type[CaseFact]) -> CaseFact | None:
        """Return the fact of these kinds that was recorded last."""
        return next((fact for fact in reversed(self.facts) if isinstance(fact, kinds)), None)

    def facts_since(self, *kinds: type[CaseFact]) -> tuple[CaseFact, ...]:
        """Return what was recorded after the last fact of these kinds; nothing where there is none."""
        last = max((place for place, fact in enumerate(self.facts) if isinstance(fact, kinds)), default=len(self.facts))
        return self.facts[last + 1 :]

    @property
    def replies(self) -> tuple[CaseFact, ...]:
        """The messages of the asker since the last answer or closing that nobody has taken up.

        A withdrawal that crossed the answer is a reply too. The order of recording counts: what comes
        in after the answer was not seen by whoever gave it, whenever it was written.
        """
        return tuple(fact for fact in self.facts_since(Answered, Closed) if isinstance(fact, (Supplemented, Withdrawn)))

    @property
    def submitted(self) -> Submitted | None:
        """The submission, once it is known."""
        return next(iter(self.facts_of(Submitted)), None)

    @property
    def consent(self) -> bool:
        """Whether the newest version of the question allows sharing with departments."""
        given = [(s.version, s.consent) for s in self.facts_of(Supplemented) if s.consent is not None]
        first = [(1, self.submitted.consent)] if self.submitted else []
        return max(first + given, default=(0, False))[1]

    @property
    def departments_took_part(self) -> bool:
        """Whether an open department was ever asked; a covert department only joins such a case."""
        return bool(self.facts_of(CoordinationStarted))

    @property
    def outstanding(self) -> tuple[ContributionRequest, ...]:
        """The requests that departments still have to deliver or decline."""
        return tuple(request for request in self.requests if request.is_outstanding)


def open_facts(case: Case) -> Iterator[CaseFact]:
    """Yield the facts that change something for every reader.

    A decision that looks in the open like what holds already is left out: routing tells every
    decision, and one that changed covert participation alone must not stand out among them.
    """
    shown = None
    for fact in case.facts:
        if isinstance(fact, RouteDecided):
            looks_like = (fact.route.open_part, fact.confirmation_needed)
            if looks_like == shown:
                continue
            shown = looks_like
        elif isinstance(fact, Rerouted):
            shown = (fact.route.open_part, False)
        yield fact


def version_of(case: Case) -> int:
    """Return the case's version, the same for every reader; requests and the answer have their own."""
    return sum(1 for _ in open_facts(case))
