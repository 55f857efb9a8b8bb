"""Which contribution requests of a question the operator may know of."""

from loket_stack.play.people import Person


def known_requests(operator: Person, reference: str) -> list[str] | None:
    """Return the ids of the requests that the back office shows the operator; None where it shows no such case.

    Covert departments' are not among them: for this reader they do not exist.
    """
    case = operator.find("backoffice", f"/v1/cases/{reference}")
    return None if case is None else [str(request["id"]) for request in case.get("requests", ())]
