"""The actions of a question's asker, the front office and the departments, over the APIs.

Each change of a case, an answer or a request names the version that was read just before.
"""

from uuid import uuid4

from loket_stack.scenarios.api_client import Json, PersonaClient, Personas

_UNDECIDED = frozenset({"expected", "awaiting-route"})


def submit_question(asker: PersonaClient, question: Json) -> str:
    """Submit ``question`` and return its reference."""
    answer = asker.send("intake", "/v1/questions", question, {"Idempotency-Key": str(uuid4())})
    return str(answer["reference"])


def add_supplement(asker: PersonaClient, reference: str, text: str) -> None:
    """Add a text to the question, as a reply to the desk or unasked."""
    asker.send("intake", f"/v1/questions/{reference}/supplements", {"text": text})


def withdraw_question(asker: PersonaClient, reference: str, reason: str) -> None:
    """Withdraw the question."""
    asker.send("intake", f"/v1/questions/{reference}/withdrawal", {"reason": reason})


def give_feedback(asker: PersonaClient, reference: str, text: str) -> None:
    """Say that the answer helped."""
    asker.send("intake", f"/v1/questions/{reference}/feedback", {"helpful": True, "text": text})


def question_has_status(asker: PersonaClient, reference: str, status: str) -> bool:
    """Return whether the asker sees this status."""
    return bool(asker.read("intake", f"/v1/questions/{reference}")["status"] == status)


def case_of(officer: PersonaClient, reference: str) -> Json:
    """Return the case as the officer sees it."""
    return officer.read("backoffice", f"/v1/cases/{reference}")


def routed_case(officer: PersonaClient, reference: str) -> Json | None:
    """Return the case if routing has decided on it, else None."""
    case = officer.find("backoffice", f"/v1/cases/{reference}")
    return case if case is not None and case["state"] not in _UNDECIDED else None


def take_case(officer: PersonaClient, reference: str) -> None:
    """Take the case."""
    _change_case(officer, reference, "assignments", {"assignee": "me"})


def confirm_route(officer: PersonaClient, reference: str) -> None:
    """Confirm the route that routing was not sure of."""
    _change_case(officer, reference, "route/confirmation", {})


def ask_for_information(officer: PersonaClient, reference: str, text: str) -> None:
    """Ask the asker for information."""
    _change_case(officer, reference, "information-requests", {"text": text})


def write_answer(officer: PersonaClient, reference: str, text: str) -> None:
    """Write the answer and submit it to a second officer."""
    _change_answer(officer, reference, "draft", {"text": text})
    _change_answer(officer, reference, "submission", {})


def approve_answer(officer: PersonaClient, reference: str) -> None:
    """Approve the answer, which sends it to the asker."""
    _change_answer(officer, reference, "approval", {})


def close_case(officer: PersonaClient, reference: str) -> None:
    """Close the answered case."""
    _change_case(officer, reference, "closure", {})


def _change_case(officer: PersonaClient, reference: str, path: str, body: Json) -> None:
    officer.change(
        "backoffice", f"/v1/cases/{reference}/{path}", body, lambda: int(case_of(officer, reference)["version"])
    )


def _change_answer(officer: PersonaClient, reference: str, path: str, body: Json) -> None:
    officer.change(
        "backoffice",
        f"/v1/cases/{reference}/answer/{path}",
        body,
        lambda: int(case_of(officer, reference)["answer"]["version"]),
    )


def is_queued(expert: PersonaClient, reference: str) -> bool:
    """Return whether the question is on the first page of the department's queue, which has the newest first."""
    queue = expert.read("backoffice", "/v1/cases", queue="department")
    return any(case["reference"] == reference for case in queue["items"])


def draft_contribution(personas: Personas, request: Json, text: str) -> None:
    """Let the department's expert take the work and write a draft."""
    expert = personas.expert(request["department"])
    _change_request(expert, request["id"], "assignments", {"assignee": "me"})
    _change_request(expert, request["id"], "drafts", {"text": text})


def release_contribution(personas: Personas, request: Json) -> None:
    """Let the expert submit the draft and the approver, who is somebody else, release it."""
    _change_request(personas.expert(request["department"]), request["id"], "submission", {})
    _change_request(personas.approver(request["department"]), request["id"], "release", {})


def _change_request(person: PersonaClient, request_id: str, path: str, body: Json) -> None:
    address = f"/v1/contribution-requests/{request_id}"
    person.change("backoffice", f"{address}/{path}", body, lambda: int(person.read("backoffice", address)["version"]))
