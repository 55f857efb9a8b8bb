"""Which contribution requests of a question may be told of beside it."""

from loket_stack.play.people import People

OFFICER = "front-office-2"
"""Knows of the same departments as the operator, all but the covert ones, and may see their requests."""


def known_requests(people: People, reference: str) -> list[str]:
    """Return the ids of the requests that the back office shows an officer without clearance."""
    case = people.person(OFFICER).find("backoffice", f"/v1/cases/{reference}")
    return [str(request["id"]) for request in (case or {}).get("requests", ())]
