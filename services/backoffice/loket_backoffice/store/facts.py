"""The facts of cases at rest: each is sealed whole, under the key of its compartment."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated
from uuid import UUID

from pydantic import Field, TypeAdapter

from loket_backoffice.domain import facts
from loket_backoffice.domain.facts import CaseFact
from loket_backoffice.store.seals import Content, case_key
from loket_shared.contracts.compartments import Compartment
from loket_shared.unit_of_work import Place

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

_FACT: TypeAdapter[CaseFact] = TypeAdapter(AnyFact)
_COMPARTMENTS: Mapping[str, Compartment] = MappingProxyType(
    dict.fromkeys(["route-decided", "route-confirmed", "rerouted", "assigned"], Compartment.PARTICIPATION)
    | dict.fromkeys(["answered", "answer-returned"], Compartment.ANSWER)
)


def content_of_fact(case_id: UUID, row_id: UUID, fact: CaseFact) -> Content:
    """Return ``fact``, to be sealed for its row."""
    key = case_key(case_id, _COMPARTMENTS.get(fact.kind, Compartment.QUESTION))
    return Content(_FACT.dump_json(fact), key, place_of_fact(row_id))


def place_of_fact(row_id: UUID) -> Place:
    """Return the place of a fact."""
    return Place("case_facts", row_id, "payload")


def read_fact(payload: bytes) -> CaseFact:
    """Return the fact in an opened payload."""
    return _FACT.validate_json(payload)
