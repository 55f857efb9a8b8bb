"""Facts as JSON, and the compartment under which each kind lies sealed (design section 5)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated

from pydantic import Field, TypeAdapter

from loket_backoffice.domain import facts
from loket_shared.contracts.compartments import Compartment

AnyFact = Annotated[
    facts.Submitted
    | facts.Supplemented
    | facts.Withdrawn
    | facts.RouteDecided
    | facts.LeftUnrouted
    | facts.RouteConfirmed
    | facts.Rerouted
    | facts.CoordinationStarted
    | facts.Assigned
    | facts.InformationRequested
    | facts.MessageFailed
    | facts.MessageArrived
    | facts.ToldByTelephone
    | facts.AnswerSubmitted
    | facts.AnswerReturned
    | facts.Answered
    | facts.Closed
    | facts.Reopened
    | facts.FeedbackGiven
    | facts.Erased,
    Field(discriminator="kind"),
]

_ADAPTER: TypeAdapter[facts.Fact] = TypeAdapter(AnyFact)
_ELSEWHERE: Mapping[str, Compartment] = MappingProxyType(
    dict.fromkeys(["route-decided", "route-confirmed", "rerouted", "assigned"], Compartment.PARTICIPATION)
    | dict.fromkeys(["answered", "answer-returned"], Compartment.ANSWER)
)


def compartment_of(fact: facts.Fact) -> Compartment:
    """Return the compartment whose key seals ``fact``."""
    return _ELSEWHERE.get(fact.kind, Compartment.QUESTION)


def to_json(fact: facts.Fact) -> bytes:
    """Return ``fact`` as JSON."""
    return _ADAPTER.dump_json(fact)


def from_json(payload: bytes) -> facts.Fact:
    """Return the fact that ``payload`` tells.

    Raises:
        pydantic.ValidationError: it tells none that is known here.
    """
    return _ADAPTER.validate_json(payload)
