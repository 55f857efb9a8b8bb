"""The received event that the current handler works on: the cause of what the handler publishes."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Causation:
    """The event that is being handled.

    ``linked`` is False for contribution work: an event that is published because of it must neither name it nor
    continue its trace (design section 5, compartments).
    """

    event_id: str
    correlation_id: str | None
    linked: bool


current_causation: ContextVar[Causation | None] = ContextVar("current_cause", default=None)
