"""What the front office does with a case; each act names the version that was seen just before."""

from loket_stack.play.people import Json, Person

_UNDECIDED = frozenset({"expected", "awaiting-route"})


def case_of(officer: Person, reference: str) -> Json:
    """Return the case as the officer sees it."""
    return officer.read("backoffice", f"/v1/cases/{reference}")


def routed_case(officer: Person, reference: str) -> Json | None:
    """Return the case once routing has decided on it, else None."""
    case = officer.find("backoffice", f"/v1/cases/{reference}")
    return case if case is not None and case["state"] not in _UNDECIDED else None


def take(officer: Person, reference: str) -> None:
    """Take the case."""
    _act(officer, reference, "assignments", {"assignee": "me"})


def confirm_route(officer: Person, reference: str) -> None:
    """Confirm the route that routing was not sure of."""
    _act(officer, reference, "route/confirmation", {})


def ask_for_information(officer: Person, reference: str, text: str) -> None:
    """Ask the asker something back."""
    _act(officer, reference, "information-requests", {"text": text})


def write_answer(officer: Person, reference: str, text: str) -> None:
    """Write the answer and put it before a second officer."""
    _act_on_answer(officer, reference, "draft", {"text": text})
    _act_on_answer(officer, reference, "submission", {})


def approve_answer(officer: Person, reference: str) -> None:
    """Approve the answer; it goes out to the asker."""
    _act_on_answer(officer, reference, "approval", {})


def close(officer: Person, reference: str) -> None:
    """Close the answered case."""
    _act(officer, reference, "closure", {})


def _act(officer: Person, reference: str, path: str, body: Json) -> None:
    officer.change(
        "backoffice", f"/v1/cases/{reference}/{path}", body, lambda: int(case_of(officer, reference)["version"])
    )


def _act_on_answer(officer: Person, reference: str, path: str, body: Json) -> None:
    officer.change(
        "backoffice",
        f"/v1/cases/{reference}/answer/{path}",
        body,
        lambda: int(case_of(officer, reference)["answer"]["version"]),
    )
