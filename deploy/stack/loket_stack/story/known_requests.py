"""Which contribution requests of a question may be told of beside it."""

from loket_stack.scenarios.api_client import Personas

OPERATOR = "operator"
"""Knows that departments take part, all but the covert ones, and each of their terms; nothing of their work."""


def known_requests(personas: Personas, reference: str) -> list[str]:
    """Return the ids of the requests whose clocks the back office shows the operator."""
    case = personas.person(OPERATOR).find("backoffice", f"/v1/cases/{reference}") or {}
    return [str(clock["requestId"]) for clock in case.get("clocks", ()) if clock["requestId"]]
