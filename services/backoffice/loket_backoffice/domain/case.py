"""A case: its facts in the order in which they were recorded, and its contribution requests."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar, cast

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
        """Return the case with ``fact`` recorded."""
        return replace(self, facts=(*self.facts, fact))

    def with_request(self, request: ContributionRequest) -> "Case":
        """Return the case with ``request`` added, or with it instead of its earlier version."""
        others = tuple(other for other in self.requests if other.id != request.id)
        return replace(self, requests=(*others, request))

    @cached_property
    def _by_kind(self) -> Mapping[type[CaseFact], Sequence[CaseFact]]:
        """The facts by their kind: the state and the clocks ask for many kinds, and a case has few."""
        facts = defaultdict[type[CaseFact], list[CaseFact]](list)
        for fact in self.facts:
            facts[type(fact)].append(fact)
        return dict(facts)

    def has_fact(self, *kinds: type[CaseFact]) -> bool:
        """Return whether a fact of these kinds was recorded."""
        return not self._by_kind.keys().isdisjoint(kinds)

    def facts_of(self, kind: type[F]) -> Sequence[F]:
        """Return all facts of ``kind``, in the order they were recorded."""
        return cast(Sequence[F], self._by_kind.get(kind, ()))

    def last_fact(self, *kinds: type[CaseFact]) -> CaseFact | None:
        """Return the fact of these kinds that was recorded last."""
        if not self.has_fact(*kinds):
            return None
        return next(fact for fact in reversed(self.facts) if isinstance(fact, kinds))

    def facts_since(self, *kinds: type[CaseFact]) -> tuple[CaseFact, ...]:
        """Return the facts after the last fact of these kinds; none if there is no such fact."""
        if not self.has_fact(*kinds):
            return ()
        last = max(place for place, fact in enumerate(self.facts) if isinstance(fact, kinds))
        return self.facts[last + 1 :]

    @property
    def replies(self) -> tuple[CaseFact, ...]:
        """The asker's messages since the last answer or closing that nobody has handled.

        A withdrawal that crossed the answer is a reply too. The order of recording counts: the author of the answer did
        not see a message that came in later, whenever it was written.
        """
        return tuple(fact for fact in self.facts_since(Answered, Closed) if isinstance(fact, (Supplemented, Withdrawn)))

    @cached_property
    def submitted(self) -> Submitted | None:
        """The submission; None if it is not known yet."""
        return next(iter(self.facts_of(Submitted)), None)

    @cached_property
    def consent(self) -> bool:
        """The asker's consent, by the newest version of the question, to sharing it with departments."""
        given = [(s.version, s.consent) for s in self.facts_of(Supplemented) if s.consent is not None]
        first = [(1, self.submitted.consent)] if self.submitted else []
        return max(first + given, default=(0, False))[1]

    @property
    def departments_took_part(self) -> bool:
        """True if an open department was ever asked; a covert department only joins such a case."""
        return self.has_fact(CoordinationStarted)

    @property
    def outstanding(self) -> tuple[ContributionRequest, ...]:
        """The requests that departments still have to deliver or decline."""
        return tuple(request for request in self.requests if request.is_outstanding)


def open_facts(case: Case) -> Iterator[CaseFact]:
    """Yield the facts that change something for every reader.

    A decision whose open part equals the route in force is left out. Routing publishes every decision, and one that
    changes covert participation alone must not stand out.
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
